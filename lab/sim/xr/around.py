"""What the exec commands print of ports and neighbours."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lab.sim.commands import Reply
from lab.sim.xr.show import uptime
from lab.sim.xr.state import ports

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from lab.sim.commands import Commands
    from lab.sim.view import Route, Session
    from lab.sim.xr.cli import XrCli
    from lab.sim.xr.device import Router
    from lab.sim.xr.state import Port

_SHORT = {
    "GigabitEthernet": "Gi",
    "TenGigE": "Te",
    "HundredGigE": "Hu",
    "Loopback": "Lo",
    "Bundle-Ether": "BE",
    "MgmtEth": "Mg",
    "Null": "Nu",
}
_CODES = {"connected": "C", "static": "S", "ospf": "O", "ebgp": "B", "ibgp": "B"}
_FAMILY = ("show bgp summary", "show bgp ipv4 unicast summary")


def _brief(router: Router) -> str:
    up, row = router.network.seen(router).up, "{:<31}{:<16}{:<16}{:<9}{}\n"
    rows = [
        row.format(p.name, _address(p), _status(p, up), "Up" if p.name in up else "Down", p.vrf)
        for p in ports(router)
        if p.kind != "Null"
    ]
    head = row.format("Interface", "IP-Address", "Status", "Protocol", "Vrf-Name")
    return f"\n{head}{''.join(rows)}"


def _address(port: Port) -> str:
    return str(port.addresses[0].ip) if port.addresses else "unassigned"


def _status(port: Port, up: Iterable[str]) -> str:
    if not port.is_enabled:
        return "Shutdown"
    return "Up" if port.name in up else "Down"


def _descriptions(router: Router) -> str:
    up, row = router.network.seen(router).up, "{:<19}{:<12}{:<12}{}\n"
    rows = [
        row.format(
            _short(p), _words(p, up), "up" if p.name in up else "down", p.value("description")
        )
        for p in ports(router)
    ]
    head = row.format("Interface", "Status", "Protocol", "Description")
    return f"\n{head}{'-' * 80}\n{''.join(rows)}"


def _short(port: Port) -> str:
    return _SHORT[port.kind] + port.name.removeprefix(port.kind)


def _words(port: Port, up: Iterable[str]) -> str:
    if not port.is_enabled:
        return "admin-down"
    return "up" if port.name in up else "down"


def _interfaces(router: Router) -> str:
    up = router.network.seen(router).up
    return "".join(_interface(port, up) for port in ports(router))


def _interface(port: Port, up: Iterable[str]) -> str:
    state = "up" if port.name in up else "down"
    status = state if port.is_enabled else "administratively down"
    kind = "Management Ethernet" if port.kind == "MgmtEth" else port.kind
    lines = [f"{port.name} is {status}, line protocol is {state if port.is_enabled else status}"]
    mac = _dotted(port.mac)
    where = f", address is {mac} (bia {mac})" if port.is_ethernet else ""
    lines.append(f"  Hardware is {kind}{where}")
    if about := port.value("description"):
        lines.append(f"  Description: {about}")
    lines.append(f"  Internet address is {port.addresses[0] if port.addresses else 'Unknown'}")
    lines.append(f"  MTU {port.mtu} bytes, BW {port.bandwidth} Kbit (Max: {port.bandwidth} Kbit)")
    return "\n".join(lines) + "\n"


def _dotted(mac: str) -> str:
    """Whatever way the neighbour writes its hardware address, XR prints it in three parts."""
    digits = "".join(char for char in mac if char not in ":.-")
    return ".".join(digits[at : at + 4] for at in range(0, 12, 4))


def _bgp(router: Router) -> str:
    view, row = router.view(), "{:<16}{:>3}{:>6}{:>8}{:>8}{:>9}{:>5}{:>5}{:>9}  {}\n"
    head = ("Neighbor", "Spk", "AS", "MsgRcvd", "MsgSent", "TblVer", "InQ", "OutQ", "Up/Down")
    sessions = [s for s in router.network.seen(router).sessions.values() if s.peer.vrf == "default"]
    if not sessions:
        return "% BGP instance 'default' not active\n"
    rows = [
        row.format(str(s.peer.address), 0, s.peer.remote_as, 42, 42, 7, 0, 0, *_session(s))
        for s in sessions
    ]
    return (
        f"BGP router identifier {view.router_id}, local AS number {sessions[0].peer.local_as}\n"
        "BGP generic scan interval 60 secs\nNon-stop routing is enabled\n\n"
        f"{row.format(*head, 'St/PfxRcd')}{''.join(rows)}\n"
    )


def _session(session: Session) -> tuple[str, str]:
    if session.is_established:
        return "01:40:12", str(session.received)
    return "00:00:00", "Idle" if session.peer.is_enabled else "Idle (Admin)"


def _ospf(router: Router) -> str:
    row = "{:<16}{:<6}{:<16}{:<12}{:<16}{}\n"
    adjacent = router.network.seen(router).adjacent
    process = next(router.running.starting("router ospf"), None)
    if process is None:
        return ""
    rows = [
        row.format(a.router_id, 1, "FULL/  -", "00:00:35", str(a.address), a.port)
        + f"    Neighbor is up for {uptime(router)}\n"
        for a in adjacent
    ]
    head = row.format("Neighbor ID", "Pri", "State", "Dead Time", "Address", "Interface")
    name = process.line.split()[-1]
    total = f"Total neighbor count: {len(adjacent)}\n"
    return f"\nNeighbors for OSPF {name}\n\n{head}{''.join(rows)}\n{total}"


def _lldp(router: Router) -> str:
    if router.running.get("lldp") is None:
        return "% LLDP is not enabled\n"
    heard, row = router.network.seen(router).heard, "{:<16}{:<24}{:<11}{:<15}{}\n"
    rows = [row.format(h.far.name, h.port, 120, "R", h.far_port.name) for h in heard]
    return (
        "Capability codes:\n"
        "        (R) Router, (B) Bridge, (T) Telephone, (C) DOCSIS Cable Device\n"
        "        (W) WLAN Access Point, (P) Repeater, (S) Station, (O) Other\n\n"
        f"{row.format('Device ID', 'Local Intf', 'Hold-time', 'Capability', 'Port ID')}"
        f"{''.join(rows)}\nTotal entries displayed: {len(heard)}\n\n"
    )


def _routes(router: Router) -> str:
    routes = [r for r in router.network.seen(router).routes if r.vrf == "default"]
    default = next((r for r in routes if not r.prefix.prefixlen), None)
    last = default.hops[0].address if default else None
    gateway = f"{last} to network 0.0.0.0" if last else "not set"
    return (
        "\nCodes: C - connected, S - static, O - OSPF, B - BGP\n\n"
        f"Gateway of last resort is {gateway}\n\n"
        f"{''.join(line for route in routes for line in _route(route))}"
    )


def _route(route: Route) -> Iterable[str]:
    start = f"{_CODES[route.protocol]}    {route.prefix}"
    for hop in route.hops:
        cost = f" [{route.distance}/{route.metric}]" if route.protocol != "connected" else ""
        way = f" via {hop.address}" if hop.address else " is directly connected"
        port = hop.port or ("" if hop.address else "Null0")
        yield f"{start}{cost}{way}, 01:40:12{f', {port}' if port else ''}\n"


def _arp(router: Router) -> str:
    row = "{:<16}{:<11}{:<16}{:<11}{:<6}{}\n"
    learned = router.network.seen(router).resolved
    rows = [
        row.format(str(a.address), "00:01:01", _dotted(a.mac), "Dynamic", "ARPA", a.port)
        for a in learned
    ]
    head = row.format("Address", "Age", "Hardware Addr", "State", "Type", "Interface")
    line = "-" * 79
    return f"\n{line}\n0/0/CPU0\n{line}\n{head}{''.join(rows)}"


def register(commands: Commands[XrCli, Reply]) -> None:
    """Add these commands to the table."""
    texts: dict[str, Callable[[Router], str]] = {
        "show ipv4 interface brief": _brief,
        "show ip interface brief": _brief,
        "show interfaces": _interfaces,
        "show interfaces description": _descriptions,
        "show ospf neighbor": _ospf,
        "show lldp neighbors": _lldp,
        "show route": _routes,
        "show route ipv4": _routes,
        "show arp": _arp,
        **dict.fromkeys(_FAMILY, _bgp),
    }
    for form, answer in texts.items():
        commands(form)(_shows(answer))


def _shows(answer: Callable[[Router], str]) -> Callable[[XrCli, tuple[str, ...]], Reply]:
    return lambda cli, _words: Reply(answer(cli.view))
