"""The IOS routing table: `show ip route`, whole, for one destination, by VRF."""

from __future__ import annotations

from ipaddress import IPv4Address, IPv4Network
from typing import TYPE_CHECKING

from lab.sim.commands import Reply
from lab.sim.flat import named, value
from lab.sim.grammar import Refused
from lab.sim.ios.bgp import age, local_as
from lab.sim.ios.show import shows

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from lab.sim.commands import Commands
    from lab.sim.device import Device
    from lab.sim.ios.cli import IosCli
    from lab.sim.view import Hop, Route

_CODES = {"connected": "C", "static": "S", "ospf": "O", "ebgp": "B", "ibgp": "B"}
_LEGEND = """\
Codes: L - local, C - connected, S - static, R - RIP, M - mobile, B - BGP
       D - EIGRP, EX - EIGRP external, O - OSPF, IA - OSPF inter area
       N1 - OSPF NSSA external type 1, N2 - OSPF NSSA external type 2
       E1 - OSPF external type 1, E2 - OSPF external type 2
       i - IS-IS, su - IS-IS summary, L1 - IS-IS level-1, L2 - IS-IS level-2
       ia - IS-IS inter area, * - candidate default, U - per-user static route
       o - ODR, P - periodic downloaded static route, H - NHRP, l - LISP
       a - application route
       + - replicated route, % - next hop override, p - overrides from PfR
"""
_DEFAULT = IPv4Network("0.0.0.0/0")
_CLASSES = ((128, 8), (192, 16), (224, 24))
_HOST = 32

Row = tuple[IPv4Network, str, list[str]]


def _table(device: Device, vrf: str) -> str:
    seen = device.network.seen(device)
    routes = [route for route in seen.routes if route.vrf == vrf]
    default = next((route for route in routes if route.prefix == _DEFAULT), None)
    gateway = f"{default.hops[0].address} to network 0.0.0.0" if default else "not set"
    rows = [_row(device, route) for route in routes] + list(_own(device, seen.up, vrf))
    head = [_LEGEND, f"Gateway of last resort is {gateway}", ""]
    return "\n".join([*head, *_grouped(sorted(rows, key=lambda row: row[0]))])


def _row(device: Device, route: Route) -> Row:
    code = _CODES[route.protocol] + ("*" if route.prefix == _DEFAULT else "")
    return route.prefix, code, [_way(device, route, hop) for hop in route.hops]


def _way(device: Device, route: Route, hop: Hop) -> str:
    if hop.address is None:
        return f"is directly connected, {hop.port or 'Null0'}"
    cost = f"[{route.distance}/{route.metric}] via {hop.address}"
    is_told = route.protocol != "static"
    port = f", {hop.port}" if route.protocol == "ospf" else ""
    return f"{cost}, {age(device)}{port}" if is_told else cost


def _own(device: Device, up: frozenset[str], vrf: str) -> Iterator[Row]:
    for port in device.view().ports:
        for address in port.addresses if port.name in up and port.vrf == vrf else ():
            if address.network.prefixlen != _HOST:
                yield IPv4Network(address.ip), "L", [f"is directly connected, {port.name}"]


def _classful(network: IPv4Network) -> IPv4Network:
    first = int(network.network_address) >> 24
    length = next((bits for top, bits in _CLASSES if first < top), _HOST)
    return network.supernet(new_prefix=length) if network.prefixlen > length else network


def _grouped(rows: Iterable[Row]) -> Iterator[str]:
    classes: dict[IPv4Network, list[Row]] = {}
    for row in rows:
        classes.setdefault(_classful(row[0]), []).append(row)
    for whole, members in classes.items():
        is_alone = len(members) == 1 and members[0][0] == whole
        if not is_alone:
            yield _heading(whole, members)
        for prefix, code, ways in members:
            yield f"{code:<6}{'' if is_alone else '   '}{prefix} {ways[0]}"
            yield from (
                f"{'':<{7 + len(str(prefix))}}{'' if is_alone else '   '}{w}" for w in ways[1:]
            )


def _heading(whole: IPv4Network, members: list[Row]) -> str:
    masks = {prefix.prefixlen for prefix, _, _ in members}
    count = f"{len(members)} subnet{'s' if len(members) > 1 else ''}"
    if len(masks) > 1:
        return f"      {whole} is variably subnetted, {count}, {len(masks)} masks"
    return f"      {whole.network_address}/{masks.pop()} is subnetted, {count}"


def _route(cli: IosCli, words: tuple[str, ...]) -> Reply:
    rest = list(words[3:])
    vrf = rest[1] if rest[:1] == ["vrf"] else "default"
    rest = rest[2:] if vrf != "default" else rest
    if vrf != "default" and cli.view.running.get(f"vrf definition {vrf}") is None:
        return Reply(f"% IP routing table {vrf} does not exist")
    if not rest:
        return Reply(_table(cli.view, vrf))
    try:
        wanted = IPv4Network("/".join(rest), strict=False)
    except ValueError:
        raise Refused("invalid", 3) from None
    return Reply(_detail(cli.view, wanted, vrf, is_exact=len(rest) > 1))


def _detail(device: Device, wanted: IPv4Network, vrf: str, *, is_exact: bool) -> str:
    routes = [route for route in device.network.seen(device).routes if route.vrf == vrf]
    found = [
        route
        for route in routes
        if (route.prefix == wanted if is_exact else wanted.subnet_of(route.prefix))
        # A destination is looked up by its address; the default route is no entry for it.
        and (route.prefix != _DEFAULT or wanted.network_address == IPv4Address(0))
    ]
    if not found:
        return "% Subnet not in table" if is_exact else "% Network not in table"
    route = max(found, key=lambda route: route.prefix.prefixlen)
    blocks = [line for hop in route.hops for line in _block(device, route, hop)]
    known = f"  Known via {_known(device, route)}"
    head = [f"Routing entry for {route.prefix}", known, "  Routing Descriptor Blocks:"]
    return "\n".join([*head, *blocks])


def _known(device: Device, route: Route) -> str:
    """The protocol's words, as the device says them."""
    process = next((named(n) for n in device.running.starting("router ospf")), "")
    number = f"distance {route.distance}, metric {route.metric}"
    first = route.path[0] if route.path else 0
    return {
        "connected": f'"connected", {number} (connected, via interface)',
        "static": f'"static", {number}',
        "ospf": f'"ospf {process}", {number}, type intra area',
        "ebgp": f'"bgp {local_as(device)}", {number}\n  Tag {first}, type external',
        "ibgp": f'"bgp {local_as(device)}", {number}, type internal',
    }[route.protocol]


def _block(device: Device, route: Route, hop: Hop) -> Iterator[str]:
    mark = "*" if hop == route.hops[0] else " "
    if hop.address is None:
        yield f"  {mark} directly connected, via {hop.port or 'Null0'}"
    elif route.protocol == "static":
        yield f"  {mark} {hop.address}"
    else:
        via = f", via {hop.port}" if route.protocol == "ospf" else ""
        yield f"  {mark} {hop.address}, from {hop.address}, {age(device)} ago{via}"
    yield f"      Route metric is {route.metric}, traffic share count is 1"


def _vrfs(device: Device) -> str:
    rows = [f"  {'Name':<33}{'Default RD':<22}{'Protocols':<13}Interfaces"]
    ports = device.view().ports
    for node in device.running.starting("vrf definition"):
        kinds = [f.line.split()[1] for f in node.starting("address-family")]
        members = [port.name for port in ports if port.vrf == named(node)]
        rd = value(node, "rd", "<not set>")
        row = f"  {named(node):<33}{rd:<22}{','.join(kinds):<13}{''.join(members[:1])}"
        rows += [row.rstrip(), *(f"{'':<70}{name}" for name in members[1:])]
    return "\n".join(rows)


def register(commands: Commands[IosCli, Reply]) -> None:
    """Add these commands to the table."""
    commands(
        "show ip route",
        "show ip route <ip>",
        "show ip route <ip> <ip>",
        "show ip route vrf <w>",
        "show ip route vrf <w> <ip>",
        "show ip route vrf <w> <ip> <ip>",
    )(_route)
    commands("show vrf")(shows(_vrfs))
