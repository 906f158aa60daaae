"""Unmodified NAPALM junos (PyEZ) against the emulated device; its memory is read past it."""

from __future__ import annotations

from importlib.metadata import version

import pytest
from jnpr.junos.exception import CommitError
from junostools import NAME, candidate
from labtools import contract, row, until
from napalm.base.exceptions import (
    CommitConfirmException,
    LockError,
    MergeConfigException,
    ReplaceConfigException,
)

from lab.topology import HERE

DRIVER = contract("napalm", f"junos (PyEZ {version('junos-eznc')})", "Junos 21.4R3")
MERGE = "interfaces {\n    ge-0/0/5 {\n        description changed;\n    }\n}\n"
CHANGED = "        description changed;\n"


@pytest.fixture(params=[DRIVER])
def junos(device, driver):
    return driver(device(NAME))


def startup_text() -> str:
    return (HERE / "configs" / f"{NAME}.cfg").read_text()


def without_head(text: str) -> str:
    return "".join(f"{line}\n" for line in text.strip().splitlines() if line[:2] != "##")


def test_it_reads_running_and_candidate_whole(lab, junos):
    configs = junos.get_config()
    assert configs["running"].startswith("\n## Last commit: ")
    assert without_head(configs["running"]) == startup_text() == lab.memory(NAME)
    assert without_head(configs["candidate"]) == startup_text()
    assert configs["startup"] == ""


def test_port_830_speaks_netconf_too(lab, device, driver):
    session = driver(device(NAME), port=row(lab, NAME)["ports"]["netconf"])
    assert session.get_facts()["hostname"] == NAME


def test_facts_and_interfaces(junos):
    facts = junos.get_facts()
    assert facts["serial_number"] == "VM5F3A000001"
    assert facts["model"] == "VMX"
    assert facts["os_version"] == "21.4R3-S4.9"
    assert facts["fqdn"] == "par3-edge1.lab.example"
    interfaces = junos.get_interfaces()
    assert interfaces["ge-0/0/5"]["is_enabled"] is False
    assert interfaces["ge-0/0/1.0"]["is_up"] is True
    assert junos.get_interfaces_ip()["lo0.0"] == {"ipv4": {"10.3.0.11": {"prefix_length": 32}}}


@pytest.mark.parametrize("text", [MERGE, "set interfaces ge-0/0/5 description changed"])
def test_a_merge_is_compared_and_committed(lab, junos, text):
    junos.load_merge_candidate(config=text)
    assert junos.compare_config().splitlines() == [
        "[edit interfaces ge-0/0/5]",
        "-   description unused;",
        "+   description changed;",
    ]
    assert CHANGED not in lab.memory(NAME)
    junos.commit_config(message="CHG-2026-0142")
    assert CHANGED in lab.memory(NAME)
    assert "(comment: CHG-2026-0142)" in lab.memory(NAME, "log")[-1]
    assert lab.memory(NAME, "sessions") == {}


def test_a_replace_is_compared_committed_and_rolled_back(lab, junos):
    wanted = startup_text().replace("description unused;", "description spare;")
    junos.load_replace_candidate(config=wanted)
    assert "+   description spare;" in junos.compare_config()
    junos.commit_config()
    assert lab.memory(NAME) == wanted
    junos.rollback()
    assert lab.memory(NAME) == startup_text()


def test_a_discarded_candidate_leaves_nothing_behind(lab, junos):
    junos.load_merge_candidate(config=MERGE)
    assert CHANGED in candidate(lab)
    assert list(lab.memory(NAME, "sessions").values()) == ["exclusive"]
    junos.discard_config()
    assert candidate(lab) == lab.memory(NAME)
    assert lab.memory(NAME, "sessions") == {}
    assert junos.compare_config() == ""


@pytest.mark.parametrize("text", ["set interfaces ge-0/0/5 descr x", "system { host-nam x; }"])
def test_a_merge_with_an_unknown_word_is_refused(lab, junos, text):
    with pytest.raises(MergeConfigException, match="syntax error"):
        junos.load_merge_candidate(config=text)
    assert candidate(lab) == startup_text()
    assert lab.memory(NAME, "sessions") == {}


def test_a_replace_with_an_unknown_word_is_refused(lab, junos):
    with pytest.raises(ReplaceConfigException, match="syntax error"):
        junos.load_replace_candidate(config=startup_text().replace("host-name", "host-nam"))
    assert candidate(lab) == lab.memory(NAME) == startup_text()


def test_deleting_what_is_not_there_is_refused_as_a_warning(lab, junos):
    with pytest.raises(MergeConfigException, match="statement not found"):
        junos.load_merge_candidate(config="delete system domain-search")
    assert lab.memory(NAME) == startup_text()


def test_a_failed_commit_leaves_the_lock_and_a_dirty_candidate(lab, junos):
    wrong = "set interfaces lo0 unit 0 family inet filter input NOPE"
    junos.load_merge_candidate(config=wrong)
    with pytest.raises(CommitError, match="Referenced filter 'NOPE' is not defined"):
        junos.commit_config()
    assert lab.memory(NAME) == startup_text()
    assert "input NOPE;" in candidate(lab)
    assert list(lab.memory(NAME, "sessions").values()) == ["exclusive"]
    junos.discard_config()
    assert candidate(lab) == startup_text()


def test_a_change_that_is_not_confirmed_goes_back(lab, junos):
    junos.load_merge_candidate(config=MERGE)
    junos.commit_config(message="CHG-1", revert_in=60)
    assert junos.has_pending_commit()
    (timer,) = lab.memory(NAME, "timers")
    assert (timer["user"], timer["minutes"]) == ("netops", 1)
    assert CHANGED in lab.memory(NAME)
    until(lambda: not lab.memory(NAME, "timers"))
    assert lab.memory(NAME) == startup_text()
    assert not junos.has_pending_commit()
    assert "Commit was not confirmed; automatic rollback complete" in lab.memory(NAME, "log")[-1]


def test_a_confirmed_change_stays(lab, junos):
    junos.load_merge_candidate(config=MERGE)
    junos.commit_config(revert_in=120)
    junos.confirm_commit()
    assert not junos.has_pending_commit()
    assert lab.memory(NAME, "timers") == []
    assert CHANGED in lab.memory(NAME)


def test_a_pending_change_is_rolled_back_at_once(lab, junos):
    junos.load_merge_candidate(config=MERGE)
    junos.commit_config(revert_in=120)
    junos.rollback()
    assert lab.memory(NAME, "timers") == []
    assert lab.memory(NAME) == startup_text()


def test_a_rollback_after_the_confirmation_does_nothing(lab, junos):
    # The confirming commit is a commit of its own: rollback 1 is what it confirmed.
    junos.load_merge_candidate(config=MERGE)
    junos.commit_config(revert_in=120)
    junos.confirm_commit()
    junos.rollback()
    assert CHANGED in lab.memory(NAME)


def test_confirming_after_the_timer_fired_is_called_success(lab, junos):
    """Row 13 of the false-success suite: the confirmation is a bare commit."""
    junos.load_merge_candidate(config=MERGE)
    junos.commit_config(revert_in=60)
    until(lambda: not lab.memory(NAME, "timers"))
    junos.confirm_commit()
    assert lab.memory(NAME) == startup_text()


def test_a_time_that_is_no_whole_minute_is_refused_by_the_driver(lab, junos):
    junos.load_merge_candidate(config=MERGE)
    with pytest.raises(CommitConfirmException, match="multiple of 60"):
        junos.commit_config(revert_in=90)
    assert lab.memory(NAME) == startup_text()


def test_anybody_s_commit_confirms(lab, junos):
    junos.load_merge_candidate(config=MERGE)
    junos.commit_config(revert_in=120)
    lab.run_cli(NAME, ["set system domain-name other.example"])
    assert lab.memory(NAME, "timers") == []
    assert CHANGED in lab.memory(NAME)
    assert not junos.has_pending_commit()


def test_a_reboot_while_armed_boots_the_new_config_without_a_timer(lab, junos):
    junos.load_merge_candidate(config=MERGE)
    junos.commit_config(revert_in=60)
    junos.device.rpc.request_reboot()
    until(lambda: not lab.memory(NAME, "timers"))
    until(lambda: not junos.is_alive()["is_alive"])
    assert CHANGED in lab.memory(NAME)
    assert "Commit was not confirmed" not in "".join(lab.memory(NAME, "log"))


def test_a_second_operator_is_locked_out(lab, junos, driver):
    junos.load_merge_candidate(config=MERGE)
    other = driver(NAME)
    with pytest.raises(LockError, match="configuration database locked by"):
        other.load_merge_candidate(config=MERGE)
    junos.discard_config()
    other.load_merge_candidate(config=MERGE)
    other.discard_config()
    assert lab.memory(NAME) == startup_text()


def test_a_session_that_dies_takes_its_lock_and_its_changes_along(lab, junos):
    junos.load_merge_candidate(config=MERGE)
    junos.device._conn._session.transport.close()  # noqa: SLF001  the cable, not the driver
    until(lambda: lab.memory(NAME, "sessions") == {})
    assert candidate(lab) == startup_text()


def test_fifty_configs_are_kept(lab, junos):
    for number in range(55):
        lab.run_cli(NAME, [f"set system domain-name d{number}.example"])
    junos.device.cu.rollback(rb_id=49)
    assert "domain-name d5.example;" in candidate(lab)
    junos.discard_config()


def test_every_operation_is_on_record(lab, junos):
    junos.load_merge_candidate(config=MERGE)
    junos.commit_config(message="CHG-1", revert_in=120)
    lines = [one["line"] for one in lab.memory(NAME, "commands")]
    assert lines == [
        "lock-configuration",
        "load-configuration replace configuration-text",
        "commit-configuration log CHG-1 confirmed confirm-timeout 2",
        "unlock-configuration",
    ]
