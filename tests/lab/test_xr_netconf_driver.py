"""Unmodified NAPALM iosxr_netconf against the emulated IOS-XR device."""

from __future__ import annotations

import pytest
from labtools import PASSWORD, USER, contract, row, until
from napalm import get_network_driver
from napalm.base.exceptions import MergeConfigException, ReplaceConfigException
from ncclient.operations.rpc import RPCError

from lab.control import LabError
from lab.topology import HERE

NAME = "zrh5-pe1"
MERGE = "interface GigabitEthernet0/0/0/4\n description changed\n"
THEIRS = ["interface GigabitEthernet0/0/0/3", "description theirs"]


def base() -> str:
    return (HERE / "configs" / f"{NAME}.cfg").read_text()


@pytest.fixture(params=["cli"], ids=[contract("napalm", "iosxr_netconf", "IOS-XR 7.3.2")])
def iosxr(request, device, driver):
    return driver(device(NAME), config_encoding=request.param)


@pytest.fixture
def in_xml(device, driver):
    return driver(device(NAME), config_encoding="xml")


def test_it_reads_running_and_candidate_whole_and_there_is_no_startup(iosxr):
    configs = iosxr.get_config()
    assert configs["running"].startswith("!! IOS XR Configuration 7.3.2\n!! Last configuration ")
    assert configs["running"].endswith("\n!\n" + base().strip())
    assert configs["candidate"] == configs["running"]
    assert configs["startup"] == ""


def test_facts(iosxr):
    facts = iosxr.get_facts()
    assert facts["serial_number"] == "FOC2305X001"
    assert facts["hostname"] == NAME
    assert facts["os_version"] == "7.3.2"
    assert facts["model"] == "R-IOSXRV9000-CC"
    assert facts["uptime"] > 0
    assert {"Null0", "MgmtEth0/RP0/CPU0/0", "Bundle-Ether1"} <= set(facts["interface_list"])


def test_interfaces_and_their_addresses(iosxr):
    interfaces = iosxr.get_interfaces()
    assert interfaces["GigabitEthernet0/0/0/4"]["is_enabled"] is False
    assert interfaces["GigabitEthernet0/0/0/0"]["is_up"] is True
    assert interfaces["GigabitEthernet0/0/0/0"]["mtu"] == 9192
    assert interfaces["GigabitEthernet0/0/0/3.100"]["description"] == "customer A"
    assert len({one["mac_address"] for one in interfaces.values()}) == len(interfaces) - 1
    addresses = iosxr.get_interfaces_ip()
    assert addresses["Loopback0"] == {"ipv4": {"10.5.0.1": {"prefix_length": 32}}}
    assert "GigabitEthernet0/0/0/3.100" in addresses


def test_an_address_of_version_6_is_seen_when_it_is_committed(iosxr):
    iosxr.load_merge_candidate(config="interface Loopback0\n ipv6 address 2001:db8::1/128\n")
    iosxr.commit_config()
    assert iosxr.get_interfaces_ip()["Loopback0"]["ipv6"] == {"2001:db8::1": {"prefix_length": 128}}


def test_what_else_the_configuration_says(iosxr):
    assert iosxr.get_ntp_servers() == {"10.20.0.51": {}, "10.20.0.52": {}}
    assert iosxr.get_snmp_information()["community"]["labSecretRO"]["acl"] == "SNMP-RO"
    assert set(iosxr.get_users()) == {"breakglass"}


def test_a_merge_is_compared_and_committed_and_needs_no_saving(lab, iosxr):
    iosxr.load_merge_candidate(config=MERGE)
    assert iosxr.compare_config().splitlines() == [
        "#  interface GigabitEthernet0/0/0/4",
        "#   description unused",
        "#   description changed",
        "#  !",
    ]
    assert lab.memory(NAME) == base()
    iosxr.commit_config()
    assert lab.memory(NAME) == base().replace("description unused", "description changed")
    assert lab.memory(NAME, "startup") == lab.memory(NAME)
    assert iosxr.compare_config() == ""


def test_a_replace_is_compared_committed_and_rolled_back(lab, iosxr):
    wanted = base().replace("description unused", "description spare").replace("lldp\n!\n", "", 1)
    iosxr.load_replace_candidate(config=wanted)
    assert iosxr.compare_config().splitlines()[:2] == ["-  lldp", "-  !"]
    iosxr.commit_config()
    assert lab.memory(NAME) == wanted
    iosxr.rollback()
    assert lab.memory(NAME) == base()


def test_the_config_that_it_reads_replaces_itself_without_a_difference(lab, iosxr):
    iosxr.load_replace_candidate(config=iosxr.get_config("running")["running"])
    assert iosxr.compare_config() == ""
    iosxr.commit_config()
    assert lab.memory(NAME) == base()


def test_a_discarded_candidate_leaves_neither_lines_nor_a_lock(lab, iosxr):
    iosxr.load_replace_candidate(config="hostname other\n")
    assert lab.memory(NAME, "candidate")
    iosxr.discard_config()
    assert iosxr.compare_config() == ""
    assert iosxr.get_config("candidate")["candidate"] == iosxr.get_config("running")["running"]
    lab.run_cli(NAME, THEIRS)
    assert " description theirs\n" in lab.memory(NAME)


@pytest.mark.parametrize("mode", ["merge", "replace"])
def test_an_unknown_word_refuses_all_of_it(lab, iosxr, mode):
    failure = {"merge": MergeConfigException, "replace": ReplaceConfigException}[mode]
    load = getattr(iosxr, f"load_{mode}_candidate")
    with pytest.raises(failure, match=r"(?s)SYNTAX/AUTHORIZATION ERRORS.*\nhostnme x\n"):
        load(config=f"{MERGE}hostnme x\n")
    iosxr.commit_config()
    assert lab.memory(NAME) == base()


def test_the_driver_does_not_escape_what_it_loads_and_leaves_its_lock_behind(lab, iosxr):
    with pytest.raises(MergeConfigException, match="xmlParseEntityRef"):
        iosxr.load_merge_candidate(config="interface Loopback0\n description a & b\n")
    assert list(lab.memory(NAME, "sessions").values()) == ["locked"]
    iosxr.load_merge_candidate(config="interface Loopback0\n description a &amp; b\n")
    iosxr.commit_config()
    assert " description a & b\n" in lab.memory(NAME)
    assert " description a & b\n" in iosxr.get_config("running")["running"]


def test_one_line_without_sense_fails_the_whole_commit(lab, iosxr):
    iosxr.load_merge_candidate(config=f"{MERGE}router bgp 65999\n")
    with pytest.raises(RPCError, match="BGP is already running with AS number 65105"):
        iosxr.commit_config()
    assert lab.memory(NAME) == base()
    iosxr.discard_config()
    iosxr.load_merge_candidate(config=MERGE)
    iosxr.commit_config()
    assert " description changed\n" in lab.memory(NAME)


def test_nobody_commits_between_load_and_commit(lab, iosxr):
    iosxr.load_merge_candidate(config=MERGE)
    with pytest.raises(LabError, match="locked by another agent"):
        lab.run_cli(NAME, THEIRS)
    iosxr.commit_config()
    lab.run_cli(NAME, THEIRS)
    assert {" description changed", " description theirs"} <= set(lab.memory(NAME).splitlines())


def test_a_second_driver_cannot_load_while_the_first_has_loaded(device, driver):
    first, second = (driver(device(NAME)) for _ in range(2))
    first.load_merge_candidate(config=MERGE)
    with pytest.raises(RPCError, match="locked by another agent") as denied:
        second.load_merge_candidate(config=MERGE)
    assert denied.value.tag == "lock-denied"
    assert f"<session-id>{first.device.session_id}<" in denied.value.info


def test_what_somebody_committed_before_the_load_is_in_the_diff_of_a_replace(lab, iosxr):
    wanted = iosxr.get_config("running")["running"].replace("unused", "mine")
    lab.run_cli(NAME, THEIRS)
    iosxr.load_replace_candidate(config=wanted)
    assert "#   description theirs\n#   description customers" in iosxr.compare_config()
    iosxr.commit_config()
    assert " description theirs\n" not in lab.memory(NAME)
    assert " description mine\n" in lab.memory(NAME)


def test_what_somebody_committed_before_the_load_stays_after_a_merge(lab, iosxr):
    lab.run_cli(NAME, THEIRS)
    iosxr.load_merge_candidate(config=MERGE)
    iosxr.commit_config()
    assert {" description changed", " description theirs"} <= set(lab.memory(NAME).splitlines())


def test_rollback_takes_back_the_last_commit_whoever_made_it(lab, iosxr):
    iosxr.load_merge_candidate(config=MERGE)
    iosxr.commit_config()
    lab.run_cli(NAME, THEIRS)
    iosxr.rollback()
    assert " description theirs\n" not in lab.memory(NAME)
    assert " description changed\n" in lab.memory(NAME)


def test_the_driver_has_neither_message_nor_timer(iosxr):
    iosxr.load_merge_candidate(config=MERGE)
    with pytest.raises(NotImplementedError):
        iosxr.commit_config(revert_in=60)
    with pytest.raises(NotImplementedError):
        iosxr.commit_config(message="why")


def test_in_xml_it_reads_the_models_and_writes_none(lab, in_xml):
    running = in_xml.get_config("running")["running"]
    assert f"<host-name>{NAME}</host-name>" in running
    assert "<interface-name>GigabitEthernet0/0/0/4</interface-name>" in running
    with pytest.raises(ReplaceConfigException, match="bad-element"):
        in_xml.load_replace_candidate(
            config='<config><host-names xmlns="http://cisco.com/ns/yang/Cisco-IOS-XR-shellutil-cfg">'
            "<host-name>other</host-name></host-names></config>"
        )
    assert lab.memory(NAME) == base()


def test_the_operations_are_recorded(lab, iosxr):
    iosxr.load_merge_candidate(config=MERGE)
    iosxr.commit_config()
    lines = [entry["line"] for entry in lab.memory(NAME, "commands")]
    assert lines[-4:] == [
        "lock candidate",
        "edit-config candidate error-option rollback-on-error cli",
        "commit",
        "unlock candidate",
    ]


def test_a_confirmed_commit_of_netconf_goes_back_or_is_kept(lab, iosxr):
    netconf = iosxr.device
    iosxr.load_merge_candidate(config=MERGE)
    netconf.commit(confirmed=True, timeout="60")
    assert " description changed\n" in lab.memory(NAME)
    assert lab.memory(NAME, "timers")[0]["user"] == USER
    until(lambda: not lab.memory(NAME, "timers"))
    assert lab.memory(NAME) == base()
    netconf.discard_changes()
    iosxr.load_merge_candidate(config=MERGE)
    netconf.commit(confirmed=True, timeout="600")
    netconf.commit()
    assert lab.memory(NAME, "timers") == []
    assert " description changed\n" in lab.memory(NAME)


def test_a_confirmed_commit_goes_back_when_its_session_is_lost(lab, device):
    place = row(lab, device(NAME))
    options = {"port": place["ports"]["netconf"]}
    make = get_network_driver("iosxr_netconf")
    session = make(place["address"], USER, PASSWORD, timeout=10, optional_args=options)
    session.open()
    session.load_merge_candidate(config=MERGE)
    session.device.commit(confirmed=True, timeout="600")
    assert " description changed\n" in lab.memory(NAME)
    session.device.close_session()
    until(lambda: not lab.memory(NAME, "timers"))
    assert lab.memory(NAME) == base()
    assert lab.memory(NAME, "sessions") == {}
