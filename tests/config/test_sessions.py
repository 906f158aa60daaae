"""Which entry of a list is about a new session of the tool, and what shuts its port."""

import pytest

from netops.config.remediation import merge, remediate
from netops.config.sessions import Session, admits
from netops.platforms.registry import platform

IOS = platform("ios")
SSH = Session("10.0.0.9", frozenset({22}), "10.0.0.2")


@pytest.mark.parametrize(
    ("entry", "is_admitted"),
    [
        ("permit ip any host 10.0.0.2", True),
        ("permit ip any host 10.0.0.3", False),
        ("permit ip 10.0.0.0/24 10.0.0.0 0.0.0.7", True),
        ("permit tcp any any eq 22", True),
        ("permit tcp any any eq telnet ssh log", True),
        ("permit tcp any any eq nobody-knows", False),
        ("permit tcp any any range 20 ssh", True),
        ("permit tcp any any range 80 443", False),
        ("permit tcp any any gt 21", True),
        ("permit tcp any any gt 22", False),
        ("permit tcp any any lt 23", True),
        ("permit tcp any any neq 22", False),
        ("permit tcp any any neq 23", True),
        ("permit tcp any gt 1023 any eq 22", True),
        ("permit tcp any eq 22 any", False),
        ("permit tcp any any established", False),
        ("permit ip any any time-range OFFICE", False),
        ("permit udp any any", False),
        ("permit object-group OPS any any", False),
    ],
)
def test_an_entry_is_about_a_session_by_all_that_it_says(entry: str, *, is_admitted: bool) -> None:
    assert admits([entry], SSH) is is_admitted


PORT = """\
ip access-list extended IN
 permit tcp 10.0.0.0 0.0.0.255 any eq 22
 permit icmp any any
interface Vlan10
 ip address 10.0.0.2 255.255.255.0
 ip access-group IN in
access-list 10 permit 10.0.0.0 0.0.0.255
access-list 10 permit 10.9.0.0 0.0.0.255
line vty 0 4
 access-class 10 in
 transport input ssh
"""


@pytest.mark.parametrize(
    "snippet",
    [
        "ip access-list extended IN\n no permit icmp any any\n",
        "ip access-list extended IN\n permit udp any any\n",
        "access-list 10 permit 10.8.0.0 0.0.0.255\n",
    ],
)
def test_an_entry_about_somebody_else_shuts_nobody_out(snippet: str) -> None:
    found = merge(PORT, snippet, IOS, source="10.0.0.9")
    assert found.verdict == "proven", found.reason


@pytest.mark.parametrize(
    ("snippet", "said"),
    [
        (
            "ip access-list extended IN\n no permit tcp 10.0.0.0 0.0.0.255 any eq 22\n",
            "the filter of interface Vlan10 no longer admits 10.0.0.9 to port 22 of 10.0.0.2",
        ),
        ("no interface Vlan10\n", "interface Vlan10, the way to 10.0.0.9, is down"),
    ],
)
def test_what_shuts_the_port_of_the_session_is_refused(snippet: str, said: str) -> None:
    found = merge(PORT, snippet, IOS, source="10.0.0.9")
    assert said in found.reason


def test_what_the_intent_leaves_dangling_is_no_fault_of_the_way_back() -> None:
    community = "snmp-server community x RO A\n"
    running = (
        "ip access-list standard A\n permit 10.0.0.0 0.0.0.255\n permit 10.1.0.0 0.0.255.255\n"
    )
    found = remediate(running + community, community, IOS, source="10.0.0.9")
    assert found.verdict == "proven", found.reason
    assert found.commands == ("no ip access-list standard A",)
