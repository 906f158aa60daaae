"""The show commands of a Junos device, as text."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from lab.sim.commands import Reply
from lab.sim.junos.facts import MODEL, length, moment
from lab.sim.junos.statements import SyntaxProblem
from lab.sim.junos.views import is_of, origin, standing
from lab.sim.netconf import RpcError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from lab.sim.commands import Commands
    from lab.sim.junos.cli import JunosCli
    from lab.sim.view import Route


def _columns(rows: Sequence[Sequence[str]], widths: Sequence[int]) -> str:
    lines = ("".join(f"{cell:<{w}}" for cell, w in zip(row, widths, strict=False)) for row in rows)
    return "\n".join(line.rstrip() for line in lines)


def _version(cli: JunosCli, _words: tuple[str, ...]) -> Reply:
    box = cli.view
    return Reply(
        f"Hostname: {box.hostname}\nModel: {MODEL}\nJunos: {box.identity.version}\n"
        f"JUNOS OS Kernel 64-bit  [{box.identity.version}]"
    )


def _uptime(cli: JunosCli, _words: tuple[str, ...]) -> Reply:
    box = cli.view
    now, up, last = box.clock.now(), box.clock.uptime(), box.database.commits[0]
    booted = now - timedelta(seconds=up)
    ago = (now - last.moment).total_seconds()
    return Reply(
        f"Current time: {moment(now)}\nTime Source:  NTP CLOCK\n"
        f"System booted: {moment(booted)} ({length(up)} ago)\n"
        f"Protocols started: {moment(booted)} ({length(up)} ago)\n"
        f"Last configured: {moment(last.moment)} ({length(ago)} ago) by {last.user}"
    )


def _hardware(cli: JunosCli, _words: tuple[str, ...]) -> Reply:
    rows = [("Item", "Version", "Part number", "Serial number", "Description")]
    rows += [("Chassis", "", "", cli.view.identity.serial, "VMX")]
    return Reply(f"Hardware inventory:\n{_columns(rows, (17, 9, 13, 18, 20))}")


def _commits(cli: JunosCli, _words: tuple[str, ...]) -> Reply:
    rows = []
    for number, one in enumerate(cli.view.database.commits):
        armed = f" commit confirmed, rollback in {one.minutes}mins" if one.minutes else ""
        rows.append(f"{number:<4}{moment(one.moment)} by {one.user} via {one.client}{armed}")
        if one.comment:
            rows.append(f"    {one.comment}")
        if number == 0 and cli.view.database.armed:
            rows.append("    rollback pending")
    return Reply("\n".join(rows))


def _terse(cli: JunosCli, _words: tuple[str, ...]) -> Reply:
    up = cli.view.seen().up
    rows = [("Interface", "Admin", "Link", "Proto", "Local")]
    for port in cli.view.view().ports:
        first, *more = port.addresses or ("",)
        admin, link = _up(holds=port.is_enabled), _up(holds=port.name in up)
        rows.append((port.name, admin, link, "inet" if first else "", str(first)))
        rows += [("", "", "", "", str(address)) for address in more]
    return Reply(_columns(rows, (24, 6, 5, 9, 21)))


def _up(*, holds: bool) -> str:
    return "up" if holds else "down"


def _bgp(cli: JunosCli, _words: tuple[str, ...]) -> Reply:
    sessions = cli.view.seen().sessions.values()
    rows = [("Peer", "AS", "InPkt", "OutPkt", "OutQ", "Flaps", "Last Up/Dwn", "State")]
    for one in sessions:
        verdict = "Establ" if one.is_established else standing(one)
        told = (str(one.peer.address), str(one.peer.remote_as))
        rows.append((*told, "100", "100", "0", "0", "10:00", verdict))
    down = sum(not one.is_established for one in sessions)
    head = f"Groups: {len(sessions)} Peers: {len(sessions)} Down peers: {down}\n"
    return Reply(head + _columns(rows, (24, 11, 11, 11, 8, 8, 12, 8)))


def _ospf(cli: JunosCli, _words: tuple[str, ...]) -> Reply:
    rows = [("Address", "Interface", "State", "ID", "Pri", "Dead")]
    rows += [
        (str(one.address), one.port, "Full", one.router_id, "128", "35")
        for one in cli.view.seen().adjacent
    ]
    return Reply(_columns(rows, (17, 23, 10, 17, 5, 4)) if len(rows) > 1 else "")


def _lldp(cli: JunosCli, _words: tuple[str, ...]) -> Reply:
    rows = [("Local Interface", "Parent Interface", "Chassis Id", "Port info", "System Name")]
    rows += [
        (one.port, "-", one.far.mac, one.far_port.name, one.far.system)
        for one in cli.view.seen().heard
    ]
    return Reply(_columns(rows, (19, 20, 20, 20, 20)))


def _arp(cli: JunosCli, _words: tuple[str, ...]) -> Reply:
    resolved = cli.view.seen().resolved
    rows = [("MAC Address", "Address", "Name", "Interface", "Flags")]
    rows += [(one.mac, str(one.address), str(one.address), one.port, "none") for one in resolved]
    return Reply(f"{_columns(rows, (18, 16, 26, 24, 8))}\nTotal entries: {len(resolved)}")


def _routes(cli: JunosCli, words: tuple[str, ...]) -> Reply:
    wanted = words[2] if len(words) > len(("show", "route")) else ""
    try:
        routes = [one for one in cli.view.seen().routes if is_of(one, wanted)]
    except RpcError:
        raise SyntaxProblem("syntax error", 2, wanted) from None
    if not routes:
        return Reply()
    head = f"inet.0: {len(routes)} destinations, {len(routes)} routes ({len(routes)} active)\n"
    legend = "+ = Active Route, - = Last Active, * = Both\n\n"
    return Reply(head + legend + "\n".join(line for one in routes for line in _route(one)))


def _route(one: Route) -> Iterator[str]:
    protocol, preference = origin(one)
    metric = f", metric {one.metric}" if one.metric else ""
    yield f"{one.prefix!s:<19}*[{protocol}/{preference}] 12d 01:20{metric}"
    for hop in one.hops:
        way = f"to {hop.address} via {hop.port}" if hop.address else f"via {hop.port}"
        yield f"{'':<20}> {way}" if hop.port else f"{'':<22}Discard"


def register(commands: Commands[JunosCli, Reply]) -> None:
    """Add these commands to the table."""
    commands("show version")(_version)
    commands("show system uptime")(_uptime)
    commands("show chassis hardware")(_hardware)
    commands("show system commit")(_commits)
    commands("show interfaces terse")(_terse)
    commands("show bgp summary")(_bgp)
    commands("show ospf neighbor")(_ospf)
    commands("show lldp neighbors")(_lldp)
    commands("show arp", "show arp no-resolve")(_arp)
    commands("show route", "show route <w>")(_routes)
