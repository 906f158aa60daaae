"""Whole stories through the command line, against a lab of their own on real sockets."""

import json
import os
import shutil
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from lab.control import Lab

ROOT = Path(__file__).parent.parent.parent
PEOPLE = ("ada", "bo", "cy")


@dataclass
class Workspace:
    """A copy of the inventory that points at one lab, and the netops command in it."""

    folder: Path
    lab: Lab
    environ: dict[str, str] = field(default_factory=dict)

    def netops(self, *arguments, expect=0, **environ):
        done = subprocess.run(  # noqa: S603 (our own command)
            [sys.executable, "-m", "netops", *arguments],
            cwd=self.folder,
            env={**os.environ, **self.environ, **environ},
            capture_output=True,
            text=True,
            check=False,
        )
        spoken = done.stdout + done.stderr
        assert done.returncode == expect, spoken
        assert "Traceback" not in spoken, spoken
        assert "labSecret" not in spoken, spoken
        return spoken

    def ask(self, *arguments, expect=0):
        done = subprocess.run(  # noqa: S603 (our own command)
            [sys.executable, "-m", "netops", *arguments, "--json"],
            cwd=self.folder,
            env={**os.environ, **self.environ},
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == expect, done.stdout + done.stderr
        return json.loads(done.stdout)

    def git(self, *arguments):
        command = ["git", "-C", str(self.folder / "backups" / "repo"), *arguments]
        return subprocess.run(command, capture_output=True, text=True, check=True).stdout  # noqa: S603

    def commits(self):
        return int(self.git("rev-list", "--count", "HEAD"))

    def edit(self, name, old, new):
        path = self.folder / "inventory" / name
        text = path.read_text()
        assert old in text
        path.write_text(text.replace(old, new))


@pytest.fixture(scope="session")
def network(tmp_path_factory, worker_id):
    """One lab for each test process, on its own loopback network."""
    number = 90 + int(worker_id.removeprefix("gw") or 0) if worker_id != "master" else 90
    state = tmp_path_factory.mktemp("lab")
    up = [sys.executable, "-m", "lab", "up", "--state", state, "--net", f"127.{number}"]
    subprocess.run([*up, "--minute", "4"], cwd=ROOT, check=True, capture_output=True)  # noqa: S603
    yield state, f"127.{number}."
    down = [sys.executable, "-m", "lab", "down", "--state", state]
    subprocess.run(down, cwd=ROOT, check=True, capture_output=True)  # noqa: S603


@pytest.fixture
def workspace(tmp_path, network):
    """A fresh workspace on devices that are as they were at the start."""
    state, net = network
    lab = Lab(state)
    lab.reset()
    for name in ("inventory", "playbooks"):
        shutil.copytree(ROOT / name, tmp_path / name)
    hosts = tmp_path / "inventory" / "hosts.yaml"
    hosts.write_text(hosts.read_text().replace("127.10.", net))
    for who in PEOPLE:
        make_key(tmp_path, who)
    return Workspace(tmp_path, lab, lab_environment(state))


def lab_environment(state):
    asked = [sys.executable, "-m", "lab", "env", "--json", "--state", str(state)]
    done = subprocess.run(asked, cwd=ROOT, check=True, capture_output=True, text=True)  # noqa: S603
    return json.loads(done.stdout)


def make_key(folder, who):
    key = folder / "keys" / who
    key.parent.mkdir(exist_ok=True)
    subprocess.run(  # noqa: S603
        ["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", who, "-f", str(key)],  # noqa: S607
        check=True,
    )
    public = " ".join(key.with_suffix(".pub").read_text().split()[:2])
    with (folder / "inventory" / "allowed_signers").open("a") as signers:
        signers.write(f'{who} namespaces="netops-change" {public}\n')
