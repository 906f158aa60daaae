"""Devices that misbehave: told by its name, the others are stored, the last good config stays."""

import json

import pytest

from .workbench import EOS, IOS

OTHER = "fra2-edge1"


def collected(bench, *devices, expect=4):
    """Back up; return the cause and the reason for each config that was not collected."""
    terms = [word for one in devices for word in ("--limit", one)]
    report = bench.ask("backup", *terms, expect=expect)
    return {
        row["name"]: (row["cause"], row["reason"])
        for row in report["devices"]
        if row["standing"] == "failed"
    }


def quarantined(bench):
    """Which configs lie in quarantine, and for what cause."""
    file = bench.folder / "backups" / "state" / "quarantine.jsonl"
    rows = [json.loads(line) for line in file.read_text().splitlines()] if file.exists() else []
    return {(row["device"], row["kind"]): row["cause"] for row in rows}


def edited(bench, *devices):
    """Somebody edits these devices, so that a backup has something to store."""
    for device in devices:
        bench.lab.tamper(device, "unsaved-edit")


def test_devices_that_do_not_answer_leave_the_others_stored(bench):
    for device in (IOS, EOS):
        bench.lab.fault(device, "unreachable")
    edited(bench, OTHER)
    failed = collected(bench, IOS, EOS, OTHER)
    assert {name: cause for name, (cause, _) in failed.items()} == {
        IOS: "unreachable", EOS: "unreachable",
    }  # fmt: skip
    assert bench.commits() == 2
    assert "mallory" in bench.stored(OTHER)
    assert bench.stored(IOS) == bench.stored(IOS, revision="HEAD~1")


def test_a_wrong_password_is_tried_once_over_the_whole_fleet_and_not_again(bench):
    bench.environ["NETOPS_PASSWORD"] = "not-the-password"
    with bench.nothing_lost(IOS, EOS):
        said = bench.netops("backup", expect=4)
        assert bench.logins()["wrong"] == 1
        assert "authentication failed" in said.out
        assert "not tried" in said.out
        assert "not-the-password" not in said.text
        bench.netops("backup", expect=4)
        assert bench.logins()["wrong"] == 1


@pytest.mark.parametrize("device", [IOS, EOS])
def test_a_host_key_that_changed_stops_the_login(bench, device):
    bench.lab.fault(device, "host-key-changed")
    before = bench.logins()
    with bench.nothing_lost(device):
        failed = collected(bench, device)
    assert failed[device][0] == "host key changed"
    assert "known_hosts" in failed[device][1]
    assert bench.logins() == before


DOUBTS = {
    "empty-running": "config not proven whole",
    "truncate-running": "config not proven whole",
    "wrong-device": "wrong device",
    "refuse-show-run": "command refused",
    "drop-mid-output": "session lost",
}


@pytest.mark.parametrize("fault", DOUBTS)
def test_a_config_that_is_not_proven_whole_never_replaces_the_last_good_one(bench, fault):
    edited(bench, IOS, EOS, OTHER)
    for device in (IOS, EOS):
        bench.lab.fault(device, fault)
    failed = collected(bench, IOS, EOS, OTHER)
    assert {name: cause for name, (cause, _) in failed.items()} == {
        IOS: DOUBTS[fault], EOS: DOUBTS[fault],
    }  # fmt: skip
    assert bench.commits() == 2
    assert "mallory" in bench.stored(OTHER)
    for device in (IOS, EOS):
        assert bench.stored(device) == bench.stored(device, revision="HEAD~1")


def test_a_doubtful_config_is_kept_sealed_in_quarantine_with_its_reason(bench):
    bench.lab.fault(IOS, "truncate-running")
    with bench.nothing_lost(IOS):
        collected(bench, IOS)
    assert quarantined(bench) == {(IOS, "running"): "config not proven whole"}
    sealed = bench.folder / "backups" / "sealed"
    row = json.loads((bench.folder / "backups" / "state" / "quarantine.jsonl").read_text())
    assert (sealed / row["sealed"][:2] / f"{row['sealed']}.age").exists()
    bench.lab.clear(IOS)
    bench.netops("backup", "--limit", IOS)
    assert bench.commits() == 1


@pytest.mark.parametrize("device", [IOS, EOS])
def test_a_banner_line_that_looks_like_the_prompt_does_not_end_the_config(bench, device):
    bench.lab.fault(device, "banner-prompt")
    bench.netops("backup", "--limit", device)
    stored = bench.stored(device)
    assert f"\n{device}#\n" in stored
    assert stored.endswith("\nend\n")
    assert len(stored.splitlines()) > len(bench.stored(device, revision="HEAD~1").splitlines())
