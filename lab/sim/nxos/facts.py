"""Cisco NX-OS 9.3: its modes, what each feature brings along, and what a fresh switch has."""

from __future__ import annotations

from lab.sim.grammar import Cascade, Grammar, rules
from lab.sim.nxos.interface import HSRP, INTERFACE
from lab.sim.nxos.words import BGP, GLOBAL, SMALL
from lab.sim.portnames import NXOS

# As a Nexus 9000v lists them.
INTERFACES = ("Vlan", "port-channel", "nve", "Ethernet", "mgmt", "loopback")
PHYSICAL = ("Ethernet", "mgmt")

# A line that is not known before its feature is on, and goes when the feature goes:
# feature, mode, first words (the last one may be a pattern).
GATES = (
    ("tacacs+", "", "tacacs-server"),
    ("tacacs+", "", "ip tacacs"),
    ("tacacs+", "", "aaa group server tacacs+"),
    ("bgp", "", "router bgp"),
    ("ospf", "", "router ospf"),
    ("ospf", "interface", "ip ospf"),
    ("ospf", "interface", "ip router ospf"),
    ("interface-vlan", "", "interface Vlan*"),
    ("vn-segment-vlan-based", "vlan", "vn-segment"),
    ("nv overlay", "", "interface nve*"),
    ("hsrp", "interface", "hsrp"),
    ("lacp", "interface", "lacp"),
    ("lacp", "interface", "channel-group * mode active"),
    ("lacp", "interface", "channel-group * mode passive"),
    ("lacp", "interface", "channel-group * force mode active"),
    ("vpc", "", "vpc domain"),
    ("vpc", "interface", "vpc"),
    ("lldp", "", "lldp"),
    ("lldp", "interface", "lldp"),
    ("nxapi", "", "nxapi"),
    ("dhcp", "", "service dhcp"),
    ("dhcp", "", "ip dhcp"),
    ("dhcp", "interface", "ip dhcp"),
    ("bfd", "", "bfd"),
    ("bfd", "ospf", "bfd"),
    ("bfd", "peer", "bfd"),
    ("bfd", "interface", "ip ospf bfd"),
    ("fabric forwarding", "", "fabric forwarding"),
    ("fabric forwarding", "interface", "fabric forwarding"),
)

# The same for what shows their state.
SHOWN_BY = (
    ("bgp", "show bgp"),
    ("lldp", "show lldp"),
    ("ospf", "show ip ospf"),
    ("vpc", "show vpc"),
    ("hsrp", "show hsrp"),
)

_MODES = {"": GLOBAL, "interface": INTERFACE, "hsrp": HSRP} | SMALL | BGP

GRAMMAR = Grammar(
    modes={name: rules(table) for name, table in _MODES.items()},
    indent=2,
    interfaces=INTERFACES,
    cascades=(
        # A VRF change takes all of layer 3 with it ("Deleted all L3 config on interface").
        *(
            Cascade("interface", verb, words)
            for verb in ("vrf member", "no vrf member")
            for words in ("ip", "no ip", "ipv6", "no ipv6", "hsrp")
        ),
    ),
    together=frozenset(set(_MODES) - {"interface", "vdc"}),
    are_blocks_mixed=True,
    are_entries_numbered=True,
    banner_mark="#",
    ports=NXOS,
    separator="",
    ends=(),
    shown_if_filled=frozenset({"vlan", "control-plane"}),
)

PROMPTS = {
    "": "config",
    "vdc": "config-vdc",
    "interface": "config-if",
    "hsrp": "config-if-hsrp",
    "aaa-group": "config-tacacs+",
    "acl": "config-acl",
    "class-map": "config-cmap-cp",
    "policy-map": "config-pmap-cp",
    "policy-class": "config-pmap-c-cp",
    "control-plane": "config-cp",
    "vlan": "config-vlan",
    "route-map": "config-route-map",
    "key-chain": "config-keychain",
    "key": "config-keychain-key",
    "vrf": "config-vrf",
    "vpc": "config-vpc-domain",
    "line": "config-line",
    "ospf": "config-router",
    "bgp": "config-router",
    "bgp-family": "config-router-af",
    "bgp-vrf": "config-router-vrf",
    "peer": "config-router-neighbor",
    "peer-family": "config-router-neighbor-af",
}

# What no switch is without, whatever its startup configuration says.
BUILT_IN = ("vlan 1", "vrf context management", "interface mgmt0", "line console", "line vty")
DEFAULT_NAME = "switch"
FRESH = (f"hostname {DEFAULT_NAME}", "ip domain-lookup", *BUILT_IN)

# An interface that comes with a feature, and stays as long as it does.
COMES_WITH = {"feature interface-vlan": "interface Vlan1"}
# VLAN 1 is always there, and the last ones are the switch's own (layer 2 guide of the Nexus 9000,
# "VLAN Ranges").
DEFAULT_VLAN = 1
VLANS = frozenset(range(1, 3968))
