"""What an NX-OS configuration says to the network around the switch."""

from __future__ import annotations

from ipaddress import IPv4Address, IPv4Network
from typing import TYPE_CHECKING

from lab.sim.nxos.state import interfaces, local_as, neighbors, process, router_id
from lab.sim.view import Peer, Port, Static, View

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lab.sim.nxos.device import Switch
    from lab.sim.nxos.state import Interface
    from lab.sim.tree import Node

_REFERENCE_MBIT = 40_000  # NX-OS's own, unless `auto-cost reference-bandwidth` says more
_LINKED = ("Ethernet", "mgmt")


def view(device: Switch) -> View:
    """Read the running configuration."""
    root, own = device.running, interfaces(device)
    domain = root.get("ip domain-name")
    suffix = f".{domain.line.split()[-1]}" if domain else ""
    return View(
        name=device.hostname + suffix,
        system=f"Cisco Nexus Operating System (NX-OS) Software {device.identity.version}",
        mac=device.identity.mac,
        router_id=_ospf_id(root) or router_id(device),
        ports=tuple(_port(device, port, own) for port in own),
        peers=tuple(_peers(device)),
        statics=tuple(_statics(root)),
        networks=tuple(_networks(device, own)),
    )


def _ospf_id(root: Node) -> str:
    ospf = next(root.starting("router ospf"), None)
    line = next(ospf.starting("router-id"), None) if ospf else None
    return line.line.split()[1] if line else ""


def _port(device: Switch, port: Interface, own: tuple[Interface, ...]) -> Port:
    has_lldp = device.running.get("feature lldp") is not None and port.kind in _LINKED
    return Port(
        name=port.name,
        is_enabled=port.is_enabled,
        addresses=port.addresses,
        vrf=port.vrf,
        description=port.value("description"),
        mac=port.mac,
        below=_below(port, own),
        sends_lldp=has_lldp and port.section.get("lldp transmit") is None,
        hears_lldp=has_lldp and port.section.get("lldp receive") is None,
        area=_area(device.running, port),
        is_passive=_is_passive(device.running, port),
        cost=_cost(device.running, port),
    )


def _below(port: Interface, own: tuple[Interface, ...]) -> tuple[str, ...] | None:
    if port.kind == "Vlan":
        number = int(port.number)
        return tuple(other.name for other in own if number in other.vlans and not _member(other))
    if port.kind == "port-channel":
        return tuple(other.name for other in own if _member(other) == port.number)
    return None


def _member(port: Interface) -> str:
    """The port-channel that a port belongs to."""
    return port.value("channel-group").split(" ")[0]


def _area(root: Node, port: Interface) -> str:
    words = port.value("ip router ospf").split()
    if not words or root.get(f"router ospf {words[0]}") is None:
        return ""
    return str(int(IPv4Address(int(words[2]) if words[2].isdigit() else words[2])))


def _is_passive(root: Node, port: Interface) -> bool:
    line = port.section.get("ip ospf passive-interface")
    if line:
        return not line.line.startswith("no ")
    name = port.value("ip router ospf").split(" ")[0]
    ospf = root.get(f"router ospf {name}")
    return port.kind == "loopback" or bool(ospf and ospf.get("passive-interface"))


def _cost(root: Node, port: Interface) -> int:
    if given := port.value("ip ospf cost"):
        return int(given)
    if port.kind == "loopback":
        return 1
    ospf = root.get(f"router ospf {port.value('ip router ospf').split(' ')[0]}")
    line = ospf.get("auto-cost reference-bandwidth") if ospf else None
    words = line.line.split()[2:] if line else []
    mbit = int(words[0]) * (1_000 if "Gbps" in words else 1) if words else _REFERENCE_MBIT
    return max(1, mbit // port.speed)


def _peers(device: Switch) -> Iterator[Peer]:
    own = local_as(device)
    for one in neighbors(device):
        if one.remote_as.isdigit() and own.isdigit():
            yield Peer(
                address=IPv4Address(one.address),
                remote_as=int(one.remote_as),
                local_as=int(own),
                vrf=one.vrf,
                source=one.source,
                is_enabled=one.is_enabled,
            )


def _statics(root: Node) -> Iterator[Static]:
    tables = [("default", root), *((n.line.split()[2], n) for n in root.starting("vrf context"))]
    for vrf, table in tables:
        for node in table.starting("ip route"):
            prefix, hop = node.line.split()[2:4]
            network = IPv4Network(prefix, strict=False)
            if hop[0].isdigit():
                yield Static(network, IPv4Address(hop), vrf=vrf)
            else:
                yield Static(network, port="" if hop == "Null0" else hop, vrf=vrf)


def _networks(device: Switch, own: tuple[Interface, ...]) -> Iterator[IPv4Network]:
    bgp = process(device)
    family = bgp.get("address-family ipv4 unicast") if bgp else None
    if not family:
        return
    for node in family.starting("network"):
        yield IPv4Network(node.line.split()[1], strict=False)
    if family.get("redistribute direct route-map"):
        for port in own:
            if port.vrf == "default":
                yield from (address.network for address in port.addresses)
