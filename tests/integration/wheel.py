#!/usr/bin/env python3
"""Builds the wheel as a release does, and installs it into a fresh environment that nothing else is in.

    python3 tests/integration/wheel.py PROGRAM
"""

import sys
from pathlib import Path

import clients


def main():
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    clients.enter()
    program = Path(sys.argv[1]).resolve()
    wheels = clients.fresh_folder("wheels")
    clients.run(clients.client("maturin"), "build", "--release", "--locked", "--out", wheels, cwd=clients.ROOT)
    (wheel,) = wheels.iterdir()
    _, version = clients.run(program, "--version").split()
    clients.expect(wheel.name.startswith(f"planlint-{version}-py3-none-"), wheel.name)
    environment = clients.FOLDER / "wheel"
    clients.fresh_environment(environment)
    clients.run(environment / "bin/pip", "install", "--no-index", wheel)
    clients.same_as(program, [environment / "bin/planlint"])
    print(f"{wheel.name}: built, installed and run")


if __name__ == "__main__":
    main()
