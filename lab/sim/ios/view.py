"""What an IOS configuration says to the network."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from lab.sim import flat
from lab.sim.view import Port, View

if TYPE_CHECKING:
    from lab.sim.device import Device
    from lab.sim.tree import Node


def view(device: Device) -> View:
    """The running configuration as others can tell it."""
    root, own = device.running, device.identity
    ospf = flat.Ospf(root, masks=True)
    bgp = flat.Bgp(root, masks=True, group="peer-group", activates=True)
    sections = list(root.starting("interface"))
    ports = [_port(device, at, node, ospf) for at, node in enumerate(sections)]
    system = f"Cisco IOS Software, C2900 Software (C2900-UNIVERSALK9-M), Version {own.version}"
    return flat.view(device, system, ospf, bgp, ports, masks=True)


def _port(device: Device, at: int, section: Node, ospf: flat.Ospf) -> Port:
    name, root = flat.named(section), device.running
    speaks = root.get("lldp run") is not None and name in device.physical
    port = Port(
        name=name,
        is_enabled=section.get("shutdown") is None,
        addresses=flat.addresses(section, masks=True),
        vrf=flat.value(section, "vrf forwarding", "default"),
        description=flat.value(section, "description"),
        mac=flat.mac(device.identity.mac, at),
        below=_below(root, name),
        sends_lldp=speaks and not flat.has(section, "no lldp transmit"),
        hears_lldp=speaks and not flat.has(section, "no lldp receive"),
        cost=int(flat.value(section, "ip ospf cost", "10")),
    )
    area, is_passive = ospf.area(section, port)
    return replace(port, area=area, is_passive=is_passive)


def _below(root: Node, name: str) -> tuple[str, ...] | None:
    parent, dot, _ = name.partition(".")
    if dot:
        return (parent,)
    if name.startswith("Port-channel"):
        number = name.removeprefix("Port-channel")
        sections = root.starting("interface")
        return tuple(flat.named(s) for s in sections if _channel(s) == number)
    return None


def _channel(section: Node) -> str:
    return flat.value(section, "channel-group").partition(" ")[0]
