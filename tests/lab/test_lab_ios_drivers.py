"""Unmodified NAPALM ios and netmiko cisco_ios against the emulated device."""

from __future__ import annotations

import pytest
from labtools import PASSWORD, USER, contract, row, until
from napalm.base.exceptions import MergeConfigException, ReplaceConfigException
from netmiko import ConnectHandler

from lab.topology import HERE

NAME = "ams1-edge1"
MERGE = "interface GigabitEthernet0/3\n description changed\nend\n"


@pytest.fixture(params=["ios"], ids=[contract("napalm", "ios", "IOS 15.9(3)M7")])
def ios(request, device, driver):
    return driver(device(NAME), driver=request.param)


def startup_text() -> str:
    return (HERE / "configs" / f"{NAME}.cfg").read_text()


def test_it_reads_both_configs_whole(ios):
    configs = ios.get_config()
    assert configs["running"].endswith(startup_text().strip())
    assert configs["startup"].startswith("Using ")
    assert configs["startup"].endswith(startup_text().strip())


def test_facts_and_interfaces(ios):
    facts = ios.get_facts()
    assert facts["serial_number"] == "FDO2301A001"
    assert facts["fqdn"] == "ams1-edge1.lab.example"
    assert facts["model"] == "CISCO2911/K9"
    interfaces = ios.get_interfaces()
    assert interfaces["GigabitEthernet0/3"]["is_enabled"] is False
    assert interfaces["GigabitEthernet0/1"]["is_up"] is True


def test_a_merge_is_compared_committed_and_saved(lab, ios):
    ios.load_merge_candidate(config=MERGE)
    assert ios.compare_config() == "+interface GigabitEthernet0/3\n+ description changed"
    ios.commit_config()
    assert " description changed\n" in lab.memory(NAME)
    assert lab.memory(NAME, "startup") == lab.memory(NAME)


def test_a_replace_is_compared_committed_and_rolled_back(lab, ios):
    wanted = startup_text().replace("description unused", "description spare")
    ios.load_replace_candidate(config=wanted)
    assert ios.compare_config().splitlines() == [
        "interface GigabitEthernet0/3",
        " +description spare",
        " -description unused",
    ]
    ios.commit_config()
    assert lab.memory(NAME).replace("file prompt quiet\n", "") == wanted
    ios.rollback()
    assert lab.memory(NAME).replace("file prompt quiet\n", "") == startup_text()


def test_a_discarded_candidate_leaves_nothing_to_compare(lab, ios):
    ios.load_replace_candidate(config=startup_text().replace("unused", "spare"))
    ios.discard_config()
    assert "spare" not in lab.memory(NAME, "files")["candidate_config.txt"]


def test_a_merge_with_an_unknown_word_is_refused(lab, ios):
    ios.load_merge_candidate(config="hostnme x\n")
    with pytest.raises(MergeConfigException, match="Invalid input detected"):
        ios.commit_config()
    assert lab.memory(NAME, "running").replace("file prompt quiet\n", "") == startup_text()


def test_a_replace_with_an_unknown_word_restores_the_original(lab, ios):
    ios.load_replace_candidate(config=startup_text().replace("ip cef\n", "ip cef\nfoo bar\n"))
    with pytest.raises(ReplaceConfigException, match="successfully restored"):
        ios.commit_config()
    assert "foo" not in lab.memory(NAME)


@pytest.mark.parametrize("mode", ["merge", "replace"])
def test_a_change_that_is_not_confirmed_goes_back(lab, ios, mode):
    changed = startup_text().replace("unused", "changed")
    if mode == "merge":
        ios.load_merge_candidate(config=MERGE)
    else:
        ios.load_replace_candidate(config=changed)
    ios.commit_config(revert_in=60)
    assert ios.has_pending_commit()
    assert lab.memory(NAME, "timers")[0]["user"] == USER
    assert " description changed\n" in lab.memory(NAME)
    until(lambda: not lab.memory(NAME, "timers"))
    assert " description changed\n" not in lab.memory(NAME)
    log = "\n".join(lab.memory(NAME, "log"))
    assert "%ARCHIVE_DIFF-5-ROLLBK_CNFMD_CHG_ROLLBACK: User: netops" in log


def test_a_confirmed_change_stays(lab, ios):
    ios.load_merge_candidate(config=MERGE)
    ios.commit_config(revert_in=120)
    ios.confirm_commit()
    assert not ios.has_pending_commit()
    assert lab.memory(NAME, "timers") == []
    assert " description changed\n" in lab.memory(NAME, "startup")


def test_a_pending_change_is_rolled_back_at_once(lab, ios):
    ios.load_merge_candidate(config=MERGE)
    ios.commit_config(revert_in=120)
    ios.rollback()
    assert " description changed\n" not in lab.memory(NAME)
    assert lab.memory(NAME, "startup") == lab.memory(NAME)


@pytest.fixture(params=["cisco_ios"], ids=[contract("netmiko", "cisco_ios", "IOS 15.9(3)M7")])
def terminal(request, lab, device):
    one = row(lab, device(NAME))
    with ConnectHandler(
        device_type=request.param,
        host=one["address"],
        port=one["port"],
        username=USER,
        password=PASSWORD,
    ) as session:
        yield session


def test_netmiko_configures_and_sees_the_devices_errors(lab, terminal):
    said = terminal.send_config_set(["interface Gi0/3", "desc typed", "foo bar", "hostname"])
    assert "% Invalid input detected at '^' marker." in said
    assert "% Incomplete command." in said
    caret = next(line for line in said.splitlines() if line.strip() == "^")
    assert caret.index("^") == len("ams1-edge1(config-if)#")
    assert " description typed\n" in lab.memory(NAME)
    assert lab.memory(NAME, "startup") != lab.memory(NAME)
    assert "[OK]" in terminal.save_config()
    assert lab.memory(NAME, "startup") == lab.memory(NAME)


def test_netmiko_reads_filtered_output_by_short_commands(terminal):
    assert terminal.send_command("sh run | inc hostname") == "hostname ams1-edge1"
    assert terminal.send_command("sh run | sec line aux").splitlines() == [
        "line aux 0",
        " no exec",
        " transport input none",
    ]
    assert "SN: FDO2301A001" in terminal.send_command("show inventory")
    assert "Ambiguous command" in terminal.send_command("c")


def test_the_log_names_who_configured(lab, terminal):
    lab.run_cli(NAME, ["interface GigabitEthernet0/3", "description theirs"])
    log = terminal.send_command("show logging")
    assert "%SYS-5-CONFIG_I: Configured from console by mallory on vty1 (10.66.0.9)" in log
    assert "logged command:description theirs" in log


def test_a_copy_asks_for_the_file_name_unless_told_not_to(lab, terminal):
    asked = terminal.send_command("copy running-config flash:kept", expect_string=r"\?")
    assert "Destination filename [kept]?" in asked
    assert "bytes copied" in terminal.send_command("", expect_string="#")
    assert "hostname ams1-edge1" in lab.memory(NAME, "files")["kept"]
    assert terminal.send_command("delete /force flash:kept") == ""
    assert lab.memory(NAME, "files") == {}
