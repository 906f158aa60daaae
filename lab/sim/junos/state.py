"""What a Junos configuration asks for: ports, addresses, neighbours, routes."""

from __future__ import annotations

from dataclasses import dataclass
from ipaddress import IPv4Address, IPv4Interface, IPv4Network
from typing import TYPE_CHECKING

from lab.sim.junos.statements import natural

if TYPE_CHECKING:
    from lab.sim.junos.statements import Statement

_DEFAULT_MTU = 1514
_STATIC_PREFERENCE = "5"


@dataclass(frozen=True, slots=True)
class Unit:
    """A logical interface, as `ge-0/0/3.110`."""

    name: str
    description: str
    addresses: tuple[IPv4Interface, ...]
    is_enabled: bool


@dataclass(frozen=True, slots=True)
class Port:
    """A physical interface and its units."""

    name: str
    description: str
    mtu: int
    is_enabled: bool
    units: tuple[Unit, ...]


@dataclass(frozen=True, slots=True)
class Peer:
    """A BGP neighbour; `local` is the address of this end, if the configuration names one."""

    address: IPv4Address
    remote_as: int
    local_as: int
    description: str
    local: IPv4Address | None
    is_enabled: bool


@dataclass(frozen=True, slots=True)
class Static:
    """A static route; without next hops it discards."""

    prefix: IPv4Network
    hops: tuple[IPv4Address, ...]
    preference: int


def ports(root: Statement, hardware: tuple[str, ...]) -> list[Port]:
    """The ports of the device and what the configuration makes of them."""
    configured = {one.key: one for one in root.walk("interfaces", "*")}
    names = sorted({*configured, *hardware}, key=natural)
    return [_port(name, configured.get(name)) for name in names]


def _port(name: str, one: Statement | None) -> Port:
    if one is None:
        return Port(name, "", _DEFAULT_MTU, is_enabled=True, units=())
    units = tuple(_unit(name, unit) for unit in one.walk("unit", "*"))
    is_enabled = one.at("disable") is None
    mtu = int(one.value("mtu", default=str(_DEFAULT_MTU)))
    return Port(name, one.value("description"), mtu, is_enabled, units)


def _unit(port: str, unit: Statement) -> Unit:
    addresses = tuple(IPv4Interface(a.key) for a in unit.walk("family", "inet", "address", "*"))
    is_enabled = unit.at("disable") is None
    return Unit(f"{port}.{unit.key}", unit.value("description"), addresses, is_enabled)


def router_id(root: Statement) -> str:
    """The configured router id, or the first address of lo0."""
    loopback = next(
        root.walk("interfaces", "lo0", "unit", "*", "family", "inet", "address", "*"), None
    )
    first = loopback.key.partition("/")[0] if loopback else "0.0.0.0"  # noqa: S104  not a socket
    return root.value("routing-options", "router-id", default=first)


def local_as(root: Statement) -> int:
    """The device's own autonomous system, or 0."""
    return int(root.value("routing-options", "autonomous-system", default="0").split(".")[0])


def peers(root: Statement) -> list[Peer]:
    """The BGP neighbours that are configured and active."""
    found = []
    for group in root.walk("protocols", "bgp", "group", "*"):
        found += [_peer(root, group, one) for one in group.walk("neighbor", "*")]
    return found


def _peer(root: Statement, group: Statement, one: Statement) -> Peer:
    def told(name: str) -> str:
        return one.value(name) or group.value(name) or root.value("protocols", "bgp", name)

    own = int(told("local-as") or local_as(root))
    is_internal = group.value("type") == "internal"
    local = told("local-address")
    is_shut = any(at.at("shutdown") for at in (one, group))
    return Peer(
        address=IPv4Address(one.key),
        remote_as=own if is_internal else int(told("peer-as") or 0),
        local_as=own,
        description=told("description"),
        local=IPv4Address(local) if local else None,
        is_enabled=not is_shut,
    )


def ospf(root: Statement) -> dict[str, str]:
    """The units that look for OSPF neighbours, and their areas."""
    return {
        one.key: area.key
        for area in root.walk("protocols", "ospf", "area", "*")
        for one in area.walk("interface", "*")
        if one.at("disable") is None and one.at("passive") is None
    }


def lldp(root: Statement, names: list[str]) -> set[str]:
    """The ports, of these, that speak LLDP."""
    if root.at("protocols", "lldp") is None or root.at("protocols", "lldp", "disable"):
        return set()
    listed = {
        one.key: one.at("disable") is None
        for one in root.walk("protocols", "lldp", "interface", "*")
    }
    return {name for name in names if listed.get(name, listed.get("all", False))}


def statics(root: Statement) -> list[Static]:
    """The static routes."""
    return [
        Static(
            IPv4Network(one.key, strict=False),
            tuple(IPv4Address(hop) for at in one.walk("next-hop") for hop in at.values),
            int(one.value("preference", default=_STATIC_PREFERENCE)),
        )
        for one in root.walk("routing-options", "static", "route", "*")
    ]
