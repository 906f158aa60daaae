"""The command line without devices: in this process, or as a process of its own."""

import os
import subprocess
import sys
from dataclasses import dataclass

import pytest

from netops.cli.root import run

FOREIGN = ("NETOPS_", "GIT_", "LAB_", "NO_COLOR", "FORCE_COLOR", "COLUMNS", "TERM")


@dataclass
class Said:
    code: int
    out: str
    err: str


@pytest.fixture(autouse=True)
def clean(monkeypatch, tmp_path):
    """Nothing of a developer's shell, and a folder of its own."""
    for name in os.environ:
        if name.startswith(FOREIGN):
            monkeypatch.delenv(name)
    monkeypatch.chdir(tmp_path)


@pytest.fixture
def netops(capsys):
    """Run a command line in this process."""

    def told(*arguments, expect=0):
        code = run([str(word) for word in arguments])
        out, err = capsys.readouterr()
        assert "Traceback" not in out + err
        assert "\x1b" not in out + err
        assert code == expect, out + err
        return Said(code, out, err)

    return told


@pytest.fixture
def process():
    """Run a command line as a process of its own, its output piped."""

    def told(*arguments, **environ):
        done = subprocess.run(  # noqa: S603 (our own command)
            [sys.executable, "-m", "netops", *map(str, arguments)],
            env={**os.environ, **environ},
            capture_output=True,
            text=True,
            check=False,
        )
        assert "Traceback" not in done.stdout + done.stderr
        return Said(done.returncode, done.stdout, done.stderr)

    return told
