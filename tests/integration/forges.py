#!/usr/bin/env python3
"""Holds the files for forges to the schemas of those who read them, and runs the steps that stand in them.

    python3 tests/integration/forges.py

The steps install planlint as they do everywhere, from the wheel that wheel.py has built instead of from PyPI.
"""

import json
import os
import re
import shutil
import sys
import tempfile
from pathlib import Path

import clients
from clients import BROKEN, FOLDER, ROOT, expect, run

FILES = {
    "action.yml": "vendor.github-actions",
    ".github/workflows/release.yml": "vendor.github-workflows",
    "ci/gitlab.yml": "vendor.gitlab-ci",
}
CLEAN = ROOT / "fixtures/workspaces/acme"


def main():
    if len(sys.argv) != 1:
        sys.exit(__doc__)
    clients.enter()
    for file, schema in FILES.items():
        run(clients.client("check-jsonschema"), "--builtin-schema", schema, ROOT / file)
        print(f"{file}: as its schema wants it")
    expect(list((FOLDER / "wheels").glob("planlint-*.whl")), "wheel.py has to build the wheel first")
    with tempfile.TemporaryDirectory() as folder:
        told = action(Path(folder), CLEAN, {"args": "--deny warnings"}, code=0)
        expect("::error" not in told, told)
        told = action(Path(folder), BROKEN, {"paths": "strategy.plan\n"}, code=1)
        expect(re.search("(?m)^::error .*file=.*strategy.plan", told), told)
        print("action.yml: its steps pass and fail as they should")
        gitlab(Path(folder))
        print("ci/gitlab.yml: its script fails and leaves the report")


def read(file):
    import yaml

    return yaml.safe_load((ROOT / file).read_text())


def offline():
    """The variables of a runner that takes planlint from the folder of wheels."""
    return os.environ | {"PIP_NO_INDEX": "1", "PIP_FIND_LINKS": str(FOLDER / "wheels")}


def action(folder, workspace, inputs, code):
    """Runs the steps of the action as GitHub's runner does; the last one ends with this code."""
    described = read("action.yml")
    given = {name: inputs.get(name, one["default"]) for name, one in described["inputs"].items()}
    files = {name: str(folder / name.lower()) for name in ("GITHUB_PATH", "GITHUB_STEP_SUMMARY")}
    runner = offline() | files | {"GITHUB_ACTIONS": "true", "RUNNER_TEMP": str(folder)}
    *before, last = described["runs"]["steps"]
    for step in [*before, last]:
        own = {name: re.sub(r"\$\{\{ inputs\.(\w+) }}", lambda it: given[it[1]], value) for name, value in step["env"].items()}
        expect("${{" not in step["run"], "an expression in a script lets whoever wrote its value run anything")
        # What a step writes into this file stands before the path of those after it.
        added = Path(files["GITHUB_PATH"])
        paths = (added.read_text().split() if added.exists() else []) + [os.environ["PATH"]]
        shell = ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", step["run"]]
        told = run(*shell, code=code if step is last else 0, cwd=workspace, env=runner | own | {"PATH": ":".join(paths)})
    return told


def gitlab(folder):
    workspace = folder / "workspace"
    shutil.copytree(BROKEN, workspace)
    clients.fresh_environment(folder / "image")
    job = read("ci/gitlab.yml")["planlint"]
    runner = offline() | {"PATH": f"{folder / 'image/bin'}:{os.environ['PATH']}"} | job["variables"]
    run("sh", "-ec", "\n".join(job["script"]), code=1, cwd=workspace, env=runner)
    report = workspace / job["artifacts"]["reports"]["codequality"]
    expect(json.loads(report.read_text()), "the report is empty")


if __name__ == "__main__":
    main()
