#!/usr/bin/env python3
"""Lets the real pre-commit build the hooks from a plain clone of this repository's last commit, and commits with them.

    python3 tests/integration/precommit.py

The configuration is the one of docs/install.md. Only the profile of the build differs, so that it takes a minute.
"""

import os
import re
import sys
import tempfile
import time
from pathlib import Path

import clients
from clients import FOLDER, ROOT, expect, run

CONFIG = 'edition = "2026"\nselect = ["names", "shape", "syntax", "owners/task-unowned"]\nignore = ["names/unused"]\n'
# A plan with an old fault, a task that nobody owns, and a person who is kept in another file.
SPRING = 'plan spring "Spring" {\n  owner: @li\n  task brief { duration: 3d }\n  task text { owner: @wu  duration: 2d }\n}\n'
OLD = "owners/task-unowned"
# Optimising the program is no part of what is tried here.
QUICK = {"OPT_LEVEL": "0", "LTO": "off", "CODEGEN_UNITS": "256", "STRIP": "symbols"}


def main():
    if len(sys.argv) != 1:
        sys.exit(__doc__)
    clients.enter()
    run(client := clients.client("pre-commit"), "validate-manifest", ROOT / ".pre-commit-hooks.yaml")
    clone = FOLDER / "clone"
    run("rm", "-rf", clone)
    run("git", "clone", "--quiet", "--no-hardlinks", ROOT, clone)
    revision = run("git", "-C", clone, "rev-parse", "HEAD").strip()
    with tempfile.TemporaryDirectory() as folder:
        repository = Repository(Path(folder))
        repository.write("planlint.toml", CONFIG)
        repository.write("people/li.plan", 'person li "Li" { role: "CMO" }\n')
        repository.write("people/wu.plan", 'person wu "Wu" { role: "Editor" }\n')
        repository.write("spring.plan", SPRING)
        repository.write(".pre-commit-config.yaml", configuration(clone, revision))
        repository.git("add", "--all")
        repository.git("commit", "--message", "Plans before there was a hook")
        repository.run(client, "install")
        began = time.monotonic()
        repository.run(client, "install-hooks")
        print(f"the hooks of {revision[:9]} are built in {time.monotonic() - began:.0f} s")
        use(repository, client)


def configuration(clone, revision):
    """What docs/install.md tells to write, about this clone."""
    page = (ROOT / "docs/install.md").read_text()
    (shown,) = [block for block in re.findall("```yaml\n(.*?)```", page, re.DOTALL) if "    rev: " in block]
    shown, told = re.subn("(?m)^(  - repo: ).*\n(    rev: ).*$", rf"\g<1>{clone}\n\g<2>{revision}", shown)
    expect(told == 1, "docs/install.md tells no repository and revision")
    return shown


def use(repository, client):
    # A file is deleted, and the fault shows in another, which nobody touched and no list of files names.
    repository.git("rm", "--quiet", "people/wu.plan")
    told = repository.git("commit", "--message", "Wu leaves", code=1)
    expect("spring.plan:4:" in told and "error[names/" in told and "`@wu`" in told, told)
    expect(OLD not in told and "1 older finding is not shown" in told, f"it tells old faults:\n{told}")
    expect(repository.commits() == 1, "the commit was made in spite of the hook")

    repository.git("reset", "--quiet", "--hard")
    repository.write("spring.plan", SPRING.replace("2d", "4d"))
    repository.git("commit", "--all", "--message", "Text takes longer")
    expect(repository.commits() == 2, "a clean commit was refused")

    # What is not staged is not committed, so it is no business of the hook.
    repository.write("people/wu.plan", "")
    repository.write("people/qi.plan", 'person qi "Qi" { role: "Designer" }\n')
    repository.git("add", "people/qi.plan")
    repository.git("commit", "--message", "Qi comes")
    expect(repository.commits() == 3, "what is not staged stops a commit")

    # An untidy plan is formatted, and the commit waits until that is staged.
    repository.git("checkout", "--quiet", "people/wu.plan")
    repository.write("people/bo.plan", 'person bo "Bo" {\nrole: "Editor"\n}\n')
    repository.git("add", "people/bo.plan")
    told = repository.git("commit", "--message", "Bo comes", code=1)
    expect("planlint fmt" in told and "modified" in told, told)
    tidy = 'person bo "Bo" {\n  role: "Editor"\n}\n'
    expect((repository.folder / "people/bo.plan").read_text() == tidy, "the plan is not formatted")
    repository.git("commit", "--all", "--message", "Bo comes")
    expect(repository.commits() == 4, "a formatted plan was refused")

    told = repository.run(client, "run", "planlint-all", "--hook-stage", "manual", code=1)
    expect(OLD in told, f"the hook for everything leaves old faults out:\n{told}")
    print("a deleted person, a clean commit, unstaged faults and all plans: pre-commit does what it should")


class Repository:
    """A repository of plans with hooks, which knows nothing of the configuration of the machine."""

    def __init__(self, folder):
        self.folder = folder
        profile = {f"CARGO_PROFILE_RELEASE_{name}": value for name, value in QUICK.items()}
        place = {"CARGO_TARGET_DIR": clients.fresh_folder("cargo"), "PRE_COMMIT_HOME": clients.fresh_folder("pre-commit")}
        people = {f"GIT_{who}_{what}": "li@example.org" for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")}
        own = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1", "LC_ALL": "C.UTF-8"}
        # A hook that runs this script would tell git of its own repository.
        strange = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
        self.variables = strange | profile | place | people | own
        self.git("init", "--quiet", "--initial-branch=main")

    def run(self, *command, code=0):
        return run(*command, code=code, cwd=self.folder, env=self.variables)

    def git(self, *arguments, code=0):
        return self.run("git", *arguments, code=code)

    def write(self, name, text):
        path = self.folder / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(text)

    def commits(self):
        return int(self.git("rev-list", "--count", "HEAD"))


if __name__ == "__main__":
    main()
