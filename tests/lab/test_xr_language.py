"""IOS-XR's configuration language: sections, policies, formal lines, what a commit checks."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from lab.sim.device import Actor
from lab.sim.grammar import Refused
from lab.sim.tree import Node
from lab.sim.xr import checks, delta
from lab.sim.xr.editor import XrEditor, load
from lab.sim.xr.target import Target
from lab.sim.xr.text import whole
from lab.topology import HERE

BASE = (HERE / "configs" / "zrh5-pe1.cfg").read_text()
POLICY = """\
route-policy TRANSIT-OUT
  if destination in OWN then
    pass
  elseif destination in MORE then
    drop
  endif
end-policy"""


def refuse(line: str, error: Refused) -> None:
    pytest.fail(f"{line!r} is {error.why} at word {error.word}")


def tree(text: str = BASE) -> Node:
    return load(Node(""), text.splitlines(), refuse)


def after(*lines: str, base: str = BASE) -> Node:
    """What is configured when these lines were typed."""
    root = tree(base)
    editor = XrEditor(root)
    for line in lines:
        editor.enter(line)
    return root


def changes(*lines: str) -> list[str]:
    return list(delta.commands(tree(), after(*lines)))


@pytest.mark.parametrize("name", ["zrh5-pe1", "zrh5-pe2"])
def test_a_config_is_shown_as_it_was_read(name):
    text = (HERE / "configs" / f"{name}.cfg").read_text()
    assert whole(tree(text)) == text
    assert len(text.splitlines()) > 200


@pytest.mark.parametrize(
    "line", ["router bgp 65105", "interface Loopback0", "route-policy PASS", "router static"]
)
def test_no_before_a_section_takes_all_of_it(line):
    root = after(f"no {line}")
    assert root.get(line) is None
    assert changes(f"no {line}") == [f"no {line}"]


def test_one_line_may_name_its_section_first():
    assert changes("interface gi 0/0/0/3 shut") == [
        "interface GigabitEthernet0/0/0/3",
        " shutdown",
        "!",
    ]
    assert changes("no router ospf CORE area 0 interface Gi0/0/0/0 cost") == [
        "router ospf CORE",
        " area 0",
        "  interface GigabitEthernet0/0/0/0",
        "   no cost",
        "  !",
        " !",
        "!",
    ]


def test_a_section_is_left_by_a_word_that_only_its_parent_knows():
    root = after("router bgp 65105", "neighbor 10.5.0.2", "shutdown", "neighbor 10.5.0.9", "lldp")
    bgp = root.get("router bgp 65105")
    assert [child.line for child in bgp.starting("neighbor")] == [
        "neighbor 10.5.0.2",
        "neighbor 10.5.0.9",
        "neighbor 198.51.100.37",
    ]


def test_a_policy_is_taken_as_it_is_and_indented_anew():
    typed = [line.strip() for line in POLICY.splitlines()]
    assert after(*typed).get("route-policy TRANSIT-OUT").line == POLICY


def test_a_policy_that_exists_is_replaced_with_a_warning():
    editor = XrEditor(tree())
    assert "% WARNING: Policy object prefix-set OWN exists!" in editor.enter("prefix-set OWN")
    editor.enter("10.9.0.0/16")
    editor.enter("end-set")
    assert editor.path[0].get("prefix-set OWN").line.splitlines()[1:-1] == ["  10.9.0.0/16"]


def test_entries_of_a_filter_stand_by_their_numbers():
    root = after(
        "ipv4 access-list MGMT-IN", "permit ipv4 host 10.9.9.9 any", "no 20", "5 deny tcp any any"
    )
    assert [entry.line for entry in root.get("ipv4 access-list MGMT-IN").children] == [
        "5 deny tcp any any",
        "10 permit ipv4 127.0.0.0 0.255.255.255 any",
        "30 deny ipv4 any any log",
        "40 permit ipv4 host 10.9.9.9 any",
    ]


def test_what_is_typed_short_or_in_the_clear_is_kept_in_full_and_hidden():
    root = after(
        "interface be7",
        "int lo7",
        "ipv4 address 10.9.0.1/24",
        "username joe",
        "secret verySecret",
        "gr root-lr",
    )
    assert root.get("interface Loopback7").children[0].line == "ipv4 address 10.9.0.1 255.255.255.0"
    assert root.get("interface Bundle-Ether7") is not None
    secret = root.get("username joe").get("secret").line
    assert secret.startswith("secret 10 $6$labSecret")
    assert "verySecret" not in whole(root)


def test_an_interface_that_is_not_there_yet_is_preconfigured():
    root = after("interface preconfigure GigabitEthernet0/0/0/9", "description soon")
    assert "interface preconfigure GigabitEthernet0/0/0/9\n description soon\n!\n" in whole(root)


@pytest.mark.parametrize(
    ("line", "why", "word"),
    [
        ("hostnme x", "invalid", 0),
        ("hostname", "incomplete", 1),
        ("ip route 0.0.0.0/0 10.0.0.1", "ambiguous", 0),
        ("interface GigabitEthernet0/0/0/3 foo", "invalid", 2),
    ],
)
def test_a_line_that_is_not_understood_is_refused_at_its_wrong_word(line, why, word):
    with pytest.raises(Refused) as refused:
        XrEditor(tree()).enter(line)
    assert (refused.value.why, refused.value.word) == (why, word)


@pytest.mark.parametrize(
    ("lines", "says"),
    [
        (["router bgp 65999"], "AS number is wrong - BGP is already running with AS number 65105"),
        (["interface Loopback0", "mtu 1400"], "has not registered support for MTU"),
        (["interface Gi0/0/0/0", "vrf CUST-A"], "must be removed prior to changing"),
        (["no route-policy TRANSIT-IN"], "The policy TRANSIT-IN is not defined"),
        (["router bgp 65105 vrf CUST-A", "no rd"], "The RD for the VRF must be present"),
        (["router bgp 65105 neighbor 10.9.9.9 shutdown"], "has no remote AS"),
        (
            ["no router bgp 65105", "router bgp 65999"],
            "BGP is already running with AS number 65105",
        ),
        (["no as-path-set BOGON-AS"], "The as-path-set BOGON-AS is not defined"),
        (
            [
                *("route-policy PASS", "if community matches-any GONE then", "endif", "end-policy"),
                "router bgp 65105 address-family ipv4 unicast",
                "network 10.9.0.0/16 route-policy PASS",
            ],
            "The community-set GONE is not defined",
        ),
        (
            ["route-policy TRANSIT-OUT", "set community GONE additive", "apply PASS", "end-policy"],
            "The community-set GONE is not defined",
        ),
    ],
)
def test_a_commit_refuses_what_makes_no_sense(lines, says):
    found = checks.problems(tree(), after(*lines))
    assert len(found) == 1
    assert says in found[0].says
    assert checks.told(found).endswith("!\nend\n" if len(found[0].path) > 1 else f"{says}\nend\n")


def test_the_configs_of_the_lab_make_sense():
    assert checks.problems(Node(""), tree()) == []


def test_an_error_stands_below_its_line_with_its_sections_around_it():
    told = checks.told(checks.problems(tree(), after("interface Loopback0", "mtu 1400")))
    assert told.endswith(
        "interface Loopback0\n mtu 1400\n!!% This operation is not supported: "
        "The interface owner has not registered support for MTU\n!\nend\n"
    )


def target(*lines: str) -> Target:
    made = Target("s", Actor("netops", "127.0.0.1", "vty0"), "CLI", datetime.now(UTC))
    made.restart(tree(), 0)
    for line in lines:
        made.enter(line)
    return made


def test_a_commit_keeps_what_others_did_meanwhile():
    others = after("interface Loopback0", "description theirs", "no lldp")
    wanted = target("interface Gi0/0/0/4", "no shutdown").result(others, replaces=False)
    assert list(delta.commands(others, wanted)) == [
        "interface GigabitEthernet0/0/0/4",
        " no shutdown",
        "!",
    ]


def test_a_commit_replace_leaves_only_what_was_entered():
    wanted = target("hostname new", "interface Gi0/0/0/4", "no shutdown").result(
        tree(), replaces=True
    )
    assert whole(wanted) == "hostname new\ninterface GigabitEthernet0/0/0/4\n!\nend\n"


def test_a_session_stays_where_it_was_after_a_commit():
    session = target("router ospf CORE", "area 0", "interface Loopback0")
    session.restart(tree(), 1)
    session.enter("cost 5")
    assert [node.line for node in session.merged.path[1:]] == [
        "router ospf CORE",
        "area 0",
        "interface Loopback0",
    ]
    assert "   cost 5\n" in whole(session.alone.path[0])


def test_changed_lines_are_marked_in_a_diff():
    assert list(delta.marked(tree(), after("interface Gi0/0/0/4", "desc spare", "no shut"))) == [
        "#  interface GigabitEthernet0/0/0/4",
        "-   shutdown",
        "#   description unused",
        "#   description spare",
        "#  !",
    ]


def test_a_config_from_elsewhere_keeps_what_this_lab_does_not_know():
    text = BASE.replace(
        "lldp\n!\n",
        "lldp\n!\nsegment-routing\n global-block 16000 23999\n traffic-eng\n  logging\n  !\n !\n!\n"
        "cef adjacency route override rib\n",
    )
    kept = load(Node(""), text.splitlines(), lambda _line, _error: None, keeps_unknown=True)
    assert whole(kept) == text


def test_a_policy_is_known_by_its_name_and_not_by_its_parameters():
    root = after("route-policy PASS($pref)", "set local-preference $pref", "pass", "end-policy")
    assert root.get("route-policy PASS").line.startswith("route-policy PASS($pref)\n")
    gone = after("no route-policy PASS($pref)")
    assert gone.get("route-policy PASS") is None


@pytest.mark.parametrize(
    "elements",
    [["10.5.0.0/16", "10.6.0.0/16"], ["10.5.0.0/16,", "10.6.0.0/16,"]],
)
def test_elements_of_a_set_are_parted_by_commas(elements):
    editor = XrEditor(tree())
    for line in ("prefix-set OWN", *elements):
        editor.enter(line)
    with pytest.raises(Refused):
        editor.enter("end-set")
    assert editor.path[0].get("prefix-set OWN").line == "prefix-set OWN\n  10.5.0.0/16\nend-set"


@pytest.mark.parametrize(
    "block",
    [
        ("prefix-set OWN", "10.5.0.0/16,", "no 10.6.0.0/16,", "10.7.0.0/16", "end-set"),
        ("route-policy PASS", "no pass", "end-policy"),
    ],
)
def test_no_line_of_a_policy_takes_another_away(block):
    *lines, end = block
    editor = XrEditor(tree())
    for line in lines:
        editor.enter(line)
    with pytest.raises(Refused):
        editor.enter(end)
    assert "no " not in editor.path[0].get(block[0]).line


def test_a_line_without_a_blank_is_one_of_the_top():
    root = load(Node(""), ["interface MgmtEth0/RP0/CPU0/0", "!", "lldp", "!"], refuse)
    assert [node.line for node in root.children] == ["interface MgmtEth0/RP0/CPU0/0", "lldp"]


def test_only_parameters_stand_behind_the_name_of_a_policy():
    with pytest.raises(Refused):
        XrEditor(tree()).enter("route-policy PASS out")


def test_a_policy_leaves_one_direction_with_its_parameters():
    lines = ["neighbor 192.0.2.1", "remote-as 64501", "address-family ipv4 unicast"]
    both = [f"route-policy PREFER(300) {way}" for way in ("in", "out")]
    text = whole(after("router bgp 65105", *lines, *both, f"no {both[1]}"))
    assert both[0] in text
    assert both[1] not in text


def test_a_secondary_address_has_one_mask():
    # Cisco-IOS-XR-ipv4-io-cfg: the key of a secondary is its address.
    first, second = (f"ipv4 address 10.9.0.1 255.255.255.{last} secondary" for last in (0, 128))
    shown = whole(after("interface Loopback9", first, "ipv4 address 10.9.0.2/32", second))
    assert second in shown
    assert first not in shown


def test_an_address_of_ipv6_is_shown_in_one_spelling():
    shown = "ipv6 address 2001:db8:0:1::1/64"
    root = after("interface Loopback9", "ipv6 address 2001:DB8:0:1:0::1/64", shown)
    assert whole(root).count(f"interface Loopback9\n {shown}\n!") == 1


def test_a_set_may_hold_remarks_or_nothing():
    lines = ("prefix-set OWN", "10.5.0.0/16,", "# the rest", "10.6.0.0/16", "end-set")
    assert len(after(*lines).get("prefix-set OWN").line.splitlines()) == 5
    assert after("prefix-set OWN", "end-set").get("prefix-set OWN").line.count("\n") == 1


def test_the_class_for_all_else_stays_the_last():
    root = after("policy-map PM-CUSTOMER-IN", "class CM-NEW", "priority level 1")
    names = [child.line for child in root.get("policy-map PM-CUSTOMER-IN").children]
    assert names == ["class CM-MANAGEMENT", "class CM-NEW", "class class-default"]


def test_what_has_one_value_is_replaced():
    root = after(
        "policy-map PM-CUSTOMER-IN class CM-MANAGEMENT",
        "set dscp cs2",
        "set dscp cs6",
        "police rate 512 kbps",
        "class-map match-all CM-MANAGEMENT",
        "interface GigabitEthernet0/0/0/3.100 l2transport",
    )
    one = root.get("policy-map PM-CUSTOMER-IN").get("class CM-MANAGEMENT")
    assert [child.line for child in one.children] == ["police rate 512 kbps", "set dscp cs6"]
    assert [node.line for node in root.starting("class-map")] == [
        "class-map match-all CM-MANAGEMENT"
    ]
    port = "interface GigabitEthernet0/0/0/3.100"
    assert [node.line for node in root.starting(port)] == [f"{port} l2transport"]


@pytest.mark.parametrize(
    ("lines", "gone"),
    [
        (["router bgp 65105 neighbor 198.51.100.37", "no password"], "password"),
        (["ntp", "no authentication-key 1"], "authentication-key"),
        (["router ospf CORE area 0", "no message-digest-key 1"], "message-digest-key"),
        (["tacacs-server host 10.20.0.48 port 49", "no key"], " key 7"),
    ],
)
def test_a_secret_is_taken_away_by_its_place_alone(lines, gone):
    (removed,) = [line for line in changes(*lines) if line.strip().startswith("no ")]
    assert gone.strip().split()[0] in removed


def test_groups_that_use_each_other_have_no_as():
    root = after(
        "router bgp 65105 neighbor-group A", "use neighbor-group B",
        "router bgp 65105 neighbor-group B", "use neighbor-group A",
        "router bgp 65105 neighbor 10.9.9.9", "use neighbor-group A",
    )  # fmt: skip
    (found,) = checks.problems(tree(), root)
    assert "has no remote AS" in found.says


def test_an_entry_that_the_list_has_changes_nothing_wherever_it_is_entered():
    root = after(
        "ipv4 access-list SNMP-RO", "15 deny ipv4 any any log", "16 remark x", "17 remark x"
    )
    assert [entry.line for entry in root.get("ipv4 access-list SNMP-RO").children] == [
        "10 permit ipv4 host 10.20.0.50 any",
        "16 remark x",
        "17 remark x",
        "20 deny ipv4 any any log",
    ]
