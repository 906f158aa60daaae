"""Devices of the lab that hold somebody's own backups, in a workspace where nothing is real."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys

import pytest
from labtools import WORKER

from lab import rehearsal
from lab.control import Lab, LabError, secrets
from lab.sim.engine import load
from lab.sim.ios.facts import GRAMMAR
from lab.sim.render import render
from lab.topology import HERE

NET = f"127.{161 + WORKER}"
ROOT = HERE.parent
STRANGE = """\
hostname r1
!
zone security INSIDE
 description kept
 service-policy
!
interface GigabitEthernet0/1
 description ours
 zone-member security INSIDE
 ip address 10.0.0.1 255.255.255.0
!
flux capacitor 88
"""


def netops(workspace, *arguments: str) -> str:
    done = subprocess.run(  # noqa: S603  our own command
        [sys.executable, "-m", "netops", *arguments, "-C", str(workspace), "-q"],
        capture_output=True,
        text=True,
        check=False,
        env=os.environ | secrets(),
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture
def workspace(lab, tmp_path):
    """A workspace whose backups are of this lab's devices."""
    folder = tmp_path / "work"
    for name in ("inventory", "playbooks"):
        shutil.copytree(ROOT / name, folder / name)
    hosts = folder / "inventory" / "hosts.yaml"
    net = ".".join(lab.status()[0]["address"].split(".")[:2])
    hosts.write_text(hosts.read_text().replace("127.10.", f"{net}."))
    netops(folder, "backup", "--limit", "ams1-edge1", "--limit", "ams1-core1")
    return folder


@pytest.fixture
def rehearse(workspace, tmp_path):
    made = []

    def prepare(*names: str) -> rehearsal.Rehearsal:
        lab = Lab(tmp_path / "rehearsal")
        made.append(rehearsal.prepare(names, workspace, lab, net=NET, minute=3.0))
        return made[-1]

    yield prepare
    for one in made:
        if one.lab.is_up():
            rehearsal.over(one.lab)


def test_devices_hold_their_backups_and_the_workspace_reaches_only_them(lab, rehearse):
    made = rehearse("ams1-edge1", "ams1-core1")
    assert made.differences == {"ams1-edge1": (), "ams1-core1": ()}
    for name in made.differences:
        assert made.lab.memory(name) == lab.memory(name)
    before = len(lab.memory("ams1-edge1", "commands"))
    netops(made.workspace, "backup")
    assert {row["address"] for row in made.lab.status()} == {f"{NET}.1.11", f"{NET}.1.12"}
    assert made.lab.memory("ams1-edge1", "logins")["accepted"] == 1
    assert len(lab.memory("ams1-edge1", "commands")) == before


def test_the_exact_configs_leave_the_disk_with_the_rehearsal(rehearse):
    made = rehearse("ams1-edge1")
    config = made.lab.state / "configs" / "ams1-edge1.cfg"
    assert config.stat().st_mode & 0o777 == 0o600
    rehearsal.over(made.lab)
    assert not config.exists()


@pytest.mark.parametrize(
    ("name", "says"),
    [("ams1-edge9", "no device 'ams1-edge9'"), ("fra2-edge1", "no backup of fra2-edge1")],
)
def test_what_cannot_be_rehearsed_is_said(rehearse, name, says):
    with pytest.raises(LabError, match=says):
        rehearse(name)


def test_lines_that_the_lab_does_not_know_stay_where_they_stand():
    refused = []
    root = load(
        GRAMMAR,
        STRANGE.splitlines(),
        lambda line, _: refused.append(line.strip()),
        keeps_unknown=True,
    )
    shown = render(GRAMMAR, root)
    assert refused == ["zone security INSIDE", "zone-member security INSIDE", "flux capacitor 88"]
    wanted = [line for line in STRANGE.splitlines() if line != "!"]
    assert sorted(line for line in shown if line not in {"!", "end"}) == sorted(wanted)
    header = shown.index("zone security INSIDE")
    assert shown[header + 1 : header + 3] == [" description kept", " service-policy"]
    assert shown.index(" zone-member security INSIDE") > shown.index("interface GigabitEthernet0/1")
