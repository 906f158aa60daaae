"""Whole changes over real sessions; the devices' memory, not the tool, says how each ended."""

import os
import signal
import subprocess
import sys
import threading

import pytest

from lab.control import secrets
from netops.change import drafting, execution
from netops.change.desk import verify_log
from netops.change.dossier import dossier
from netops.change.log import Broken
from netops.errors import InputError, Refused
from netops.model.change import DeviceState, Mode, State

from .conftest import EOS, IOS, NEW, ROOT

pytestmark = pytest.mark.xdist_group("lab-change")

LINES = {
    IOS: "interface GigabitEthernet0/3\n description spare port\nip ssh time-out 45\n",
    EOS: "interface Ethernet2\n   description spare port\nlogging buffered 2000\n",
}


@pytest.mark.parametrize("device", [IOS, EOS])
def test_a_change_is_applied_confirmed_and_saved(office, device):
    report = office.applied(device, lines=LINES[device])
    assert report.state is State.APPLIED, report
    running, startup = office.texts(device)
    assert "description spare port" in running
    assert startup == running
    assert not office.memory(device, "timers")


SECRETS = {
    IOS: """\
router bgp 65001
 neighbor 10.1.11.2 password 7 <env:NEW_BGP>
snmp-server community <env:NEW_RO> RO
""",
    EOS: """\
router bgp 65101
   neighbor 10.1.11.1 password 7 <env:NEW_BGP>
snmp-server community <env:NEW_RO> ro
""",
}


@pytest.mark.parametrize("device", [IOS, EOS])
def test_a_change_of_secrets_shows_none_of_them(office, device):
    report = office.applied(device, lines=SECRETS[device])
    assert report.state is State.APPLIED, report
    assert NEW["NEW_RO"] in office.memory(device)
    assert NEW["NEW_BGP"] in office.memory(device)
    backups = office.folder / "backups"
    kept = b"".join(path.read_bytes() for path in backups.rglob("*") if path.is_file())
    assert b"labSecret" not in kept
    assert NEW["NEW_BGP"].encode() not in kept
    assert "labSecret" not in office.git("log", "-p")
    assert NEW["NEW_BGP"] not in office.git("log", "-p")


def test_a_secret_in_a_request_is_refused_before_anything_is_written(office):
    with pytest.raises(InputError, match="line 1 of the lines for ams1-edge1 holds a secret") as no:
        office.requested(IOS, lines="snmp-server community labSecretOther RO\n")
    assert "labSecret" not in str(no.value)
    assert office.desk.store.head() is None


@pytest.mark.parametrize("device", [IOS, EOS])
def test_drift_is_remediated_and_the_next_plan_finds_nothing_to_do(office, device):
    scenario = "telnet-and-rw" if device == IOS else "vty-filter-removed"
    before = office.memory(device)
    office.lab.tamper(device, scenario)
    report = office.applied(device)
    assert report.state is State.APPLIED, report
    assert office.texts(device) == (before, before)
    again = office.requested(device)
    with pytest.raises(Refused, match="there is nothing to do"):
        drafting.plan(office.desk, again, actor="ana")


@pytest.mark.parametrize("device", [IOS, EOS])
def test_an_applied_change_is_rolled_back_on_request_and_the_rollback_is_verified(office, device):
    before = office.texts(device)
    report = office.applied(device, lines=LINES[device])
    back = execution.rollback(office.desk, report.change, operator="op", reason="second thoughts")
    assert back.state is State.ROLLED_BACK, back
    assert office.texts(device) == before


@pytest.mark.parametrize("device", [IOS, EOS])
def test_a_change_that_cuts_management_comes_back_by_the_devices_own_timer(office, device):
    before = office.texts(device)
    report = office.applied(device, lines=CUT[device])
    assert report.state is State.ROLLED_BACK, report
    assert "no new session after the commit" in report.outcomes[0].reason
    assert office.texts(device) == before


CUT = {
    IOS: "ip access-list standard SHUT\n deny any\nline vty 0 4\n access-class SHUT in\n",
    EOS: """\
ip access-list standard SHUT
   10 deny any
management api http-commands
   vrf default
      ip access-group SHUT
""",
}


@pytest.mark.parametrize("fault", ["incomplete-command", "overlaps", "vlan-missing"])
def test_a_merge_that_the_device_refused_in_part_is_a_failure(office, fault):
    """False-success rows 1, 2 and 3: the bare driver reports success and saves."""
    before = office.texts(IOS)
    office.lab.fault(IOS, fault)
    report = office.applied(IOS, lines=LINES[IOS])
    assert report.state is State.ROLLED_BACK, report
    assert report.outcomes[0].state is DeviceState.ROLLED_BACK
    assert office.texts(IOS) == before


def test_a_replace_that_gave_up_half_way_is_a_failure(office):
    """False-success row 7."""
    office.lab.tamper(IOS, "telnet-and-rw")
    before = office.texts(IOS)
    change = office.requested(IOS, mode=Mode.REPLACE)
    office.approved(change)
    office.lab.fault(IOS, "replace-aborted")
    report = execution.apply(office.desk, change, operator="op")
    assert report.state is State.ROLLED_BACK, report
    assert office.texts(IOS) == before


def test_the_log_of_a_change_is_whole_and_an_edited_byte_of_it_is_found(office):
    report = office.applied(IOS, lines=LINES[IOS])
    history = dossier(office.desk, report.change).history
    assert [entry.event.state for entry in history] == [
        "draft", "planned", "in_review", "in_review", "approved", "applying", "verifying",
        "applied",
    ]  # fmt: skip
    log = (office.folder / "backups" / "repo" / "log.jsonl").read_bytes()
    assert not isinstance(verify_log(office.desk, log), Broken)
    assert isinstance(verify_log(office.desk, log.replace(b"op", b"oq", 1)), Broken)


def when_armed(office, device, act):
    """Do something in another thread as soon as the device has a revert armed."""

    def watch():
        while not office.memory(device, "timers"):
            pass
        act()

    thread = threading.Thread(target=watch)
    thread.start()
    return thread


@pytest.mark.parametrize("device", [IOS, EOS])
def test_ctrl_c_while_armed_takes_the_device_back_and_records_it(office, device):
    before = office.texts(device)
    change = office.requested(device, lines=LINES[device], soak=60)
    office.approved(change)
    thread = when_armed(office, device, lambda: os.kill(os.getpid(), signal.SIGINT))
    report = execution.apply(office.desk, change, operator="op")
    thread.join()
    assert report.interrupted
    assert report.state is State.ROLLED_BACK, report
    assert "Ctrl-C" in report.outcomes[0].reason
    assert office.texts(device) == before
    assert dossier(office.desk, change).state is State.ROLLED_BACK


@pytest.mark.parametrize(
    ("device", "step", "end"),
    [
        (IOS, "load", State.APPROVED),
        (EOS, "load", State.APPROVED),
        (IOS, "arm", State.ROLLED_BACK),
        (EOS, "arm", State.ROLLED_BACK),
        (IOS, "confirm", State.APPLIED),
        (EOS, "confirm", State.APPLIED),
        (IOS, "save", State.APPLIED),
    ],
)
def test_a_run_killed_in_the_middle_is_recovered_by_reading(office, device, step, end):
    """T1: after kill -9 the device comes to rest at its base or at what was approved."""
    before = office.texts(device)
    change = office.requested(device, lines=LINES[device])
    office.approved(change)
    killed_at(office, change, f'"step":"{step}"'.encode())
    with pytest.raises(Refused, match="died; recover it first"):
        execution.apply(office.desk, change, operator="op")
    (report,) = execution.recover(office.desk, change, operator="op")
    assert report.state is end, report
    running, startup = office.texts(device)
    assert startup == running
    assert ("description spare port" in running) is (end is State.APPLIED)
    assert (running == before[0]) is (end is not State.APPLIED)
    assert not office.memory(device, "timers")
    assert [name for name in office.memory(device, "files") if change in name] == []
    sessions = office.memory(device, "sessions")
    assert [name for name, state in sessions.items() if state != "completed"] == []


def killed_at(office, change, record):
    """Apply in a process of its own, and kill that as soon as its journal holds the record."""
    script = (
        "import os, pathlib; from netops.wiring import Workspace;"
        "from netops.change import execution;"
        f"desk = Workspace(pathlib.Path({str(office.folder)!r}), os.environ).desk;"
        f"execution.apply(desk, {change!r}, operator='op')"
    )
    environ = {**os.environ, **secrets()}
    run = subprocess.Popen([sys.executable, "-c", script], cwd=ROOT, env=environ)  # noqa: S603
    journals = office.folder / "backups" / "state" / "journal"
    while run.poll() is None and not any(record in p.read_bytes() for p in journals.glob("*")):
        pass
    run.kill()
    run.wait()


def test_two_devices_go_in_two_waves_and_one_failure_takes_both_back(office):
    lines = "ntp logging\n"
    both = (IOS, "ams1-edge2")
    before = [office.texts(device) for device in both]
    change = office.requested(*both, lines=lines)
    planned = office.approved(change)
    assert planned.plan.waves == ((IOS,), ("ams1-edge2",))
    office.lab.fault("ams1-edge2", "incomplete-command")
    report = execution.apply(office.desk, change, operator="op")
    assert report.state is State.ROLLED_BACK, report
    assert [office.texts(device) for device in both] == before


def test_a_wrong_password_is_tried_once_and_nothing_is_touched(office):
    before = office.texts(IOS)
    change = office.requested(IOS, lines=LINES[IOS])
    office.approved(change)
    tries = office.memory(IOS, "logins")["wrong"]
    report = execution.apply(office.desk_with(NETOPS_PASSWORD="wrong"), change, operator="op")
    assert report.state is State.APPROVED
    assert "authentication failed" in report.outcomes[0].reason
    assert office.memory(IOS, "logins")["wrong"] - tries == 1
    assert office.texts(IOS) == before
