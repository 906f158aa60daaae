"""FRR closes its sections, knows no `default`, and tells of a candidate only how it reads it."""

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
