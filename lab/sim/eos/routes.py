"""The EOS routing table: `show ip route` and `show vrf`, as text and as data."""

from __future__ import annotations

from ipaddress import IPv4Network
from typing import TYPE_CHECKING, Any

from lab.sim.eos.answer import Answer
from lab.sim.eos.ports import vrfs, wanted_vrfs
from lab.sim.grammar import Refused

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from lab.sim.commands import Commands
    from lab.sim.device import Device
    from lab.sim.eos.cli import EosCli
    from lab.sim.view import Hop, Route

# EOS gives every BGP route 200. `ospfInternal` is from memory, the other words are samples'.
_KINDS = {
    "connected": ("C", "connected", 0),
    "static": ("S", "static", 1),
    "ospf": ("O", "ospfInternal", 110),
    "ebgp": ("B E", "eBGP", 200),
    "ibgp": ("B I", "iBGP", 200),
}
_PROTOCOLS = {"ebgp": "bgp", "ibgp": "bgp"}
_DEFAULT = IPv4Network("0.0.0.0/0")
_CODES = """\
Codes: C - connected, S - static, K - kernel,
       O - OSPF, IA - OSPF inter area, E1 - OSPF external type 1,
       E2 - OSPF external type 2, N1 - OSPF NSSA external type 1,
       N2 - OSPF NSSA external type2, B - Other BGP Routes,
       B I - iBGP, B E - eBGP, R - RIP, I L1 - IS-IS level 1,
       I L2 - IS-IS level 2, O3 - OSPFv3, A B - BGP Aggregate,
       A O - OSPF Summary, NG - Nexthop Group Static Route,
       V - VXLAN Control Service, M - Martian,
       DH - DHCP client installed default route,
       DP - Dynamic Policy Route, L - VRF Leaked,
       G  - gRIBI, RC - Route Cache Route
"""


def _route(cli: EosCli, words: tuple[str, ...]) -> Answer:
    device = cli.view
    rest = words[3].split() if len(words) > len(("show", "ip", "route")) else []
    asked = ("vrf", rest[1]) if rest[:1] == ["vrf"] and len(rest) > 1 else ()
    rest = [word for word in rest[len(asked) :] if word != "detail"]
    told, parts = dict[str, Any](), list[str]()
    for vrf in wanted_vrfs(device, asked):
        routes = [one for one in device.network.seen(device).routes if one.vrf == vrf]
        found = list(_chosen(routes, rest))
        told[vrf] = {
            "routes": {str(route.prefix): _told(route) for route in found},
            "allRoutesProgrammedHardware": True,
            "allRoutesProgrammedKernel": True,
            "routingDisabled": False,
        }
        parts.append(_text(device, vrf, routes, found))
    return Answer("\n".join(parts), {"vrfs": told}, is_shown=True)


def _chosen(routes: list[Route], rest: list[str]) -> Iterator[Route]:
    """The routes that the words after the VRF ask for: a destination, a protocol."""
    names = {"connected", "static", "ospf", "bgp"} & set(rest)
    if not rest or rest[0] in names:
        found: Iterable[Route] = routes
    elif "longer-prefixes" in rest:
        wanted = _network(rest[0])
        found = [route for route in routes if route.prefix.subnet_of(wanted)]
    else:
        found = _best(routes, rest[0])
    for route in found:
        if not names or _PROTOCOLS.get(route.protocol, route.protocol) in names:
            yield route


def _best(routes: list[Route], destination: str) -> list[Route]:
    wanted = _network(destination)
    if "/" in destination:
        return [route for route in routes if route.prefix == wanted]
    found = [route for route in routes if wanted.subnet_of(route.prefix)]
    return [max(found, key=lambda route: route.prefix.prefixlen)] if found else []


def _network(word: str) -> IPv4Network:
    try:
        return IPv4Network(word, strict=False)
    except ValueError:
        raise Refused("invalid", 3) from None


def _told(route: Route) -> dict[str, Any]:
    _, kind, distance = _KINDS[route.protocol]
    is_static = route.protocol == "static"
    is_dropped = not any(hop.address or hop.port for hop in route.hops)
    return {
        "kernelProgrammed": True,
        "hardwareProgrammed": True,
        "directlyConnected": route.protocol == "connected",
        "routeType": kind,
        "routeAction": "drop" if is_dropped else "forward",
        "preference": route.distance if is_static else distance,
        "metric": route.metric,
        "vias": [] if is_dropped else [_via(hop) for hop in route.hops],
    }


def _via(hop: Hop) -> dict[str, str]:
    address = {"nexthopAddr": str(hop.address)} if hop.address else {}
    return {"interface": hop.port, **address}


def _text(device: Device, vrf: str, routes: list[Route], found: list[Route]) -> str:
    if not device.running.get("ip routing") and vrf == "default":
        return "! IP routing not enabled"
    default = next((_row(route) for route in routes if route.prefix == _DEFAULT), None)
    gateway = (
        f"Gateway of last resort:\n{default}" if default else "Gateway of last resort is not set"
    )
    rows = [_row(route) for route in found if route.prefix != _DEFAULT]
    return "\n".join(["", f"VRF: {vrf}", _CODES, gateway, "", *rows, ""])


def _row(route: Route) -> str:
    code, _, distance = _KINDS[route.protocol]
    shown = route.distance if route.protocol == "static" else distance
    start = f" {code:<9}{route.prefix} "
    ways = [_way(route, hop, shown) for hop in route.hops]
    return start + f"\n{' ' * len(start)}".join(ways)


def _way(route: Route, hop: Hop, distance: int) -> str:
    if hop.address is None:
        return f"is directly connected, {hop.port or 'Null0'}"
    return f"[{distance}/{route.metric}] via {hop.address}, {hop.port}"


def _vrfs(cli: EosCli, _words: tuple[str, ...]) -> Answer:
    device = cli.view
    ports = device.view().ports
    told = {}
    rows = [f"{'VRF':<14} {'Protocols':<13} {'State':<27} Interfaces", "-" * 80]
    for vrf in vrfs(device):
        members = [port.name for port in ports if port.vrf == vrf and port.addresses]
        told[vrf] = {
            "routeDistinguisher": "",
            "vrfState": "up",
            "interfaces": members,
            "interfacesV4": members,
            "interfacesV6": [],
        }
        rows.append(f"{vrf:<14} {'IPv4':<13} {'routing':<27} {', '.join(members)}")
    return Answer("\n".join(rows), {"vrfs": told}, is_shown=True)


def register(commands: Commands[EosCli, Answer]) -> None:
    """Add these commands to the table."""
    commands("show ip route ...")(_route)
    commands("show vrf")(_vrfs)
