"""Junos's commit check, and who gets in: both read off the configuration alone."""

from __future__ import annotations

import pytest

from lab.sim.junos import access, checks
from lab.sim.junos.load import load, parsed
from lab.sim.ports import NETCONF, SSH
from lab.topology import HERE

TERM = "firewall family inet filter PROTECT-RE term"


@pytest.fixture
def edge():
    return parsed((HERE / "configs" / "par3-edge1.cfg").read_text())


NO_PEER_AS = (
    "Error in neighbor 198.51.100.49 of group TRANSIT:\n"
    "peer AS number must be configured for an external peer"
)
UNDEFINED = {
    "set interfaces ge-0/0/1 unit 0 family inet filter input NOPE": (
        "[edit interfaces ge-0/0/1 unit 0 family inet filter]",
        "input NOPE",
        "Referenced filter 'NOPE' is not defined",
    ),
    "set protocols bgp group TRANSIT export [ TRANSIT-OUT NOPE ]": (
        "[edit protocols bgp group TRANSIT]",
        "export [ TRANSIT-OUT NOPE ]",
        "Policy error: Policy NOPE referenced but not defined",
    ),
    "delete policy-options prefix-list OWN": (
        "[edit policy-options policy-statement TRANSIT-OUT term own from]",
        "prefix-list OWN",
        "Referenced prefix-list 'OWN' is not defined",
    ),
    "deactivate firewall policer ICMP": (
        "[edit firewall family inet filter PROTECT-RE term icmp then]",
        "policer ICMP",
        "Referenced policer 'ICMP' is not defined",
    ),
    "delete system root-authentication": (
        "[edit]",
        "system",
        "Missing mandatory statement: 'root-authentication'",
    ),
    "delete protocols bgp group TRANSIT peer-as": (
        "[edit protocols]",
        "bgp",
        NO_PEER_AS,
    ),
}


@pytest.mark.parametrize(("line", "complaint"), UNDEFINED.items())
def test_the_commit_check_finds_what_is_used_and_not_defined(edge, line, complaint):
    assert load(edge, line, "set") == []
    (found,) = checks.complaints(edge)
    assert (found.path, found.statement, found.why) == complaint


def test_an_inactive_reference_is_not_missed(edge):
    load(edge, "delete firewall policer ICMP", "set")
    load(edge, "deactivate firewall family inet filter PROTECT-RE term icmp", "set")
    assert checks.complaints(edge) == []


@pytest.mark.parametrize(
    ("line", "ssh", "netconf"),
    [
        ("", True, True),
        ("delete policy-options prefix-list MANAGEMENT 127.0.0.0/8", False, False),
        ("delete system services netconf", True, False),
        ("deactivate system services ssh", False, True),
        ("delete interfaces lo0 unit 0 family inet filter", True, True),
        (f"delete {TERM} management", False, False),
        (f"delete {TERM} management from destination-port ssh", False, True),
    ],
)
def test_services_and_the_filter_on_lo0_decide_who_gets_in(edge, line, ssh, netconf):
    load(edge, line, "set")
    assert access.admits(edge, "127.0.0.1", SSH) is ssh
    assert access.admits(edge, "127.0.0.1", NETCONF) is netconf


@pytest.mark.parametrize(
    ("line", "netops", "breakglass"),
    [
        ("", True, True),
        ("delete system authentication-order", False, True),
        ("set system authentication-order tacplus\ndelete system tacplus-server", False, True),
        ("delete system authentication-order password", True, False),
        ("delete system login user breakglass", True, False),
    ],
)
def test_login_methods_are_those_of_the_config(edge, line, netops, breakglass):
    load(edge, line, "set")
    assert access.logs_in(edge, "netops", "labSecretLogin") is netops
    assert access.logs_in(edge, "breakglass", "labSecretLogin") is breakglass
    assert not access.logs_in(edge, "netops", "wrong")
