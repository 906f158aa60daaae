"""Where one commit takes all: what it asks for, what is safe then, and what leads back."""

import pytest

from netops.config.commands import Command
from netops.config.commits import refusals
from netops.config.drift import same
from netops.config.grammar import grammar
from netops.config.judge import judge
from netops.config.meaning import State
from netops.config.remediation import merge, remediate
from netops.config.tree import parse
from netops.config.twins import states
from netops.platforms.registry import platform
from tests.platforms.shown import PE

XR = platform("cisco_xr")
SOURCE = "10.0.0.9"
BGP = (
    "router bgp 65105\n neighbor 192.0.2.1\n  remote-as 64501\n"
    "  address-family ipv4 unicast\n   route-policy {} in\n  !\n !\n!\n"
)


def _states(*texts: str) -> list[State]:
    return states(grammar(XR), *(parse(text, XR).children for text in texts))


def _refusals(before: str, after: str) -> list[str]:
    one, other = _states(before, after)
    return refusals(one, other)


def _policy(body: str) -> str:
    return f"route-policy P\n  {body}\nend-policy\n!\n"


@pytest.mark.parametrize(
    ("body", "lacked"),
    [
        ("if destination in S then", "prefix-set S"),
        ("if as-path in S then", "as-path-set S"),
        ("if community matches-any S then", "community-set S"),
        ("set community S additive", "community-set S"),
        ("delete community not in S", "community-set S"),
        ("if large-community matches-every S then", "large-community-set S"),
        ("if extcommunity rt matches-any S then", "extcommunity-set S"),
        ("if rd in S then", "rd-set S"),
        ("if tag in S then", "tag-set S"),
        ("apply S(10)", "route-policy S"),
    ],
)
def test_a_policy_in_force_needs_what_it_names(body: str, lacked: str) -> None:
    bound = BGP.format("P")
    said = f"`route-policy P` names {lacked}, which is not there"
    assert _refusals("", _policy(body) + bound) == [said]
    assert _refusals("", _policy(body)) == []
    assert _refusals(_policy(body) + bound, _policy(body) + bound + "hostname a\n") == []


@pytest.mark.parametrize(
    "body",
    [
        "if destination in (10.0.0.0/8) then",
        "if destination in $prefixes then",
        "set community (65000:1) additive",
        "delete community all",
        "pass",
    ],
)
def test_what_stands_in_the_policy_itself_needs_nothing(body: str) -> None:
    assert _refusals("", _policy(body) + BGP.format("P")) == []


def test_policies_that_apply_each_other_are_followed_once() -> None:
    text = "".join(
        f"route-policy {one}\n  apply {other}\nend-policy\n!\n" for one, other in ("PQ", "QP")
    )
    assert _refusals("", text + BGP.format("P(10)")) == []


def test_a_neighbour_may_have_its_as_from_a_group_of_a_group() -> None:
    text = (
        "router bgp 65105\n{} neighbor-group A\n  use neighbor-group B\n !\n"
        " neighbor 192.0.2.1\n  use neighbor-group A\n !\n!\n"
    )
    group = " neighbor-group B\n  remote-as 65105\n !\n"
    round_about = " neighbor-group B\n  use neighbor-group A\n !\n"
    said = ["`neighbor 192.0.2.1`: it has no remote AS"]
    assert _refusals("", text.format(group)) == []
    assert _refusals("", text.format(round_about)) == said
    assert _refusals("", text.format("")) == said


def test_an_address_family_of_a_vrf_needs_its_rd() -> None:
    vrf = "router bgp 65105\n vrf A\n  rd 1:1\n  address-family ipv4 unicast\n  !\n !\n!\n"
    said = ["`vrf A`: an address family needs the RD of its VRF"]
    assert _refusals("", vrf) == []
    assert _refusals(vrf, vrf.replace("  rd 1:1\n", "")) == said
    assert _refusals("", "router bgp 65105\n vrf A\n !\n!\n") == []


def test_the_vrf_of_an_interface_waits_until_its_addresses_are_gone() -> None:
    port = "interface Loopback7\n{} ipv4 address 10.7.0.1 255.255.255.255\n!\n"
    plain, inside = port.format(""), port.format(" vrf A\n")
    (said,) = _refusals(plain, inside)
    assert said.startswith("`interface Loopback7`: the VRF of an interface changes only after")
    assert _refusals(inside, plain) != []
    assert _refusals(plain, inside.replace("10.7.0.1", "10.7.0.2")) == []
    assert _refusals("", inside) == []
    assert _refusals("hostname a\n", "hostname b\n") == []


def test_a_plan_may_leave_what_was_wrong_before() -> None:
    lost = "router bgp 65105\n neighbor 192.0.2.1\n  description nobody\n !\n!\n"
    assert remediate(lost, f"{lost}hostname a\n", XR, source=SOURCE).verdict == "proven"


def test_what_a_commit_would_not_take_back_is_refused() -> None:
    lost = "router bgp 65105\n neighbor 192.0.2.1\n  description nobody\n !\n!\n"
    found = merge(lost, "router bgp 65105\n no neighbor 192.0.2.1\n", XR, source=SOURCE)
    assert found.verdict == "refused"
    assert "no proven way back: after the commit the rollback misses" in found.reason
    assert "it has no remote AS" in found.reason


def test_a_snippet_is_proven_once_and_not_at_each_line() -> None:
    running = "hostname a\n" + _policy("pass") + BGP.format("P")
    snippet = "no route-policy P\nroute-policy P\n  drop\nend-policy\nhostname b\n"
    found = merge(running, snippet, XR, source=SOURCE)
    assert found.verdict == "proven", found.reason
    assert found.proofs.notes == ("one commit takes all: rollback proven from there",)
    assert found.rollback == ("route-policy P", "  pass", "end-policy", "hostname a")


def test_a_snippet_that_no_commit_takes_is_refused_with_the_words_of_the_check() -> None:
    found = merge(_policy("pass") + BGP.format("P"), "no route-policy P\n", XR, source=SOURCE)
    said = "`router bgp 65105` names route-policy P, which is not there"
    assert (found.verdict, found.reason) == (
        "refused",
        f"Cisco IOS XR does not take that in one commit: {said}",
    )


def test_a_line_that_cannot_be_played_ends_the_judgement() -> None:
    base, goal = _states("hostname a\n", "hostname b\n")
    assert "cannot be simulated" in judge(base, [Command((), "reload")], goal, source="").error


SET = "prefix-set S\n  10.1.0.0/16,\n  10.2.0.0/16\nend-set\n!\n"
AWAITED = "interface preconfigure GigabitEthernet0/9/0/0"


def test_no_line_takes_an_element_from_a_set() -> None:
    found = merge(SET, "prefix-set S\n no 10.2.0.0/16\nend-set\n", XR, source=SOURCE)
    assert found.verdict == "refused"
    assert "a set is written whole" in found.reason


def test_only_a_port_that_is_not_there_yet_can_be_taken_away() -> None:
    port = f" description a\n!\n{PE}"
    found = merge(f"{AWAITED}\n{port}", f"no {AWAITED}\n", XR, source=SOURCE)
    assert found.verdict == "proven"
    there = AWAITED.replace("preconfigure ", "")
    for line in (AWAITED, there):
        found = merge(f"{there}\n{port}", f"no {line}\n", XR, source=SOURCE)
        assert "a physical interface cannot be removed" in found.reason
    assert "cannot be removed" in merge(PE, f"no {there}\n", XR, source=SOURCE).reason
    assert "cannot be removed" not in merge(PE, f"no {AWAITED}\n", XR, source=SOURCE).reason


def test_an_unknown_address_says_nothing_about_who_comes_in() -> None:
    running = (
        "control-plane\n management-plane\n  inband\n   interface all\n    allow SSH peer\n"
        "     address ipv4 10.0.0.0/24\n    !\n   !\n  !\n !\n!\n"
    )
    other = running.replace("10.0.0.0/24", "10.1.0.0/16")
    assert remediate(running, other, XR, source="").verdict == "proven"
    assert "SSH no longer admits" in remediate(running, other, XR, source=SOURCE).reason
    nobody = running.replace("10.0.0.0/24", "nonsense")
    assert "SSH no longer admits" in remediate(running, nobody, XR, source=SOURCE).reason


@pytest.mark.parametrize(
    ("route", "is_lost"),
    [
        ("10.0.0.0/8 192.0.2.254", False),
        ("10.0.0.0/8 Null0", True),
        ("10.0.0.9/8 192.0.2.254", True),
        ("0.0.0.0/0 198.51.100.1", True),
    ],
)
def test_some_route_must_lead_to_the_tool(route: str, is_lost: bool) -> None:  # noqa: FBT001 (a column of the table)
    text = (
        "interface MgmtEth0/RP0/CPU0/0\n ipv4 address 192.0.2.1 255.255.255.0\n!\nrouter static\n"
        " address-family ipv4 unicast\n  {}\n !\n!\n"
    )
    running, intended = text.format("10.0.0.0/24 192.0.2.253"), text.format(route)
    found = remediate(running, intended, XR, source=SOURCE)
    assert (found.reason == f"unsafe: after the commit no route leads to {SOURCE}") == is_lost
    assert (found.verdict == "refused") == is_lost


def test_a_prefix_length_means_its_mask() -> None:
    one = "interface Loopback7\n ipv4 address 10.7.0.1 255.255.255.255\n"
    assert same(one, one.replace(" 255.255.255.255", "/32"), XR)
    assert same(one.replace(" 255.255.255.255", "/x"), one.replace(" 255.255.255.255", "/x"), XR)
    assert not same(one, one.replace(" 255.255.255.255", "/31"), XR)


def test_a_set_keeps_its_remarks_and_may_be_empty() -> None:
    running = "prefix-set S\n  10.0.0.0/8\nend-set\n!\n"
    wanted = "prefix-set S\n  10.0.0.0/8,\n  # ours\n  10.1.0.0/16\nend-set\n!\n"
    found = remediate(running, wanted, XR, source=SOURCE)
    assert found.commands == (
        "prefix-set S",
        " 10.0.0.0/8,",
        " # ours",
        " 10.1.0.0/16",
        "end-set",
    )
    empty = remediate(running, "prefix-set S\nend-set\n!\n", XR, source=SOURCE)
    assert empty.commands == ("prefix-set S", "end-set")
    assert same(empty.predicted, "prefix-set S\nend-set\n", XR)


def test_a_policy_means_the_same_however_it_is_indented() -> None:
    body = "if as-path in (ios-regex '_1_') then\ndrop\nelseif tag is 5 then\nif med is 1 then\n"
    body += "pass\nendif\nelse\npass\nendif\n"
    policy = f"route-policy P\n{body}end-policy\n"
    shown = (
        "route-policy P\n  if as-path in (ios-regex '_1_') then\n    drop\n  elseif tag is 5 then\n"
        "    if med is 1 then\n      pass\n    endif\n  else\n    pass\n  endif\nend-policy\n"
    )
    assert same(policy, shown, XR)
    assert merge("", policy, XR, source=SOURCE).predicted == shown
    assert merge(shown, policy, XR, source=SOURCE).diff == ""


def test_a_whole_router_is_planned_for() -> None:
    wanted = PE.replace("description unused", "description used").replace("cost 20", "cost 30")
    found = remediate(PE, wanted, XR, source="10.20.0.9")
    assert found.verdict == "proven", found.reason
    assert [line.strip() for line in found.commands if line.strip() != "exit"] == [
        "interface GigabitEthernet0/0/0/4",
        "description used",
        "router ospf CORE",
        "area 0",
        "interface Bundle-Ether1",
        "cost 30",
    ]


def test_two_processes_that_one_commit_ends_do_not_come_back_together() -> None:
    running = "router bgp 1\nrouter bgp 2\n"
    found = merge(running, "no router bgp 1\nno router bgp 2\n", XR, source=SOURCE)
    assert found.verdict == "refused"
    assert found.reason.startswith("no proven way back: after the commit the rollback misses: ")
    assert found.reason.endswith("`router bgp 2` is refused while `router bgp 1` is there")


@pytest.mark.parametrize(
    ("old", "new", "commands"),
    [
        # no section, so nothing is left behind it
        (
            "multicast-routing\n address-family ipv4\n !\n!\n",
            "multicast-routing\n address-family ipv4\n  interface all enable\n !\n!\n",
            (
                "multicast-routing",
                " address-family ipv4",
                "  interface all enable",
                " exit",
                "exit",
            ),
        ),
        # the port that comes next is not one of EVPN
        (
            "evpn\n!\ninterface Bundle-Ether1\n mtu 1500\n!\n",
            "evpn\n evi 200\n  advertise-mac\n  !\n !\n!\ninterface Bundle-Ether1\n mtu 9000\n!\n",
            (
                *("evpn", " evi 200", "  advertise-mac", "  exit", " exit", "exit"),
                *("interface Bundle-Ether1", " mtu 9000", "exit"),
            ),
        ),
        # a class may have both
        (
            "policy-map P\n class C\n  bandwidth 100 mbps\n !\n end-policy-map\n!\n",
            "policy-map P\n class C\n  bandwidth remaining percent 20\n !\n end-policy-map\n!\n",
            (
                *("policy-map P", " class C", "  no bandwidth 100 mbps"),
                *("  bandwidth remaining percent 20", " exit", "end-policy-map"),
            ),
        ),
    ],
)
def test_each_section_is_left_as_often_as_it_was_entered_and_each_value_goes_by_its_own_no(
    old: str, new: str, commands: tuple[str, ...]
) -> None:
    """As the configuration guides of multicast, EVPN and QoS show their modes."""
    classes = "class-map match-any C\n match dscp ef\n end-class-map\n!\n"
    assert remediate(classes + old, classes + new, XR, source="").commands == commands


def test_an_area_by_its_address_is_the_area_by_its_number() -> None:
    text = "router ospf 1\n area {}\n  interface Loopback0\n  !\n !\n!\n"
    assert same(text.format("1"), text.format("0.0.0.1"), XR)
    assert not same(text.format("2"), text.format("0.0.0.1"), XR)
