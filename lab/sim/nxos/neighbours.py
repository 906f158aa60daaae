"""What an NX-OS switch shows of others: LLDP, ARP, OSPF, BGP."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from lab.sim.nxos.state import dotted, interfaces, local_as, neighbors, router_id
from lab.sim.nxos.text import AGE, table

if TYPE_CHECKING:
    from collections.abc import Callable

    from lab.sim.nxos.device import Switch
    from lab.sim.nxos.state import Neighbor
    from lab.sim.view import Heard, Seen, Session

    Answer = tuple[str, dict[str, Any] | None]

_CODES = (
    "Capability codes:\n"
    "  (R) Router, (B) Bridge, (T) Telephone, (C) DOCSIS Cable Device\n"
    "  (W) WLAN Access Point, (P) Repeater, (S) Station, (O) Other\n"
)
_ARP_HEAD = """
Flags: * - Adjacencies learnt on non-active FHRP router
       + - Adjacencies synced via CFSoE
       # - Adjacencies Throttled for Glean
       CP - Added via L2RIB, Control plane Adjacencies
       PS - Added via L2RIB, Peer Sync
       RO - Re-Originated Peer Sync Entry
       D - Static Adjacencies attached to down interface

IP ARP Table for {context}
Total number of entries: {count}
Address         Age       MAC Address     Interface       Flags
"""
_ARP_AGE = "00:04:12"


def look(device: Switch) -> Seen:
    """What the switch sees around it now."""
    return device.network.seen(device)


def lldp_detail(device: Switch) -> Answer:
    """`show lldp neighbors detail`."""
    parts = [_lldp_entry(device, other) for other in look(device).heard]
    if not parts:
        return "", None
    return _CODES + "\n".join([*parts, f"Total entries displayed: {len(parts)}\n"]), None


def _lldp_entry(device: Switch, other: Heard) -> str:
    return (
        f"\nChassis id: {dotted(other.far.mac)}\nPort id: {other.far_port.name}\n"
        f"Local Port id: {_short(device, other.port)}\n"
        f"Port Description: {other.far_port.description or 'not advertised'}\n"
        f"System Name: {other.far.name}\nSystem Description: {other.far.system}\n"
        "Time remaining: 104 seconds\n"
        "System Capabilities: B, R\nEnabled Capabilities: B, R\n"
        "Management Address: not advertised\nVlan ID: not advertised\n"
    )


def lldp(device: Switch) -> Answer:
    """`show lldp neighbors`."""
    rows = [
        f"{other.far.name[:20]:<21}{_short(device, other.port):<16}{120:<11}{'BR':<12}"
        f"{other.far_port.name}"
        for other in look(device).heard
    ]
    head = "Device ID            Local Intf      Hold-time  Capability  Port ID  "
    return _CODES + "\n".join([head, *rows, f"Total entries displayed: {len(rows)}"]), None


def _short(device: Switch, name: str) -> str:
    return next(port.short for port in interfaces(device) if port.name == name)


def arp(vrf: str) -> Callable[[Switch], Answer]:
    """`show ip arp`, of one VRF or of all."""

    def shown(device: Switch) -> Answer:
        found = [one for one in look(device).resolved if vrf in {"all", one.vrf}]
        rows = [
            f"{one.address!s:<16}{_ARP_AGE:<10}{dotted(one.mac):<16}{one.port}" for one in found
        ]
        context = "all contexts" if vrf == "all" else f"context {vrf}"
        facts = [
            {
                "intf-out": one.port,
                "ip-addr-out": str(one.address),
                "time-stamp": _ARP_AGE,
                "mac": dotted(one.mac),
                "incomplete": "false",
            }
            for one in found
        ]
        text = _ARP_HEAD.format(context=context, count=len(rows)) + "\n".join(rows)
        return text, table("vrf", [{"vrf-name-out": vrf} | table("adj", facts)])

    return shown


def ospf_neighbours(device: Switch) -> Answer:
    """`show ip ospf neighbors`."""
    found = look(device).adjacent
    ospf = next(device.running.starting("router ospf"), None)
    if not found or not ospf:
        return "", None
    name = ospf.line.split()[2]
    rows = [
        f" {one.router_id:<16}{1:>4} FULL/ -          {AGE:<9}"
        f"{one.address!s:<15} {_short(device, one.port)}"
        for one in found
    ]
    head = (
        f" OSPF Process ID {name} VRF default\n"
        f" Total number of neighbors: {len(rows)}\n"
        " Neighbor ID     Pri State            Up Time  Address         Interface"
    )
    facts = [
        {
            "rid": one.router_id,
            "state": "FULL",
            "addr": str(one.address),
            "intf": _short(device, one.port),
        }
        for one in found
    ]
    body = {"ptag": name, "cname": "default"} | table("nbr", facts)
    return "\n".join([head, *rows]), table("ctx", [body])


def bgp_summary(device: Switch) -> Answer:
    """`show bgp all summary vrf all`."""
    sessions = look(device).sessions
    rows = [(one, sessions.get(one.address)) for one in neighbors(device)]
    vrfs = dict.fromkeys(one.vrf for one, _ in rows)
    tables = {vrf: [row for row in rows if row[0].vrf == vrf] for vrf in vrfs}
    own = {vrf: (router_id(device, vrf), local_as(device)) for vrf in tables}
    text = "\n".join(_bgp_text(vrf, own[vrf], found) for vrf, found in tables.items())
    facts = [_bgp_facts(vrf, own[vrf], found) for vrf, found in tables.items()]
    return text, table("vrf", facts)


def _state(one: Neighbor, session: Session | None) -> str:
    if not one.is_enabled:
        return "Shut (Admin)"
    return str(session.received) if session and session.is_established else "Idle"


def _bgp_text(vrf: str, own: tuple[str, str], rows: list[tuple[Neighbor, Session | None]]) -> str:
    up = sum(bool(session and session.is_established) for _, session in rows)
    lines = [
        f"BGP summary information for VRF {vrf}, address family IPv4 Unicast",
        f"BGP router identifier {own[0]}, local AS number {own[1]}",
        f"BGP table version is 1, IPv4 Unicast config peers {len(rows)}, capable peers {up}",
        "",
        "Neighbor        V    AS    MsgRcvd    MsgSent   TblVer  InQ OutQ Up/Down  State/PfxRcd",
    ]
    for one, session in rows:
        is_up = session and session.is_established
        count, age = (1041, AGE) if is_up else (0, "never")
        lines.append(
            f"{one.address:<15} 4 {one.remote_as or 0:>5} {count:>10} {count:>10} {1:>8} "
            f"{0:>4} {0:>4} {age:>8} {_state(one, session)}"
        )
    return "\n".join([*lines, ""])


def _bgp_facts(
    vrf: str, own: tuple[str, str], rows: list[tuple[Neighbor, Session | None]]
) -> dict[str, Any]:
    found = [
        {
            "neighborid": one.address,
            "neighborversion": "4",
            "neighboras": one.remote_as or "0",
            "state": _word(one, session),
            "prefixreceived": str(session.received if session else 0),
            "time": AGE if session and session.is_established else "never",
        }
        for one, session in rows
    ]
    family = {"safi": "1", "af-name": "IPv4 Unicast"} | table("neighbor", found)
    return {
        "vrf-name-out": vrf,
        "vrf-router-id": own[0],
        "vrf-local-as": own[1],
    } | table("af", [{"af-id": "1"} | table("saf", [family])])


def _word(one: Neighbor, session: Session | None) -> str:
    if not one.is_enabled:
        return "Shutdown"
    return "Established" if session and session.is_established else "Idle"
