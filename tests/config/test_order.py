"""Who names whom decides what comes first and leaves last, also where the device would object."""

from netops.config.remediation import remediate
from netops.platforms.registry import platform

IOS = platform("cisco_ios")
GROUPS = """\
object-group network WEB
 host 192.0.2.1
ip access-list extended IN
 permit tcp any object-group WEB eq 443
"""
TEMPLATES = """\
router bgp 65000
 template peer-policy P
  send-community both
 exit-peer-policy
 !
 template peer-session S
  remote-as 65001
 exit-peer-session
 !
 neighbor 192.0.2.1 inherit peer-session S
"""
FLOWS = """\
flow record R
 match ipv4 source address
flow monitor M
 record R
interface Vlan10
 ip flow monitor M input
"""


def plan(running: str, intended: str) -> tuple[str, ...]:
    found = remediate(running, intended, IOS, source="")
    assert found.verdict == "proven", found.reason
    return found.commands


def test_a_group_stands_before_the_list_that_names_it_and_leaves_after_it() -> None:
    assert plan("", GROUPS)[0] == "object-group network WEB"
    assert plan(GROUPS, "") == ("no ip access-list extended IN", "no object-group network WEB")


def test_a_group_in_use_is_never_empty() -> None:
    wanted = GROUPS.replace("192.0.2.1", "192.0.2.2")
    assert plan(GROUPS, wanted)[1:] == (" host 192.0.2.2", " no host 192.0.2.1")


def test_a_template_of_bgp_stands_before_the_neighbour_that_inherits_it_and_is_closed() -> None:
    shown = tuple(line for line in TEMPLATES.splitlines() if line != " !")
    assert plan("", TEMPLATES) == shown
    assert plan(TEMPLATES, "router bgp 65000\n")[1:] == (
        " no neighbor 192.0.2.1 inherit peer-session S",
        " no template peer-session S",
        " no template peer-policy P",
    )


def test_policies_that_name_each_other_are_refused_as_no_order_is_right() -> None:
    ring = "".join(
        f"policy-map {one}\n class class-default\n  service-policy {other}\n"
        for one, other in (("A", "B"), ("B", "A"))
    )
    assert "it needs `policy-map A`" in remediate("", ring, IOS, source="").reason


def test_a_flow_monitor_in_use_is_not_changed() -> None:
    found = remediate(FLOWS, FLOWS.replace("source", "destination"), IOS, source="")
    assert "flow-record R is changed while in use, which the device refuses" in found.reason


def test_a_flow_monitor_goes_from_its_ports_first() -> None:
    assert plan(FLOWS, "interface Vlan10\n") == (
        "interface Vlan10",
        " no ip flow monitor M input",
        "no flow monitor M",
        "no flow record R",
    )


def test_a_pool_of_addresses_in_use_is_not_taken_away() -> None:
    nat = "ip nat pool P 192.0.2.1 192.0.2.5 prefix-length 24\nip nat inside source list N pool P\n"
    found = remediate(nat, nat.replace("192.0.2.5", "192.0.2.9"), IOS, source="")
    assert "nat-pool P is in use while missing or empty" in found.reason
