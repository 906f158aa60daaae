"""What a Junos configuration says to the network: ports, addresses, peers, routes."""

from __future__ import annotations

from ipaddress import IPv4Address, IPv4Interface, IPv4Network
from typing import TYPE_CHECKING

from lab.sim.junos.statements import natural
from lab.sim.view import Peer, Port, Static, View

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from lab.sim.junos.statements import Statement

_STATIC_PREFERENCE = "5"
_POLICY = ("policy-options", "policy-statement")


def view(
    root: Statement, name: str, hardware: tuple[str, ...], mac_of: Callable[[int], str]
) -> View:
    """The part of an active configuration that other devices can tell."""
    ports = tuple(_ports(root, hardware, mac_of))
    return View(
        name=name,
        system=root.value("system", "host-name"),
        mac=mac_of(0),
        router_id=router_id(root),
        ports=ports,
        peers=tuple(_peers(root, ports)),
        statics=tuple(_statics(root)),
        networks=tuple(_exported(root)),
    )


def _ports(
    root: Statement, hardware: tuple[str, ...], mac_of: Callable[[int], str]
) -> Iterator[Port]:
    configured = {one.key: one for one in root.walk("interfaces", "*")}
    names = sorted({*configured, *hardware}, key=natural)
    speakers, areas = _lldp(root, names), _ospf(root)
    for number, name in enumerate(names):
        one = configured.get(name)
        yield Port(
            name=name,
            is_enabled=one is None or one.at("disable") is None,
            description=one.value("description") if one else "",
            mac=mac_of(number),
            sends_lldp=name in speakers,
            hears_lldp=name in speakers,
        )
        for unit in one.walk("unit", "*") if one else ():
            yield _unit(name, unit, areas, mac_of(number))


def _unit(port: str, unit: Statement, areas: dict[str, tuple[str, Statement]], mac: str) -> Port:
    name = f"{port}.{unit.key}"
    area, spoken = areas.get(name, ("", unit))
    return Port(
        name=name,
        is_enabled=unit.at("disable") is None,
        addresses=tuple(IPv4Interface(a.key) for a in unit.walk("family", "inet", "address", "*")),
        description=unit.value("description"),
        mac=mac,
        below=(port,),
        area=area,
        is_passive=bool(area) and spoken.at("passive") is not None,
        cost=int(spoken.value("metric", default="1")) if area else 1,
    )


def _ospf(root: Statement) -> dict[str, tuple[str, Statement]]:
    return {
        one.key: (area.key, one)
        for area in root.walk("protocols", "ospf", "area", "*")
        for one in area.walk("interface", "*")
        if one.at("disable") is None
    }


def _lldp(root: Statement, names: list[str]) -> set[str]:
    if root.at("protocols", "lldp") is None or root.at("protocols", "lldp", "disable"):
        return set()
    spoken = root.walk("protocols", "lldp", "interface", "*")
    listed = {one.key: one.at("disable") is None for one in spoken}
    return {name for name in names if listed.get(name, listed.get("all", False))}


def router_id(root: Statement) -> str:
    """The configured router id, or the first address of lo0."""
    path = ("interfaces", "lo0", "unit", "*", "family", "inet", "address", "*")
    loopback = next(root.walk(*path), None)
    first = loopback.key.partition("/")[0] if loopback else "0.0.0.0"  # noqa: S104  not a socket
    return root.value("routing-options", "router-id", default=first)


def _peers(root: Statement, ports: tuple[Port, ...]) -> Iterator[Peer]:
    for group in root.walk("protocols", "bgp", "group", "*"):
        for one in group.walk("neighbor", "*"):
            yield _peer(root, group, one, ports)


def _peer(root: Statement, group: Statement, one: Statement, ports: tuple[Port, ...]) -> Peer:
    def told(name: str) -> str:
        return one.value(name) or group.value(name) or root.value("protocols", "bgp", name)

    own = told("local-as") or root.value("routing-options", "autonomous-system", default="0")
    is_internal = group.value("type") == "internal"
    local = told("local-address")
    sources = (p.name for p in ports if local in {str(a.ip) for a in p.addresses})
    return Peer(
        address=IPv4Address(one.key),
        remote_as=int(own if is_internal else told("peer-as") or 0),
        local_as=int(own),
        source=next(sources, ""),
        is_enabled=not any(at.at("shutdown") for at in (one, group)),
    )


def descriptions(root: Statement) -> dict[str, str]:
    """What the configuration calls its BGP neighbours, by their address."""
    neighbors = root.walk("protocols", "bgp", "group", "*", "neighbor", "*")
    return {one.key: one.value("description") for one in neighbors}


def _statics(root: Statement) -> Iterator[Static]:
    for one in root.walk("routing-options", "static", "route", "*"):
        prefix = IPv4Network(one.key, strict=False)
        distance = int(one.value("preference", default=_STATIC_PREFERENCE))
        hops = [IPv4Address(hop) for at in one.walk("next-hop") for hop in at.values]
        yield from (Static(prefix, hop, distance=distance) for hop in hops)
        if not hops:
            yield Static(prefix, distance=distance)


def _exported(root: Statement) -> Iterator[IPv4Network]:
    """The prefixes that the export policies of BGP name."""
    groups = list(root.walk("protocols", "bgp", "group", "*"))
    holders = [*groups, *(one for group in groups for one in group.walk("neighbor", "*"))]
    used = {name for at in holders for one in at.walk("export") for name in one.values}
    for policy in sorted(used):
        for term in root.walk(*_POLICY, policy, "term", "*"):
            yield from (IPv4Network(f.key) for f in term.walk("from", "route-filter", "*"))
            for named in term.walk("from", "prefix-list", "*"):
                entries = root.walk("policy-options", "prefix-list", named.key, "*")
                yield from (IPv4Network(entry.key, strict=False) for entry in entries)
