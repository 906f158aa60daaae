"""Rare lines and odd configs, each of which a device has shown or a person has written."""

import pytest

from netops.config.drift import drift, same
from netops.config.remediation import merge, remediate
from netops.config.sessions import Session, admits
from netops.config.simulate import simulate
from netops.model.config import ConfigKind, DriftKind
from netops.platforms.registry import platform

IOS, EOS = platform("ios"), platform("eos")


@pytest.mark.parametrize(
    ("entries", "is_admitted"),
    [
        (["permit any"], True),
        (["deny any"], False),
        ([], True),
        (["remark only words"], False),
        (["permit host 10.0.0.9"], True),
        (["permit 10.0.0.9"], True),
        (["permit 10.0.0.0/24"], True),
        (["permit 10.0.0.0 0.0.0.255 log"], True),
        (["permit tcp 10.0.0.0 0.0.0.255 any eq 22"], True),
        (["permit tcp any any eq telnet"], False),
        (["deny udp any any", "permit ip any any"], True),
        (["permit 6 any any"], True),
        (["permit addrgroup OPS any"], False),
        (["permit tcp"], False),
    ],
)
def test_the_first_entry_that_covers_the_source_decides(
    entries: list[str], *, is_admitted: bool
) -> None:
    assert admits(entries, Session("10.0.0.9", frozenset({22, 443}))) is is_admitted


def test_an_address_that_is_none_names_no_interface() -> None:
    assert merge("hostname a\n", "hostname b\n", IOS, source="console").verdict == "proven"


@pytest.mark.parametrize(
    "route",
    [
        "ip route 0.0.0.0 0.0.0.0 192.0.2.1",
        "ip route 0.0.0.0 0.0.0.0 Null0\nip default-gateway 192.0.2.1",
    ],
)
def test_the_way_to_the_tool_goes_by_the_default_route(route: str) -> None:
    running = (
        f"interface GigabitEthernet0/0\n ip address dhcp\n"
        f"interface GigabitEthernet0/2\n ip address nonsense here\n ip address\n"
        f"interface GigabitEthernet0/1\n ip address 192.0.2.2 255.255.255.0\n{route}\n"
    )
    found = merge(running, "interface GigabitEthernet0/1\n shutdown\n", IOS, source="10.0.0.9")
    assert "the way to 10.0.0.9, is down" in found.reason


def test_a_default_route_without_an_interface_names_none() -> None:
    running = "ip route 0.0.0.0 0.0.0.0 192.0.2.1\n"
    assert merge(running, "hostname b\n", IOS, source="10.0.0.9").verdict == "proven"


def test_a_whole_numbered_list_that_is_missing_is_shown_line_by_line() -> None:
    found = drift("", "access-list 10 permit any\n", IOS, device="r", against=ConfigKind.STARTUP)
    assert [(i.kind, i.section, i.reference.text if i.reference else "") for i in found.items] == [
        (DriftKind.MISSING, (), "access-list 10 permit any")
    ]


def test_a_key_that_shows_twice_has_many_values() -> None:
    both = "interface GigabitEthernet0/1\n ip flow monitor A input\n mtu 1500\n mtu 9000\n"
    one = "interface GigabitEthernet0/1\n ip flow monitor A input\n mtu 1500\n"
    found = remediate(both, one, IOS, source="")
    assert found.commands == ("interface GigabitEthernet0/1", " no mtu 9000")


def test_an_interface_may_be_written_with_a_blank() -> None:
    assert same("interface Gi 0/1\n mtu 1500\n", "interface GigabitEthernet0/1\n mtu 1500\n", IOS)


def test_what_only_looks_like_an_ipv6_address_stays() -> None:
    assert not same("frobnicate 1:2:3\n", "frobnicate 1:2:4\n", IOS)


def test_a_pair_that_does_not_parse_is_no_vlan_list() -> None:
    assert same("vlan filter X vlan-list 10,11\n", "vlan filter X vlan-list 10-11\n", IOS)


def test_a_section_without_lines_is_emptied_where_the_device_keeps_it() -> None:
    running = "line con 0\n exec-timeout 5 0\n logging synchronous\nhostname a\n"
    found = remediate(running, "hostname a\n", IOS, source="")
    assert found.commands == ("line con 0", " no exec-timeout 5 0", " no logging synchronous")


def test_a_header_that_loses_its_lines_keeps_standing() -> None:
    running = "archive\n path flash:a\n maximum 5\n"
    found = remediate(running, "archive\n", IOS, source="")
    assert found.commands == ("archive", " no path flash:a", " no maximum 5")


def test_an_unused_interface_that_was_shut_stays_shut() -> None:
    running = "interface GigabitEthernet0/2\n description old\n shutdown\nhostname a\n"
    found = remediate(running, "hostname a\n", IOS, source="")
    assert found.commands == (
        "default interface GigabitEthernet0/2",
        "interface GigabitEthernet0/2",
        " shutdown",
    )


def test_a_factory_fresh_interface_is_left_alone() -> None:
    running = "interface GigabitEthernet0/2\n no ip address\n shutdown\nhostname a\n"
    assert remediate(running, "hostname a\n", IOS, source="").commands == ()


def test_switching_ports_back_is_said_once() -> None:
    running = "interface GigabitEthernet0/1\n no switchport\n"
    found = remediate(running, "interface GigabitEthernet0/1\n switchport\n", IOS, source="")
    assert found.commands == ("interface GigabitEthernet0/1", " switchport")


def test_a_vlan_section_gives_each_vlan_its_name() -> None:
    assert same("vlan 10\n name x\nvlan 11\n", "vlan 10-11\nvlan 10\n name x\n", IOS)


def test_setting_a_value_that_is_there_changes_nothing() -> None:
    assert simulate("hostname a\n", ["hostname a"], IOS) == "hostname a\n"


def test_a_description_of_a_list_is_no_entry() -> None:
    running = "ip prefix-list P description old\nip prefix-list P seq 5 permit 10.0.0.0/8\n"
    found = remediate(running, running.replace("old", "new"), IOS, source="")
    assert found.verdict == "proven", found.reason
    assert same(found.predicted, running.replace("old", "new"), IOS)


def test_numbers_too_tight_for_a_new_entry_are_no_obstacle() -> None:
    running = "ip access-list X\n   10 permit tcp any any\n   11 deny ip any any\n"
    intended = (
        "ip access-list X\n   permit tcp any any\n   permit udp any any\n   deny ip any any\n"
    )
    found = remediate(running, intended, EOS, source="")
    assert found.verdict == "proven", found.reason
    assert same(found.predicted, intended, EOS)


def test_a_list_in_use_by_a_class_and_a_line_is_swapped_under_both() -> None:
    users = (
        "class-map match-all CM\n match access-group name M\n"
        "line vty 0 4\n access-class M in\n transport input ssh\n"
    )
    running = "ip access-list standard M\n deny any\n" + users
    intended = "ip access-list standard M\n permit 10.0.0.0 0.0.0.255\n deny any\n" + users
    found = remediate(running, intended, IOS, source="10.0.0.9")
    assert found.verdict == "proven", found.reason
    assert " match access-group name M-NETOPS" in found.commands
    assert found.commands[-1] == "no ip access-list standard M-NETOPS"


def test_a_numbered_list_nobody_uses_is_written_anew() -> None:
    found = remediate(
        "access-list 10 permit 10.1.1.1\naccess-list 10 deny any\n",
        "access-list 10 permit 10.1.1.2\naccess-list 10 deny any\n",
        IOS,
        source="",
    )
    assert found.commands[0] == "no access-list 10"


def test_an_address_that_both_ports_lose_and_gain_moves_once() -> None:
    running = (
        "interface Vlan1\n ip address 10.7.0.1/x\ninterface Vlan2\n ip address 10.8.0.1 255.0.0.0\n"
    )
    intended = "interface Vlan1\n ip address 10.8.0.1 255.0.0.0\ninterface Vlan2\n shutdown\n"
    found = remediate(running, intended, IOS, source="")
    assert found.commands[:2] == ("interface Vlan2", " no ip address 10.8.0.1 255.0.0.0")


def test_a_snippet_may_use_lines_of_a_section_that_the_goal_lacks() -> None:
    running = "interface Loopback1\n description a\n"
    found = merge(
        running, "interface Loopback1\n no description\nno interface Loopback1\n", IOS, source=""
    )
    assert found.predicted == ""
    assert found.verdict == "proven"


def test_hier_config_is_asked_where_the_rule_table_fails_and_must_satisfy_the_judge() -> None:
    running = "ip access-list standard M\n permit host 10.0.0.9\nhostname a\n"
    refused = remediate(
        running + "line vty 0 4\n access-class M in\n transport input ssh\n",
        running + "line vty 0 4\n access-class M in\n transport input telnet\n",
        IOS,
        source="10.0.0.9",
    )
    assert refused.verdict == "refused"
    assert "SSH to the device is cut" in refused.reason


def test_two_routers_of_one_kind_in_the_intent_are_refused() -> None:
    found = remediate("hostname a\n", "router bgp 1\nrouter bgp 2\n", IOS, source="")
    assert found.verdict == "refused"


def test_a_snippet_may_open_what_the_running_config_lacks() -> None:
    snippet = "interface Loopback7\n no description x\nno frobnicate\n"
    assert merge("hostname a\n", snippet, IOS, source="").verdict == "proven"


def test_a_banner_shows_in_a_merge_without_its_blank_lines() -> None:
    found = remediate(
        "hostname a\n", "hostname a\nbanner motd ^C\nhi\n\nthere\n^C\n", IOS, source=""
    )
    assert found.commands == ("banner motd ^C", "hi", "", "there", "^C")


def test_swapped_entries_have_moved() -> None:
    one = "ip access-list extended X\n permit tcp any any\n deny udp any any\n"
    other = "ip access-list extended X\n deny udp any any\n permit tcp any any\n"
    found = drift(one, other, IOS, device="r", against=ConfigKind.INTENDED)
    assert [item.kind for item in found.items] == [DriftKind.MOVED]


def test_a_long_vlan_list_on_a_new_trunk_is_sent_in_pieces() -> None:
    odd = ",".join(str(n) for n in range(1, 400, 2))
    intended = f"interface GigabitEthernet0/1\n switchport trunk allowed vlan {odd}\n"
    found = remediate("interface GigabitEthernet0/1\n mtu 1500\n", intended, IOS, source="")
    assert found.verdict == "proven"
    assert any("vlan add" in line for line in found.commands)


def test_a_description_of_a_list_may_leave() -> None:
    running = "ip prefix-list P description old\nip prefix-list P seq 5 permit 10.0.0.0/8\n"
    found = remediate(running, running.splitlines()[1] + "\n", IOS, source="")
    assert found.commands == ("no ip prefix-list P description old",)


def test_a_line_of_a_list_that_is_no_entry_leaves_like_any_other() -> None:
    running = "ip access-list X\n   counters per-entry\n   10 permit ip any any\n"
    found = remediate(running, "ip access-list X\n   10 permit ip any any\n", EOS, source="")
    assert found.commands == ("ip access-list X", "   no counters per-entry")


def test_a_numbered_list_in_use_is_swapped_line_by_line() -> None:
    users = "interface GigabitEthernet0/1\n ip access-group 10 in\n"
    running = "access-list 10 permit 10.1.1.1\n" + users
    intended = "access-list 10 permit 10.1.1.2\naccess-list 10 deny any\n" + users
    found = remediate(running, intended, IOS, source="")
    assert found.verdict == "proven", found.reason
    assert "access-list 10 permit 10.1.1.2" in found.commands
    assert same(found.predicted, intended, IOS)


def test_a_community_with_a_filter_is_swapped_at_the_top_level() -> None:
    users = "snmp-server community x RO M\n"
    running = "ip access-list standard M\n permit 10.1.1.1\n" + users
    found = remediate(running, running.replace("10.1.1.1", "10.1.1.2"), IOS, source="")
    assert found.verdict == "proven", found.reason
    assert "snmp-server community x RO M-NETOPS" in found.commands


def test_a_list_that_nobody_wants_leaves_whole() -> None:
    running = "hostname a\naccess-list 10 permit any\nip prefix-list P seq 5 permit 10.0.0.0/8\n"
    found = remediate(running, "hostname a\n", IOS, source="")
    assert set(found.commands) == {"no access-list 10", "no ip prefix-list P"}
