"""The routing table of an NX-OS switch, as `show ip route` prints it."""

from __future__ import annotations

from dataclasses import dataclass
from ipaddress import AddressValueError, IPv4Address, IPv4Network
from typing import TYPE_CHECKING

from lab.sim.commands import Reply
from lab.sim.grammar import Refused
from lab.sim.nxos.state import ports

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lab.sim.commands import Commands
    from lab.sim.device import Device
    from lab.sim.nxos.cli import NxosCli
    from lab.sim.tree import Node

_HEAD = (
    'IP Route Table for VRF "{vrf}"\n'
    "'*' denotes best ucast next-hop\n"
    "'**' denotes best mcast next-hop\n"
    "'[x/y]' denotes [preference/metric]\n"
    "'%<string>' in via output denotes VRF <string>\n"
)
_AGE = "1w5d"


@dataclass(frozen=True, slots=True)
class Route:
    """One path to a prefix: next hop, interface, preference and metric, and who brought it."""

    vrf: str
    prefix: IPv4Network
    hop: str
    through: str
    weight: str
    source: str


def routes(device: Device) -> list[Route]:
    """What is connected and up, and the static routes whose next hop is."""
    own = list(_connected(device))
    return [*own, *(route for route in _statics(device) if _is_reached(route, own))]


def _connected(device: Device) -> Iterator[Route]:
    for port in ports(device):
        for address in port.addresses if port.is_up else ():
            hop = str(address.ip)
            yield Route(port.vrf, address.network, hop, port.name, "0/0", "direct")
            if address.network.prefixlen < address.max_prefixlen:
                alone = IPv4Network(address.ip)
                yield Route(port.vrf, alone, hop, port.name, "0/0", "local")


def _statics(device: Device) -> Iterator[Route]:
    yield from _under(device.running, "default")
    for context in device.running.starting("vrf context"):
        yield from _under(context, context.line.split()[2])


def _under(section: Node, vrf: str) -> Iterator[Route]:
    for node in section.starting("ip route"):
        words = node.line.split()
        yield Route(vrf, IPv4Network(words[2], strict=False), words[3], "", "1/0", "static")


def _is_reached(route: Route, own: list[Route]) -> bool:
    if not route.hop[0].isdigit():
        return True
    hop = IPv4Address(route.hop)
    return any(one.vrf == route.vrf and hop in one.prefix for one in own)


def _shown(device: Device, vrf: str, wanted: str) -> str:
    found = routes(device)
    names = dict.fromkeys(route.vrf for route in found)
    parts = [
        _HEAD.format(vrf=name) + "\n" + _body([r for r in found if r.vrf == name], wanted)
        for name in names
        if vrf in {"all", name}
    ]
    return "\n".join(parts)


def _body(found: list[Route], wanted: str) -> str:
    if wanted:
        found = _best(found, wanted)
    if not found:
        return "Route not found\n"
    lines = []
    for prefix in sorted({route.prefix for route in found}):
        paths = [route for route in found if route.prefix == prefix]
        attached = ", attached" if paths[0].source in {"direct", "local"} else ""
        lines.append(f"{prefix}, ubest/mbest: {len(paths)}/0{attached}")
        lines += [_path(route) for route in paths]
    return "\n".join([*lines, ""])


def _path(route: Route) -> str:
    where = ", ".join(filter(None, (route.hop, route.through)))
    return f"    *via {where}, [{route.weight}], {_AGE}, {route.source}"


def _best(found: list[Route], wanted: str) -> list[Route]:
    try:
        target = IPv4Network(wanted, strict=False)
    except (AddressValueError, ValueError):
        raise Refused("invalid", 3) from None
    covering = [route for route in found if target.subnet_of(route.prefix)]
    longest = max((route.prefix.prefixlen for route in covering), default=0)
    return [route for route in covering if route.prefix.prefixlen == longest]


def _show(cli: NxosCli, words: tuple[str, ...]) -> Reply:
    given = list(words[3:])
    vrf = "default"
    if given[:1] == ["vrf"]:
        vrf, given = given[1], given[2:]
    return Reply(_shown(cli.view, vrf, given[0] if given else ""))


def register(commands: Commands[NxosCli, Reply]) -> None:
    """Add these commands to the table."""
    commands("show ip route", "show ip route <w>")(_show)
    commands("show ip route vrf <w>", "show ip route vrf <w> <w>")(_show)
