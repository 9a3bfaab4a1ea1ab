#!/usr/bin/env python3
"""Packs a built program for npm as a release does, and installs the packages into a fresh folder.

    python3 tests/integration/npm.py PROGRAM
"""

import os
import platform
import sys
from pathlib import Path

import clients

CPUS = {"x86_64": "x64", "aarch64": "arm64", "arm64": "arm64"}


def main():
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    program = Path(sys.argv[1]).resolve()
    folder = clients.fresh_folder("npm")
    here = f"{sys.platform}-{CPUS[platform.machine()]}"
    clients.run(sys.executable, clients.ROOT / "npm/platform.py", program, here, folder)
    for package in (folder / here, clients.ROOT / "npm/planlint"):
        npm("pack", package, cwd=folder)
    main_package, own_package = sorted(folder.glob("planlint-[0-9]*.tgz")), sorted(folder.glob(f"planlint-{here}-*.tgz"))

    project = clients.fresh_folder("npm/project")
    # The packages of other platforms are not there, as npm leaves those out that do not fit.
    npm("install", *main_package, *own_package, cwd=project)
    clients.same_as(program, [project / "node_modules/.bin/planlint"])

    bare = clients.fresh_folder("npm/without")
    npm("install", "--omit=optional", *main_package, cwd=bare)
    told = clients.run(bare / "node_modules/.bin/planlint", "--version", code=3)
    clients.expect(f"@planlint/{here}" in told and "--include=optional" in told, told)
    print(f"planlint and @planlint/{here}: packed, installed and run")


def npm(*arguments, cwd):
    # All that is wanted is given as files. The registry is not asked, so that nobody's package of such a name gets in.
    variables = os.environ | {
        "npm_config_cache": str(clients.FOLDER / "npm-cache"),
        "npm_config_offline": "true",
        "npm_config_fund": "false",
    }
    if arguments[0] == "install":
        clients.run("npm", "init", "--yes", cwd=cwd, env=variables)
    return clients.run("npm", *arguments, cwd=cwd, env=variables)


if __name__ == "__main__":
    main()
