"""What configuration lines do to a tree."""

from __future__ import annotations

import pytest

from lab.sim.engine import Editor, load
from lab.sim.eos import facts as eos_facts
from lab.sim.grammar import Grammar, Refused
from lab.sim.ios import facts as ios_facts
from lab.sim.render import render
from lab.sim.tree import Node

IOS, EOS = ios_facts.GRAMMAR, eos_facts.GRAMMAR


def shown(grammar: Grammar, text: str) -> list[str]:
    """The configuration after `text`, without separators and `end`."""
    refused: list[tuple[str, str]] = []
    root = load(grammar, text.splitlines(), lambda line, why: refused.append((line, why.why)))
    assert refused == []
    return [line for line in render(grammar, root) if line.strip() not in {"!", "end"}]


def refusal(grammar: Grammar, *lines: str) -> Refused:
    editor = Editor(grammar, Node(""))
    for line in lines[:-1]:
        editor.enter(line)
    with pytest.raises(Refused) as refused:
        editor.enter(lines[-1])
    return refused.value


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("hostname a\nhostname b", ["hostname b"]),
        ("logging buffered 1 debugging\nlogging buffered 2", ["logging buffered 2"]),
        ("snmp-server location a b\nsnmp-server location  c  d", ["snmp-server location c  d"]),
        ("logging host 10.0.0.1\nlogging host 10.0.0.2", None),
        ("ip source-route", []),
        ("no ip source-route\nip source-route", []),
        ("no ip source-route", ["no ip source-route"]),
        ("ip http server\nno ip http server", ["no ip http server"]),
        ("logging console warnings\nno logging console", ["no logging console"]),
        ("ntp server 10.0.0.1 key 1\nno ntp server 10.0.0.1", []),
        ("ip route 10.0.0.0 255.0.0.0 Null0\nno ip route 10.0.0.0 255.0.0.0", []),
        ("ip route vrf B 10.0.0.0 255.0.0.0 Null0\nno ip route vrf B 10.0.0.0 255.0.0.0", []),
        ("username a secret 9 $9$x\nno username a", []),
        ("vlan 10\n name a\nno vlan 10", []),
        ("ip prefix-list A seq 5 permit 0.0.0.0/0\nno ip prefix-list A", []),
    ],
)
def test_a_global_line_replaces_adds_or_removes(typed, kept):
    assert shown(IOS, typed) == (typed.splitlines() if kept is None else kept)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("description a\ndescription b", ["description b", "no ip address"]),
        ("ip address 10.0.0.1 255.255.255.0", ["ip address 10.0.0.1 255.255.255.0"]),
        (
            "ip address 10.0.0.1 255.255.255.0\nip address 10.1.0.1 255.255.255.0 secondary",
            ["ip address 10.0.0.1 255.255.255.0", "ip address 10.1.0.1 255.255.255.0 secondary"],
        ),
        (
            (
                "ip address 10.0.0.1 255.255.255.0\nip address 10.1.0.1 255.255.255.0 secondary\n"
                "no ip address 10.1.0.1 255.255.255.0 secondary"
            ),
            ["ip address 10.0.0.1 255.255.255.0"],
        ),
        (
            "ip access-group A in\nip access-group B out\nip access-group C in",
            ["no ip address", "ip access-group C in", "ip access-group B out"],
        ),
        ("shutdown\nno shutdown", ["no ip address"]),
        (
            (
                "switchport trunk allowed vlan 10,20\nswitchport trunk allowed vlan add 21-22\n"
                "switchport trunk allowed vlan remove 10"
            ),
            ["switchport trunk allowed vlan 20-22", "no ip address"],
        ),
        (
            "ip address 10.0.0.1 255.255.255.0\nvrf forwarding RED",
            ["vrf forwarding RED", "no ip address"],
        ),
    ],
)
def test_an_interface_line_replaces_adds_or_removes(typed, kept):
    lines = shown(IOS, "interface GigabitEthernet0/1\n" + typed)
    assert lines == ["interface GigabitEthernet0/1", *(f" {line}" for line in kept)]


def test_default_interface_clears_all_of_it():
    text = "interface Gi0/1\n description a\n shutdown\ndefault interface Gi0/1"
    assert shown(IOS, text) == ["interface GigabitEthernet0/1", " no ip address"]


def test_abbreviations_are_kept_in_full():
    text = "int gi0/1\n desc a\n ip addr 10.0.0.1 255.255.255.0"
    assert shown(IOS, text)[0] == "interface GigabitEthernet0/1"
    assert shown(IOS, text)[1] == " description a"


def test_an_access_list_keeps_its_order_and_takes_entries_by_number():
    text = "ip access-list standard A\n permit 10.0.0.1\n deny any\n 15 permit host 10.0.0.2"
    assert shown(IOS, text)[1:] == [" permit 10.0.0.1", " permit 10.0.0.2", " deny any"]
    assert shown(IOS, text + "\n no 10\n no deny any")[1:] == [" permit 10.0.0.2"]
    eos = "ip access-list A\n permit ip any any\n 5 deny ip host 10.0.0.1 any"
    assert shown(EOS, eos)[1:] == ["   5 deny ip host 10.0.0.1 any", "   10 permit ip any any"]


def test_removing_a_bgp_neighbour_removes_all_its_lines():
    text = (
        "router bgp 65000\n neighbor 10.0.0.1 remote-as 1\n neighbor 10.0.0.1 description a\n"
        " neighbor 10.0.0.2 remote-as 1\n address-family ipv4\n  neighbor 10.0.0.1 activate\n"
        "  neighbor 10.0.0.2 activate\n exit-address-family\n no neighbor 10.0.0.1 remote-as 1"
    )
    assert not [line for line in shown(IOS, text) if "10.0.0.1" in line]
    assert len([line for line in shown(IOS, text) if "10.0.0.2" in line]) == 2


def test_a_global_line_in_a_section_leaves_the_section():
    text = "interface Loopback0\n description a\nrouter ospf 1\n router-id 10.0.0.1"
    assert shown(IOS, text)[-1] == " router-id 10.0.0.1"


def test_banners_keep_every_character():
    text = "banner motd #\n  two\nrouter#\n!\n^\n#\nhostname a"
    with_delimiter = shown(IOS, text.replace("router#", "router>"))
    assert with_delimiter == ["hostname a", "banner motd ^C", "  two", "router>", "^", "^C"]
    eos = "banner login\n  two\nrouter#\nEOF\nhostname a"
    assert shown(EOS, eos) == ["hostname a", "banner login", "  two", "router#", "EOF"]


def test_the_device_sorts_by_kind_and_number():
    text = "interface Gi0/10\ninterface Gi0/2\ninterface Lo0\nntp server 10.0.0.1\nhostname a"
    assert [line for line in shown(IOS, text) if not line.startswith(" ")] == [
        "hostname a",
        "interface Loopback0",
        "interface GigabitEthernet0/2",
        "interface GigabitEthernet0/10",
        "ntp server 10.0.0.1",
    ]


def test_a_password_typed_in_the_clear_is_kept_as_a_hash():
    line = shown(IOS, "username a privilege 15 secret open-sesame")[0]
    assert line.startswith("username a privilege 15 secret 9 $9$labSecret")
    assert "sesame" not in line


@pytest.mark.parametrize(
    ("lines", "why", "word"),
    [
        (("foo bar",), "invalid", 0),
        (("hostname",), "incomplete", 1),
        (("ip na 10.0.0.1",), "ambiguous", 1),
        (("interface Gi0/1", "ip address 10.0.0.300 255.0.0.0"), "invalid", 2),
        (("no foo",), "invalid", 1),
        (("interface Gi0/1", "no shutdwn"), "invalid", 1),
        (("router bgp 1", "neighbor 10.0.0.1 description a"), None, 0),
        (("no interface Gi0/1",), "% Removal of physical interfaces is not permitted", 0),
        (("router bgp 1", "router bgp 2"), "BGP is already running; AS is 1", 0),
    ],
)
def test_a_line_the_device_does_not_take_is_refused(lines, why, word):
    refused = refusal(IOS, *lines)
    assert refused.why == (why or "% Specify remote-as or peer-group commands first")
    assert refused.word == word


def test_overlapping_addresses_are_refused():
    refused = refusal(
        IOS,
        "interface Gi0/1",
        "ip address 10.0.0.1 255.0.0.0",
        "interface Gi0/2",
        "ip address 10.0.0.2 255.255.255.0",
    )
    assert refused.why == "% 10.0.0.0 overlaps with GigabitEthernet0/1"


def test_without_autocomplete_eos_takes_no_abbreviation():
    editor = Editor(EOS, Node(""), abbreviated=False)
    with pytest.raises(Refused):
        editor.enter("host a")


def test_a_tree_becomes_another_and_new_lines_go_last_among_their_equals():
    old = load(IOS, ["logging host 10.0.0.2", "hostname a"], lambda *_: None)
    new = load(IOS, ["logging host 10.0.0.1", "logging host 10.0.0.2"], lambda *_: None)
    old.become(new)
    assert [node.line for node in old.children] == [
        "logging host 10.0.0.2",
        "logging host 10.0.0.1",
    ]
