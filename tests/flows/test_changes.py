"""The acting river: asked for, planned, signed by two, applied, verified; and taken back."""

import signal

import pytest

from .workbench import EOS, IOS, LINES, ended, until

BOTH = pytest.mark.parametrize("device", [IOS, EOS])
NOBODY = {
    IOS: "ip access-list standard SHUT\n deny any\nline vty 0 4\n access-class SHUT in\n",
    EOS: """\
ip access-list standard SHUT
   10 deny any
management api http-commands
   vrf default
      ip access-group SHUT
""",
}


def states(bench, change):
    return [entry["event"]["state"] for entry in bench.standing(change)["history"]]


def rests(bench, device):
    """Nothing of ours is left on the device: no timer, no session, no file."""
    assert bench.memory(device, "timers") == []
    pending = [state for state in bench.memory(device, "sessions").values() if state != "completed"]
    assert pending == []
    assert [name for name in bench.memory(device, "files") if "CHG-" in name] == []


@BOTH
def test_a_change_goes_all_the_way_by_hand_and_back_again(bench, device):
    """Every step as a person types it; the device's memory says whether it is so."""
    base = bench.texts(device)
    (bench.folder / "lines.cfg").write_text(LINES[device])
    asked = ("--limit", device, "--snippet", "lines.cfg", "--title", "Spare", "--reason", "to see")
    change = bench.ask("change", "new", *asked)["change"]
    assert "description spare port" in bench.netops("change", "plan", change).out
    bench.netops("change", "submit", change)
    for who in ("alice", "carol"):
        said = ("--as", who, "--key", f"keys/{who}", "--reason", "read the diff")
        bench.netops("change", "approve", change, *said)
    bench.netops("change", "apply", change)
    running, startup = bench.texts(device)
    assert "description spare port" in running
    assert startup == running
    rests(bench, device)
    assert bench.stored(device).count("description spare port") == 1
    no_op(bench, change, device)
    bench.netops("change", "rollback", change, "--reason", "second thoughts")
    assert bench.texts(device) == base
    rests(bench, device)
    assert states(bench, change)[-4:] == ["verifying", "applied", "rolling_back", "rolled_back"]
    assert "the change log is whole" in bench.netops("change", "verify-log").out
    assert bench.stored(device) == bench.stored(device, revision=first(bench))


def first(bench):
    return bench.git("rev-list", "--max-parents=0", "HEAD").strip()


def no_op(bench, change, device):
    """The same change again: neither it nor its twin does anything."""
    held = bench.texts(device)
    assert "is applied, not approved" in bench.netops("change", "apply", change, expect=5).err
    twin = bench.drafted(device, lines=LINES[device])
    assert "there is nothing to do" in bench.netops("change", "plan", twin, expect=5).err
    assert bench.texts(device) == held


@BOTH
def test_a_change_that_locks_us_out_comes_back_by_the_devices_own_timer(bench, device):
    base = bench.texts(device)
    change = bench.approved(device, lines=NOBODY[device])
    said = bench.netops("change", "apply", change, expect=6)
    assert "no new session after the commit" in said.out
    assert bench.texts(device) == base
    rests(bench, device)
    assert bench.standing(change)["state"] == "rolled_back"
    assert "no new session" in bench.standing(change)["history"][-1]["event"]["note"]


@pytest.mark.parametrize("fault", ["incomplete-command", "overlaps", "vlan-missing"])
def test_a_merge_that_the_device_refused_in_part_is_never_a_success(bench, fault):
    """Rows 1, 2 and 3 of the false-success list: the bare driver reports success and saves."""
    base = bench.texts(IOS)
    change = bench.approved(IOS, lines=LINES[IOS])
    bench.lab.fault(IOS, fault)
    bench.netops("change", "apply", change, expect=6)
    bench.lab.clear(IOS)
    assert bench.texts(IOS) == base
    rests(bench, IOS)
    last = bench.standing(change)["history"][-1]["event"]
    assert last["state"] == "rolled_back"
    assert "refused" in last["note"] or "rejected" in last["note"], last


def test_a_replace_that_gave_up_half_way_is_never_a_success(bench):
    """Row 7 of the false-success list."""
    bench.lab.tamper(IOS, "telnet-and-rw")
    base = bench.texts(IOS)
    bench.netops("backup", "--limit", IOS)
    asked = ("--limit", IOS, "--from-drift", "--mode", "replace", "--title", "t", "--reason", "r")
    change = bench.ask("change", "new", *asked)["change"]
    bench.netops("change", "plan", change)
    bench.netops("change", "submit", change)
    for who in ("alice", "carol"):
        bench.signed(change, who)
    bench.lab.fault(IOS, "replace-aborted")
    said = bench.netops("change", "apply", change, expect=6)
    assert "Rollback aborted" in said.out
    bench.lab.clear(IOS)
    assert bench.texts(IOS) == base
    rests(bench, IOS)
    assert "Rollback aborted" in bench.standing(change)["history"][-1]["event"]["note"]


def armed(bench, device):
    """Wait until the device holds a commit that nobody has confirmed yet."""
    until(lambda: bench.memory(device, "timers"))


WISHES = [(IOS, signal.SIGINT), (EOS, signal.SIGINT), (EOS, signal.SIGTERM), (EOS, signal.SIGHUP)]


@pytest.mark.parametrize(("device", "wish"), WISHES)
def test_ctrl_c_while_a_device_is_armed_takes_it_back(bench, device, wish):
    """So does being told to stop, and a terminal that hangs up."""
    base = bench.texts(device)
    change = bench.approved(device, lines=LINES[device], soak=10)
    process = bench.start("change", "apply", change)
    armed(bench, device)
    process.send_signal(wish)
    said = ended(process, expect=130)
    assert "rolled_back" in said.out
    assert bench.texts(device) == base
    rests(bench, device)
    assert bench.standing(change)["state"] == "rolled_back"
    assert "the change log is whole" in bench.netops("change", "verify-log").out


@BOTH
def test_a_kill_while_a_device_is_armed_is_settled_by_recover(bench, device):
    base = bench.texts(device)
    change = bench.approved(device, lines=LINES[device], soak=10)
    process = bench.start("change", "apply", change)
    armed(bench, device)
    process.kill()
    process.communicate()
    assert "recover it first" in bench.netops("change", "apply", change, expect=5).err
    bench.netops("change", "recover", change, expect=6)
    assert bench.texts(device) == base
    rests(bench, device)
    assert bench.standing(change)["state"] == "rolled_back"
    assert "no run" in bench.netops("change", "recover", change).out
    assert "the change log is whole" in bench.netops("change", "verify-log").out
