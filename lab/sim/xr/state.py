"""What follows from the configuration of one IOS-XR device: its ports and their addresses."""

from __future__ import annotations

from dataclasses import dataclass
from ipaddress import IPv4Interface, IPv6Interface
from typing import TYPE_CHECKING

from lab.sim.grammar import natural
from lab.sim.tree import Node
from lab.sim.xr.facts import GRAMMAR, PORTS

if TYPE_CHECKING:
    from lab.sim.device import Device

_NULL = "Null0"
_KBIT = {"Loopback": 0, "Null": 0, "TenGigE": 10_000_000, "HundredGigE": 100_000_000}
_ETHERNET_HEAD, _MTU, _TAG = 14, 1500, 4
_PLAIN = ("Loopback", "Null")


@dataclass(frozen=True, slots=True)
class Port:
    """One interface, with its section of the configuration (an empty one if it has none)."""

    name: str
    section: Node
    mac: str

    @property
    def kind(self) -> str:
        """`GigabitEthernet`, `Loopback`, ..."""
        return next(kind for kind in GRAMMAR.interfaces if self.name.startswith(kind))

    @property
    def is_enabled(self) -> bool:
        """Whether nobody has shut it."""
        return self.section.get("shutdown") is None

    @property
    def is_ethernet(self) -> bool:
        """Whether it has a MAC address and an Ethernet header."""
        return self.kind not in _PLAIN

    @property
    def bandwidth(self) -> int:
        """In kbit/s."""
        return int(self.value("bandwidth") or _KBIT.get(self.kind, 1_000_000))

    @property
    def mtu(self) -> int:
        """In bytes, with the Ethernet header and the tag of a subinterface, as XR counts them."""
        head = _ETHERNET_HEAD + (_TAG if "." in self.name else 0)
        return int(self.value("mtu") or _MTU + (head if self.is_ethernet else 0))

    @property
    def vrf(self) -> str:
        """The VRF it is a member of."""
        return self.value("vrf") or "default"

    @property
    def addresses(self) -> tuple[IPv4Interface, ...]:
        """The IPv4 addresses, the primary one first."""
        words = [node.line.split()[2:] for node in self.section.starting("ipv4 address")]
        words.sort(key=len)
        return tuple(IPv4Interface("/".join(line[:2])) for line in words)

    @property
    def addresses6(self) -> tuple[IPv6Interface, ...]:
        """The IPv6 addresses."""
        found = self.section.starting("ipv6 address")
        return tuple(IPv6Interface(node.line.split()[2]) for node in found)

    def value(self, words: str) -> str:
        """What follows these words in the section; nothing if no line begins with them."""
        line = next(self.section.starting(words), None)
        return line.line.removeprefix(words).strip() if line else ""


def ports(device: Device) -> tuple[Port, ...]:
    """All interfaces: the configured ones, the hardware, and Null0, in the order of names."""
    sections = {
        node.line.split()[1]: node
        for node in device.running.starting("interface")
        if not node.line.startswith("interface preconfigure")
    }
    names = sorted({*sections, *PORTS, _NULL}, key=_place)
    first = int(device.identity.mac.replace(".", "").replace(":", ""), 16)
    return tuple(
        Port(name, sections.get(name, Node("")), _mac(first + at)) for at, name in enumerate(names)
    )


def _place(name: str) -> tuple[tuple[int, int, str], ...]:
    return natural([name], GRAMMAR.interfaces)


def _mac(number: int) -> str:
    digits = f"{number:012x}"
    return ":".join(digits[at : at + 2] for at in range(0, 12, 2))
