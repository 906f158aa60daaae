"""The interfaces and BGP neighbours that an NX-OS configuration asks for."""

from __future__ import annotations

from dataclasses import dataclass
from ipaddress import IPv4Interface
from typing import TYPE_CHECKING

from lab.sim.nxos.interface import is_enabled, is_routed
from lab.sim.vlans import vlans

if TYPE_CHECKING:
    from lab.sim.nxos.device import Switch
    from lab.sim.tree import Node

_SHORT = {"Ethernet": "Eth", "port-channel": "Po", "loopback": "Lo"}
_MBIT = {"mgmt": 1_000, "Vlan": 1_000, "loopback": 8_000}


@dataclass(frozen=True, slots=True)
class Interface:
    """One interface: what its lines say, and whether it is up."""

    name: str
    section: Node
    mac: str
    is_up: bool

    @property
    def kind(self) -> str:
        """`Ethernet`, `Vlan`, `port-channel`, ..."""
        return self.name.rstrip("0123456789/.")

    @property
    def number(self) -> str:
        """What follows the kind."""
        return self.name.removeprefix(self.kind)

    @property
    def short(self) -> str:
        """`Eth1/1`, as tables have it."""
        return _SHORT.get(self.kind, self.kind) + self.number

    @property
    def speed(self) -> int:
        """The speed in Mbit/s."""
        return _MBIT.get(self.kind, 10_000)

    @property
    def is_enabled(self) -> bool:
        """Whether it is not shut."""
        return is_enabled(self.section)

    @property
    def is_routed(self) -> bool:
        """Whether it is at layer 3."""
        return is_routed(self.section)

    @property
    def vrf(self) -> str:
        """The VRF it is a member of."""
        return self.value("vrf member", "default")

    @property
    def addresses(self) -> tuple[IPv4Interface, ...]:
        """The IPv4 addresses, the primary one first."""
        words = [node.line.split() for node in self.section.starting("ip address")]
        words.sort(key=len)
        return tuple(IPv4Interface(line[2]) for line in words)

    @property
    def vlans(self) -> set[int]:
        """The VLANs that a switched port carries."""
        if self.is_routed:
            return set()
        if self.value("switchport mode") == "trunk":
            return vlans(self.value("switchport trunk allowed vlan", "1-4094"))
        return {int(self.value("switchport access vlan", "1"))}

    def value(self, words: str, otherwise: str = "") -> str:
        """What follows these words in the section."""
        line = next(self.section.starting(words), None)
        return line.line.removeprefix(words).strip() if line else otherwise


def interfaces(device: Switch, up: frozenset[str] = frozenset()) -> tuple[Interface, ...]:
    """All interfaces, in the order of the configuration, of which those in `up` are up."""
    first = int(device.identity.mac.replace(".", ""), 16)
    sections = [(node.line.split()[1], node) for node in device.running.starting("interface")]
    return tuple(
        Interface(name, node, dotted(f"{first + at:012x}"), name in up)
        for at, (name, node) in enumerate(sections)
    )


def dotted(mac: str) -> str:
    """A hardware address as Cisco writes it: `5254.0041.0001`."""
    digits = mac.replace(":", "").replace(".", "").replace("-", "").lower()
    return ".".join((digits[:4], digits[4:8], digits[8:]))


@dataclass(frozen=True, slots=True)
class Neighbor:
    """A BGP neighbour as one VRF has it; `remote_as` is empty while nobody has said it."""

    vrf: str
    address: str
    remote_as: str
    source: str
    is_enabled: bool


def process(device: Switch) -> Node | None:
    """The `router bgp` section."""
    return next(device.running.starting("router bgp"), None)


def local_as(device: Switch) -> str:
    """The number after `router bgp`, empty without BGP."""
    bgp = process(device)
    return bgp.line.split()[2] if bgp else ""


def router_id(device: Switch, vrf: str = "default") -> str:
    """The configured router id, or the highest address of the VRF."""
    bgp = process(device)
    place = bgp.get(f"vrf {vrf}") if bgp and vrf != "default" else bgp
    line = next(place.starting("router-id"), None) if place else None
    if line:
        return line.line.split()[1]
    own = [a.ip for port in interfaces(device) if port.vrf == vrf for a in port.addresses]
    return str(max(own, default="0.0.0.0"))  # noqa: S104  what a router without addresses says


def neighbors(device: Switch) -> tuple[Neighbor, ...]:
    """All BGP neighbours, with what they inherit from templates."""
    bgp = process(device)
    if not bgp:
        return ()
    tables = [("default", bgp), *((n.line.split()[1], n) for n in bgp.starting("vrf"))]
    return tuple(
        _neighbor(bgp, vrf, node) for vrf, table in tables for node in table.starting("neighbor")
    )


def _neighbor(bgp: Node, vrf: str, node: Node) -> Neighbor:
    remote, source, shut = (
        _inherited(bgp, node, words) for words in ("remote-as", "update-source", "shutdown")
    )
    enabled = shut is None
    return Neighbor(vrf, node.line.split()[1], remote or "", source or "", is_enabled=enabled)


def _inherited(bgp: Node, node: Node, words: str) -> str | None:
    found = next(node.starting(words), None)
    if found:
        return found.line.removeprefix(words).strip()
    parent = next(node.starting("inherit peer"), None)
    template = bgp.get(f"template peer {parent.line.split()[2]}") if parent else None
    return _inherited(bgp, template, words) if template else None
