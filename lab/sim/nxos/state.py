"""What follows from an NX-OS configuration: ports, their state and addresses, BGP peers."""

from __future__ import annotations

from dataclasses import dataclass
from ipaddress import IPv4Interface
from typing import TYPE_CHECKING

from lab.sim.nxos.interface import is_enabled, is_routed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lab.sim.device import Device
    from lab.sim.tree import Node

_SHORT = {"Ethernet": "Eth", "port-channel": "Po", "loopback": "Lo"}
_MBIT = {"mgmt": 1_000, "Vlan": 1_000, "loopback": 8_000}


@dataclass(frozen=True, slots=True)
class Port:
    """One interface; `speed` in Mbit/s, `addresses` the primary one first."""

    name: str
    section: Node
    is_enabled: bool
    is_up: bool
    mac: str

    @property
    def kind(self) -> str:
        """`Ethernet`, `Vlan`, `port-channel`, ..."""
        return self.name.rstrip("0123456789/.")

    @property
    def short(self) -> str:
        """`Eth1/1`, as tables have it."""
        return _SHORT.get(self.kind, self.kind) + self.name.removeprefix(self.kind)

    @property
    def speed(self) -> int:
        """The speed in Mbit/s."""
        return _MBIT.get(self.kind, 10_000)

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

    def value(self, words: str, otherwise: str = "") -> str:
        """What follows these words in the section."""
        line = next(self.section.starting(words), None)
        return line.line.removeprefix(words).strip() if line else otherwise


def ports(device: Device) -> tuple[Port, ...]:
    """All interfaces, in the order of the configuration."""
    return tuple(_ports(device))


def _ports(device: Device) -> Iterator[Port]:
    first = int(device.identity.mac.replace(".", ""), 16)
    for at, node in enumerate(device.running.starting("interface")):
        name, enabled = node.line.split()[1], is_enabled(node)
        digits = f"{first + at:012x}"
        mac = ".".join((digits[:4], digits[4:8], digits[8:]))
        yield Port(name, node, enabled, enabled, mac)


@dataclass(frozen=True, slots=True)
class Peer:
    """A BGP neighbour as one VRF has it."""

    vrf: str
    address: str
    remote_as: str
    is_enabled: bool


def local_as(device: Device) -> str:
    """The number after `router bgp`, empty without BGP."""
    process = next(device.running.starting("router bgp"), None)
    return process.line.split()[2] if process else ""


def router_id(device: Device, vrf: str = "default") -> str:
    """The configured router id, or the highest address of the VRF."""
    process = next(device.running.starting("router bgp"), None)
    place = process.get(f"vrf {vrf}") if process and vrf != "default" else process
    line = next(place.starting("router-id"), None) if place else None
    if line:
        return line.line.split()[1]
    own = [a.ip for port in ports(device) if port.vrf == vrf for a in port.addresses]
    return str(max(own, default="0.0.0.0"))  # noqa: S104  what a router without addresses says


def peers(device: Device) -> tuple[Peer, ...]:
    """All neighbours with an AS, their own or that of a template."""
    process = next(device.running.starting("router bgp"), None)
    if not process:
        return ()
    tables = [("default", process), *((n.line.split()[1], n) for n in process.starting("vrf"))]
    return tuple(
        _peer(process, vrf, node) for vrf, table in tables for node in table.starting("neighbor")
    )


def _peer(process: Node, vrf: str, node: Node) -> Peer:
    remote, is_shut = inherited(process, node, "remote-as"), inherited(process, node, "shutdown")
    return Peer(vrf, node.line.split()[1], remote, is_enabled=not is_shut)


def inherited(process: Node, node: Node, words: str) -> str:
    """A setting of a neighbour, or of the template it inherits from; empty if unset."""
    found = next(node.starting(words), None)
    parent = next(node.starting("inherit peer"), None)
    if found:
        return found.line.removeprefix("remote-as ").strip()
    template = process.get(f"template peer {parent.line.split()[2]}") if parent else None
    return inherited(process, template, words) if template else ""


@dataclass(frozen=True, slots=True)
class Heard:
    """Another device at the far end of a link."""

    here: Port
    name: str
    port: str
    about: str
    system: str
    chassis: str
    mac: str
    address: str


@dataclass(frozen=True, slots=True)
class Adjacent:
    """An OSPF neighbour."""

    here: Port
    process: str
    router_id: str
    address: str


def heard(_device: Device) -> tuple[Heard, ...]:
    """The devices at the far ends of its links."""
    return ()


def adjacent(_device: Device) -> tuple[Adjacent, ...]:
    """Its OSPF neighbours."""
    return ()
