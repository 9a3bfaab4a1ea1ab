#!/usr/bin/env python3
"""Write the npm package of one platform around a built program.

usage: npm/platform.py PROGRAM PLATFORM FOLDER      such as: target/release/planlint linux-x64 target/npm
"""
import json
import pathlib
import shutil
import sys


def main(program: str, platform: str, folder: str) -> None:
    here = pathlib.Path(__file__).parent
    version = json.loads((here / "planlint" / "package.json").read_text())["version"]
    os, cpu = platform.split("-")
    package = pathlib.Path(folder) / platform
    (package / "bin").mkdir(parents=True, exist_ok=True)
    name = "planlint.exe" if os == "win32" else "planlint"
    shutil.copy2(program, package / "bin" / name)
    description = {
        "name": f"@planlint/{platform}",
        "version": version,
        "description": f"The planlint program for {platform}",
        "license": "MIT OR Apache-2.0",
        "os": [os],
        "cpu": [cpu],
        "files": ["bin"],
        "preferUnplugged": True,
    }
    (package / "package.json").write_text(json.dumps(description, indent=2) + "\n")


if __name__ == "__main__":
    if len(sys.argv) != 4:
        sys.exit(__doc__)
    main(*sys.argv[1:])
