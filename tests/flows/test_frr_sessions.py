"""One session with a real router: who may come in, what is refused, and the router's own timer."""

import pytest

from netops.drivers.connect import Connector
from netops.drivers.login import Login
from netops.errors import Cause, DeviceError
from netops.model.change import Answer, Mode
from netops.model.config import ConfigKind
from netops.model.device import Device
from netops.stores.state import StateFolder

from .frr import PASSWORD, TO_R4
from .workbench import until

pytestmark = pytest.mark.xdist_group("frr-flows")

LABEL, OTHER = "CHG-2026-0001-r1", "CHG-2026-0002-r1"
HARMLESS = "interface eth1\n description on trial\nexit\n"


class Door:
    """Sessions with r1."""

    def __init__(self, routers):
        self.routers = routers
        row = next(one for one in routers.lab.status() if one["name"] == "r1")
        self.device = Device("r1", "frr", row["address"], row["port"], "ams", "edge")
        self.state = StateFolder(routers.folder / "state")

    def session(self, password=PASSWORD["NETOPS_PASSWORD"]):
        connect = Connector(
            lambda _: Login("netops", password),
            pins=self.state,
            connect_timeout=10,
            read_timeout=20,
        )
        return connect(self.device)

    def running(self):
        return self.routers.memory("r1")

    def armed(self, text=HARMLESS, mode=Mode.MERGE):
        with self.session() as driver:
            driver.load(text, mode=mode, label=LABEL)
            return driver.commit_armed(minutes=1)


@pytest.fixture
def door(routers):
    return Door(routers)


def refusal(act):
    with pytest.raises(DeviceError) as caught:
        act()
    assert "labSecret" not in str(caught.value)
    return caught.value


def test_a_wrong_password_is_a_refused_login(door):
    assert refusal(door.session("wrong").__enter__).cause is Cause.AUTHENTICATION


def test_another_host_key_is_not_believed(door):
    with door.session():
        pass
    pin = door.state.pin_file("r1")
    where = pin.read_text().split(" ", 1)[0]
    other = (door.routers.lab.state / "r2" / "system" / "host_key.pub").read_text()
    pin.chmod(0o600)
    pin.write_text(f"{where} {other}")
    found = refusal(door.session().__enter__)
    assert found.cause is Cause.HOST_KEY
    assert str(pin) in found.reason


def test_a_login_that_reaches_only_vtysh_is_told_what_is_missing(door):
    door.routers.lab.execute("r1", "mount", "--bind", "/usr/bin/vtysh", "/run/login")
    try:
        with door.session() as driver:
            found = refusal(lambda: driver.fetch(ConfigKind.RUNNING))
    finally:
        door.routers.lab.execute("r1", "umount", "/run/login")
    assert "this login reaches nothing but vtysh" in found.reason


def test_a_router_says_who_it_is(door):
    with door.session() as driver:
        identity = driver.identity()
        again = driver.identity()
    assert (identity.hostname, identity.os_version[:2]) == ("r1", "8.")
    assert len(identity.serial) == 16
    assert identity == again


def test_a_line_that_vtysh_does_not_know_is_refused_by_its_number(door):
    base = door.running()
    lines = f"router bgp 65001\n neighbor {TO_R4} passwort labSecretNew\nexit\n"
    found = refusal(lambda: door.armed(lines))
    assert found.reason == "the router does not understand the candidate; line 2"
    assert door.running() == base


def test_a_line_that_only_a_daemon_refuses_is_a_rejected_commit_that_goes_back(door):
    base = door.running()
    reply = door.armed(f"router bgp 65009\n neighbor {TO_R4} remote-as 65002\nexit\n{HARMLESS}")
    assert reply.answer is Answer.REJECTED
    assert reply.text.startswith("BGP is already running; AS is 65001; line 1")
    with door.session() as driver:
        assert driver.revert(LABEL).answer is Answer.OK
    assert door.running() == base


def test_what_frr_reload_cannot_take_back_is_refused(door):
    found = refusal(lambda: door.armed("line vty\n exec-timeout 5 0\nexit\n"))
    assert "no timer could take a change of line vty back" in found.reason


def test_nobody_loads_while_a_commit_is_armed(door):
    assert door.armed().answer is Answer.OK
    with door.session() as driver:
        pending = driver.pending(OTHER)
        assert (pending.owner, pending.ours) == (f"netops-{LABEL}", False)
        assert 0 < pending.seconds_left <= 60
        found = refusal(lambda: driver.load(HARMLESS, mode=Mode.MERGE, label=OTHER))
        assert found.reason == f"a commit by netops-{LABEL} is armed"
        assert "is not ours" in driver.confirm(OTHER).text
        driver.discard(LABEL)
        assert driver.pending(LABEL).ours
        assert driver.revert(LABEL).answer is Answer.OK


def test_a_confirmed_commit_stays_though_its_time_passes(door):
    door.armed()
    with door.session() as driver:
        assert driver.confirm(LABEL).answer is Answer.OK
        assert driver.pending(LABEL) is None
        assert "went back by itself" in driver.revert(LABEL).text
    door.routers.ages("r1")
    until(lambda: not any("fire" in one for one in door.routers.lab.processes("r1").values()))
    assert "description on trial" in door.running()
    assert "description on trial" not in door.routers.memory("r1", "startup")
    with door.session() as driver:
        assert driver.leftovers(LABEL) == (f"netops-{LABEL}",)
        driver.discard(LABEL)
        assert driver.leftovers(LABEL) == ()


def test_a_timer_that_somebody_killed_is_no_armed_commit(door):
    door.armed()
    pid = door.routers.timer("r1").split()[0]
    door.routers.lab.execute("r1", "kill", "-9", pid)
    with door.session() as driver:
        assert driver.pending(LABEL) is None


def test_the_way_back_waits_for_a_daemon_that_died_under_the_change(door):
    base = door.running()
    door.armed()
    door.routers.lab.kill("r1", "bgpd")
    assert door.running() != base
    with door.session() as driver:
        assert driver.revert(LABEL).answer is Answer.OK
    assert door.running() == base


def test_a_push_that_hangs_does_not_write_on_after_the_way_back(door):
    door.armed()
    folder = f"/run/frr/netops/netops-{LABEL}"
    # As if vtysh still pushed: a process in a session of its own that noted itself as the push.
    noted = "$$ $(cut -d ' ' -f 22 /proc/$$/stat) $(cat /proc/sys/kernel/random/boot_id)"
    hanging = f'exec > /dev/null 2>&1; echo "{noted}" > {folder}/pushing; exec sleep 1000'
    login = ("setpriv", "--reuid", "frr", "--regid", "frr", "--clear-groups")
    door.routers.lab.execute("r1", "setsid", "--fork", *login, "sh", "-c", hanging)
    until(lambda: "sleep 1000" in door.routers.lab.processes("r1").values())
    with door.session() as driver:
        assert driver.revert(LABEL).answer is Answer.OK
    until(lambda: "sleep 1000" not in door.routers.lab.processes("r1").values())


def test_a_base_edited_since_the_load_is_not_overwritten(door):
    with door.session() as driver:
        driver.load(HARMLESS, mode=Mode.MERGE, label=LABEL)
        door.routers.lab.vtysh("r1", "configure terminal", "interface eth2", "description eve")
        reply = driver.commit_armed(minutes=1)
        assert (reply.answer, reply.text) == (
            Answer.REJECTED,
            "command refused: the running config changed since the load",
        )
        assert driver.pending(LABEL) is None
    assert "description on trial" not in door.running()


def test_neighbours_and_routes_are_those_of_the_router(door):
    with door.session() as driver:
        state = driver.state()
    told = door.routers.lab.neighbours("r1")
    assert {one.peer for one in state.neighbours if one.protocol == "bgp"} == set(told["bgp"])
    assert {one.peer for one in state.neighbours if one.protocol == "ospf"} == set(told["ospf"])
    assert {one.via for one in state.neighbours if one.protocol == "ospf"} == {"eth1", "eth2"}
    assert set(door.routers.lab.routes("r1")) <= state.routes


def test_a_daemon_that_does_not_run_has_no_neighbours(door):
    for daemon in ("watchfrr", "bgpd"):
        door.routers.lab.kill("r1", daemon)
    with door.session() as driver:
        assert {one.protocol for one in driver.state().neighbours} == {"ospf"}
