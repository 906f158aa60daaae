"""What NX-OS does around its lines: features, ports that are born shut, bundles, spellings."""

import pytest

from netops.config.drift import same
from netops.config.remediation import Remediation, merge, remediate
from netops.config.simulate import simulate
from netops.platforms.registry import platform
from tests.platforms.shown import LEAF

NXOS = platform("nxos")
SOURCE = "10.0.0.9"
ROUTED = "interface Ethernet1/1\n  no switchport\n  ip address 10.1.0.1/30\n  no shutdown\n"
BUNDLE = (
    "feature lacp\ninterface port-channel11\n  switchport mode trunk\n"
    "interface Ethernet1/1\n  switchport mode trunk\n  channel-group 11 mode active\n"
    "interface Ethernet1/2\n  switchport access vlan 20\n"
)


def _merged(running: str, snippet: str) -> Remediation:
    return merge(running, snippet, NXOS, source=SOURCE)


def test_a_whole_leaf_is_planned_and_taken_back() -> None:
    wanted = (
        LEAF.replace("  description unused\n", "  description spare\n")
        .replace("  priority 110\n", "  priority 90\n")
        .replace(
            "  switchport trunk allowed vlan 10,20,100\n", "  switchport trunk allowed vlan 10\n"
        )
        .replace("      maximum-prefix 100 80\n", "      maximum-prefix 200 80\n")
        .replace("feature bfd\n", "feature bfd\nfeature udld\n")
    )
    found = remediate(LEAF, wanted, NXOS, source="10.20.0.9")
    assert found.verdict == "proven", found.reason
    assert same(simulate(LEAF, found.commands, NXOS), wanted, NXOS)
    assert same(simulate(wanted, found.rollback, NXOS), LEAF, NXOS)
    assert not any("channel-group" in line for line in found.commands)


@pytest.mark.parametrize(
    ("running", "snippet", "why"),
    [
        ("", "router bgp 65000\n  router-id 10.0.0.1\n", "it needs `feature bgp`"),
        ("", "interface Vlan10\n  no shutdown\n", "it needs `feature interface-vlan`"),
        ("vlan 10\n", "vlan 10\n  vn-segment 10010\n", "feature vn-segment-vlan-based"),
        ("", "interface Ethernet1/1\n  ip address 10.1.0.1/30\n", "it needs `no switchport`"),
        (ROUTED, "interface Ethernet1/1\n  switchport mode trunk\n", "not beside `no switchport`"),
        ("no system default switchport\n", "interface Ethernet1/1\n  mtu 9216\n", "not beside"),
        ("", "system default switchport shutdown\n", "every port"),
        ("ssh key rsa 2048\n", "ssh key rsa 4096\n", "host key"),
        ("version 9.3(8)\n", "version 9.3(9)\n", "the image decides it"),
        ("", "no interface Ethernet1/1\n", "physical interface"),
        ("", "interface Ethernet1/1-4\n  shutdown\n", "several sections at once"),
        (BUNDLE, "interface Ethernet1/1\n  mtu 9216\n", "interface port-channel11 decides it"),
        (BUNDLE, "interface Ethernet1/1\n  channel-group 12\n", "is in interface port-channel11"),
        (BUNDLE, "interface Ethernet1/2\n  channel-group 11\n", "not set like"),
        (BUNDLE, "interface Ethernet1/2\n  channel-group 12\n", "is not there yet"),
    ],
)
def test_what_a_switch_does_not_take_is_refused(running: str, snippet: str, why: str) -> None:
    found = _merged(running, snippet)
    assert found.verdict == "refused"
    assert why in found.reason


@pytest.mark.parametrize(
    ("running", "snippet", "after"),
    [
        (ROUTED, "interface Ethernet1/1\n  shutdown\n", ROUTED.replace("  no shutdown\n", "")),
        (ROUTED, "interface Ethernet1/1\n  switchport\n", "interface Ethernet1/1\n"),
        (
            "interface Ethernet1/1\n  shutdown\n  switchport mode trunk\n",
            "interface Ethernet1/1\n  no switchport\n",
            "interface Ethernet1/1\n  no switchport\n",
        ),
        (
            "interface Ethernet1/1\n  shutdown\n",
            "interface Ethernet1/1\n  no shutdown\n",
            "interface Ethernet1/1\n",
        ),
        (
            "system default switchport shutdown\ninterface Ethernet1/1\n  no shutdown\n",
            "interface Ethernet1/1\n  shutdown\n",
            "system default switchport shutdown\ninterface Ethernet1/1\n",
        ),
        (
            (
                "feature hsrp\nfeature interface-vlan\ninterface Vlan10\n  hsrp 10\n"
                "    ip 10.1.0.1\n  no shutdown\n"
            ),
            "no feature hsrp\n",
            "feature interface-vlan\ninterface Vlan10\n  no shutdown\n",
        ),
        (
            "feature interface-vlan\ninterface Vlan10\n  no shutdown\n",
            "no feature interface-vlan\n",
            "",
        ),
        (
            "feature bgp\nrouter bgp 65000\n  router-id 10.0.0.1\n",
            "no feature bgp\n",
            "",
        ),
        (
            "feature bgp\nrouter bgp 65000\n",
            "router bgp 65000\n  neighbor 10.0.0.2 remote-as 65001\n    description x\n",
            (
                "feature bgp\nrouter bgp 65000\n  neighbor 10.0.0.2\n    remote-as 65001\n"
                "    description x\n"
            ),
        ),
        (
            "feature bgp\nrouter bgp 65000\n  neighbor 10.0.0.2\n    remote-as 65001\n",
            "router bgp 65000\n  no neighbor 10.0.0.2 remote-as\n",
            "feature bgp\nrouter bgp 65000\n  neighbor 10.0.0.2\n",
        ),
        (
            "route-map R permit 10\n  match ip address prefix-list A B\n",
            "route-map R permit 10\n  no match ip address prefix-list A\n",
            "route-map R permit 10\n  match ip address prefix-list B\n",
        ),
        (
            BUNDLE,
            "interface port-channel11\n  mtu 9216\n",
            BUNDLE.replace("  switchport mode trunk\n", "  switchport mode trunk\n  mtu 9216\n"),
        ),
        (
            BUNDLE,
            "no interface port-channel11\n",
            (
                "feature lacp\ninterface Ethernet1/1\n  switchport mode trunk\n"
                "interface Ethernet1/2\n  switchport access vlan 20\n"
            ),
        ),
        (
            "feature interface-vlan\ninterface Vlan10\n  no ip redirects\n  no shutdown\n",
            "interface Vlan10\n  ip redirects\n",
            "feature interface-vlan\ninterface Vlan10\n  no shutdown\n",
        ),
        (
            "no logging console\n",
            "logging console 5\n",
            "logging console 5\n",
        ),
    ],
)
def test_a_switch_holds_this_afterwards(running: str, snippet: str, after: str) -> None:
    found = simulate(running, snippet.splitlines(), NXOS)
    assert same(found, after, NXOS), found
    assert same(simulate(found, _merged(running, snippet).rollback, NXOS), running, NXOS)


def test_a_line_that_takes_its_no_back_leaves_nothing() -> None:
    assert simulate("no frobnicate one\n", ["frobnicate one"], NXOS) == ""
    assert simulate("no frobnicate one\n", ["frobnicate two"], NXOS) != ""


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (
            "interface Vlan10-12\n  mtu 9216\n",
            "".join(f"interface Vlan{n}\n  mtu 9216\n" for n in (10, 11, 12)),
        ),
        (
            "interface Ethernet1/1, Ethernet1/3-4\n  mtu 9216\n",
            "".join(f"interface Ethernet1/{n}\n  mtu 9216\n" for n in (1, 3, 4)),
        ),
        ("ip route 10.0.0.0 255.0.0.0 10.1.0.1\n", "ip route 10.0.0.0/8 10.1.0.1\n"),
        ("ip route 0.0.0.0 0.0.0.0 10.1.0.1\n", "ip route 0.0.0.0/0 10.1.0.1\n"),
        (
            "ip access-list A\n  permit ip 10.0.0.0 0.0.0.255 any\n",
            "ip access-list A\n  10 permit ip 10.0.0.0/24 any\n",
        ),
        (
            "vdc a id 1\n  limit-resource vlan minimum 16 maximum 4094\n",
            "vdc b id 1\n  limit-resource vlan minimum 16 maximum 4094\n",
        ),
        (
            "interface Ethernet1/1\n  switchport\n  no shutdown\n  mtu 9216\n",
            "interface Ethernet1/1\n  mtu 9216\n",
        ),
        ("interface Vlan10\n  shutdown\n  mtu 9216\n", "interface Vlan10\n  mtu 9216\n"),
        (
            "route-map R permit 10\n  match as-path B A\n",
            "route-map R permit 10\n  match as-path A\n  match as-path B\n",
        ),
    ],
)
def test_spellings_that_mean_the_same(one: str, other: str) -> None:
    assert same(one, other, NXOS)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (
            "ip access-list A\n  10 permit ip 10.0.0.0 0.255.0.255 any\n",
            "ip access-list A\n  10 permit ip 10.0.0.0/24 any\n",
        ),
        (
            "ip access-list A\n  10 permit ip 10.0.0.0 0.0.0.999 any\n",
            "ip access-list A\n  10 permit ip 10.0.0.0/24 any\n",
        ),
        ("ip address 10.0.0.0 255.0.255.0\n", "ip address 10.0.0.0/8\n"),
        (ROUTED, ROUTED.replace("  no shutdown\n", "")),
        (
            "interface Ethernet1/1\n  ip address 10.1.0.1/30\n  no shutdown\n",
            "interface Ethernet1/1\n  ip address 10.1.0.1/30\n",
        ),
        ("interface Ethernet1/1-x\n  mtu 9216\n", "interface Ethernet1/1\n  mtu 9216\n"),
    ],
)
def test_what_only_looks_alike_is_a_difference(one: str, other: str) -> None:
    assert not same(one, other, NXOS)


@pytest.mark.parametrize(
    ("snippet", "words"),
    [
        ("feature telnet\n", "lets telnet in"),
        ("nxapi http port 80\n", "clear-text API"),
        ("interface port-channel1\n  no vpc peer-link\n", "parts the vPC pair"),
        ("line vty\n  no access-class VTY-IN in\n", "drops a filter"),
        ("control-plane\n  no service-policy input COPP-POLICY\n", "policing of the control plane"),
        ("logging level bgp 5\nno logging server 10.20.0.50\n", "drops a log receiver"),
        ("no vrf context STORAGE\n", "VRF STORAGE is referred to"),
        ("no router ospf UNDERLAY\n", "ospf UNDERLAY is referred to"),
    ],
)
def test_what_weakens_a_switch_is_a_risk_that_people_see(snippet: str, words: str) -> None:
    found = merge(LEAF, snippet, NXOS, source="10.20.0.9")
    assert any(words in risk for risk in found.risks), found


@pytest.mark.parametrize(
    ("snippet", "words"),
    [
        ("no feature ssh\n", "SSH to the device is cut"),
        ("no feature nxapi\n", "NX-API is shut"),
        ("interface mgmt0\n  shutdown\n", "interface mgmt0, the way to 10.20.0.9, is down"),
        ("interface mgmt0\n  no vrf member management\n", "the way to 10.20.0.9, is down"),
        ("vrf context management\n  no ip route 0.0.0.0/0 10.40.0.1\n", "management VRF goes"),
        ("ip access-list MGMT-IN\n  5 deny ip any any\n", "filter of interface mgmt0 no longer"),
        ("ip access-list VTY-IN\n  5 deny ip any any\n", "filter of line vty no longer admits"),
    ],
)
def test_what_cuts_or_opens_a_switch_is_unsafe(snippet: str, words: str) -> None:
    found = merge(LEAF, snippet, NXOS, source="10.20.0.9")
    assert found.verdict == "refused"
    assert words in found.reason or any(words in risk for risk in found.risks), found.reason


def test_a_svi_by_which_the_tool_comes_is_not_shut() -> None:
    running = "feature interface-vlan\ninterface Vlan9\n  ip address 10.0.0.2/24\n  no shutdown\n"
    found = _merged(running, "interface Vlan9\n  shutdown\n")
    assert "interface Vlan9, the way to 10.0.0.9, is down" in found.reason


def test_a_member_that_is_to_differ_from_its_bundle_is_refused_with_the_reason() -> None:
    wanted = BUNDLE.replace("  channel-group", "  mtu 9216\n  channel-group")
    found = remediate(BUNDLE, wanted, NXOS, source=SOURCE)
    assert found.verdict == "refused"
    assert "interface port-channel11 decides it" in found.reason
