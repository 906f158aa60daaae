"""What an EOS configuration says to the network."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from lab.sim import flat
from lab.sim.view import Port, View
from lab.sim.vlans import vlans

if TYPE_CHECKING:
    from lab.sim.device import Device
    from lab.sim.tree import Node

_SWITCHED = ("Ethernet", "Port-Channel")
_ALL = "1-4094"


def view(device: Device) -> View:
    """The running configuration as others can tell it."""
    root, own = device.running, device.identity
    ospf = flat.Ospf(root, masks=False)
    bgp = flat.Bgp(root, masks=False, group="peer group", activates=False)
    sections = list(root.starting("interface"))
    ports = [_port(device, at, node, ospf) for at, node in enumerate(sections)]
    system = f"Arista Networks EOS version {own.version} running on an Arista Networks vEOS"
    return flat.view(device, system, ospf, bgp, ports, masks=False)


def _port(device: Device, at: int, section: Node, ospf: flat.Ospf) -> Port:
    name = flat.named(section)
    is_socket = name in device.physical
    port = Port(
        name=name,
        is_enabled=section.get("shutdown") is None,
        addresses=flat.addresses(section, masks=False),
        vrf=flat.value(section, "vrf", "default"),
        description=flat.value(section, "description"),
        mac=flat.mac(device.identity.mac, at),
        below=_below(device.running, name),
        sends_lldp=is_socket and not flat.has(section, "no lldp transmit"),
        hears_lldp=is_socket and not flat.has(section, "no lldp receive"),
        cost=int(flat.value(section, "ip ospf cost", "10")),
    )
    area, is_passive = ospf.area(section, port)
    return replace(port, area=area, is_passive=is_passive)


def _below(root: Node, name: str) -> tuple[str, ...] | None:
    parent, dot, _ = name.partition(".")
    sections = list(root.starting("interface"))
    if dot:
        return (parent,)
    if name.startswith("Port-Channel"):
        number = name.removeprefix("Port-Channel")
        return tuple(flat.named(s) for s in sections if _channel(s) == number)
    if name.startswith("Vlan"):
        number = name.removeprefix("Vlan")
        return tuple(flat.named(s) for s in sections if int(number) in _carried(s))
    return None


def _channel(section: Node) -> str:
    return flat.value(section, "channel-group").partition(" ")[0]


def _carried(section: Node) -> set[int]:
    """The VLANs that a port carries; a member of a channel leaves that to the channel."""
    is_routed = flat.has(section, "no switchport")
    if is_routed or not flat.named(section).startswith(_SWITCHED) or _channel(section):
        return set()
    if flat.value(section, "switchport mode") == "trunk":
        return vlans(flat.value(section, "switchport trunk allowed vlan", _ALL))
    return {int(flat.value(section, "switchport access vlan", "1"))}
