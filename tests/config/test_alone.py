"""Lines that begin like a header and open nothing, and values that stand side by side."""

import pytest

from netops.config.plans import Remediation
from netops.config.remediation import remediate
from netops.platforms.registry import platform


def planned(name: str, running: str, intended: str) -> Remediation:
    found = remediate(running, intended, platform(name), source="10.0.0.9")
    assert found.verdict == "proven", found.reason
    return found


@pytest.mark.parametrize(
    "line",
    [
        "vlan filter V vlan-list 20,30",
        "vlan dot1Q tag native",
        "ip access-list match-local-traffic",
        "interface breakout module 1 port 49 map 10g-4x",
    ],
)
def test_no_exit_stands_behind_a_line_that_opens_nothing(line: str) -> None:
    plan = planned("cisco_nxos", "hostname a\n", f"hostname a\n{line}\n")
    assert plan.commands == (line,)
    assert plan.rollback == (f"no {line}",)


def test_a_peer_of_a_crypto_map_leaves_when_the_other_is_there() -> None:
    text = "crypto map CM 10 ipsec-isakmp\n set peer 203.0.113.{}\n"
    plan = planned("cisco_ios", text.format(1), text.format(2))
    assert plan.commands[1:] == (" set peer 203.0.113.2", " no set peer 203.0.113.1")


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("isis metric 10 level-1", "isis metric 20 level-2"),
        ("storm-control action shutdown", "storm-control action trap"),
        ("switchport port-security maximum 2", "switchport port-security maximum 1 vlan voice"),
    ],
)
def test_what_stands_side_by_side_does_not_replace(old: str, new: str) -> None:
    text = "interface GigabitEthernet0/1\n {}\n"
    plan = planned("cisco_ios", text.format(old), text.format(new))
    assert f" no {old}" in plan.commands


@pytest.mark.parametrize(
    ("of_all", "of_one"),
    [
        ("ip domain name example.net", "ip domain name vrf Mgmt-vrf example.org"),
        (
            "logging source-interface Loopback0",
            "logging source-interface GigabitEthernet0/0 vrf Mgmt-vrf",
        ),
        (
            "ip tacacs source-interface Loopback0",
            "ip tacacs source-interface GigabitEthernet0/0 vrf Mgmt-vrf",
        ),
    ],
)
def test_a_setting_of_a_vrf_stands_beside_that_of_all(of_all: str, of_one: str) -> None:
    vrf = "vrf definition Mgmt-vrf\n"
    assert planned("cisco_ios", f"{vrf}{of_all}\n", f"{vrf}{of_all}\n{of_one}\n").commands == (
        of_one,
    )
    gone = planned("cisco_ios", f"{vrf}{of_all}\n", f"{vrf}{of_one}\n").commands
    assert gone[0] == of_one
    assert gone[1].startswith("no ")
    assert of_all.startswith(gone[1].removeprefix("no "))
