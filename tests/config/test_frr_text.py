"""FRR closes its sections, knows no `default`, and tells of a candidate only how it reads it."""

import pytest

from netops.config.commands import NotUnderstood
from netops.config.device_diff import expected, normalise
from netops.config.drift import same
from netops.config.remediation import merge, remediate
from netops.config.simulate import simulate
from netops.config.tree import parse, render
from netops.model.change import Mode
from netops.platforms.registry import platform

FRR = platform("frr")
BASE = """\
frr defaults traditional
hostname r1
!
interface eth1
 ip address 10.1.0.0/31
exit
!
vrf RED
 ip route 198.51.100.0/24 10.7.0.1
exit-vrf
!
bfd
 peer 10.0.0.1
  detect-multiplier 5
 exit
 !
exit
!
router bgp 65001
 bgp router-id 10.255.0.1
 neighbor 10.9.0.1 remote-as 65002
 !
 address-family ipv4 unicast
  network 10.255.0.1/32
 exit-address-family
exit
!
end
"""


def test_a_config_comes_back_as_it_was() -> None:
    assert render(parse(BASE, FRR)) == BASE
    assert simulate(BASE, (), FRR) == BASE


def test_each_section_keeps_the_line_that_closes_it() -> None:
    closed = {node.text: node.close for node in parse(BASE, FRR).children}
    assert closed["interface eth1"] == "exit"
    assert closed["vrf RED"] == "exit-vrf"
    assert closed["hostname r1"] == ""
    (peer,) = next(node for node in parse(BASE, FRR).children if node.text == "bfd").children
    assert peer.close == " exit"


def test_an_exit_that_closes_nothing_is_no_line() -> None:
    text = "interface eth1\n description a\n exit\nexit\nexit\nhostname r2\n"
    tree = parse(text, FRR)
    assert [node.text for node in tree.children] == ["interface eth1", "hostname r2"]
    assert [node.text for node in tree.children[0].children] == ["description a"]


def test_a_new_section_is_closed_in_the_commands_and_in_what_they_lead_to() -> None:
    lines = ("router ospf", " ospf router-id 10.255.0.1")
    found = merge(BASE, "\n".join(lines), FRR, source="")
    assert found.commands == (*lines, "exit")
    assert "router ospf\n ospf router-id 10.255.0.1\nexit\n" in found.predicted


def test_an_address_family_is_closed_before_its_router() -> None:
    text = "router bgp 65001\n address-family ipv6 unicast\n  network 2001:db8::/32\n"
    found = merge(BASE, text, FRR, source="")
    assert found.commands[-2:] == (" exit-address-family", "exit")


def test_a_no_that_the_intent_does_not_name_is_taken_back_by_its_line() -> None:
    running = BASE.replace(" neighbor", " no bgp ebgp-requires-policy\n neighbor", 1)
    assert remediate(running, BASE, FRR, source="").commands == (
        "router bgp 65001",
        " bgp ebgp-requires-policy",
        "exit",
    )


def test_what_the_way_back_undoes_is_never_set_to_a_default() -> None:
    found = merge(BASE, "router bgp 65001\n no bgp ebgp-requires-policy\n", FRR, source="")
    assert found.rollback == ("router bgp 65001", " bgp ebgp-requires-policy", "exit")


def test_a_second_as_number_is_refused_but_not_in_a_vrf() -> None:
    second = "router bgp 65009\n neighbor 10.0.0.9 remote-as 65010\n"
    assert "is refused while" in merge(BASE, second, FRR, source="").reason
    assert merge(BASE, second.replace("65009", "65001 vrf RED"), FRR, source="").verdict == "proven"


def test_the_release_that_wrote_a_config_is_no_difference() -> None:
    assert same(f"frr version 8.4.4\n{BASE}", f"frr version 10.1\n{BASE}", FRR)


COMMANDS = (
    "router bgp 65001",
    " neighbor 10.9.0.1 remote-as 65002",
    " neighbor 10.9.0.1 description r4",
    "exit",
)


def test_a_merge_that_vtysh_read_as_it_was_meant_is_the_approved_one() -> None:
    told = expected(BASE, COMMANDS, "", mode=Mode.MERGE, platform=FRR)
    shown = "\n".join(COMMANDS) + "\n\nend\n"
    assert told == "router bgp 65001\n +neighbor 10.9.0.1 description r4\n"
    assert normalise(shown, mode=Mode.MERGE, platform=FRR, base=BASE) == told
    other = shown.replace("description r4", "description r5")
    assert normalise(other, mode=Mode.MERGE, platform=FRR, base=BASE) != told


def test_a_replace_that_vtysh_read_as_it_was_meant_is_the_approved_one() -> None:
    predicted = BASE.replace("65002", "65003")
    told = expected(BASE, (), predicted, mode=Mode.REPLACE, platform=FRR)
    assert told == (
        "router bgp 65001\n +neighbor 10.9.0.1 remote-as 65003\n"
        " -neighbor 10.9.0.1 remote-as 65002\n"
    )
    assert normalise(f"{predicted}\nend\n", mode=Mode.REPLACE, platform=FRR, base=BASE) == told
    assert normalise(BASE, mode=Mode.REPLACE, platform=FRR, base=BASE) != told


def test_a_next_hop_beside_a_route_that_discards_is_refused_but_not_at_another_distance() -> None:
    base = BASE.replace("!\nend\n", "ip route 10.5.0.0/16 10.1.0.1\n!\nend\n")
    found = merge(base, "ip route 10.5.0.0/16 null0", FRR, source="")
    assert found.reason.endswith("refuses it beside `ip route 10.5.0.0/16 10.1.0.1`")
    for other in ("10.5.0.0/16 Null0 5", "10.5.0.0/16 Null0 table 7", "10.5.0.0/17 blackhole"):
        assert merge(base, f"ip route {other}", FRR, source="").verdict == "proven"
    gone = "no ip route 10.5.0.0/16 10.1.0.1\nip route 10.5.0.0/16 Null0\n"
    assert merge(base, gone, FRR, source="").verdict == "proven"
    moved = "ip route 10.5.0.0/16 10.1.0.1 9\nip route 10.5.0.0/16 Null0\n"
    assert merge(base, moved, FRR, source="").verdict == "proven"


def test_one_route_that_discards_stands_for_a_prefix() -> None:
    lines = "ip route 10.5.0.0/16 Null0 9\nip route 10.5.0.0/16 blackhole\n"
    found = merge(BASE, lines, FRR, source="")
    assert "ip route 10.5.0.0/16 blackhole\n" in found.predicted
    assert "Null0" not in found.predicted


def test_a_vrf_that_went_and_came_again_holds_none_of_its_old_routes() -> None:
    lines = "vrf RED\n no ip route 198.51.100.0/24 10.7.0.1\n ip route 198.51.100.0/24 reject\n"
    assert merge(BASE, lines, FRR, source="").verdict == "proven"


def test_the_usual_distance_does_not_show() -> None:
    routes = "ip route 10.5.0.0/16 {}\n".format
    assert same(routes("10.1.0.1 1"), routes("10.1.0.1"), FRR)
    assert same(routes("Null0 tag 5 1"), routes("null0 tag 5"), FRR)
    assert not same(routes("10.1.0.1 10"), routes("10.1.0.1"), FRR)


def test_a_passive_interface_shows_below_the_interface() -> None:
    lines = "router ospf\n passive-interface default\n no passive-interface eth1\nexit\n"
    below = "router ospf\n passive-interface default\nexit\ninterface eth1\n no ip ospf passive\n"
    assert same(BASE + lines, BASE + below, FRR)
    found = merge(BASE, "router ospf\n passive-interface eth1 10.1.0.0\n", FRR, source="")
    assert " ip address 10.1.0.0/31\n ip ospf passive 10.1.0.0\nexit\n" in found.predicted


def test_a_family_that_nobody_spoke_of_shows_who_is_in_it_when_that_is_no_longer_usual() -> None:
    silent = BASE.replace(" !\n address-family ipv4 unicast\n  network 10.255.0.1/32\n", "")
    silent = silent.replace(" exit-address-family\n", "")
    found = merge(silent, "router bgp 65001\n no bgp default ipv4-unicast\n", FRR, source="")
    assert " address-family ipv4 unicast\n  neighbor 10.9.0.1 activate\n" in found.predicted
    assert found.rollback == ("router bgp 65001", " bgp default ipv4-unicast", "exit")


def test_a_router_without_neighbours_has_nobody_to_show() -> None:
    lines = "router bgp 65001 vrf RED\n no bgp default ipv4-unicast\n"
    assert "activate" not in merge(BASE, lines, FRR, source="").predicted


GROUP = """\
router bgp 65001
 neighbor MESH peer-group
 neighbor 10.9.0.1 peer-group MESH
 address-family ipv4 unicast
"""


def test_what_was_said_of_a_member_ends_when_it_joins_and_when_its_group_is_spoken_of() -> None:
    alone = BASE.replace("  network", "  no neighbor 10.9.0.1 activate\n  network")
    assert "activate" not in merge(alone, GROUP, FRR, source="").predicted
    base = BASE + GROUP + "  no neighbor 10.9.0.1 activate\n"
    assert (
        "  no neighbor 10.9.0.1 activate\n" in merge(base, "hostname r2", FRR, source="").predicted
    )
    off = merge(
        base,
        "router bgp 65001\n address-family ipv4 unicast\n  no neighbor MESH activate\n",
        FRR,
        source="",
    )
    assert [line for line in off.predicted.splitlines() if "activate" in line] == [
        "  no neighbor MESH activate"
    ]


@pytest.mark.parametrize(
    ("old", "new", "commands"),
    [
        # what isisd said of a port goes with its instance
        (
            "interface lo\n ip router isis OLD\n isis passive\n",
            "interface lo\n ip router isis CORE\n isis passive\n",
            (" no ip router isis OLD", " ip router isis CORE", " isis passive"),
        ),
        (
            (
                "router isis C\n redistribute ipv4 static level-2 metric 5\n"
                " redistribute ipv4 connected level-2\n"
            ),
            "router isis C\n redistribute ipv4 static level-2 metric 6\n",
            (
                " redistribute ipv4 static level-2 metric 6",
                " no redistribute ipv4 connected level-2",
            ),
        ),
        ("vrf T\n vni 4001\n", "vrf T\n vni 4002\n", (" no vni 4001", " vni 4002")),
        (
            "interface lo\n ipv6 ospf6 area 0\n vrrp 5 ip 10.1.0.1\n",
            "interface lo\n ipv6 ospf6 area 1\n vrrp 5 ip 10.1.0.2\n",
            (
                " no vrrp 5 ip 10.1.0.1",
                " vrrp 5 ip 10.1.0.2",
                " no ipv6 ospf6 area 0",
                " ipv6 ospf6 area 1",
            ),
        ),
    ],
)
def test_what_a_daemon_takes_only_after_the_old_line_went_waits_for_it(
    old: str, new: str, commands: tuple[str, ...]
) -> None:
    """As a real FRR 8.4.4 takes it, with isisd, ospf6d and vrrpd running."""
    found = remediate(old, new, FRR, source="")
    assert tuple(line for line in found.commands if line.startswith(" ")) == commands
    with pytest.raises(NotUnderstood, match="the old line"):
        simulate("vrf T\n vni 4001\n", ("vrf T", " vni 4002"), FRR)


def test_a_line_that_another_section_keeps_out_is_refused_in_words() -> None:
    with pytest.raises(NotUnderstood, match=r"refuses it while `router ospf` has `network 10"):
        simulate(
            "router ospf\n network 10.1.0.0/31 area 0\n",
            ("interface eth1", " ip ospf area 0"),
            FRR,
        )


def test_a_debug_line_is_config_and_a_next_hop_of_another_vrf_is_another_route() -> None:
    found = remediate(
        "debug bgp updates\nip route 10.9.0.0/16 10.1.0.2\n",
        "ip route 10.9.0.0/16 10.1.0.2 nexthop-vrf BLUE\n",
        FRR,
        source="",
    )
    assert set(found.commands) == {
        "no debug bgp updates",
        "ip route 10.9.0.0/16 10.1.0.2 nexthop-vrf BLUE",
        "no ip route 10.9.0.0/16 10.1.0.2",
    }


def test_a_member_has_the_as_of_its_group_and_cannot_have_its_own() -> None:
    both = GROUP.replace("peer-group MESH", "remote-as 65009\n neighbor 10.9.0.1 peer-group MESH")
    led = both.replace(" neighbor 10", " neighbor MESH remote-as 65001\n neighbor 10", 1)
    assert same(led, led.replace(" neighbor 10.9.0.1 remote-as 65009\n", ""), FRR)
    own = "router bgp 65001\n neighbor 10.9.0.1 remote-as 65002\n"
    found = merge(f"frr defaults traditional\n{led}", own, FRR, source="")
    assert found.reason.endswith("the device refuses it beside `neighbor MESH remote-as 65001`")
    assert merge(BASE, own.replace("65002", "65003"), FRR, source="").verdict == "proven"


def test_a_neighbour_goes_with_its_as_and_a_member_with_that_of_its_group() -> None:
    text = "router bgp 65001\n no neighbor {} remote-as 65002\n"
    alone = merge(BASE, text.format("10.9.0.1"), FRR, source="")
    assert "10.9.0.1" not in alone.predicted
    led = BASE.replace(" neighbor 10.9.0.1", " neighbor MESH peer-group\n neighbor MESH")
    led = led.replace("  network", "  neighbor 10.9.0.1 next-hop-self\n  network")
    led = led.replace(
        " !\n addr", " neighbor MESH timers 1 3\n neighbor 10.9.0.1 peer-group MESH\n addr"
    )
    gone = merge(led, text.format("MESH"), FRR, source="")
    assert " neighbor MESH peer-group\n neighbor MESH timers 1 3\n" in gone.predicted
    assert "10.9.0.1" not in gone.predicted
    assert (
        "MESH"
        not in merge(
            led, "router bgp 65001\n no neighbor MESH peer-group\n", FRR, source=""
        ).predicted
    )


def test_a_line_of_a_neighbour_or_a_group_that_is_not_there_is_refused() -> None:
    lines = "router bgp 65001\n neighbor {}\n"
    timers = merge(BASE, lines.format("10.9.0.9 timers 1 3"), FRR, source="")
    assert timers.reason.endswith("its neighbour is not there")
    member = merge(BASE, lines.format("10.9.0.1 peer-group MESH"), FRR, source="")
    assert member.reason.endswith("it needs `neighbor MESH peer-group`")
    assert merge(BASE, lines.format("10.9.0.1 timers 1 3"), FRR, source="").verdict == "proven"
