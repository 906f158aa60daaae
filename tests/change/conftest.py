"""A lab of its own and a workspace on it, for the stories that need real sessions."""

import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

import pytest
from networks import networks, started

from lab.control import Lab, secrets
from netops.change import drafting, execution, review
from netops.change.request import EVERY
from netops.model.change import ChangeRequest
from netops.wiring import Workspace

from .stories import NOW

ROOT = Path(__file__).parents[2]
MINUTE = 4.0
IOS, EOS = "ams1-edge1", "ams1-core1"
NAMES = (IOS, "ams1-edge2", EOS, "ams1-core2")
# Values for references in requests; the second is a type 7 password.
NEW = {"NEW_RO": "labSecretOther", "NEW_BGP": "13091608210905383A2B"}
APPROVERS = {"bob": "reviewer", "carol": "cab"}


@dataclass(frozen=True)
class Office:
    """People at the change desk of one workspace, and a look into the devices' memory."""

    folder: Path
    lab: Lab

    @property
    def desk(self):
        """A fresh desk each time, as each command has."""
        return self.desk_with()

    def desk_with(self, **environ):
        return Workspace(self.folder, {**secrets(), **NEW, **environ}).desk

    def requested(self, *devices, lines="", **fields):
        asked = ChangeRequest(
            id="", title="A test", reason="to see", requester="ana", devices=devices,
            created=NOW, snippets={EVERY: lines} if lines else {}, **fields,
        )  # fmt: skip
        return drafting.new(self.desk, asked).id

    def approved(self, change):
        planned = drafting.plan(self.desk, change, actor="ana")
        review.submit(self.desk, change, actor="ana")
        for who, role in APPROVERS.items():
            key = str(self.folder / "keys" / who)
            review.approve(self.desk, change, who=who, key=key, reason="read it", role=role)
        return planned

    def applied(self, *devices, lines="", **fields):
        change = self.requested(*devices, lines=lines, **fields)
        self.approved(change)
        return execution.apply(self.desk, change, operator="op")

    def git(self, *words):
        command = ["git", "-C", str(self.folder / "backups" / "repo"), *words]
        return subprocess.run(command, capture_output=True, text=True, check=True).stdout  # noqa: S603

    def memory(self, device, what="running"):
        return self.lab.memory(device, what)

    def texts(self, device):
        return self.memory(device), self.memory(device, "startup")


@pytest.fixture(scope="session")
def network(tmp_path_factory):
    """A lab, and the first half of its addresses."""
    found = Lab(tmp_path_factory.mktemp("lab"))
    yield found, started(found, networks(110), minute=MINUTE, only=NAMES)
    found.down()


@pytest.fixture
def office(network, tmp_path):
    lab, net = network
    for name in NAMES:
        lab.clear(name)
        lab.reset(name)
    shutil.copytree(ROOT / "inventory", tmp_path / "inventory")
    hosts = tmp_path / "inventory" / "hosts.yaml"
    hosts.write_text(hosts.read_text().replace("127.10.", f"{net}."))
    for who in APPROVERS:
        make_key(tmp_path, who)
    return Office(tmp_path, lab)


def make_key(folder, who):
    key = folder / "keys" / who
    key.parent.mkdir(exist_ok=True)
    subprocess.run(  # noqa: S603 (the system's own ssh-keygen)
        ["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", who, "-f", str(key)],  # noqa: S607
        check=True,
    )
    public = " ".join(key.with_suffix(".pub").read_text().split()[:2])
    with (folder / "inventory" / "allowed_signers").open("a") as signers:
        signers.write(f'{who} namespaces="netops-change" {public}\n')
