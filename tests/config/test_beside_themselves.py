"""Lines that do more than they say: for all vty lines, for all ports, or only where a name is."""

import pytest

from netops.config.commands import NotUnderstood
from netops.config.drift import same
from netops.config.remediation import merge, remediate
from netops.config.simulate import simulate
from netops.platforms.registry import platform

IOS = platform("cisco_ios")
LINES = """\
username admin privilege 15 secret 9 $9$admin
line vty 0 4
 exec-timeout 10 0
 transport input ssh
line vty 5 15
 exec-timeout 10 0
 transport input ssh
"""


def test_a_snippet_for_all_vty_lines_reaches_each_range() -> None:
    found = merge(LINES, "line vty 0 15\n exec-timeout 5 0\n", IOS, source="")
    assert found.verdict == "proven"
    assert same(found.predicted, LINES.replace("10 0", "5 0"), IOS)


def test_a_snippet_for_one_vty_line_leaves_its_neighbours_alone() -> None:
    found = merge(LINES, "line vty 2\n exec-timeout 5 0\n", IOS, source="")
    assert found.rollback == ("line vty 2", " exec-timeout 10 0")
    assert same(simulate(found.predicted, found.rollback, IOS), LINES, IOS)
    one_apart = (
        LINES.replace("0 4", "0 1") + "line vty 2\n exec-timeout 5 0\n transport input ssh\n"
    )
    rest = "line vty 3 4\n exec-timeout 10 0\n transport input ssh\n"
    assert same(found.predicted, one_apart + rest, IOS)


@pytest.mark.parametrize("form", ["vrf definition", "ip vrf"])
def test_a_port_enters_a_vrf_by_either_form_of_it(form: str) -> None:
    running = f"{form} BLUE\ninterface Loopback1\n"
    word = "vrf" if form == "vrf definition" else "ip vrf"
    assert f" {word} forwarding BLUE" in simulate(
        running, ["interface Loopback1", f" {word} forwarding BLUE"], IOS
    )


def test_a_family_is_passive_by_default_on_its_own() -> None:
    family = " address-family ipv4 vrf BLUE\n  passive-interface GigabitEthernet0/1\n"
    router = f"router rip\n passive-interface default\n{family}"
    needless = router.replace("default\n", "default\n passive-interface GigabitEthernet0/2\n")
    assert same(needless, router, IOS)
    assert not same(router, router.replace(family, ""), IOS)


def test_a_plan_names_a_class_only_when_it_is_there() -> None:
    found = remediate("hostname a\n", "hostname a\npolicy-map P\n class WEB\n", IOS, source="")
    assert found.reason == "`class WEB` cannot be simulated: it needs `class-map WEB`"


def test_an_interface_range_in_an_intent_means_each_interface() -> None:
    wanted = "interface range Gi0/1 - 2, Gi0/4\n mtu 1600\ninterface Gi0/2\n description uplink\n"
    shown = "".join(f"interface GigabitEthernet0/{port}\n mtu 1600\n" for port in (1, 2, 4))
    shown = shown.replace("0/2\n", "0/2\n description uplink\n")
    assert same(shown, wanted, IOS)
    eos = "interface Ethernet1\n   mtu 9214\ninterface Ethernet2\n   mtu 9214\n"
    assert same(eos, "interface Et1-2\n   mtu 9214\n", platform("arista_eos"))


def test_a_command_for_several_interfaces_is_not_followed() -> None:
    with pytest.raises(NotUnderstood, match="give each its own"):
        simulate("", ["interface range Gi0/1 - 2", " mtu 1600"], IOS)


def test_a_class_is_not_made_to_match_otherwise_in_place() -> None:
    with pytest.raises(NotUnderstood, match="is refused while `class-map match-any WEB` is there"):
        simulate("class-map match-any WEB\n", ["class-map match-all WEB"], IOS)
