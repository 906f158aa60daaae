"""An intent for parts of a device: what it owns is as it says, all else stays as it runs."""

from pathlib import Path

import pytest

from netops.config.drift import drift, same
from netops.config.partial import part, strangers, whole
from netops.config.remediation import remediate
from netops.config.tree import parse
from netops.errors import InputError
from netops.model.config import ConfigKind
from netops.platforms.registry import platform

IOS, EOS, JUNOS = (platform(name) for name in ("cisco_ios", "arista_eos", "juniper_junos"))
CONFIGS = Path(__file__).parents[2] / "lab" / "configs"
RUNNING = """\
version 15.9
!
hostname r1
!
interface GigabitEthernet0/1
 description uplink
 ip address 192.0.2.1 255.255.255.0
!
interface GigabitEthernet0/2
 shutdown
!
router bgp 65001
 bgp log-neighbor-changes
 neighbor 192.0.2.9 remote-as 65009
 !
 address-family ipv4
  network 10.0.0.0
  neighbor 192.0.2.9 activate
 exit-address-family
!
logging host 192.0.2.50
no ip http server
ntp server 192.0.2.60
ntp server 192.0.2.61
!
line vty 0 4
 exec-timeout 10 0
 transport input ssh
!
end
"""


def items(running, intended, *owned, nos=IOS):
    goal = whole(running, intended, owned, nos)
    found = drift(running, goal, nos, device="r1", against=ConfigKind.INTENDED)
    return [
        (str(one.kind), one.section, (one.running or one.reference).text) for one in found.items
    ]


def test_what_is_owned_is_as_intended_and_all_else_as_it_runs():
    goal = whole(RUNNING, "ntp server 192.0.2.60\nntp server 192.0.2.99\n", ["ntp"], IOS)
    assert goal == RUNNING.replace("192.0.2.61", "192.0.2.99")


def test_the_same_in_what_is_owned_is_no_drift_whatever_else_runs():
    assert items(RUNNING, "ntp server 192.0.2.61\nntp server 192.0.2.60\n", "ntp") == []
    assert items(RUNNING, "interface Gi0/2\n shutdown\n", "interface Gi0/2") == []


def test_an_owned_section_that_nobody_intends_is_extra():
    assert items(RUNNING, "", "logging") == [("extra", (), "logging host 192.0.2.50")]


def test_an_owned_section_that_does_not_run_is_missing():
    assert items(RUNNING, "snmp-server contact noc\n", "snmp-server") == [
        ("missing", (), "snmp-server contact noc")
    ]
    goal = whole(RUNNING, "snmp-server contact noc\n", ["snmp-server"], IOS)
    assert goal.endswith(" transport input ssh\nsnmp-server contact noc\n!\nend\n")


def test_a_line_that_switches_something_off_belongs_to_what_it_switches_off():
    assert items(RUNNING, "no ip http server\n", "ip http") == []
    assert items(RUNNING, "ip http server\n", "ip http") != []


@pytest.mark.parametrize("name", ["interface Gi0/1", "interface gigabitEthernet 0/1"])
def test_an_interface_may_be_named_in_any_spelling(name):
    [item] = items(RUNNING, "interface Gi0/1\n ip address 192.0.2.1 255.255.255.0\n", name)
    assert item == ("extra", ("interface GigabitEthernet0/1",), "description uplink")


@pytest.mark.parametrize("name", ["interface Gi*", "interface Gi0/?", "interface *0/*"])
def test_letters_may_stand_for_any_others(name):
    kept = part(RUNNING, [name], IOS)
    assert kept.count("interface ") == 2
    assert "hostname" not in kept


def test_a_name_does_not_own_what_only_begins_alike():
    running = "ip route 10.0.0.0 255.0.0.0 Null0\nip routing\n"
    assert part(running, ["ip route"], IOS) == "ip route 10.0.0.0 255.0.0.0 Null0\n"


def test_a_line_inside_a_section_may_be_owned_alone():
    intended = "line vty 0 4\n transport input none\n"
    assert whole(RUNNING, intended, ["line vty > transport"], IOS) == RUNNING.replace(
        "transport input ssh", "transport input none"
    )
    assert items(RUNNING, "", "line vty > exec-timeout") == [
        ("extra", ("line vty 0 4",), "exec-timeout 10 0")
    ]


def test_a_path_may_be_as_deep_as_the_config():
    path = "router bgp * > address-family ipv4 > network"
    intended = "router bgp 65001\n address-family ipv4\n  network 10.1.0.0\n"
    goal = whole(RUNNING, intended, [path], IOS)
    assert goal == RUNNING.replace("  network 10.0.0.0\n", "  network 10.1.0.0\n")


def test_a_section_that_is_lacking_comes_with_its_owned_lines_alone():
    intended = "line vty 5 15\n transport input ssh\n exec-timeout 1 0\n"
    goal = whole(RUNNING, intended, ["line vty > transport"], IOS)
    assert goal.endswith("!\nend\n")
    assert "line vty 5 15\n transport input ssh\n!" in goal
    nothing = whole(RUNNING, "line vty 5 15\n exec-timeout 1 0\n", ["line vty > transport"], IOS)
    assert "line vty 5 15" not in nothing


def test_two_blocks_of_one_section_are_one():
    twice = RUNNING.replace("!\nend\n", "line vty 0 4\n transport input telnet\nend\n")
    goal = whole(twice, "line vty 0 4\n transport input ssh\n", ["line vty > transport"], IOS)
    assert same(goal, RUNNING, IOS)


def test_an_intent_may_be_indented_in_another_way():
    path = "router bgp > address-family ipv4"
    intended = (
        "router bgp 65001\n"
        "   address-family ipv4\n"
        "      network 10.1.0.0\n"
        "      !\n"
        "   exit-address-family\n"
    )
    goal = whole(RUNNING, intended, [path], IOS)
    assert " address-family ipv4\n    network 10.1.0.0\n    !\n exit-address-family\n" in goal
    assert same(goal, whole(RUNNING, goal, [path], IOS), IOS)


def test_lines_go_into_a_section_that_has_none():
    running = "router ospf 1\nend\n"
    goal = whole(running, "router ospf 1\n passive-interface default\n", ["router ospf > p*"], IOS)
    assert goal == "router ospf 1\n passive-interface default\nend\n"


def test_a_range_of_vlans_is_parted_where_only_some_are_owned():
    running = "vlan 10-12\nhostname r1\n"
    assert items(running, "", "vlan 10") == [("extra", (), "vlan 10")]
    assert whole(running, "vlan 10\n name x\n", ["vlan 10"], IOS).startswith("vlan 10\n name x\n")
    assert part(running, ["vlan *"], IOS) == "vlan 10-12\n"


def test_lines_of_no_owned_section_are_told():
    intended = "hostname r2\n!\nline vty 0 4\n transport input ssh\n login local\nntp server x\n"
    found = strangers(intended, ["ntp", "line vty > transport"], IOS)
    assert [(line.number, line.text) for line in found] == [(1, "hostname r2"), (5, "login local")]
    assert strangers(intended, ["ntp", "line vty", "hostname"], IOS) == ()


@pytest.mark.parametrize(
    ("running", "owned"),
    [
        ("ip access-list extended A\n permit tcp any any\n", "ip access-list extended A > permit"),
        ("policy-map P\n class C\n  police 8000\n", "policy-map P > class C"),
        ("access-list 10 permit any\naccess-list 10 remark x\n", "access-list 10 permit"),
    ],
)
def test_a_list_that_is_read_in_order_is_owned_whole_or_not_at_all(running, owned):
    with pytest.raises(InputError, match="read in order, and only some of its lines"):
        whole(running, "", [owned], IOS)
    header = owned.partition(" > ")[0].removesuffix(" permit")
    assert whole(running, "", [header], IOS) == ""


def test_the_order_of_an_owned_list_is_the_intended_one():
    running = "access-list 10 permit any\nhostname r1\naccess-list 10 deny 192.0.2.9\n"
    intended = "access-list 10 deny 192.0.2.9\naccess-list 10 permit any\n"
    goal = whole(running, intended, ["access-list 10"], IOS)
    assert goal == f"{intended}hostname r1\n"


def test_a_banner_is_owned_with_its_text():
    running = "banner motd ^C\nntp server x\n^C\nhostname r1\nend\n"
    goal = whole(running, "banner motd ^C\nhello\n^C\n", ["banner motd"], IOS)
    assert goal == "banner motd ^C\nhello\n^C\nhostname r1\nend\n"


def test_sections_in_braces_are_named_without_them():
    running = (
        "system {\n"
        "    host-name r1;\n"
        "    ntp {\n"
        "        server 192.0.2.60;\n"
        "    }\n"
        "    services {\n"
        "        ssh;\n"
        "        inactive: telnet;\n"
        "    }\n"
        "}\n"
    )
    intended = "system {\n    ntp {\n        server 192.0.2.99;\n    }\n}\n"
    assert whole(running, intended, ["system > ntp"], JUNOS) == running.replace(".60", ".99")
    assert "telnet" not in whole(running, "", ["system > services > telnet"], JUNOS)
    assert strangers(intended, ["system > ntp"], JUNOS) == ()


def test_only_what_is_owned_is_planned():
    intended = "ntp server 192.0.2.60\n"
    plan = remediate(RUNNING, whole(RUNNING, intended, ["ntp"], IOS), IOS, source="")
    assert (plan.verdict, plan.commands) == ("proven", ("no ntp server 192.0.2.61",))


def test_three_blanks_a_level_stay_three():
    running = "management ssh\n   idle-timeout 10\n   connection limit 5\n"
    intended = "management ssh\n connection limit 9\n"
    goal = whole(running, intended, ["management ssh > connection"], EOS)
    assert goal == "management ssh\n   idle-timeout 10\n   connection limit 9\n"


REAL = (
    (IOS, "ams1-edge1"),
    (EOS, "ams1-core1"),
    (platform("cisco_nxos"), "lon4-leaf1"),
    (JUNOS, "par3-edge1"),
    (platform("cisco_xr"), "zrh5-pe1"),
)


def heads(nos, text):
    """The first words of every top-level line."""
    return sorted({node.text.removeprefix("no ").split()[0] for node in parse(text, nos).children})


@pytest.mark.parametrize(
    ("nos", "name", "head"),
    [
        (nos, name, head)
        for nos, name in REAL
        for head in heads(nos, (CONFIGS / f"{name}.cfg").read_text())[::3]
    ],
)
def test_a_part_of_what_runs_is_no_drift_and_without_it_everything_in_it_is(nos, name, head):
    running = (CONFIGS / f"{name}.cfg").read_text()
    own = part(running, [head], nos)
    assert strangers(own, [head], nos) == ()
    assert same(whole(running, own, [head], nos), running, nos)
    rest = whole(running, "", [head], nos)
    assert part(rest, [head], nos) == ""
    assert same(whole(rest, own, [head], nos), running, nos)


TREE = """\
system {
    ntp {
        server 192.0.2.60;
    }
}
firewall {
    filter F {
        term A {
            then accept;
        }
    }
}
"""


def test_a_part_of_a_tree_is_planned_and_a_term_alone_is_nobodys():
    intended = "system {\n    ntp {\n        server 192.0.2.99;\n    }\n}\n"
    plan = remediate(TREE, whole(TREE, intended, ["system > ntp"], JUNOS), JUNOS, source="")
    assert plan.verdict == "proven"
    assert set(plan.commands) == {
        "delete system ntp server 192.0.2.60",
        "set system ntp server 192.0.2.99",
    }
    with pytest.raises(InputError, match="'filter F' is read in order"):
        whole(TREE, "", ["firewall > filter F > term A"], JUNOS)


LINES = """\
set system host-name r1
set system ntp server 192.0.2.60
set firewall filter F term A then accept
set snmp name n
deactivate snmp
"""


def test_a_part_in_set_lines_is_owned_as_its_sections_are():
    intended = "set system ntp server 192.0.2.99\n"
    goal = whole(TREE, intended, ["system > ntp"], JUNOS)
    assert goal == TREE_LINES.replace(".60", ".99")
    plan = remediate(TREE, goal, JUNOS, source="")
    assert plan.verdict == "proven"
    assert set(plan.commands) == {
        "delete system ntp server 192.0.2.60",
        "set system ntp server 192.0.2.99",
    }
    with pytest.raises(InputError, match="'filter F' is read in order"):
        whole(TREE, LINES, ["firewall > filter F > term A"], JUNOS)


TREE_LINES = """\
set system ntp server 192.0.2.60
set firewall filter F term A then accept
"""


def test_a_comment_of_what_runs_is_no_drift_against_a_part_in_set_lines():
    running = TREE.replace("    ntp {", "    /* the clock */\n    ntp {")
    goal = whole(running, "set system ntp server 192.0.2.60\n", ["system > ntp"], JUNOS)
    assert same(running, goal, JUNOS)


def test_what_runs_in_set_lines_takes_a_part_in_braces():
    intended = "system {\n    ntp {\n        server 192.0.2.99;\n    }\n}\n"
    goal = whole(LINES, intended, ["system > ntp"], JUNOS)
    assert same(goal, LINES.replace(".60", ".99"), JUNOS)


def test_a_set_line_of_nobody_is_found_with_its_number():
    found = strangers(LINES, ["system > ntp", "firewall"], JUNOS)
    assert [(one.number, one.text) for one in found] == [
        (1, "set system host-name r1"),
        (4, "set snmp name n"),
        (5, "deactivate snmp"),
    ]


def test_the_owned_part_of_set_lines_is_set_lines():
    assert part(LINES, ["system > ntp", "snmp"], JUNOS) == (
        "set snmp name n\ndeactivate snmp\nset system ntp server 192.0.2.60\n"
    )
