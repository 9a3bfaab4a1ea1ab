#!/usr/bin/env python3
"""Holds the files for forges to the schemas of those who read them, and runs the steps that stand in them.

    python3 tests/integration/forges.py PROGRAM

The steps install planlint as they do everywhere, from the wheel that wheel.py has built instead of from PyPI. Of the
release, what packs the program is run.
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
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    clients.enter()
    program = Path(sys.argv[1]).resolve()
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
        release(Path(folder) / "release", program)
        print("release.yml: it packs the program, and the checksums agree")


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


def release(folder, program):
    """Runs the steps of the release that pack a program which is built already."""
    jobs = read(".github/workflows/release.yml")["jobs"]
    target = "x86_64-unknown-linux-musl"
    (folder / f"target/{target}/release").mkdir(parents=True)
    shutil.copy2(program, folder / f"target/{target}/release/planlint")
    for name in ("Cargo.toml", "README.md", "LICENSE-MIT", "LICENSE-APACHE"):
        shutil.copy2(ROOT / name, folder)
    shutil.copytree(ROOT / "npm", folder / "npm")
    _, version = run(program, "--version").split()
    runner = os.environ | {"TARGET": target, "NPM": "linux-x64", "npm_config_cache": str(FOLDER / "npm-cache")}

    def step(job, words, tag=f"v{version}", code=0):
        (script,) = [it["run"] for it in jobs[job]["steps"] if words in it.get("run", "")]
        run("bash", "-eo", "pipefail", "-c", script, code=code, cwd=folder, env=runner | {"GITHUB_REF_NAME": tag})

    step("build", "grep")
    step("build", "grep", tag="v99.0.0", code=1)
    step("build", "generate man")
    for wheel in (FOLDER / "wheels").iterdir():
        shutil.copy2(wheel, folder / "packages")
    step("release", "npm pack")
    step("release", "sha256sum")
    packages = folder / "packages"
    told = run("sha256sum", "--check", "SHA256SUMS", cwd=packages)
    expect(told.count(": OK") == 4 == len(list(packages.iterdir())) - 1, told)
    name = f"planlint-{version}-{target}"
    packed = run("tar", "-tf", packages / f"{name}.tar.gz").split()
    wanted = {f"{name}/{it}" for it in ("planlint", "LICENSE-MIT", "man/planlint-check.1", "planlint.zsh")}
    expect(wanted <= set(packed), packed)
    npm = run("tar", "-tvf", packages / f"planlint-linux-x64-{version}.tgz")
    expect(re.search("(?m)^-rwx.*package/bin/planlint$", npm), npm)


if __name__ == "__main__":
    main()
