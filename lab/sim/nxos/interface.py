"""The lines below an interface of Cisco NX-OS that the lab knows, and their defaults."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lab.sim.tree import begins

if TYPE_CHECKING:
    from lab.sim.tree import Node

INTERFACE = """
one  description / <line>
on   switchport
one  switchport mode / <w>
one  switchport access vlan / <n>
one  switchport trunk native vlan / <n>
vlans switchport trunk allowed vlan / <line>
one  spanning-tree port type / <line>
one  spanning-tree bpduguard / <w>
one  spanning-tree guard / <w>
one  storm-control <w> level / <line>
one  encapsulation dot1q / <n>
one  vrf member / <w>
on   ip redirects
on   ipv6 redirects
one  ip access-group / <w> / in
one  ip access-group / <w> / out
one  ip port access-group / <w> / in
one  ipv6 traffic-filter / <w> / in
one  ip address / <pfx>
many ip address <pfx> secondary
one  ipv6 address <w> /
one  ip ospf authentication / message-digest
one  ip ospf message-digest-key <n> / md5 <line>
one  ip ospf authentication key-chain / <w>
one  ip ospf cost / <n>
one  ip ospf network / <w>
one  ip ospf passive-interface /
on   ip ospf passive-interface
one  ip ospf hello-interval / <n>
one  ip ospf dead-interval / <n>
one  ip ospf bfd /
one  ip router ospf <w> / area <area>
one  ip arp timeout / <n>
one  ip dhcp relay address <ip> / ...
one  fabric forwarding mode anycast-gateway /
one  hsrp version / <n>
mode hsrp <n> > hsrp
one  mtu / <n>
one  bandwidth / <n>
one  delay / <n>
one  speed / <w>
one  duplex / <w>
on   negotiate auto
one  load-interval counter <n> / <n>
one  lacp rate / <w>
on   lacp suspend-individual
one  channel-group / <n> ...
one  vpc / peer-link
one  vpc / <n>
on   cdp enable
on   lldp transmit
on   lldp receive
one  shutdown /
many no shutdown
"""
HSRP = """
one  name / <w>
one  authentication / <line>
one  preempt / ...
one  priority / <n>
one  timers / <n> <n>
one  ip / <ip>
"""

_VIRTUAL = ("interface Vlan", "interface loopback", "interface mgmt", "interface nve")
_LAYER_3 = (
    *(f"ip {words}" for words in ("address", "access-group", "ospf", "router", "arp", "dhcp")),
    *("no ip ospf", "no ip redirects", "vrf", "ipv6", "no ipv6", "hsrp"),
)
_UP = ("interface loopback", "interface mgmt")


def is_routed(section: Node) -> bool:
    """Whether an interface is at layer 3; Ethernet and port-channel are switched by default."""
    is_virtual = section.line.startswith(_VIRTUAL) or "." in section.line
    return is_virtual or section.get("switchport") is not None


def starts_down(section: Node) -> bool:
    """Whether the interface is shut unless the config says `no shutdown`; a bundle is open."""
    is_bundle = section.line.startswith("interface port-channel") and "." not in section.line
    return is_routed(section) and not is_bundle and not section.line.startswith(_UP)


def is_enabled(section: Node) -> bool:
    """Whether the interface is not shut, by its lines or by default."""
    if starts_down(section):
        return section.get("no shutdown") is not None
    return section.get("shutdown") is None


def settle(section: Node) -> None:
    """Drop what the device does not keep: the default state, and the lines of the other layer."""
    section.drop("shutdown" if starts_down(section) else "no shutdown")
    for words in ("switchport",) if is_routed(section) else _LAYER_3:
        section.drop_prefix(words)


_SWITCHED = (
    ("switchport", ""),
    ("switchport mode", "access"),
    ("switchport access vlan", "1"),
    ("switchport trunk native vlan", "1"),
    ("switchport trunk allowed vlan", "1-4094"),
)
_PORT = (
    ("lldp transmit", ""),
    ("lldp receive", ""),
    ("cdp enable", ""),
    ("negotiate auto", ""),
    ("delay", "1"),
    ("duplex", "auto"),
    ("speed", "auto"),
)
_ROUTED = (("ip redirects", ""), ("medium", "broadcast"))
_EVERY = (("mtu", "1500"), ("bandwidth", "1000000"))


def defaults(section: Node) -> list[str]:
    """What `show running-config all` shows below an interface beside its configured lines."""
    usual = [*(_ROUTED if is_routed(section) else _SWITCHED), *_EVERY]
    if section.line.startswith(("interface Ethernet", "interface mgmt")):
        usual += _PORT
    known = [child.line.removeprefix("no ") for child in section.children]
    shown = [
        f"{key} {value}".rstrip()
        for key, value in usual
        if key not in known and not any(begins(line, key) and value for line in known)
    ]
    return shown if "shutdown" in known else [*shown, _state(section)]


def _state(section: Node) -> str:
    return "no shutdown" if is_enabled(section) else "shutdown"
