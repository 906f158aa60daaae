"""What the gate refuses: each with its reason, exit code 5, and no device touched."""

import json
from datetime import UTC, datetime, timedelta

import pytest

from netops.change import drafting, review
from netops.model.change import Window

from .workbench import EOS, IOS, LINES, make_key


def gate_refuses(bench, change, *devices):
    """Apply the change; return why not. The devices hear nothing, or keep what they hold."""
    held = [bench.texts(device) for device in devices or (IOS,)]
    said = bench.netops("change", "apply", change, expect=5)
    assert said.err.startswith("netops: ")
    assert [bench.texts(device) for device in devices or (IOS,)] == held
    assert bench.memory(IOS, "timers") == []
    return said.err


def test_an_unsigned_change_is_refused(bench):
    change = bench.in_review(IOS, lines=LINES[IOS])
    assert "in_review, not approved" in gate_refuses(bench, change)


def test_nobody_approves_what_they_asked_for(bench):
    bench.edit("approval.yaml", "alice: [reviewer]", "alice: [reviewer]\n  dana: [reviewer]")
    make_key(bench.folder, "dana")
    change = bench.in_review(IOS, lines=LINES[IOS])
    with bench.nothing_lost(IOS):
        said = bench.netops(
            "change", "approve", change, "--as", "dana", "--key", "keys/dana", "--reason", "mine",
            expect=5,
        )  # fmt: skip
    assert "dana" in said.err
    assert "asked for" in said.err or "requester" in said.err, said.err


def test_a_stranger_and_a_key_of_somebody_else_sign_nothing(bench):
    change = bench.in_review(IOS, lines=LINES[IOS])
    with bench.nothing_lost(IOS):
        stranger = ("--as", "mallory", "--key", "keys/alice", "--reason", "me too")
        assert "mallory" in bench.netops("change", "approve", change, *stranger, expect=5).err
        borrowed = ("--as", "carol", "--key", "keys/alice", "--reason", "I am carol")
        said = bench.netops("change", "approve", change, *borrowed, expect=5)
        assert "this is not carol's key" in said.err


def edited_plan(bench, change):
    path = bench.folder / "backups" / "repo" / "changes" / change / "rev-1" / "plan.json"
    plan = json.loads(path.read_bytes())
    plan["devices"][0]["commands"].append("no ip ssh time-out")
    return path, json.dumps(plan, separators=(",", ":"), sort_keys=True).encode()


def test_a_plan_edited_in_the_work_tree_is_found(bench):
    change = bench.approved(IOS, lines=LINES[IOS])
    path, plan = edited_plan(bench, change)
    path.write_bytes(plan)
    said = gate_refuses(bench, change)
    assert "plan.json" in said
    assert "edited" in said


def test_a_plan_edited_as_a_commit_is_found(bench):
    change = bench.approved(IOS, lines=LINES[IOS])
    _, plan = edited_plan(bench, change)
    bench.write(f"changes/{change}/rev-1/plan.json", plan)
    said = gate_refuses(bench, change)
    assert "plan.json of revision 1 is not the one in the log: it was edited" in said


def test_a_log_edited_as_a_commit_stops_everything(bench):
    change = bench.approved(IOS, lines=LINES[IOS])
    log = bench.git("show", "HEAD:log.jsonl").encode()
    bench.write("log.jsonl", log.replace(b'"dana"', b'"dave"', 1))
    held = bench.texts(IOS)
    assert "tampered with" in bench.netops("change", "apply", change, expect=1).err
    assert bench.texts(IOS) == held
    assert "the change log is broken" in bench.netops("change", "verify-log", expect=1).out


def test_outside_of_its_window_a_change_is_refused(bench):
    tomorrow = datetime.now(UTC) + timedelta(days=1)
    window = Window(tomorrow, tomorrow + timedelta(hours=2))
    change = bench.approved(IOS, lines=LINES[IOS], window=window)
    assert "window" in gate_refuses(bench, change)
    assert bench.standing(change)["state"] == "approved"


def test_in_a_freeze_a_change_is_refused(bench):
    change = bench.approved(IOS, lines=LINES[IOS])
    now = datetime.now(UTC)
    opens, closes = now - timedelta(days=1), now + timedelta(days=1)
    bench.edit(
        "windows.yaml", "freezes: []",
        f"freezes:\n  - {{name: year end, opens: {opens:%Y-%m-%dT%H:%M:%S+00:00}, "
        f"closes: {closes:%Y-%m-%dT%H:%M:%S+00:00}}}",
    )  # fmt: skip
    assert "year end" in gate_refuses(bench, change)


@pytest.mark.parametrize("device", [IOS, EOS])
def test_a_device_that_changed_since_the_plan_is_not_touched(bench, device):
    change = bench.approved(device, lines=LINES[device])
    bench.lab.tamper(device, "unsaved-edit")
    held = bench.texts(device)
    said = bench.netops("change", "apply", change, expect=5)
    assert "not the base of the plan" in said.text
    assert bench.texts(device) == held
    assert bench.standing(change)["state"] == "stale"


def test_a_policy_that_changed_voids_the_plan_and_its_approvals_do_not_carry_over(bench):
    change = bench.approved(IOS, lines=LINES[IOS])
    bench.edit("approval.yaml", "hours: 72", "hours: 48")
    assert "the approval policy changed since the plan" in gate_refuses(bench, change)
    assert bench.standing(change)["state"] == "stale"
    drafting.plan(bench.desk, change, actor="dana")
    review.submit(bench.desk, change, actor="dana")
    forged(bench, change)
    said = gate_refuses(bench, change)
    assert "in_review, not approved" in said
    assert f"signed {change} revision 1, not this one" in said


def forged(bench, change):
    """Copy the approvals of revision 1 to where those of revision 2 belong."""
    folder = f"changes/{change}/approvals"
    for path in bench.git("ls-files", folder).split():
        name = path.rpartition("/")[2].replace("1-", "2-")
        bench.write(f"{folder}/{name}", bench.git("show", f"HEAD:{path}").encode())


def test_a_lone_veto_ends_a_change(bench):
    change = bench.in_review(IOS, lines=LINES[IOS])
    bench.signed(change, "alice")
    veto = ("--as", "carol", "--key", "keys/carol", "--reason", "not in peak hours")
    bench.netops("change", "reject", change, *veto)
    assert "rejected, not approved" in gate_refuses(bench, change)


def test_a_secret_in_the_lines_of_a_change_is_refused_and_not_repeated(bench):
    (bench.folder / "lines.cfg").write_text("snmp-server community labSecretNew RO\n")
    asked = ("--limit", IOS, "--snippet", "lines.cfg", "--title", "t", "--reason", "r")
    with bench.nothing_lost(IOS):
        said = bench.netops("change", "new", *asked, expect=2)
    assert "line 1 of the lines for ams1-edge1 holds a secret" in said.err


def test_lines_that_are_no_text_and_signers_that_are_not_there_are_told_by_name(bench):
    (bench.folder / "lines.cfg").write_bytes(b"\xff\xfe")
    asked = ("--limit", IOS, "--snippet", "lines.cfg", "--title", "t", "--reason", "r")
    with bench.nothing_lost(IOS):
        said = bench.netops("change", "new", *asked, expect=2)
        assert said.err == "netops: lines.cfg: is not UTF-8 text\n"
        (bench.folder / "inventory" / "allowed_signers").unlink()
        said = bench.netops("change", "status", expect=2)
        assert "allowed_signers: cannot be read (No such file or directory)" in said.err
