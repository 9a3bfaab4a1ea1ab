#!/usr/bin/env python3
"""Time commands as whole processes, in turn, and print the median of each.

usage: time_commands.py [--runs N] [--ok NAME]... [--ratio NAME/NAME]... NAME COMMAND [ARG]... [-- NAME COMMAND [ARG]...]...

The commands take turns, so that a slow minute of the machine is shared by all of them. Each runs once
before anything is measured, so that all read their files from memory. Their output is thrown away, save
for the standard error of a command that must succeed (--ok) and does not.
"""

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass, field


@dataclass
class Run:
    """One run of a command."""

    wall: float
    cpu: float
    memory: int
    status: int
    error: str


@dataclass
class Command:
    """A command and its measured runs."""

    name: str
    words: list[str]
    must_succeed: bool
    runs: list[Run] = field(default_factory=list)

    def run(self) -> Run:
        """Run once; an exit code that the command must not have ends the whole measurement."""
        run = run_once(self.words)
        if self.must_succeed and run.status != 0:
            sys.exit(f"{self.name} ended with exit code {run.status}: {' '.join(self.words)}\n{run.error}")
        # 126 and above: not found, not executable or ended by a signal, which no linter returns for findings.
        if run.status < 0 or run.status >= 126:
            sys.exit(f"{self.name} did not run to its end (exit code {run.status}): {' '.join(self.words)}\n{run.error}")
        return run

    def median(self) -> float:
        """The wall time of the run in the middle."""
        return statistics.median(run.wall for run in self.runs)

    def row(self) -> str:
        """The line of the table."""
        walls = [run.wall for run in self.runs]
        cpu = statistics.median(run.cpu for run in self.runs)
        memory = max(run.memory for run in self.runs)
        times = " ".join(f"{seconds:>7.3f} s" for seconds in (self.median(), min(walls), max(walls), cpu))
        return f"{self.name:<12} {times} {memory / 1e6:>9.1f} MB {self.runs[-1].status:>10}"


def run_once(words: list[str]) -> Run:
    """Run a command to its end. `wait4` gives the figures of this child alone, with its own children."""
    with tempfile.TemporaryFile() as errors:
        start = time.perf_counter()
        child = subprocess.Popen(words, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=errors)
        _, status, usage = os.wait4(child.pid, 0)
        wall = time.perf_counter() - start
        child.returncode = os.waitstatus_to_exitcode(status)
        errors.seek(0)
        error = errors.read(2_000).decode(errors="replace")
    # Linux counts in kilobytes, macOS in bytes. Linux also counts what the child was before it became the
    # command, a copy of this script, so no command can show less than the 16 MB or so of that.
    memory = usage.ru_maxrss if sys.platform == "darwin" else usage.ru_maxrss * 1024
    return Run(wall, usage.ru_utime + usage.ru_stime, memory, child.returncode, error)


def split_commands(words: list[str], must_succeed: list[str]) -> list[Command]:
    """The commands that stand between the `--`."""
    groups: list[list[str]] = [[]]
    for word in words:
        if word == "--":
            groups.append([])
        else:
            groups[-1].append(word)
    if any(len(group) < 2 for group in groups):
        sys.exit("Each command needs a name and at least one word.")
    return [Command(name, rest, name in must_succeed) for name, *rest in groups]


def time_in_turn(commands: list[Command], runs: int) -> None:
    """One warm-up of each command, then `runs` rounds."""
    for command in commands:
        command.run()
    for _ in range(runs):
        for command in commands:
            command.runs.append(command.run())


def main() -> None:
    parser = argparse.ArgumentParser(usage=__doc__)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--ok", action="append", default=[])
    parser.add_argument("--ratio", action="append", default=[])
    parser.add_argument("words", nargs=argparse.REMAINDER)
    arguments = parser.parse_args()
    commands = split_commands(arguments.words, arguments.ok)
    time_in_turn(commands, arguments.runs)
    print(f"{'':<12} {'median':>9} {'fastest':>9} {'slowest':>9} {'cpu':>9} {'peak memory':>12} {'exit code':>10}")
    for command in commands:
        print(command.row())
    medians = {command.name: command.median() for command in commands}
    for ratio in arguments.ratio:
        above, below = ratio.split("/")
        print(f"{above} / {below}: {medians[above] / medians[below]:.2f}")


if __name__ == "__main__":
    main()
