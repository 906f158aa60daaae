"""What an operator's login may do on a real router, by plain SSH."""

from __future__ import annotations

import paramiko
import pytest
from frrtools import login, put, shell
from labtools import USER, until

from lab.frr.__main__ import main

pytestmark = pytest.mark.xdist_group("lab-frr")


@pytest.fixture
def session(routers):
    with login(routers, "r3") as opened:
        yield opened


def test_a_wrong_password_is_refused(routers):
    address, port = routers.door("r3")
    stranger = paramiko.SSHClient()
    stranger.load_host_keys(str(routers.state / "known_hosts"))
    own = {"allow_agent": False, "look_for_keys": False}
    with pytest.raises(paramiko.AuthenticationException):
        stranger.connect(address, port, USER, "labSecretWrong", **own)
    stranger.close()


def test_a_command_runs_inside_the_router_and_not_as_root(session):
    assert shell(session, "hostname") == (0, "r3\n")
    assert shell(session, "id -un") == (0, "netops\n")
    _, links = shell(session, "ip -brief link")
    assert [line.split("@")[0].split()[0] for line in links.splitlines()] == ["lo", "eth1", "eth2"]


def test_each_router_is_a_machine_of_its_own(routers):
    ids = {routers.execute(name, "cat", "/etc/machine-id") for name in routers.topology.routers}
    assert len(ids) == 6
    assert {len(one) for one in ids} == {33}


def test_plain_paths_lead_to_the_routers_own_files(session, routers):
    assert shell(session, "cat /etc/frr/frr.conf") == (0, routers.fresh("r3"))
    assert shell(session, "stat -c %a /etc/frr/frr.conf") == (0, "640\n")
    assert shell(session, "vtysh -c 'show running-config' | grep ^hostname")[1] == "hostname r3\n"


def test_a_file_is_pushed_and_read_back(session, routers):
    path = put(session, "candidate.conf", "hostname r3\n")
    assert shell(session, f"cat {path}") == (0, "hostname r3\n")
    with login(routers, "r1") as other:
        assert shell(other, f"cat {path}")[0] == 1


def start(session, routers, command):
    """Leave a process behind on r3, as a revert timer is left."""
    shell(session, f"setsid {command} >/dev/null 2>&1 </dev/null &")
    until(lambda: command in routers.processes("r3").values())


def test_what_a_session_starts_outlives_it_and_can_be_stopped(session, routers):
    start(session, routers, "sleep 4321")
    session.close()
    until(lambda: not any("sshd" in words for words in routers.processes("r3").values()))
    assert "sleep 4321" in routers.processes("r3").values()
    with login(routers, "r3") as later:
        assert shell(later, "pgrep -f 'sleep 432[1]' | xargs kill")[0] == 0
        until(lambda: "sleep 4321" not in routers.processes("r3").values())


def test_what_a_session_starts_dies_with_the_routers_power(session, routers):
    start(session, routers, "sleep 4322")
    routers.reboot("r3")
    assert "sleep 4322" not in routers.processes("r3").values()
    routers.settled()


def test_a_router_that_is_off_lets_nobody_in(routers):
    routers.power_off("r3")
    with pytest.raises(paramiko.SSHException):
        login(routers, "r3")
    assert [row["on"] for row in routers.status() if row["name"] == "r3"] == [False]
    assert main(["reset", "r3", "--state", str(routers.state)]) == 0
    with login(routers, "r3") as session:
        assert shell(session, "ls") == (0, "")
