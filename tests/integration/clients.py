"""The programs of others that use planlint, installed from PyPI and kept in target/integration.

What cannot be installed ends the run: nothing here is skipped.
"""

import os
import shutil
import subprocess
import sys
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / "target/integration"
ENVIRONMENT = FOLDER / "venv"
REQUIREMENTS = Path(__file__).with_name("requirements.txt")
BROKEN = ROOT / "fixtures/workspaces/acme-broken"


def enter():
    """Goes on in the Python that knows the clients; it is made anew when the requirements change."""
    python = ENVIRONMENT / "bin/python"
    stamp = ENVIRONMENT / "requirements.txt"
    wanted = REQUIREMENTS.read_text()
    if not stamp.exists() or stamp.read_text() != wanted:
        fresh_environment(ENVIRONMENT)
        run(python, "-m", "pip", "install", "--quiet", "--requirement", REQUIREMENTS)
        stamp.write_text(wanted)
    if Path(sys.prefix) != ENVIRONMENT:
        os.execv(python, [python, *sys.argv])


def fresh_environment(folder):
    shutil.rmtree(folder, ignore_errors=True)
    venv.create(folder, with_pip=True)


def fresh_folder(name):
    folder = FOLDER / name
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    return folder


def client(name):
    """A program that the environment brings."""
    return ENVIRONMENT / "bin" / name


def run(*command, code=0, **options):
    """Runs a command that has to end with this code, and returns what it wrote."""
    ended = subprocess.run(command, capture_output=True, text=True, **options)
    if ended.returncode != code:
        words = " ".join(map(str, command))
        sys.exit(f"{words}\nended with {ended.returncode} and not with {code}:\n{ended.stdout}{ended.stderr}")
    return ended.stdout + ended.stderr


def expect(holds, otherwise):
    if not holds:
        raise AssertionError(otherwise)


def same_as(program, installed):
    """The installed program finds what the built one finds, to the byte, and ends alike."""
    arguments = ["check", BROKEN, "--today", "2026-03-02", "--lang", "en"]
    found = run(program, *arguments, code=1)
    expect("error[" in found, f"nothing is found:\n{found}")
    expect(run(*installed, *arguments, code=1) == found, "the installed program finds something else")
    expect(run(*installed, "check", "nowhere", code=2) != "", "misuse is not told")
