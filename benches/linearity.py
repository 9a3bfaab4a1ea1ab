#!/usr/bin/env python3
"""Time each stage over folders of growing size, and show what one plan costs in each.

usage: linearity.py STAGES RUNS COUNT=DIR...

STAGES is the example binary that runs one stage (read, parse or all) over a folder. The ratio beside a
time is the time per plan against the first folder: 1.00 is exactly linear, less means that starting up
weighed on the smaller folder, and clearly more means that something grows faster than the plans do.
"""

import sys

from time_commands import Command, time_in_turn

STAGES = ("read", "parse", "all")


def measure(binary: str, runs: int, folder: str) -> list[float]:
    """The medians of the stages over one folder."""
    commands = [Command(stage, [binary, stage, folder], must_succeed=True) for stage in STAGES]
    time_in_turn(commands, runs)
    return [command.median() for command in commands]


def main() -> None:
    if len(sys.argv) < 4:
        sys.exit(__doc__)
    binary, runs = sys.argv[1], int(sys.argv[2])
    first: list[float] = []
    print(f"{'plans':>8}" + "".join(f" {stage:>9} {'ratio':>7}" for stage in STAGES))
    for argument in sys.argv[3:]:
        count, _, folder = argument.partition("=")
        seconds = measure(binary, runs, folder)
        per_plan = [second / int(count) for second in seconds]
        first = first or per_plan
        cells = (f" {second:>7.3f} s {mine / base:>7.2f}" for second, mine, base in zip(seconds, per_plan, first))
        print(f"{int(count):>8,}" + "".join(cells), flush=True)


if __name__ == "__main__":
    main()
