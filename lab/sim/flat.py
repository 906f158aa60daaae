"""What IOS and EOS configurations have in common: routing told in lines of one section each.

`masks` says how a platform writes a network: IOS in two words (with a mask, or OSPF's wildcard),
EOS in one.
"""

from __future__ import annotations

from ipaddress import AddressValueError, IPv4Address, IPv4Interface, IPv4Network
from typing import TYPE_CHECKING

from lab.sim.classes import natural
from lab.sim.view import Peer, Port, Static, View

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from lab.sim.device import Device
    from lab.sim.tree import Node

_ANY = "default"


def value(section: Node, words: str, otherwise: str = "") -> str:
    """What follows these words in a section."""
    line = next(section.starting(words), None)
    return line.line.removeprefix(words).strip() if line else otherwise


def has(section: Node, line: str) -> bool:
    """Whether exactly this line is in a section."""
    return any(child.line == line for child in section.children)


def named(section: Node) -> str:
    """The name of an interface, a VLAN, a VRF: the last word of the section's line."""
    return section.line.split()[-1]


def addresses(section: Node, *, masks: bool) -> tuple[IPv4Interface, ...]:
    """The IPv4 addresses of an interface, the primary one first."""
    lines = [line.line.split()[2:] for line in section.starting("ip address")]
    lines = [words for words in lines if words and words[0][0].isdigit()]
    lines.sort(key=lambda words: "secondary" in words)
    return tuple(IPv4Interface("/".join(words[: 2 if masks else 1])) for words in lines)


def mac(first: str, number: int) -> str:
    """The hardware address of a port: the device's own, counted up in the last byte but one."""
    digits = f"{int(first.replace('.', '').replace(':', ''), 16) + (number << 8):012x}"
    return ":".join(digits[at : at + 2] for at in range(0, 12, 2))


class Ospf:
    """The OSPF processes of one configuration: in which area a port is, and whether passively."""

    def __init__(self, root: Node, *, masks: bool) -> None:
        self._sections = list(root.starting("router ospf"))
        self._masks = masks

    def area(self, section: Node, port: Port) -> tuple[str, bool]:
        """The area of a port, empty where OSPF does not run, and whether it looks for nobody."""
        for process in self._sections:
            words = process.line.split()
            vrf = words[words.index("vrf") + 1] if "vrf" in words else _ANY
            area = self._area(process, section, port, words[2]) if vrf == port.vrf else ""
            if area:
                is_quiet = process.get("passive-interface") is not None
                is_named = process.get(f"passive-interface {port.name}") is not None
                is_open = process.get(f"no passive-interface {port.name}") is not None
                is_loopback = port.name.startswith("Loopback")
                return area, is_loopback or is_named or (is_quiet and not is_open)
        return "", False

    def _area(self, process: Node, section: Node, port: Port, number: str) -> str:
        own = value(section, f"ip ospf {number} area") or value(section, "ip ospf area")
        if own:
            return _dotted(own)
        for line in process.starting("network"):
            words = line.line.split()
            if words[-2] == "area" and any(self._covers(words, a.ip) for a in port.addresses):
                return _dotted(words[-1])
        return ""

    def _covers(self, words: Sequence[str], address: IPv4Address) -> bool:
        if not self._masks:
            return address in IPv4Network(words[1], strict=False)
        wildcard = int(IPv4Address(words[2]))
        return int(IPv4Address(words[1])) | wildcard == int(address) | wildcard

    @property
    def router_id(self) -> str:
        """The configured one of the first process."""
        return next((i for s in self._sections if (i := value(s, "router-id"))), "")


def _dotted(area: str) -> str:
    return str(IPv4Address(int(area))) if area.isdigit() else area


class Bgp:
    """The BGP process of one configuration.

    `group` is how the platform spells membership of a peer group; a family of its own, where
    there is one with neighbours, must activate each of them if `activates`.
    """

    def __init__(self, root: Node, *, masks: bool, group: str, activates: bool) -> None:
        self._process = next(root.starting("router bgp"), None)
        self._masks, self._group, self._activates = masks, group, activates

    @property
    def local_as(self) -> int:
        """The number after `router bgp`, 0 without BGP."""
        return int(named(self._process)) if self._process else 0

    @property
    def router_id(self) -> str:
        """The configured one."""
        process = self._process
        return (value(process, "bgp router-id") or value(process, "router-id")) if process else ""

    def peers(self) -> Iterator[Peer]:
        """The neighbours that have an address and an AS."""
        for vrf, section in self._tables():
            lines = (line.line.split()[1] for line in section.starting("neighbor"))
            for name in dict.fromkeys(lines):
                remote = self.told(section, name, "remote-as")
                if _is_address(name) and remote:
                    yield self._peer(vrf, section, name, int(remote))

    def _peer(self, vrf: str, section: Node, name: str, remote: int) -> Peer:
        is_shut = self._has(section, name, "shutdown") or not self._is_active(section, name)
        source = self.told(section, name, "update-source")
        about = self.told(section, name, "description")
        return Peer(IPv4Address(name), remote, self.local_as, vrf, source, not is_shut, about)

    def told(self, section: Node, name: str, words: str) -> str:
        """A setting of a neighbour or of its peer group."""
        own = value(section, f"neighbor {name} {words}")
        group = value(section, f"neighbor {name} {self._group}")
        return own or (value(section, f"neighbor {group} {words}") if group else "")

    def _has(self, section: Node, name: str, words: str) -> bool:
        group = value(section, f"neighbor {name} {self._group}")
        names = [name, *([group] if group else [])]
        return any(next(section.starting(f"neighbor {n} {words}"), None) for n in names)

    def _is_active(self, section: Node, name: str) -> bool:
        family = section.get("address-family ipv4")
        if not self._activates or family is None or not any(family.starting("neighbor")):
            return True
        group = value(section, f"neighbor {name} {self._group}")
        return any(family.get(f"neighbor {n} activate") for n in (name, group))

    def _tables(self) -> Iterator[tuple[str, Node]]:
        if self._process:
            yield _ANY, self._process
            for words in ("vrf", "address-family ipv4 vrf"):
                yield from ((named(node), node) for node in self._process.starting(words))

    def networks(self) -> Iterator[IPv4Network]:
        """The prefixes it announces by name, in the default table."""
        if not self._process:
            return
        family = self._process.get("address-family ipv4")
        for section in filter(None, (self._process, family)):
            for line in section.starting("network"):
                words = line.line.split()
                if not self._masks:
                    yield IPv4Network(words[1])
                elif "mask" in words:
                    yield IPv4Network(f"{words[1]}/{words[3]}")
                else:
                    yield natural(words[1])


def _is_address(word: str) -> bool:
    try:
        IPv4Address(word)
    except AddressValueError:
        return False
    return True


def statics(root: Node, names: Sequence[str], *, masks: bool) -> Iterator[Static]:
    """The static routes; `names` are the interfaces that a route may name."""
    for line in root.starting("ip route"):
        words = line.line.split()[2:]
        vrf = words[1] if words[0] == "vrf" else _ANY
        words = words[2:] if words[0] == "vrf" else words
        net = IPv4Network("/".join(words[:2]) if masks else words[0], strict=False)
        rest = words[2 if masks else 1 :]
        hops = [IPv4Address(word) for word in rest[:2] if _is_address(word)]
        port = rest[0] if rest[0] in names else ""
        distance = next((int(word) for word in rest[1:] if word.isdigit()), 1)
        yield Static(net, hops[0] if hops else None, port, vrf, distance)


def router_id(configured: str, ports: Sequence[Port]) -> str:
    """The configured one, or the highest address of a loopback, or the highest of all."""
    on = [p for p in ports if p.name.startswith("Loopback") and p.addresses] or ports
    found = [address.ip for port in on for address in port.addresses]
    return configured or str(max(found, default=IPv4Address(0)))


def view(
    device: Device, system: str, ospf: Ospf, bgp: Bgp, ports: Sequence[Port], *, masks: bool
) -> View:
    """All that a configuration with these ports and protocols says to the network."""
    return View(
        name=device.hostname,
        system=system,
        mac=mac(device.identity.mac, 0),
        router_id=router_id(bgp.router_id or ospf.router_id, ports),
        ports=tuple(ports),
        peers=tuple(bgp.peers()),
        statics=tuple(statics(device.running, [port.name for port in ports], masks=masks)),
        networks=tuple(bgp.networks()),
    )
