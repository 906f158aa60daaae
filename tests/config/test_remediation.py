# ruff: noqa: E501 (config texts stay in one piece)
"""Plans are proven or refused with a reason; what a person wrote is judged, not hidden."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from netops.config.drift import same
from netops.config.remediation import merge, remediate
from netops.config.simulate import simulate
from netops.platforms.registry import platform

IOS, EOS = platform("ios"), platform("eos")
SOURCE = "10.0.0.9"
VTY = (
    "ip access-list standard MGMT-IN\n permit 10.0.0.0 0.0.0.255\n deny any\n"
    "line vty 0 4\n access-class MGMT-IN in\n transport input ssh\n"
)


def test_equal_configs_need_nothing() -> None:
    found = remediate(VTY, VTY, IOS, source=SOURCE)
    assert (found.verdict, found.commands, found.rollback, found.diff) == ("proven", (), (), "")
    assert found.predicted == VTY


def test_a_snippet_is_judged_and_predicted() -> None:
    found = merge("hostname a\nend\n", "hostname b\n!\nend\n", IOS, source=SOURCE)
    assert found.verdict == "proven"
    assert found.commands == ("hostname b",)
    assert found.rollback == ("hostname a",)
    assert found.predicted == "hostname b\nend\n"
    assert "-hostname a" in found.diff
    assert found.proofs.reaches


def test_a_snippet_that_shuts_the_tool_out_is_refused_and_shown() -> None:
    snippet = "ip access-list standard MGMT-IN\n no permit 10.0.0.0 0.0.0.255\n"
    found = merge(VTY, snippet, IOS, source=SOURCE)
    assert found.verdict == "refused"
    assert "no longer admits 10.0.0.9" in found.reason
    assert not found.proofs.safe
    assert found.proofs.reaches
    assert found.commands
    assert "permit 10.0.0.0" not in found.predicted
    assert any("no longer admits" in risk for risk in found.risks)
    assert same(simulate(found.predicted, found.rollback, IOS), VTY, IOS)


def test_an_unknown_address_is_said_to_be_unknown() -> None:
    found = merge(VTY, "hostname b\n", IOS, source="")
    assert found.verdict == "proven"
    assert any("address is unknown" in note for note in found.proofs.notes)


def test_a_snippet_that_is_no_config_is_refused_whole() -> None:
    found = merge(VTY, "show version\n", IOS, source=SOURCE)
    assert found.verdict == "refused"
    assert found.commands == ()
    assert "`show version` cannot be simulated" in found.reason


@pytest.mark.parametrize(
    ("snippet", "words"),
    [
        ("line vty 0 4\n transport input telnet\n", "SSH to the device is cut"),
        ("line vty 0 4\n no transport input\n", "SSH to the device is cut"),
        ("interface GigabitEthernet0/0\n shutdown\n", "the way to 10.0.0.9, is down"),
        ("interface GigabitEthernet0/0\n no ip address\n", "is down"),
        ("no interface Vlan7\nno ip access-list standard MGMT-IN\n", "missing or empty|not define"),
        ("no username admin\n", "the last local user goes"),
        ("no aaa new-model\n", "management is cut"),
        ("no ip route 0.0.0.0 0.0.0.0 10.0.0.1\n", "default route"),
        (
            (
                "interface GigabitEthernet0/9\n no switchport trunk allowed vlan\n"
                " switchport trunk allowed vlan 10\n"
            ),
            "more VLANs than before or after",
        ),
    ],
)
def test_what_cuts_or_opens_is_unsafe(snippet: str, words: str) -> None:
    running = (
        "aaa new-model\naaa authentication login default local\nusername admin secret 9 x\n"
        "interface GigabitEthernet0/0\n ip address 10.0.0.2 255.255.255.0\n"
        "interface GigabitEthernet0/9\n switchport trunk allowed vlan 10,20\n switchport mode trunk\n"
        "interface Vlan7\n shutdown\n"
        "ip route 0.0.0.0 0.0.0.0 10.0.0.1\n" + VTY
    )
    found = merge(running, snippet, IOS, source=SOURCE)
    assert not found.proofs.safe
    assert any(part in found.reason for part in words.split("|")), found.reason


def test_an_eos_api_filter_is_watched_in_its_vrf() -> None:
    running = (
        "ip access-list standard M\n   10 permit host 10.0.0.9\n"
        "management api http-commands\n   no shutdown\n   vrf default\n      ip access-group M\n"
    )
    found = merge(
        running, "ip access-list standard M\n   no 10\n   20 deny any\n", EOS, source=SOURCE
    )
    assert not found.proofs.safe
    shut = merge(running, "management api http-commands\n   shutdown\n", EOS, source=SOURCE)
    assert "the API is shut" in shut.reason


def test_weakening_is_a_risk_that_people_see() -> None:
    found = remediate("no ip http server\n", "ip http server\n", IOS, source=SOURCE)
    assert found.verdict == "proven"
    assert any("clear-text web server" in risk for risk in found.risks)


def test_a_filter_that_was_missing_before_is_not_this_plans_doing() -> None:
    running = "interface GigabitEthernet0/1\n ip access-group NOWHERE in\n"
    found = remediate(running, running + "hostname b\n", IOS, source=SOURCE)
    assert found.verdict == "proven"


def test_a_route_map_that_nobody_defines_is_a_risk() -> None:
    running = "router bgp 1\n neighbor 1.1.1.1 remote-as 2\n"
    wanted = running + " neighbor 1.1.1.1 route-map NOWHERE in\n"
    found = remediate(running, wanted, IOS, source=SOURCE)
    assert found.verdict == "proven"
    assert any("route-map NOWHERE" in risk for risk in found.risks)


def test_a_router_that_cannot_be_renumbered_by_a_snippet_is_refused() -> None:
    found = merge("router bgp 1\n neighbor 1.1.1.1 remote-as 2\n", "router bgp 2\n", IOS, source="")
    assert found.verdict == "refused"
    assert "is refused while" in found.reason


def test_long_vlan_lists_are_sent_in_pieces() -> None:
    odd = ",".join(str(n) for n in range(1, 400, 2))
    running = "interface GigabitEthernet0/1\n switchport trunk allowed vlan 1000\n switchport mode trunk\n"
    found = remediate(running, running.replace("1000", odd), IOS, source=SOURCE)
    assert found.verdict == "proven"
    assert all(len(line) < 240 for line in found.commands)
    none = remediate(running, running.replace("1000", "none"), IOS, source=SOURCE)
    assert none.commands[-1] == " switchport trunk allowed vlan none"


def test_two_thousand_lines_with_a_hundred_changes_take_well_under_a_second() -> None:
    old = "".join(
        f"interface GigabitEthernet{n // 48}/{n % 48}\n description d{n}\n switchport access vlan {n % 90}\n"
        f" spanning-tree portfast\n"
        for n in range(500)
    )
    new = old
    for n in range(0, 500, 5):
        new = new.replace(f" description d{n}\n", f" description e{n}\n")
    begun = time.process_time()
    assert remediate(old, new, IOS, source=SOURCE).verdict == "proven"
    assert time.process_time() - begun < 2


def test_a_long_list_in_use_is_changed_by_number() -> None:
    head = "interface GigabitEthernet0/1\n ip access-group X in\nip access-list extended X\n"
    entries = [
        f" {10 * n} permit tcp host 10.0.{n // 250}.{n % 250} any eq {n}\n" for n in range(1, 8001)
    ]
    old = head + "".join(entries)
    new = old.replace("eq 4000\n", "eq 14000\n")
    begun = time.process_time()
    found = remediate(old, new, IOS, source=SOURCE)
    assert found.verdict == "proven"
    assert len(found.commands) == 3
    assert time.process_time() - begun < 4


_TOP = st.sampled_from(
    [
        "hostname a",
        "hostname b",
        "ntp server 1.1.1.1",
        "ntp server 1.1.1.2",
        "no ip http server",
        "ip http server",
        "logging buffered 4096",
        "logging buffered 8192",
        "ip domain name x",
        "frobnicate 1",
        "frobnicate 2",
        "vlan 10\n name a",
        "vlan 10\n name b",
        "vlan 11",
        "interface Vlan10\n description a\n ip address 10.1.0.1 255.255.255.0",
        "interface Vlan10\n ip address 10.1.0.2 255.255.255.0\n shutdown",
        "interface GigabitEthernet0/1\n switchport trunk allowed vlan 10,20\n switchport mode trunk",
        "interface GigabitEthernet0/1\n switchport trunk allowed vlan 20-30\n switchport mode trunk",
        "interface GigabitEthernet0/1\n no switchport\n ip address 10.7.0.1 255.255.255.0",
        "router bgp 1\n neighbor 1.1.1.1 remote-as 2\n neighbor 1.1.1.1 description x",
        "router bgp 1\n neighbor 1.1.1.1 remote-as 3\n neighbor 1.1.1.2 remote-as 3",
        "policy-map P\n class A\n  priority\n class B\n  bandwidth 10",
        "policy-map P\n class B\n  bandwidth 20\n class A\n  priority",
    ]
)
_ENTRY = st.sampled_from(
    [
        "permit tcp any any",
        "deny udp any any",
        "permit ip host 1.1.1.1 any",
        "deny ip any any",
        "remark x",
    ]
)
_ACL = st.lists(_ENTRY, unique=True, max_size=5).map(
    lambda lines: "\n".join(["ip access-list extended A", *(f" {line}" for line in lines)])
)
_TOPS = st.lists(_TOP, max_size=8, unique_by=lambda text: " ".join(text.split()[:2]))
_CONFIG = st.tuples(_TOPS, _ACL, st.booleans()).map(
    lambda parts: (
        "\n".join(
            [*parts[0], parts[1], *(["interface Vlan9\n ip access-group A in"] if parts[2] else [])]
        )
        + "\n"
    )
)


@settings(max_examples=150, deadline=None)
@given(_CONFIG, _CONFIG)
def test_a_proven_plan_leads_there_and_back(running: str, intended: str) -> None:
    found = remediate(running, intended, IOS, source="")
    if found.verdict == "proven":
        after = simulate(running, found.commands, IOS)
        assert same(after, found.predicted, IOS)
        assert remediate(after, intended, IOS, source="").commands == ()
        assert same(simulate(after, found.rollback, IOS), running, IOS)


@settings(max_examples=60, deadline=None)
@given(_CONFIG)
def test_a_config_needs_nothing_to_become_itself(text: str) -> None:
    assert remediate(text, text, IOS, source="").commands == ()
