# ruff: noqa: E501 (config texts stay in one piece)
"""The simulator does what a device does with a line."""

import pytest

from netops.config.commands import NotUnderstood
from netops.config.drift import same
from netops.config.simulate import simulate
from netops.platforms.registry import platform

IOS, EOS = platform("ios"), platform("eos")


def _after(running: str, *commands: str, nos: str = "ios") -> str:
    return simulate(running, commands, platform(nos))


@pytest.mark.parametrize(
    ("running", "commands", "after"),
    [
        ("hostname a\n", ["hostname b"], "hostname b\n"),
        (
            "ntp server 1.1.1.1\n",
            ["ntp server 2.2.2.2"],
            "ntp server 1.1.1.1\nntp server 2.2.2.2\n",
        ),
        ("username a secret 9 x\n", ["no username a"], ""),
        ("logging host 1.1.1.1\nlogging host 1.1.1.2\n", ["no logging host"], ""),
        ("no ip http server\n", ["ip http server"], "ip http server\n"),
        ("ip http server\n", ["no ip http server"], "no ip http server\n"),
        ("no ip domain lookup\n", ["ip domain lookup"], ""),
        ("hostname a\n", ["no ip domain lookup"], "hostname a\nno ip domain lookup\n"),
        ("no ip domain lookup\n", ["no ip domain lookup"], "no ip domain lookup\n"),
        ("hostname a\n", ["no logging host 1.1.1.1"], "hostname a\n"),
        ("logging buffered 4096\n", ["default logging buffered"], ""),
        ("access-list 10 permit any\n", ["no access-list 10"], ""),
        ("access-list 10 permit any\n", ["no access-list 10 permit any"], ""),
        ("hostname a\n", ["no access-list 10"], "hostname a\n"),
        ("hostname a\n", ["no access-list 10 permit any"], "hostname a\n"),
        ("hostname a\n", ["access-list 10 permit any"], "hostname a\naccess-list 10 permit any\n"),
        (
            "access-list 10 permit 1.1.1.1\naccess-list 10 deny any\n",
            ["ip access-list standard 10", " no deny any"],
            "access-list 10 permit 1.1.1.1\n",
        ),
        (
            "ip prefix-list P seq 5 permit 10.0.0.0/8\nip prefix-list P seq 10 deny 0.0.0.0/0\n",
            ["no ip prefix-list P seq 5", "ip prefix-list P permit 11.0.0.0/8"],
            "ip prefix-list P seq 10 deny 0.0.0.0/0\nip prefix-list P seq 15 permit 11.0.0.0/8\n",
        ),
        ("ip prefix-list P seq 5 permit 10.0.0.0/8\n", ["no ip prefix-list P seq 5"], ""),
        ("ip prefix-list P seq 5 permit 10.0.0.0/8\n", ["no ip prefix-list P"], ""),
        ("vlan 10-12\n", ["no vlan 11", "vlan 20,21"], "vlan 10\nvlan 12\nvlan 20\nvlan 21\n"),
        (
            "ip name-server 1.1.1.1 2.2.2.2\n",
            ["no ip name-server 1.1.1.1", "ip name-server 3.3.3.3 4.4.4.4"],
            "ip name-server 2.2.2.2 3.3.3.3 4.4.4.4\n",
        ),
        (
            "interface Gi0/1\n description a\n ip address 1.1.1.1 255.0.0.0\n",
            ["default interface Gi0/1"],
            "interface Gi0/1\n",
        ),
        (
            "interface Gi0/1\n switchport trunk allowed vlan 10\n",
            [
                "interface Gi0/1",
                " switchport trunk allowed vlan add 20",
                " switchport trunk allowed vlan remove 10",
            ],
            "interface Gi0/1\n switchport trunk allowed vlan 20\n",
        ),
        (
            "interface Gi0/1\n switchport trunk allowed vlan 10\n",
            ["interface Gi0/1", " switchport trunk allowed vlan all"],
            "interface Gi0/1\n",
        ),
        (
            "interface Gi0/1\n switchport trunk allowed vlan 10\n",
            ["interface Gi0/1", " switchport trunk allowed vlan except 20-4094"],
            "interface Gi0/1\n switchport trunk allowed vlan 1-19\n",
        ),
        (
            "interface Gi0/1\n switchport trunk allowed vlan 10\n",
            ["interface Gi0/1", " switchport trunk allowed vlan none"],
            "interface Gi0/1\n switchport trunk allowed vlan none\n",
        ),
        (
            "interface Gi0/1\n switchport trunk allowed vlan 10\n",
            ["interface Gi0/1", " no switchport trunk allowed vlan 10"],
            "interface Gi0/1\n",
        ),
        (
            "interface Gi0/1\n switchport access vlan 10\n switchport mode access\n",
            ["interface Gi0/1", " no switchport"],
            "interface Gi0/1\n no switchport\n",
        ),
        (
            "vrf definition A\ninterface Gi0/1\n ip address 1.1.1.1 255.0.0.0\n ip address 2.1.1.1 255.0.0.0 secondary\n",
            ["interface Gi0/1", " vrf forwarding A"],
            "vrf definition A\ninterface Gi0/1\n vrf forwarding A\n",
        ),
        (
            (
                "router bgp 1\n neighbor 1.1.1.1 remote-as 2\n neighbor 1.1.1.1 description x\n"
                " address-family ipv4\n  neighbor 1.1.1.1 activate\n"
            ),
            ["router bgp 1", " no neighbor 1.1.1.1 remote-as 2"],
            "router bgp 1\n address-family ipv4\n",
        ),
        (
            "route-map R permit 10\n set metric 1\n",
            ["route-map R deny 10"],
            "route-map R deny 10\n set metric 1\n",
        ),
        (
            "router ospf 1\n passive-interface default\n no passive-interface Gi0/1\n",
            ["router ospf 1", " passive-interface Gi0/1", " no passive-interface Gi0/2"],
            "router ospf 1\n passive-interface default\n no passive-interface Gi0/2\n",
        ),
        (
            "ip access-list extended A\n 10 permit ip any any\n",
            ["ip access-list extended A", " 5 deny ip host 1.1.1.1 any", " no 10", " no 99"],
            "ip access-list extended A\n 5 deny ip host 1.1.1.1 any\n",
        ),
        (
            "ip access-list extended A\n permit ip any any\n",
            ["ip access-list extended A", " no permit ip any any", " deny ip any any"],
            "ip access-list extended A\n deny ip any any\n",
        ),
        ("banner motd ^C\na\n^C\n", ["banner motd ^C", "b", "^C"], "banner motd ^C\nb\n^C\n"),
        ("banner motd ^C\na\n^C\n", ["no banner motd"], ""),
        ("ip sla 1\n icmp-echo 1.1.1.1\nip sla schedule 1 start-time now\n", ["no ip sla 1"], ""),
        ("tacacs-server key x\n", ["no tacacs-server key"], ""),
        ("interface Loopback0\n shutdown\n", ["no interface Loopback0"], ""),
        ("hostname a\n", ["!", "interface Lo1", "exit", "end"], "hostname a\ninterface Lo1\n"),
    ],
)
def test_a_line_does_what_the_device_does(running: str, commands: list[str], after: str) -> None:
    found = simulate(running, commands, IOS)
    assert same(found, after, IOS), found


@pytest.mark.parametrize(
    ("running", "commands"),
    [
        ("hostname a\n", ["show version"]),
        ("hostname a\n", ["do write memory"]),
        ("interface GigabitEthernet0/1\n shutdown\n", ["no interface Gi0/1"]),
        ("line con 0\n", ["no line con 0"]),
        ("router bgp 1\n", ["router bgp 2"]),
        ("vlan 10\n", ["vlan 10,20", " name x"]),
        (
            "ip access-list extended A\n 10 permit ip any any\n",
            ["ip access-list extended A", " 10 deny ip any any"],
        ),
        (
            "ip access-list extended A\n 10 permit ip any any\n",
            ["ip access-list extended A", " 20 permit ip any any"],
        ),
        (
            "router bgp 1\n redistribute static route-map X\n",
            ["router bgp 1", " redistribute static"],
        ),
        (
            "router bgp 1\n redistribute static route-map X\n",
            ["router bgp 1", " no redistribute static route-map X"],
        ),
        ("class-map match-any X\n match ip dscp ef\n", ["class-map match-all X"]),
    ],
)
def test_what_a_device_refuses_cannot_be_simulated(running: str, commands: list[str]) -> None:
    with pytest.raises(NotUnderstood):
        simulate(running, commands, IOS)


def test_no_command_of_frr_removes_an_address_family() -> None:
    running = (
        "router bgp 1\n address-family ipv4 unicast\n  network 10.0.0.0/8\n exit-address-family\n"
    )
    with pytest.raises(NotUnderstood, match="keeps this section"):
        _after(running, "router bgp 1", " no address-family ipv4 unicast", nos="frr")


def test_an_error_does_not_show_values() -> None:
    with pytest.raises(NotUnderstood) as found:
        simulate("", ["show secret of the house S3cr3t"], IOS)
    assert "S3cr3t" not in str(found.value)


def test_a_class_of_a_policy_is_a_section_even_when_empty() -> None:
    classes = "class-map match-any A\nclass-map match-any B\n"
    running = f"{classes}policy-map P\n class A\n  priority\n"
    text = _after(running, "policy-map P", " class B")
    assert same(text, f"{running} class B\n", IOS)


def test_eos_changes_lists_by_number() -> None:
    running = "ip access-list A\n   10 permit ip any any\n"
    text = _after(running, "ip access-list A", "   no 10", "   20 deny ip any any", nos="eos")
    assert same(text, "ip access-list A\n   20 deny ip any any\n", EOS)


def test_new_lines_are_written_with_the_indentation_of_the_platform() -> None:
    text = _after("vlan 10\n", "interface Ethernet1", "   description a", nos="eos")
    assert text == "vlan 10\ninterface Ethernet1\n   description a\n"


def test_a_section_that_is_named_again_without_lines_keeps_those_it_has():
    once = "line vty 0 4\n transport input ssh\n"
    assert simulate(f"{once}line vty 0 4\n", (), IOS) == once
