"""The routing table of an NX-OS switch, as `show ip route` prints it."""

from __future__ import annotations

from ipaddress import IPv4Network
from typing import TYPE_CHECKING

from lab.sim.commands import Reply
from lab.sim.grammar import Refused
from lab.sim.nxos.neighbours import look
from lab.sim.nxos.state import interfaces, local_as
from lab.sim.nxos.text import AGE
from lab.sim.view import Hop, Route

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lab.sim.commands import Commands
    from lab.sim.nxos.cli import NxosCli
    from lab.sim.nxos.device import Switch

_HEAD = (
    'IP Route Table for VRF "{vrf}"\n'
    "'*' denotes best ucast next-hop\n"
    "'**' denotes best mcast next-hop\n"
    "'[x/y]' denotes [preference/metric]\n"
    "'%<string>' in via output denotes VRF <string>\n\n"
)
# What NX-OS calls each protocol, with the process and what follows it.
_SOURCES = {
    "connected": "direct",
    "local": "local",
    "static": "static",
    "ospf": "ospf-{ospf}, intra",
    "ebgp": "bgp-{bgp}, external, tag {first}",
    "ibgp": "bgp-{bgp}, internal, tag {first}",
}


def _routes(device: Switch) -> Iterator[Route]:
    """The table, with the switch's own addresses as NX-OS has them."""
    yield from look(device).routes
    for port in interfaces(device, look(device).up):
        for address in port.addresses if port.is_up else ():
            if address.network.prefixlen < address.max_prefixlen:
                hops = (Hop(port=port.name),)
                yield Route(IPv4Network(address.ip), "local", hops, vrf=port.vrf)


def _shown(device: Switch, vrf: str, wanted: str) -> str:
    found = sorted(_routes(device), key=lambda route: (route.vrf != "default", route.vrf))
    names = dict.fromkeys(route.vrf for route in found)
    parts = [
        _HEAD.format(vrf=name) + _body(device, [r for r in found if r.vrf == name], wanted)
        for name in names
        if vrf in {"all", name}
    ]
    return "\n".join(parts)


def _body(device: Switch, found: list[Route], wanted: str) -> str:
    if wanted:
        found = _best(found, wanted)
    if not found:
        return "Route not found\n"
    lines = []
    for route in sorted(found, key=lambda route: route.prefix):
        attached = ", attached" if route.protocol in {"connected", "local"} else ""
        lines.append(f"{route.prefix}, ubest/mbest: {len(route.hops)}/0{attached}")
        lines += [_path(device, route, hop) for hop in route.hops]
    return "\n".join([*lines, ""])


def _path(device: Switch, route: Route, hop: Hop) -> str:
    ospf = next(device.running.starting("router ospf"), None)
    source = _SOURCES[route.protocol].format(
        ospf=ospf.line.split()[2] if ospf else "",
        bgp=local_as(device),
        first=route.path[0] if route.path else local_as(device),
    )
    address = str(hop.address) if hop.address else _own(device, hop.port)
    port = "" if route.protocol in {"static", "ebgp", "ibgp"} else hop.port
    where = ", ".join(filter(None, (address, port))) or "Null0"
    return f"    *via {where}, [{route.distance}/{route.metric}], {AGE}, {source}"


def _own(device: Switch, name: str) -> str:
    """What a connected route is reached by: the switch's address on the port."""
    addresses = (p.addresses for p in interfaces(device) if p.name == name and p.addresses)
    return next((str(found[0].ip) for found in addresses), "")


def _best(found: list[Route], wanted: str) -> list[Route]:
    try:
        target = IPv4Network(wanted, strict=False)
    except ValueError:
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
