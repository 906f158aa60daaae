"""IOS lines that concern more than their own section, or are kept, shown and refused in a way."""

from __future__ import annotations

import pytest

from lab.sim.access import admits
from lab.sim.clock import Clock
from lab.sim.device import Actor
from lab.sim.ios.cli import IosCli
from lab.topology import boot, identities

EDGE = next(one for one in identities("127.61") if one.name == "ams1-edge1")
LIST = ["access-list 101 permit tcp any any eq 22", "access-list 101 deny ip any any"]


@pytest.fixture
def cli():
    return IosCli(boot(EDGE, Clock()), Actor("netops", "127.0.0.1", "vty0"))


def typed(cli, *lines: str) -> list[str]:
    said = [cli.run(line).text for line in ("configure terminal", *lines, "end")]
    return [text for text in said[1:] if text]


def timeouts(cli) -> dict[str, str]:
    found = cli.device.running.starting("line vty")
    return {node.line: getattr(node.get("exec-timeout"), "line", "") for node in found}


@pytest.mark.parametrize(
    ("lines", "shown"),
    [
        (["line vty 0 15", "exec-timeout 5 0"], {"0 4": "5", "5 15": "5"}),
        (["line vty 0 2", "exec-timeout 5 0"], {"0 2": "5", "3 4": "10"}),
        (["line vty 3", "exec-timeout 5 0"], {"0 2": "10", "3": "5", "4": "10"}),
        (["line vty 0 2", "exit"], {"0 4": "10"}),
        (["line vty 0 2", "exec-timeout 5 0", "exec-timeout 10 0"], {"0 4": "10"}),
        (["line vty 2 6", "exec-timeout 5 0"], {"0 1": "10", "2 4": "5", "5 6": "5"}),
        (["line vty 5 9", "exec-timeout 5 0"], {"0 4": "10", "5 9": "5"}),
    ],
    ids=lambda given: " / ".join(given) if isinstance(given, list) else "",
)
def test_each_vty_has_settings_of_its_own_and_equals_are_shown_together(cli, lines, shown):
    assert typed(cli, *lines) == []
    expected = {f"line vty {name}": f"exec-timeout {value} 0" for name, value in shown.items()}
    assert timeouts(cli) == expected


def test_a_split_range_keeps_the_settings_of_the_one_it_was_in(cli):
    typed(cli, "line vty 0 2", "exec-timeout 5 0")
    for node in cli.device.running.starting("line vty"):
        assert node.get("access-class in").line == "access-class MGMT-IN in"
        assert node.get("transport input").line == "transport input ssh"


def test_a_config_with_split_ranges_boots_as_it_was_shown(cli):
    typed(cli, "line vty 0 2", "exec-timeout 5 0", "line vty 5 15", "no exec")
    text = cli.device.text()
    refused = []
    root = cli.device.build(text.splitlines(), lambda line, _error: refused.append(line))
    assert cli.device.shown(root) == text
    assert refused == []


def test_an_access_vlan_that_is_not_there_is_made(cli):
    assert typed(cli, "vtp mode transparent") == []
    lines = ["interface GigabitEthernet0/3", "switchport access vlan 77", "description x"]
    assert typed(cli, *lines) == ["% Access VLAN does not exist. Creating vlan 77"]
    assert typed(cli, *lines) == []
    assert "vlan 77\n" in cli.device.text()
    port = cli.device.running.get("interface GigabitEthernet0/3")
    assert port.get("description").line == "description x"


def test_a_switch_that_keeps_its_vlans_apart_shows_none(cli):
    lines = ["interface GigabitEthernet0/3", "switchport access vlan 77"]
    assert typed(cli, *lines) == ["% Access VLAN does not exist. Creating vlan 77"]
    assert "\nvlan 77" not in cli.device.text()


def test_a_policy_names_only_what_is_there(cli):
    port = "interface GigabitEthernet0/3"
    assert typed(cli, "policy-map WAN", "class WEB") == ["% class map WEB not configured"]
    assert typed(cli, "class-map match-any WEB", "policy-map WAN", "class WEB") == []
    assert typed(cli, port, "service-policy output LAN") == ["% policy map LAN not configured"]
    assert typed(cli, port, "service-policy output WAN") == []


def test_a_class_has_one_way_to_match(cli):
    assert typed(cli, "class-map match-any WEB", "match dscp af21") == []
    assert typed(cli, "class-map match-all WEB") == ["% class-map WEB already exists: match-any"]


def test_beside_passive_by_default_only_exceptions_show(cli):
    ports = [f"GigabitEthernet0/{number}" for number in range(4)]
    assert typed(cli, "router ospf 9", f"passive-interface {ports[3]}") == []
    typed(cli, "router ospf 9", "passive-interface default", f"passive-interface {ports[0]}")
    typed(cli, "router ospf 9", f"no passive-interface {ports[1]}")
    assert process(cli) == ["passive-interface default", f"no passive-interface {ports[1]}"]
    typed(cli, "router ospf 9", "no passive-interface default")
    assert process(cli) == []


def process(cli) -> list[str]:
    return [line.line for line in cli.device.running.get("router ospf 9").children]


def test_an_interface_goes_only_into_a_vrf_that_is_there(cli):
    lines = ["interface GigabitEthernet0/3", "vrf forwarding BLUE"]
    assert typed(cli, *lines) == ["% VRF BLUE not configured."]
    assert "vrf forwarding" not in cli.device.text()
    assert typed(cli, "vrf definition BLUE", "address-family ipv4", *lines) == []
    assert " vrf forwarding BLUE\n" in cli.device.text()


def shown(cli, word: str) -> list[str]:
    return [line.strip() for line in cli.device.text().splitlines() if word in line]


def test_a_numbered_list_is_one_list_by_both_of_its_names(cli):
    inserted = ["ip access-list extended 101", "15 permit tcp any any eq 443"]
    assert typed(cli, *LIST, *inserted) == []
    assert shown(cli, "access-list 101") == [
        "access-list 101 permit tcp any any eq 22",
        "access-list 101 permit tcp any any eq 443",
        "access-list 101 deny ip any any",
    ]
    assert typed(cli, "no access-list 101 permit tcp any any eq 443") == []
    assert shown(cli, "access-list 101") == []  # IOS takes the whole list


def test_a_numbered_standard_list_shows_hosts_bare_and_decides_who_gets_in(cli):
    assert typed(cli, "access-list 10 permit host 10.9.9.9", "access-list 10 permit 10.9.9.9") == []
    assert shown(cli, "access-list 10") == ["access-list 10 permit 10.9.9.9"]
    root = cli.device.running
    assert (admits(root, "10", "10.9.9.9"), admits(root, "10", "10.9.9.8")) == (True, False)


def test_an_ipv6_list_shows_its_numbers(cli):
    lines = ["ipv6 access-list V6", "permit tcp any host 2001:db8::80 eq 443", "deny ipv6 any any"]
    assert typed(cli, *lines, "sequence 15 permit icmp any any", "no sequence 20") == []
    assert shown(cli, "sequence ") == [
        "sequence 10 permit tcp any host 2001:DB8::80 eq 443",
        "sequence 15 permit icmp any any",
    ]


def test_a_certificate_is_kept_as_it_came(cli):
    lines = [
        "crypto pki certificate chain TP",
        "certificate self-signed 01",
        "  3082 01BB",
        "\tquit",
    ]
    assert typed(cli, *lines, "hostname r2") == []
    assert " certificate self-signed 01\n  3082 01BB\n\tquit\n" in cli.device.text()
    assert cli.device.hostname == "r2"
    stored = "certificate self-signed 02 nvram:IOS-Self-Sig#2.cer"
    assert typed(cli, lines[0], "no certificate self-signed 01", stored, "hostname r3") == []
    assert f" {stored}\n" in cli.device.text()
    assert typed(cli, lines[0], "no certificate self-signed 02 nvram:IOS-Self-Sig#2.cer") == []
    assert shown(cli, "certificate self") == []


def test_the_version_line_is_the_softwares_own(cli):
    (before,) = shown(cli, "version 15")
    assert typed(cli, "version 12.4", "no version 15.9") == []
    assert shown(cli, "version 1") == [before]


@pytest.mark.parametrize(
    ("lines", "word", "kept"),
    [
        (["ip name-server 10.9.9.1 10.9.9.2"], "name-server 10.9", ["10.9.9.1", "10.9.9.2"]),
        (
            ["ip name-server 10.9.9.1 10.9.9.2", "no ip name-server 10.9.9.1"],
            "name-server 10.9",
            ["10.9.9.2"],
        ),
        (["vlan 3001-3003", "no vlan 3001,3003"], "vlan 300", ["3002"]),
        (["logging 10.9.9.1"], "10.9.9.1", ["logging host 10.9.9.1"]),
        (
            ["ip prefix-list P permit 10.0.0.0/8", "ip prefix-list P deny 0.0.0.0/0"],
            "prefix-list P ",
            ["seq 5 permit 10.0.0.0/8", "seq 10 deny 0.0.0.0/0"],
        ),
        (
            ["line vty 0 4", "login authentication CONSOLE", "login authentication default"],
            "login authentication d",
            ["login authentication default", "login authentication default"],
        ),
        (
            ["class-map match-any A", "policy-map P", "class class-default", "class A", "priority"],
            " class",
            ["class A", "class class-default", "class CM-MANAGEMENT"],
        ),
    ],
    ids=lambda given: " / ".join(given) if isinstance(given, list) else "",
)
def test_a_line_is_shown_in_the_devices_own_form(cli, lines, word, kept):
    typed(cli, *lines)
    found = shown(cli, word)
    assert len(found) == len(kept)
    assert all(line.endswith(end) for line, end in zip(found, kept, strict=True))


@pytest.mark.parametrize(
    ("lines", "words"),
    [
        (
            [
                "interface Loopback7",
                "ip address 10.77.0.1 255.255.255.0",
                "ip address 10.78.0.1 255.255.255.0 secondary",
                "no ip address 10.77.0.1 255.255.255.0",
            ],
            "Must delete secondary before deleting primary",
        ),
        (
            [
                "interface Loopback7",
                "ip address 10.77.0.1 255.255.255.0",
                "ip address 10.77.0.1 255.255.255.0 secondary",
            ],
            "Secondary can't be same as primary",
        ),
        (
            [
                "interface Loopback7",
                "ip address 10.77.0.1 255.255.255.0",
                "ip address 10.78.0.1 255.255.255.0 secondary",
                "ip address 10.78.0.1 255.255.255.0",
            ],
            "Secondary can't be same as primary",
        ),
        (["access-list 20 permit tcp 0.0.0.255"], "% Invalid input detected"),
        (["ip access-list extended X", "deny ---------"], "% Invalid input detected"),
        (
            ["interface GigabitEthernet0/3.7", "ip address 10.77.0.1 255.255.255.0"],
            "% Configuring IP routing on a LAN subinterface is only allowed",
        ),
        (
            [
                "interface GigabitEthernet0/3",
                "switchport mode access",
                "ip address 10.77.0.1 255.255.255.0",
            ],
            "% IP addresses may not be configured on L2 links.",
        ),
        (["line vty 0 4", "login local"], "% Invalid input"),
    ],
    ids=lambda given: given[-1] if isinstance(given, list) else "",
)
def test_a_line_is_refused_where_it_cannot_stand(cli, lines, words):
    *before, last = typed(cli, *lines)
    assert before == []
    assert words in last


def test_a_no_takes_only_the_keywords_of_a_redistribution_that_it_names(cli):
    lines = ["router ospf 1", "redistribute static subnets"]
    assert (
        typed(cli, *lines, "redistribute static route-map X", "redistribute static metric 5") == []
    )
    assert shown(cli, "redistribute static") == ["redistribute static metric 5 subnets route-map X"]
    assert typed(cli, lines[0], "no redistribute static metric 5 route-map X") == []
    assert shown(cli, "redistribute static") == [lines[1]]
    assert typed(cli, lines[0], "no redistribute static") == []
    assert shown(cli, "redistribute static") == []


def test_a_member_needs_a_group_that_has_an_as(cli):
    lines = ["router bgp 65010", "neighbor MESH peer-group", "neighbor 10.7.7.7 peer-group MESH"]
    found = cli.device.running.starting("router bgp")
    lines[0] = next(found).line
    assert typed(cli, *lines) == ["% Specify remote-as or peer-group remote AS first"]
    lines.insert(2, "neighbor MESH remote-as 65010")
    assert typed(cli, *lines) == []
    assert typed(cli, lines[0], "no neighbor MESH peer-group") == []
    assert shown(cli, "neighbor MESH ") == []


def test_a_port_that_becomes_routed_forgets_that_it_was_switched(cli):
    lines = ["interface GigabitEthernet0/3", "switchport mode access", "switchport access vlan 1"]
    assert typed(cli, *lines, "no switchport", "ip address 10.77.0.1 255.255.255.0") == []
    port = cli.device.running.get("interface GigabitEthernet0/3")
    assert not list(port.starting("switchport"))
    assert port.get("ip address").line == "ip address 10.77.0.1 255.255.255.0"


def test_a_list_is_counted_anew_so_that_an_entry_finds_its_place(cli):
    tight = ["ip access-list extended T", "1 permit tcp any any eq 22", "2 deny ip any any"]
    insert = ["ip access-list extended T", "150 permit tcp any any eq 443"]
    assert typed(cli, *tight, "ip access-list resequence T 100 100", *insert) == []
    assert typed(cli, *LIST, "ip access-list resequence 101 10 10") == []
    listed = cli.device.text().partition("ip access-list extended T\n")[2].splitlines()
    assert listed[:3] == [
        " permit tcp any any eq 22",
        " permit tcp any any eq 443",
        " deny ip any any",
    ]
    assert typed(cli, "ip access-list resequence NONE 10 10") == [
        "% Access list NONE does not exist"
    ]


def test_a_network_of_bgp_shows_no_mask_that_is_that_of_its_class(cli):
    told = [("10.0.0.0", "255.0.0.0"), ("172.16.0.0", "255.255.0.0"), ("10.9.0.0", "255.255.0.0")]
    lines = [f"network {address} mask {mask}" for address, mask in told]
    assert typed(cli, "router bgp 65001", *lines) == []
    held = set(shown(cli, "network "))
    assert {"network 10.0.0.0", "network 172.16.0.0", "network 10.9.0.0 mask 255.255.0.0"} <= held
    assert typed(cli, "router bgp 65001", "no network 10.0.0.0 mask 255.0.0.0") == []
    assert "network 10.0.0.0" not in shown(cli, "network ")
