"""The IOS `show` commands about OSPF neighbours and BGP sessions."""

from __future__ import annotations

from ipaddress import AddressValueError, IPv4Address, IPv4Network
from typing import TYPE_CHECKING

from lab.sim.commands import Reply
from lab.sim.flat import Bgp
from lab.sim.grammar import Refused
from lab.sim.ios.show import shows

if TYPE_CHECKING:
    from collections.abc import Callable

    from lab.sim.commands import Commands
    from lab.sim.device import Device
    from lab.sim.ios.cli import IosCli
    from lab.sim.view import Route, Session

_OFF = "% BGP not active"
_DAY, _WEEK = 24, 168  # hours
_NOBODY = "0.0.0.0"  # noqa: S104  what the device shows, not a socket


def age(device: Device) -> str:
    """How long something has been up: `01:20:11`, `3d04h`, `2w1d`; here since the device booted."""
    seconds = int(device.clock.uptime())
    hours = seconds // 3600
    if hours < _DAY:
        return f"{hours:02}:{seconds // 60 % 60:02}:{seconds % 60:02}"
    if hours < _WEEK:
        return f"{hours // _DAY}d{hours % _DAY:02}h"
    return f"{hours // _WEEK}w{hours % _WEEK // _DAY}d"


def local_as(device: Device) -> int:
    """The number after `router bgp`, 0 without BGP."""
    return Bgp(device.running, masks=True, group="peer-group", activates=True).local_as


def _ospf(device: Device) -> str:
    rows = ["", "Neighbor ID     Pri   State           Dead Time   Address         Interface"]
    for one in device.network.seen(device).adjacent:
        state = f"{one.router_id:<16}{0:>3}   {'FULL/  -':<16}{'00:00:36':<12}"
        rows.append(f"{state}{one.address!s:<16}{one.port}")
    return "\n".join(rows) if len(rows) > len(("", "head")) else ""


def _summary(device: Device) -> str:
    sessions = device.network.seen(device).sessions
    number = local_as(device)
    if not number:
        return _OFF
    rows = [
        f"BGP router identifier {device.view().router_id}, local AS number {number}",
        "BGP table version is 12, main routing table version 12",
        "",
        "Neighbor        V           AS MsgRcvd MsgSent   TblVer  InQ OutQ Up/Down  State/PfxRcd",
    ]
    for address, session in sessions.items():
        counts = f"{100:>7} {100:>7} {12:>8}" if session.is_established else f"{0:>7} {0:>7} {1:>8}"
        since = age(device) if session.is_established else "never"
        rows.append(
            f"{address:<16}4 {session.peer.remote_as:>12} {counts}    0    0 {since:<8}"
            f" {_state(session)}"
        )
    return "\n".join(rows)


def _state(session: Session) -> str:
    if session.is_established:
        return f"{session.received:>8}"
    return "Active" if session.peer.is_enabled else "Idle (Admin)"


def _all_summary(device: Device) -> str:
    text = _summary(device)
    return text if text == _OFF else f"For address family: IPv4 Unicast\n{text}"


def _neighbors(device: Device) -> str:
    sessions = device.network.seen(device).sessions.values()
    return (
        "\n".join(_neighbor(device, session) for session in sessions) if local_as(device) else _OFF
    )


def _neighbor(device: Device, session: Session) -> str:
    peer, is_up = session.peer, session.is_established
    kind = "internal" if peer.is_internal else "external"
    about = f" Description: {peer.description}\n" if peer.description else ""
    verdict = f"Established, up for {age(device)}" if is_up else "Active"
    verdict = verdict if peer.is_enabled else "Idle"
    shut = "" if peer.is_enabled else "  Administratively shut down\n"
    vrf = "" if peer.vrf == "default" else f"  vrf {peer.vrf},"
    counts = f"{session.sent:>14} {session.received:>10} (Consumes {session.received * 80} bytes)"
    return (
        f"BGP neighbor is {peer.address},{vrf}  remote AS {peer.remote_as}, {kind} link\n"
        f"{about}{shut}"
        f"  BGP version 4, remote router ID {session.router_id or _NOBODY}\n"
        f"  BGP state = {verdict}\n\n"
        f" For address family: IPv4 Unicast\n  Session: {peer.address}\n"
        f"{'':33}Sent       Rcvd\n  Prefix activity:               ----       ----\n"
        f"    Prefixes Current:  {counts}\n"
        f"{'':35}Outbound    Inbound\n  Local Policy Denied Prefixes:    --------    -------\n"
        f"    Total:                                0          0\n"
    )


def _table(device: Device) -> str:
    routes = _routes(device)
    if not local_as(device):
        return _OFF
    rows = [
        f"BGP table version is 12, local router ID is {device.view().router_id}",
        "Status codes: s suppressed, d damped, h history, * valid, > best, i - internal",
        "",
        "     Network          Next Hop            Metric LocPrf Weight Path",
    ]
    rows += [f" *>  {r.prefix!s:<17}{_hop(r):<26}100{'0':>7} {_path(r)}" for r in routes]
    return "\n".join(rows)


def _routes(device: Device) -> list[Route]:
    own, seen = device.view().networks, device.network.seen(device)
    return [r for r in seen.routes if r.protocol in {"ebgp", "ibgp"} or r.prefix in own]


def _hop(route: Route) -> str:
    return str(route.hops[0].address or _NOBODY) if route.path else _NOBODY


def _path(route: Route) -> str:
    return " ".join([*map(str, route.path), "i"])


def _entry(cli: IosCli, words: tuple[str, ...]) -> Reply:
    device = cli.view
    try:
        wanted = IPv4Network(words[3])
    except (AddressValueError, ValueError):
        raise Refused("invalid", 3) from None
    found = [r for r in _routes(device) if wanted.subnet_of(r.prefix)]
    if not found:
        return Reply("% Network not in table")
    route = max(found, key=lambda r: r.prefix.prefixlen)
    peer, far = _peer(device, route)
    kind = {"ebgp": "external", "ibgp": "internal"}.get(route.protocol, "sourced, local")
    return Reply(
        f"BGP routing table entry for {route.prefix}, version 5\n"
        "Paths: (1 available, best #1, table default)\n  Not advertised to any peer\n"
        f"  Refresh Epoch 1\n  {' '.join(map(str, route.path)) or 'Local'}\n"
        f"    {peer} from {peer} ({far})\n"
        f"      Origin IGP, metric 0, localpref 100, valid, {kind}, best\n"
        "      rx pathid: 0, tx pathid: 0x0"
    )


def _peer(device: Device, route: Route) -> tuple[IPv4Address | str, str]:
    if not route.path and route.protocol != "ibgp":
        return _NOBODY, device.view().router_id
    hop = route.hops[0].address
    session = device.network.seen(device).sessions[str(hop)]
    return session.peer.address, session.router_id


def _protocols(device: Device) -> str:
    number = local_as(device)
    bgp = [f'Routing Protocol is "bgp {number}"', "  IGP synchronization is disabled"]
    processes = [node.line.split()[2] for node in device.running.starting("router ospf")]
    ospf = [f'Routing Protocol is "ospf {process}"' for process in processes]
    return "\n".join(["*** IP Routing is NSF aware ***", "", *ospf, *(bgp if number else [])])


def _empty(_device: Device) -> str:
    """An address family without neighbours."""
    return ""


def register(commands: Commands[IosCli, Reply]) -> None:
    """Add these commands to the table."""
    texts: dict[str, Callable[[Device], str]] = {
        "show ip ospf neighbor": _ospf,
        "show ip protocols": _protocols,
        "show ip bgp": _table,
        "show ip bgp summary": _summary,
        "show bgp ipv4 unicast summary": _summary,
        "show bgp all summary": _all_summary,
        "show ip bgp neighbors": _neighbors,
        "show bgp ipv4 unicast neighbors": _neighbors,
        "show bgp ipv4 multicast neighbors": _empty,
        "show bgp ipv6 <w> neighbors": _empty,
        "show bgp vpnv4|vpnv6|ipv4 <w> all neighbors": _empty,
    }
    for form, text in texts.items():
        commands(form)(shows(text))
    commands("show ip bgp <w>")(_entry)
