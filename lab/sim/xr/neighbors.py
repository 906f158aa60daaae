"""What a router sees of the others, in the shapes of its YANG models."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lab.sim.xr.state import ports
from lab.sim.xr.view import setting

if TYPE_CHECKING:
    from collections.abc import Iterable

    from lab.sim.tree import Node
    from lab.sim.view import Heard, Resolved, Route, Session
    from lab.sim.xr.device import Router
    from lab.sim.xr.subtree import Value

LINE_CARD = "0/0/CPU0"
_NOWHERE = "0.0.0.0"  # noqa: S104  what XR prints for no address
_TIMERS = {"hold-time": "180", "keep-alive-time": "60"}
_PROTOCOLS = {"ebgp": "bgp", "ibgp": "bgp"}


def lldp(router: Router) -> Value:
    """LLDP neighbours with their details."""
    heard = [_told(one) for one in router.network.seen(router).heard]
    node: Value = {"node-name": LINE_CARD, "neighbors": {"details": {"detail": heard}}}
    return {"nodes": {"node": [node]}}


def _told(heard: Heard) -> Value:
    detail = {
        "port-description": heard.far_port.description,
        "system-name": heard.far.name,
        "system-description": heard.far.system,
        "time-remaining": "105",
        "system-capabilities": "R",
        "enabled-capabilities": "R",
    }
    neighbor: Value = {
        "receiving-interface-name": heard.port,
        "device-id": heard.far.name,
        "chassis-id": heard.far.mac,
        "port-id-detail": heard.far_port.name,
        "hold-time": "120",
        "detail": detail,
    }
    return {
        "interface-name": heard.port,
        "device-id": heard.far.name,
        "lldp-neighbor": [neighbor],
    }


def arp(router: Router) -> Value:
    """The ARP table: neighbours, and the router's own addresses."""
    learned = [_entry(one) for one in router.network.seen(router).resolved]
    own = [
        {
            "address": str(address.ip),
            "interface-name": port.name,
            "state": "state-interface",
            "hardware-address": port.mac,
        }
        for port in ports(router)
        if port.is_ethernet and port.is_enabled
        for address in port.addresses
    ]
    return {"nodes": {"node": [{"node-name": LINE_CARD, "entries": {"entry": learned + own}}]}}


def _entry(resolved: Resolved) -> dict[str, str]:
    return {
        "address": str(resolved.address),
        "interface-name": resolved.port,
        "state": "state-dynamic",
        "age": "61",
        "hardware-address": resolved.mac,
    }


def bgp(router: Router) -> Value:
    """The BGP process, its neighbours and those of its VRFs."""
    process = next(router.running.starting("router bgp"), None)
    if process is None:
        return {}
    sessions = router.network.seen(router).sessions.values()
    vrfs = [node.line.split()[1] for node in process.starting("vrf")]
    active = {
        "default-vrf": _vrf(router, process, sessions, "default"),
        "vrfs": {"vrf": [_vrf(router, process, sessions, name) for name in vrfs]},
    }
    return {"instances": {"instance": [{"instance-name": "default", "instance-active": active}]}}


def _vrf(router: Router, process: Node, sessions: Iterable[Session], name: str) -> Value:
    section = process if name == "default" else process.get(f"vrf {name}")
    named = {node.line.split()[1]: node for node in section.starting("neighbor")} if section else {}
    up = str(int(router.clock.uptime()))
    return {
        "vrf-name": name,
        "global-process-info": {"vrf": {"router-id": router.view().router_id, **_TIMERS}},
        "neighbors": {
            "neighbor": [
                _neighbor(session, named[str(session.peer.address)], process, up)
                for session in sessions
                if session.peer.vrf == name
            ]
        },
    }


def _neighbor(session: Session, node: Node, process: Node, uptime: str) -> Value:
    peer, is_up = session.peer, session.is_established
    near = str(session.local or _NOWHERE)
    counted = {
        "af-name": "ipv4",
        "prefixes-accepted": str(session.received),
        "prefixes-denied": "0",
        "prefixes-advertised": str(session.sent),
        **_policies(node),
    }
    return {
        "neighbor-address": str(peer.address),
        "description": setting(node, process, "description"),
        "local-as": str(peer.local_as),
        "remote-as": str(peer.remote_as),
        "connection-established-time": uptime if is_up else "0",
        "connection-state": "bgp-st-estab" if is_up else "bgp-st-idle",
        "connection-local-address": {"afi": "ipv4", "ipv4-address": near},
        "connection-local-port": "179",
        "connection-remote-address": {"afi": "ipv4", "ipv4-address": str(peer.address)},
        "connection-remote-port": "34521",
        **_TIMERS,
        "is-administratively-shut-down": "false" if peer.is_enabled else "true",
        "router-id": session.router_id or _NOWHERE,
        "af-data": [counted],
    }


def _policies(neighbor: Node) -> dict[str, str]:
    family = neighbor.get("address-family ipv4 unicast")
    words = [line.line.split() for line in family.starting("route-policy")] if family else []
    return {f"route-policy-{direction}": name for _, name, direction in words}


def rib(router: Router) -> Value:
    """The routing tables of IPv4."""
    tables: dict[str, list[Value]] = {}
    for route in router.network.seen(router).routes:
        tables.setdefault(route.vrf, []).append(_route(router, route))
    return {"vrfs": {"vrf": [_table(vrf, routes) for vrf, routes in tables.items()]}}


def _table(vrf: str, routes: list[Value]) -> Value:
    table: Value = {"route-table-name": "default", "routes": {"route": routes}}
    unicast: Value = {
        "saf-name": "Unicast",
        "ip-rib-route-table-names": {"ip-rib-route-table-name": [table]},
    }
    family: Value = {"af-name": "IPv4", "safs": {"saf": [unicast]}}
    return {"vrf-name": vrf, "afs": {"af": [family]}}


def _route(router: Router, route: Route) -> Value:
    prefix, length = str(route.prefix.network_address), str(route.prefix.prefixlen)
    paths = [
        {"address": str(hop.address or _NOWHERE), "interface-name": hop.port} for hop in route.hops
    ]
    return {
        "address": prefix,
        "prefix-length": length,
        "prefix": prefix,
        "prefix-length-xr": length,
        "protocol-name": _PROTOCOLS.get(route.protocol, route.protocol),
        "priority": "12",
        "distance": str(route.distance),
        "metric": str(route.metric),
        "route-age": str(int(router.clock.uptime())),
        "route-path": {"ipv4-rib-edm-path": paths},
    }
