"""What an IOS-XR configuration says to the network: ports, BGP neighbours, static routes."""

from __future__ import annotations

from ipaddress import IPv4Address, IPv4Network
from typing import TYPE_CHECKING, NamedTuple

from lab.sim.view import Peer, Port, Static, View
from lab.sim.xr.state import ports

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lab.sim.tree import Node
    from lab.sim.xr import state
    from lab.sim.xr.device import Router

_DISCARDS = "Null0"
_SOCKETS = ("GigabitEthernet", "TenGigE", "HundredGigE")


class _Ospf(NamedTuple):
    area: str
    cost: int
    is_passive: bool


def view(router: Router) -> View:
    """What others can tell of this router."""
    root, found = router.running, ports(router)
    areas = dict(_areas(root))
    return View(
        name=router.hostname,
        system=f" {router.identity.version}, IOS-XRv 9000",
        mac=found[0].mac,
        router_id=_router_id(root, found),
        ports=tuple(_port(port, found, areas, root) for port in found),
        peers=tuple(_peers(root)),
        statics=tuple(_statics(root)),
        networks=tuple(_networks(root)),
    )


def _port(
    port: state.Port, others: tuple[state.Port, ...], areas: dict[str, _Ospf], root: Node
) -> Port:
    area, cost, is_passive = areas.get(port.name, _Ospf("", 1, is_passive=False))
    lldp = port.section.get("lldp")
    has_lldp = root.get("lldp") is not None and port.kind in _SOCKETS and "." not in port.name
    return Port(
        name=port.name,
        is_enabled=port.is_enabled,
        addresses=port.addresses,
        vrf=port.vrf,
        description=port.value("description"),
        mac=port.mac,
        below=_below(port, others),
        sends_lldp=has_lldp and not (lldp and lldp.get("transmit disable")),
        hears_lldp=has_lldp and not (lldp and lldp.get("receive disable")),
        area=area,
        is_passive=is_passive,
        cost=cost,
    )


def _below(port: state.Port, others: tuple[state.Port, ...]) -> tuple[str, ...] | None:
    if "." in port.name:
        return (port.name.partition(".")[0],)
    if port.kind != "Bundle-Ether":
        return None
    number = port.name.removeprefix(port.kind)
    return tuple(o.name for o in others if o.value("bundle id").split()[:1] == [number])


def _areas(root: Node) -> Iterator[tuple[str, _Ospf]]:
    for process in root.starting("router ospf"):
        for area in process.starting("area"):
            for interface in area.starting("interface"):
                cost = interface.get("cost")
                yield (
                    interface.line.split()[1],
                    _Ospf(
                        area.line.split()[1],
                        int(cost.line.split()[1]) if cost else 1,
                        _is_passive(interface, area, process),
                    ),
                )


def _is_passive(*sections: Node) -> bool:
    """The nearest section that says so decides."""
    said = (one.get("passive") for one in sections)
    nearest = next((line for line in said if line), None)
    return nearest is not None and nearest.line == "passive enable"


def _router_id(root: Node, found: tuple[state.Port, ...]) -> str:
    for section in (*root.starting("router bgp"), *root.starting("router ospf")):
        chosen = section.get("bgp router-id") or section.get("router-id")
        if chosen:
            return chosen.line.split()[-1]
    loopbacks = (p.addresses for p in found if p.kind == "Loopback" and p.addresses)
    return next((str(addresses[0].ip) for addresses in loopbacks), "0.0.0.0")  # noqa: S104  no id


def _peers(root: Node) -> Iterator[Peer]:
    for bgp in root.starting("router bgp"):
        for neighbor in bgp.starting("neighbor"):
            yield from _peer(neighbor, bgp, "default")
        for vrf in bgp.starting("vrf"):
            for neighbor in vrf.starting("neighbor"):
                yield from _peer(neighbor, bgp, vrf.line.split()[1])


def _peer(neighbor: Node, bgp: Node, vrf: str) -> Iterator[Peer]:
    address, remote = neighbor.line.split()[1], setting(neighbor, bgp, "remote-as")
    if remote and ":" not in address:
        yield Peer(
            address=IPv4Address(address),
            remote_as=int(remote),
            local_as=int(bgp.line.split()[-1]),
            vrf=vrf,
            source=setting(neighbor, bgp, "update-source"),
            is_enabled=neighbor.get("shutdown") is None,
        )


def setting(neighbor: Node, bgp: Node, word: str) -> str:
    """What a neighbour says, or the group that it uses; nothing if neither does."""
    used = neighbor.get("use neighbor-group")
    group = bgp.get(used.line.removeprefix("use ")) if used else None
    line = neighbor.get(word) or (group.get(word) if group else None)
    return line.line.removeprefix(word).strip() if line else ""


def _statics(root: Node) -> Iterator[Static]:
    static = root.get("router static")
    for node in static.children if static else ():
        is_vrf = node.mode == "static-vrf"
        for family in node.children if is_vrf else (node,):
            for line in family.children:
                if family.line == "address-family ipv4 unicast":
                    yield _static(line.line.split(), node.line.split()[1] if is_vrf else "default")


def _static(words: list[str], vrf: str) -> Static:
    rest = words[1:]
    hops = [word for word in rest if word.count(".") == 3 and word[0].isdigit()]  # noqa: PLR2004  IPv4
    named = [word for word in rest if word[0].isalpha()][:1]
    metrics = [int(word) for word in rest if word.isdigit()]
    return Static(
        prefix=IPv4Network(words[0], strict=False),
        hop=IPv4Address(hops[0]) if hops else None,
        port=named[0] if named and named[0] != _DISCARDS else "",
        vrf=vrf,
        distance=metrics[0] if metrics else 1,
    )


def _networks(root: Node) -> Iterator[IPv4Network]:
    for bgp in root.starting("router bgp"):
        family = bgp.get("address-family ipv4 unicast")
        for line in family.starting("network") if family else ():
            yield IPv4Network(line.line.split()[1], strict=False)
