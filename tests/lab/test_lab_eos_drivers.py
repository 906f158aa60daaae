"""Unmodified NAPALM eos over eAPI, in both session dialects, and over SSH, against the device."""

from __future__ import annotations

import pytest
from labtools import contract, row, until
from napalm.base.exceptions import CommandErrorException, MergeConfigException
from pyeapi.eapilib import ConnectionError as EapiConnectionError

from lab.topology import HERE

OLD, NEW = "ams1-core1", "fra2-core2"
RELEASES = {OLD: "4.28.3M", NEW: "4.33.1F"}
MERGE = "interface Ethernet6\n   description changed\n"


def eos_contract(name: str, transport: str) -> str:
    return contract("napalm", f"eos over {transport}", f"EOS {RELEASES[name]}")


@pytest.fixture(params=[OLD, NEW], ids=lambda name: eos_contract(name, "https"))
def core(request, device):
    return device(request.param)


@pytest.fixture
def eos(core, driver):
    return driver(core)


@pytest.fixture(
    params=[(OLD, "https"), (NEW, "https"), (OLD, "ssh")], ids=lambda p: eos_contract(*p)
)
def door(request, device):
    name, transport = request.param
    return device(name), transport


@pytest.fixture
def any_eos(lab, door, driver):
    name, transport = door
    if transport == "https":
        return driver(name)
    return driver(name, transport="ssh", port=row(lab, name)["ports"]["ssh"])


def shipped(name: str) -> str:
    return (HERE / "configs" / f"{name}.cfg").read_text()


def test_it_reads_both_configs_whole(door, any_eos):
    name, _ = door
    configs = any_eos.get_config()
    head = f"! Command: show running-config\n! device: {name} (vEOS, EOS-{RELEASES[name]})\n!\n"
    assert configs["running"].strip() == (head + shipped(name)).strip()
    assert configs["startup"].startswith("! Command: show startup-config\n! Startup-config last")
    assert configs["startup"].strip().endswith(shipped(name).strip())


def test_facts_and_interfaces(door, any_eos):
    name, _ = door
    facts = any_eos.get_facts()
    assert facts["serial_number"].startswith("JPE190")
    assert facts["fqdn"] == f"{name}.lab.example"
    assert facts["os_version"].startswith(RELEASES[name])
    interfaces = any_eos.get_interfaces()
    assert interfaces["Ethernet6"]["is_enabled"] is False
    assert interfaces["Ethernet1"]["is_up"] is True


def test_a_merge_is_compared_committed_and_saved(lab, door, any_eos):
    name, _ = door
    any_eos.load_merge_candidate(config=MERGE)
    assert "+   description changed" in any_eos.compare_config().splitlines()
    assert "description changed" not in lab.memory(name)
    any_eos.commit_config()
    assert "   description changed\n" in lab.memory(name)
    assert lab.memory(name, "startup") == lab.memory(name)


def test_a_replace_is_committed_and_rolled_back(lab, core, eos):
    wanted = shipped(core).replace("description unused", "description spare")
    eos.load_replace_candidate(config=wanted)
    assert "+   description spare" in eos.compare_config().splitlines()
    eos.commit_config()
    assert lab.memory(core) == wanted
    eos.rollback()
    assert lab.memory(core) == shipped(core)


def test_banners_survive_a_replace(lab, core, eos):
    wanted = shipped(core).replace("All activity", "Every activity")
    eos.load_replace_candidate(config=wanted)
    eos.commit_config()
    assert lab.memory(core) == wanted


def test_a_discarded_candidate_is_gone(lab, door, any_eos):
    name, _ = door
    any_eos.load_merge_candidate(config=MERGE)
    assert list(lab.memory(name, "sessions").values()) == ["pending"]
    any_eos.discard_config()
    assert lab.memory(name, "sessions") == {}
    assert lab.memory(name) == shipped(name)


def test_an_unknown_word_is_refused_with_its_place(lab, core, eos):
    with pytest.raises(MergeConfigException, match=r"1002.*Invalid input \(at token 0: 'foo'\)"):
        eos.load_merge_candidate(config="foo bar\n")
    assert lab.memory(core, "sessions") == {}


def test_over_ssh_the_driver_does_not_see_that_a_line_was_refused(lab, device, driver):
    over_ssh = driver(device(OLD), transport="ssh", port=row(lab, OLD)["ports"]["ssh"])
    over_ssh.load_merge_candidate(config=f"foo bar\n{MERGE}")
    over_ssh.commit_config()
    assert "   description changed\n" in lab.memory(OLD)
    assert "foo" not in lab.memory(OLD)


def test_a_change_that_is_not_confirmed_goes_back(lab, door, any_eos):
    name, _ = door
    any_eos.load_merge_candidate(config=MERGE)
    any_eos.commit_config(revert_in=60)
    assert any_eos.has_pending_commit()
    assert "   description changed\n" in lab.memory(name)
    until(lambda: not lab.memory(name, "timers"))
    assert lab.memory(name) == shipped(name)
    assert lab.memory(name, "sessions") == {}
    any_eos.config_session = None


def test_a_confirmed_change_stays(lab, door, any_eos):
    name, _ = door
    any_eos.load_merge_candidate(config=MERGE)
    any_eos.commit_config(revert_in=300)
    any_eos.confirm_commit()
    assert not any_eos.has_pending_commit()
    assert lab.memory(name, "timers") == []
    assert "   description changed\n" in lab.memory(name, "startup")


def test_a_pending_change_is_rolled_back_at_once(lab, door, any_eos):
    name, _ = door
    any_eos.load_merge_candidate(config=MERGE)
    any_eos.commit_config(revert_in=300)
    any_eos.rollback()
    assert lab.memory(name) == shipped(name)


def test_a_commit_overwrites_what_happened_since_the_session_began(lab, core, eos):
    eos.load_merge_candidate(config=MERGE)
    lab.run_cli(core, ["interface Ethernet5", "description theirs"])
    eos.commit_config()
    assert "description theirs" not in lab.memory(core)
    assert "description changed" in lab.memory(core)


def test_a_reload_boots_what_was_saved_and_forgets_the_commit_timer(lab, device, driver):
    eos = driver(device(OLD))
    eos.load_merge_candidate(config=MERGE)
    eos.commit_config(revert_in=300)
    lab.fault(OLD, "reload")
    assert lab.memory(OLD, "timers") == []
    assert lab.memory(OLD, "sessions") == {}
    assert lab.memory(OLD) == shipped(OLD)
    eos.config_session = None


def test_a_reload_over_the_api_cuts_the_connection(lab, device, driver):
    eos = driver(device(OLD))
    lab.run_cli(OLD, ["interface Ethernet6", "description changed"])
    with pytest.raises(EapiConnectionError, match="closed connection without response"):
        eos.device.run_commands(["reload now"])
    assert lab.memory(OLD) == shipped(OLD)


def test_a_command_that_does_not_exist_is_an_error(core, eos):
    with pytest.raises(CommandErrorException):
        eos.cli(["show nonsense"])
    assert RELEASES[core] in eos.cli(["show version"])["show version"]
    assert eos.cli(["show running-config | include hostname"]) == {
        "show running-config | include hostname": f"hostname {core}\n"
    }
