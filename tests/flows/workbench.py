"""One workspace on one lab: the netops command as a person types it, and a look past it."""

import json
import os
import shutil
import subprocess
import sys
import time
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from lab.control import Lab
from netops.change import drafting, review
from netops.change.request import EVERY
from netops.model.change import ChangeRequest
from netops.wiring import Workspace

ROOT = Path(__file__).parents[2]
IOS, EOS = "ams1-edge1", "ams1-core1"
# Who signs in which role; `dana` asks, and applies. Names and roles are those of approval.yaml.
SIGNERS = {"alice": "reviewer", "carol": "cab"}
SECRET = "labSecret"
LINES = {
    IOS: "interface GigabitEthernet0/3\n description spare port\nip ssh time-out 45\n",
    EOS: "interface Ethernet2\n   description spare port\nlogging buffered 2000\n",
}
_PATIENCE = 20.0


def until(holds, seconds=_PATIENCE):
    """Wait for something that must come to pass, and return it."""
    deadline = time.monotonic() + seconds
    while not (found := holds()):
        assert time.monotonic() < deadline, "it did not happen in time"
        time.sleep(0.02)
    return found


@dataclass
class Said:
    """How a command ended. `out` and `err` were searched for tracebacks and secrets."""

    code: int
    out: str
    err: str

    @property
    def text(self):
        return self.out + self.err


@dataclass
class Workbench:
    """A folder with inventory, playbooks, keys and evidence, whose devices are those of `lab`."""

    folder: Path
    lab: Lab
    environ: dict[str, str] = field(default_factory=dict)
    # Words before each command, when it has to run somewhere else.
    within: tuple[str, ...] = ()

    def start(self, *arguments, file_blocks=None, **environ):
        """Start netops; the caller waits for it with `ended`."""
        command = [sys.executable, "-m", "netops", *arguments]
        if file_blocks is not None:
            # The shell's own limit; bash counts blocks of 1024 bytes, as ulimit -f does.
            command = ["bash", "-c", f'ulimit -f {file_blocks}; exec "$@"', "bash", *command]
        return subprocess.Popen(  # noqa: S603 (our own command)
            [*self.within, *command],
            cwd=self.folder,
            env={**self.environ, **environ},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    def netops(self, *arguments, expect=0, **settings):
        """Run netops to its end; `expect` is the exit code that it must leave with."""
        return ended(self.start(*arguments, **settings), expect=expect)

    def ask(self, *arguments, expect=0, **settings):
        """The one JSON document of a command."""
        return json.loads(self.netops(*arguments, "--json", expect=expect, **settings).out)

    def git(self, *arguments):
        repository = str(self.folder / "backups" / "repo")
        command = [*self.within, "git", "-C", repository, *arguments]
        done = subprocess.run(command, capture_output=True, text=True, check=True)  # noqa: S603 (git, in our folder)
        return done.stdout

    def commits(self):
        return int(self.git("rev-list", "--count", "HEAD"))

    def stored(self, device, kind="running", revision="HEAD"):
        site = device.partition("-")[0]
        return self.git("show", f"{revision}:configs/{site}/{device}/{kind}.cfg")

    def memory(self, device, what="running"):
        return self.lab.memory(device, what)

    def texts(self, device):
        """What the device runs, and what it would boot."""
        return self.memory(device), self.memory(device, "startup")

    def logins(self):
        """How often each kind of login happened, over the whole fleet."""
        every = [self.memory(row["name"], "logins") for row in self.lab.status()]
        return {kind: sum(one[kind] for one in every) for kind in every[0]}

    def edit(self, name, old, new):
        """Change a file of the inventory."""
        path = self.folder / "inventory" / name
        text = path.read_text()
        assert old in text
        path.write_text(text.replace(old, new, 1))

    @contextmanager
    def nothing_lost(self, *devices):
        """Neither a commit nor a line on a device comes or goes in this block."""
        before = self.git("rev-parse", "HEAD"), [self.texts(one) for one in devices]
        yield
        assert (self.git("rev-parse", "HEAD"), [self.texts(one) for one in devices]) == before
        assert self.git("status", "--porcelain") == ""
        assert self.git("fsck", "--no-dangling", "--no-progress") == ""
        assert self.stored(IOS).endswith("end\n")

    # The quiet way to an approved change: the same functions that the commands call.

    @property
    def desk(self):
        return Workspace(self.folder, self.environ).desk

    def drafted(self, *devices, lines="", **fields):
        desk = self.desk
        asked = ChangeRequest(
            id="", title="A test", reason="to see", requester="dana", devices=devices,
            created=desk.clock.now(), snippets={EVERY: lines} if lines else {}, **fields,
        )  # fmt: skip
        return drafting.new(desk, asked).id

    def in_review(self, *devices, lines="", **fields):
        change = self.drafted(*devices, lines=lines, **fields)
        drafting.plan(self.desk, change, actor="dana")
        review.submit(self.desk, change, actor="dana")
        return change

    def approved(self, *devices, lines="", **fields):
        change = self.in_review(*devices, lines=lines, **fields)
        for who in SIGNERS:
            self.signed(change, who)
        return change

    def write(self, path, content):
        """Commit a file past netops, as somebody with a shell on this machine can."""
        file = self.folder / "backups" / "repo" / path
        file.parent.mkdir(exist_ok=True)
        file.write_bytes(content)
        self.git("add", path)
        self.git("commit", "-q", "-m", "nothing to see here")

    def signed(self, change, who):
        review.approve(self.desk, change, who=who, key=str(self.key(who)), reason="read it")

    def key(self, who):
        return self.folder / "keys" / who

    def standing(self, change):
        """Where a change stands, from its own log."""
        return self.ask("change", "status", change)


def ended(process, *, expect):
    """Wait for a command; no output of any command shows a traceback or a secret."""
    out, err = process.communicate(timeout=90)
    said = Said(process.returncode, out, err)
    assert "Traceback" not in said.text, said.text
    assert SECRET not in said.text, said.text
    assert "\x1b" not in said.text, said.text
    assert said.code == expect, said.text
    return said


def make_workspace(folder, net):
    """Copy the repository's inventory and playbooks, point them at a lab, make people's keys."""
    for name in ("inventory", "playbooks"):
        shutil.copytree(ROOT / name, folder / name)
    hosts = folder / "inventory" / "hosts.yaml"
    hosts.write_text(hosts.read_text().replace("127.10.", f"{net}."))
    for who in SIGNERS:
        make_key(folder, who)


def make_key(folder, who):
    key = folder / "keys" / who
    key.parent.mkdir(exist_ok=True)
    command = ["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", who, "-f", str(key)]
    subprocess.run(command, check=True)  # noqa: S603 (the system's own ssh-keygen)
    public = " ".join(key.with_suffix(".pub").read_text().split()[:2])
    with (folder / "inventory" / "allowed_signers").open("a") as signers:
        signers.write(f'{who} namespaces="netops-change" {public}\n')


def clean_environment(secrets):
    """Ours without what a developer's shell says to netops, git or a terminal."""
    foreign = ("NETOPS_", "GIT_", "LAB_")
    mine = {name: value for name, value in os.environ.items() if not name.startswith(foreign)}
    for name in ("NO_COLOR", "FORCE_COLOR", "COLUMNS"):
        mine.pop(name, None)
    return {**mine, **secrets, "NETOPS_USER": "dana", "TERM": "xterm-256color"}
