"""Unmodified NAPALM eos over eAPI against the emulated device."""

from __future__ import annotations

import pytest
from labtools import until
from napalm.base.exceptions import CommandErrorException, MergeConfigException

from lab.topology import HERE

NAME = "ams1-core1"
MERGE = "interface Ethernet6\n   description changed\n"


@pytest.fixture
def eos(device, driver):
    return driver(device(NAME))


def startup_text() -> str:
    return (HERE / "configs" / f"{NAME}.cfg").read_text()


def test_it_reads_both_configs_whole(eos):
    configs = eos.get_config()
    head = "! Command: show running-config\n! device: ams1-core1 (vEOS, EOS-4.28.3M)\n!\n"
    assert configs["running"] == head + startup_text()
    assert configs["startup"].startswith("! Command: show startup-config\n! Startup-config last")
    assert configs["startup"].endswith(startup_text())


def test_facts_and_interfaces(eos):
    facts = eos.get_facts()
    assert facts["serial_number"] == "JPE19010001"
    assert facts["fqdn"] == "ams1-core1.lab.example"
    assert eos.get_interfaces()["Ethernet6"]["is_enabled"] is False


def test_a_merge_is_compared_committed_and_saved(lab, eos):
    eos.load_merge_candidate(config=MERGE)
    assert "+   description changed" in eos.compare_config().splitlines()
    assert "description changed" not in lab.memory(NAME)
    eos.commit_config()
    assert "   description changed\n" in lab.memory(NAME)
    assert lab.memory(NAME, "startup") == lab.memory(NAME)


def test_a_replace_is_committed_and_rolled_back(lab, eos):
    wanted = startup_text().replace("description unused", "description spare")
    eos.load_replace_candidate(config=wanted)
    eos.commit_config()
    assert lab.memory(NAME) == wanted
    eos.rollback()
    assert lab.memory(NAME) == startup_text()


def test_banners_survive_a_replace(lab, eos):
    wanted = startup_text().replace("All activity", "Every activity")
    eos.load_replace_candidate(config=wanted)
    eos.commit_config()
    assert lab.memory(NAME) == wanted


def test_a_discarded_candidate_is_gone(lab, eos):
    eos.load_merge_candidate(config=MERGE)
    assert list(lab.memory(NAME, "sessions").values()) == ["pending"]
    eos.discard_config()
    assert lab.memory(NAME, "sessions") == {}
    assert lab.memory(NAME) == startup_text()


def test_an_unknown_word_is_refused_with_its_place(lab, eos):
    with pytest.raises(MergeConfigException, match=r"1002.*Invalid input \(at token 0: 'foo'\)"):
        eos.load_merge_candidate(config="foo bar\n")
    assert lab.memory(NAME, "sessions") == {}


def test_a_change_that_is_not_confirmed_goes_back(lab, eos):
    eos.load_merge_candidate(config=MERGE)
    eos.commit_config(revert_in=60)
    assert eos.has_pending_commit()
    assert "   description changed\n" in lab.memory(NAME)
    until(lambda: not lab.memory(NAME, "timers"))
    assert lab.memory(NAME) == startup_text()
    assert lab.memory(NAME, "sessions") == {}
    eos.config_session = None


def test_a_confirmed_change_stays(lab, eos):
    eos.load_merge_candidate(config=MERGE)
    eos.commit_config(revert_in=120)
    eos.confirm_commit()
    assert lab.memory(NAME, "timers") == []
    assert "   description changed\n" in lab.memory(NAME, "startup")


def test_a_pending_change_is_rolled_back_at_once(lab, eos):
    eos.load_merge_candidate(config=MERGE)
    eos.commit_config(revert_in=120)
    eos.rollback()
    assert lab.memory(NAME) == startup_text()


def test_a_commit_overwrites_what_happened_since_the_session_began(lab, eos):
    eos.load_merge_candidate(config=MERGE)
    lab.run_cli(NAME, ["interface Ethernet5", "description theirs"])
    eos.commit_config()
    assert "description theirs" not in lab.memory(NAME)
    assert "description changed" in lab.memory(NAME)


def test_a_command_that_does_not_exist_is_an_error(eos):
    with pytest.raises(CommandErrorException):
        eos.cli(["show nonsense"])
    assert "4.28.3M" in eos.cli(["show version"])["show version"]
    assert eos.cli(["show running-config | include hostname"]) == {
        "show running-config | include hostname": "hostname ams1-core1\n"
    }
