"""The EOS `show` commands about OSPF neighbours and BGP sessions, as text and as data."""

from __future__ import annotations

import time
from ipaddress import IPv4Network
from typing import TYPE_CHECKING, Any

from lab.sim.eos.answer import Answer
from lab.sim.eos.ports import wanted_vrfs
from lab.sim.flat import Bgp
from lab.sim.grammar import Refused

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lab.sim.commands import Commands
    from lab.sim.device import Device
    from lab.sim.eos.cli import EosCli
    from lab.sim.view import Adjacent, Route, Session

_NOBODY = "0.0.0.0"  # noqa: S104  what the device shows, not a socket
_SHUT = "Administratively shut down"
_INACTIVE = Answer("% BGP inactive", {"vrfs": {}}, is_shown=True)


def age(device: Device) -> str:
    """How long something has been up, as in tables; here since the device booted."""
    seconds = int(device.clock.uptime())
    days, hours = seconds // 86400, seconds // 3600 % 24
    clock = f"{hours:02}:{seconds // 60 % 60:02}:{seconds % 60:02}"
    return f"{days}d{hours:02}h" if days else clock


def local_as(device: Device) -> int:
    """The number after `router bgp`, 0 without BGP."""
    return Bgp(device.running, masks=False, group="peer group", activates=False).local_as


def _ospf(cli: EosCli, _words: tuple[str, ...]) -> Answer:
    device = cli.view
    process = next((n.line.split()[2] for n in device.running.starting("router ospf")), "")
    found = device.network.seen(device).adjacent
    rows = [
        (
            "Neighbor ID     Instance VRF      Pri State                  Dead Time   Address"
            "         Interface"
        )
    ]
    rows += [
        f"{one.router_id:<16}{process:<9}{'default':<9}{0:<4}{'FULL':<23}{'00:00:36':<12}"
        f"{one.address!s:<16}{one.port}"
        for one in found
    ]
    entries = {"ospfNeighborEntries": [_adjacent(one) for one in found]}
    table = {"instList": {process: entries}} if process else {}
    return Answer("\n".join(rows), {"vrfs": {"default": table} if table else {}}, is_shown=True)


def _adjacent(one: Adjacent) -> dict[str, Any]:
    return {
        "routerId": one.router_id,
        "priority": 0,
        "drState": "DR Other",
        "interfaceName": one.port,
        "adjacencyState": "full",
        "interfaceAddress": str(one.address),
        "details": {"areaId": one.area},
    }


def _sessions(device: Device, vrf: str) -> dict[str, Session]:
    found = device.network.seen(device).sessions
    return {address: one for address, one in found.items() if one.peer.vrf == vrf}


def _state(session: Session) -> str:
    if session.is_established:
        return "Established"
    return "Active" if session.peer.is_enabled else "Idle"


def _summary(cli: EosCli, words: tuple[str, ...]) -> Answer:
    device = cli.view
    number, router_id = local_as(device), device.view().router_id
    if not number:
        return _INACTIVE
    told: dict[str, Any] = {}
    rows: list[str] = []
    for vrf in wanted_vrfs(device, words):
        sessions = {} if words[1] == "ipv6" else _sessions(device, vrf)
        peers = {address: _summed(device, one) for address, one in sessions.items()}
        told[vrf] = {"vrf": vrf, "routerId": router_id, "asn": str(number), "peers": peers}
        rows += [
            f"BGP summary information for VRF {vrf}",
            f"Router identifier {router_id}, local AS number {number}",
            "Neighbor Status Codes: m - Under maintenance",
            (
                "  Neighbor         V  AS           MsgRcvd   MsgSent  InQ OutQ  Up/Down State"
                "   PfxRcd PfxAcc"
            ),
            *(_summed_row(device, one) for one in sessions.values()),
        ]
    return Answer("\n".join(rows), {"vrfs": told}, is_shown=True)


def _summed(device: Device, session: Session) -> dict[str, Any]:
    idle = {} if session.peer.is_enabled else {"peerStateIdleReason": "Admin"}
    return {
        "version": 4,
        "msgReceived": 100,
        "msgSent": 100,
        "inMsgQueue": 0,
        "outMsgQueue": 0,
        "asn": str(session.peer.remote_as),
        "prefixAccepted": session.received,
        "prefixReceived": session.received,
        "upDownTime": time.time() - device.clock.uptime(),
        "underMaintenance": False,
        "peerState": _state(session),
        **idle,
    }


def _summed_row(device: Device, session: Session) -> str:
    is_up, peer = session.is_established, session.peer
    state = "Estab" if is_up else "Active" if peer.is_enabled else "Idle(Admin)"
    counts = f"   {session.received:<6} {session.received}" if is_up else ""
    messages = f"{100:>9} {100:>9}" if is_up else f"{0:>9} {0:>9}"
    since = age(device) if is_up else "never"
    return (
        f"  {peer.address!s:<16} 4  {peer.remote_as:<11} {messages}    0    0 "
        f"{since:>8} {state}{counts}"
    )


def _neighbors(cli: EosCli, words: tuple[str, ...]) -> Answer:
    device = cli.view
    number, router_id = local_as(device), device.view().router_id
    if not number:
        return _INACTIVE
    told, parts = dict[str, Any](), list[str]()
    for vrf in wanted_vrfs(device, words):
        sessions = [] if words[1] == "ipv6" else list(_sessions(device, vrf).values())
        told[vrf] = {"peerList": [_told(device, one, number) for one in sessions]}
        parts += [_paragraph(device, one, router_id) for one in sessions]
    return Answer("\n".join(parts), {"vrfs": told}, is_shown=True)


def _told(device: Device, session: Session, number: int) -> dict[str, Any]:
    peer = session.peer
    up = {"establishedTime": int(device.clock.uptime())} if session.is_established else {}
    idle = {} if peer.is_enabled else {"idleReason": _SHUT}
    return {
        "peerAddress": str(peer.address),
        "localAsn": str(number),
        "asn": str(peer.remote_as),
        "routerId": session.router_id or _NOBODY,
        "state": _state(session),
        "description": peer.description,
        "prefixesReceived": session.received,
        "prefixesSent": session.sent,
        "v6PrefixesReceived": 0,
        "v6PrefixesSent": 0,
        **up,
        **idle,
    }


def _paragraph(device: Device, session: Session, router_id: str) -> str:
    peer = session.peer
    kind = "internal" if peer.is_internal else "external"
    up = f", up for {age(device)}" if session.is_established else ""
    shut = "" if peer.is_enabled else f"  Idle reason: {_SHUT}\n"
    about = f"  Description: {peer.description}\n" if peer.description else ""
    return (
        f"BGP neighbor is {peer.address}, remote AS {peer.remote_as}, {kind} link\n{about}"
        f"  BGP version 4, remote router ID {session.router_id or _NOBODY}, VRF {peer.vrf}\n"
        f"  BGP state is {_state(session)}{up}\n{shut}"
        f"  Local AS is {peer.local_as}, local router ID {router_id}\n"
    )


def _table(cli: EosCli, words: tuple[str, ...]) -> Answer:
    device, is_one = cli.view, len(words) > len(("show", "ip", "bgp")) and words[3] != "vrf"
    number, router_id = local_as(device), device.view().router_id
    if not number:
        return _INACTIVE
    told, rows = dict[str, Any](), list[str]()
    for vrf in wanted_vrfs(device, words):
        found = list(_routes(device, vrf, words[3] if is_one else ""))
        rows += [f"BGP routing table information for VRF {vrf}"]
        rows += [f" * >      {r.prefix!s:<22} {_hop(r):<21} 0 100 0 {_path(r)}" for r in found]
        entries = {str(route.prefix): _entry(device, route) for route in found}
        table = {"vrf": vrf, "routerId": router_id, "asn": str(number)}
        told[vrf] = table | {"bgpRouteEntries": entries}
    return Answer("\n".join(rows), {"vrfs": told}, is_shown=True)


def _routes(device: Device, vrf: str, wanted: str) -> Iterator[Route]:
    own = device.view().networks
    for route in device.network.seen(device).routes:
        is_bgp = route.protocol in {"ebgp", "ibgp"} or (vrf == "default" and route.prefix in own)
        if is_bgp and route.vrf == vrf and _is_of(route, wanted):
            yield route


def _is_of(route: Route, wanted: str) -> bool:
    try:
        return not wanted or IPv4Network(wanted, strict=False) == route.prefix
    except ValueError:
        raise Refused("invalid", 3) from None


def _hop(route: Route) -> str:
    return str(route.hops[0].address or "-")


def _path(route: Route) -> str:
    return " ".join([*map(str, route.path), "i"])


def _entry(device: Device, route: Route) -> dict[str, Any]:
    kinds = {"ebgp": "External", "ibgp": "Internal"}
    hop = route.hops[0].address
    peer = {"peerAddr": str(hop), "peerRouterId": _far(device, str(hop))} if route.path else {}
    path = {
        "nextHop": str(hop or _NOBODY),
        "asPathEntry": {"asPath": _path(route), "asPathType": kinds.get(route.protocol, "Local")},
        "localPreference": 100,
        "med": 0,
        "weight": 0,
        "routeType": {"active": True, "valid": True},
        "reasonNotBestpath": "noReason",
        "routeDetail": {"peerEntry": peer, "communityList": []},
    }
    network = route.prefix
    where = {"address": str(network.network_address), "maskLength": network.prefixlen}
    return where | {"totalPaths": 1, "bgpRoutePaths": [path]}


def _far(device: Device, address: str) -> str:
    return device.network.seen(device).sessions[address].router_id


def register(commands: Commands[EosCli, Answer]) -> None:
    """Add these commands to the table."""
    commands("show ip ospf neighbor")(_ospf)
    commands("show ip bgp", "show ip bgp vrf <w>", "show ip bgp <w>", "show ip bgp <w> vrf <w>")(
        _table
    )
    for version in ("ip", "ipv6"):
        commands(f"show {version} bgp summary", f"show {version} bgp summary vrf <w>")(_summary)
    commands("show bgp summary", "show bgp summary vrf <w>")(_summary)
    commands("show ip bgp neighbors", "show ip bgp neighbors vrf <w>")(_neighbors)
    commands("show ipv6 bgp peers", "show ipv6 bgp peers vrf <w>")(_neighbors)
