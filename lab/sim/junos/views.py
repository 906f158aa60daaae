"""The operations that ask a Junos device for its state, answered as XML."""

from __future__ import annotations

from ipaddress import IPv4Network
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

from lab.sim.junos import state
from lab.sim.junos.facts import ANSWERS, Answer, Tree, internal_interface, length, written
from lab.sim.netconf import RpcError, child, local, text_of

if TYPE_CHECKING:
    from xml.etree import ElementTree as ET

    from lab.sim.junos.box import Box
    from lab.sim.view import Heard, Hop, Port, Resolved, Route, Session

# The commands whose XML is asked for by their text (`<command format="xml">`).
_COMMANDS = {"show version": "get-software-information"}
_VIRTUAL = ("lo", "irb", "ae")
_DEFAULT_MTU = "1514"


def answer(box: Box, operation: ET.Element) -> str:
    """The XML for one operation; raise RpcError for one the device does not know."""
    name = local(operation)
    if name == "command":
        text = (operation.text or "").strip()
        words = next((known for known in _COMMANDS if text.startswith(known)), "")
        name = _COMMANDS.get(words, text)
    if name not in _ANSWERS:
        raise RpcError("syntax error", kind="protocol", info=f"<bad-element>{name}</bad-element>")
    return written(_ANSWERS[name](box, operation))


def _interfaces(box: Box, operation: ET.Element) -> Tree:
    if text_of(operation, "routing-instance") == "__juniper_private1__":
        return internal_interface()
    wanted = text_of(operation, "interface-name")
    is_terse = child(operation, "terse") is not None
    up, ports = box.seen().up, box.view().ports
    rows: list[Tree] = []
    for port in ports:
        if port.below is None and wanted in {"", port.name}:
            units = [_unit(one, up) for one in ports if one.below == (port.name,)]
            details = {} if is_terse else _details(box, port)
            rows.append({**_port(port, up), **details, "logical-interface": units})
    return {"interface-information": {"physical-interface": rows}}


def _port(port: Port, up: frozenset[str]) -> Tree:
    described = {"description": port.description} if port.description else {}
    return {
        "name": port.name,
        "admin-status": "up" if port.is_enabled else "down",
        "oper-status": "up" if port.name in up else "down",
        **described,
    }


def _details(box: Box, port: Port) -> Tree:
    if port.name.startswith(_VIRTUAL):
        return {"mtu": "Unlimited", 'interface-flapped junos:seconds="0"': "Never"}
    lasted = box.clock.uptime()
    return {
        "mtu": box.database.active.value("interfaces", port.name, "mtu", default=_DEFAULT_MTU),
        "speed": "1000mbps",
        "current-physical-address": port.mac,
        "hardware-physical-address": port.mac,
        f'interface-flapped junos:seconds="{int(lasted)}"': f"{length(lasted)} ago",
    }


def _unit(unit: Port, up: frozenset[str]) -> Tree:
    flags: Tree = {"if-config-flags": {} if unit.is_enabled else {"iff-down": ""}}
    if not unit.addresses:
        return {**_port(unit, up), **flags}
    listed: list[Tree] = [{"ifa-local": str(address)} for address in unit.addresses]
    family: Tree = {"address-family-name": "inet", "interface-address": listed}
    return {**_port(unit, up), **flags, "address-family": family}


def _lldp(box: Box, _operation: ET.Element) -> Tree:
    rows = [_heard(one) for one in box.seen().heard]
    return {"lldp-neighbors-information": {"lldp-neighbor-information": rows}}


def _heard(one: Heard) -> Tree:
    return {
        "lldp-local-port-id": one.port,
        "lldp-local-parent-interface-name": "-",
        "lldp-remote-chassis-id-subtype": "Mac address",
        "lldp-remote-chassis-id": one.far.mac,
        "lldp-remote-port-id-subtype": "Interface name",
        "lldp-remote-port-id": one.far_port.name,
        "lldp-remote-system-name": one.far.system,
    }


def _bgp_summary(box: Box, _operation: ET.Element) -> Tree:
    rows = [_summary(session) for session in box.seen().sessions.values()]
    down = sum(not session.is_established for session in box.seen().sessions.values())
    counts = {"peer-count": str(len(rows)), "down-peer-count": str(down)}
    return {"bgp-information": {**counts, "bgp-peer": rows}}


def _summary(session: Session) -> Tree:
    row: Tree = {
        "peer-address": str(session.peer.address),
        "peer-as": str(session.peer.remote_as),
        'elapsed-time junos:seconds="600"': "10:00",
        "peer-state": standing(session),
    }
    return {**row, "bgp-rib": _rib(session)} if session.is_established else row


def _rib(session: Session) -> Tree:
    received = str(session.received)
    return {
        "name": "inet.0",
        "send-state": "in sync",
        "active-prefix-count": received,
        "received-prefix-count": received,
        "accepted-prefix-count": received,
        "advertised-prefix-count": str(session.sent),
    }


def standing(session: Session) -> str:
    """The state of a BGP session as Junos calls it."""
    if session.is_established:
        return "Established"
    return "Active" if session.peer.is_enabled else "Idle"


def _bgp_neighbors(box: Box, _operation: ET.Element) -> Tree:
    root = box.database.active
    about, own_id = state.descriptions(root), state.router_id(root)
    rows: list[Tree] = []
    for session in box.seen().sessions.values():
        peer = session.peer
        shut: Tree = {} if peer.is_enabled else {"bgp-options-extended": "Shutdown"}
        row: Tree = {
            "peer-address": f"{peer.address}+179" if session.is_established else str(peer.address),
            "peer-as": str(peer.remote_as),
            "local-as": str(peer.local_as),
            "description": about.get(str(peer.address), ""),
            "peer-state": standing(session),
            "bgp-option-information": shut,
            "peer-id": session.router_id or "0.0.0.0",  # noqa: S104  shown, not a socket
            "local-id": own_id,
        }
        rows.append({**row, "bgp-rib": _rib(session)} if session.is_established else row)
    return {"bgp-information": {"bgp-peer": rows}}


def _ospf(box: Box, _operation: ET.Element) -> Tree:
    rows: list[Tree] = [
        {
            "neighbor-address": str(one.address),
            "interface-name": one.port,
            "ospf-neighbor-state": "Full",
            "neighbor-id": one.router_id,
            "neighbor-priority": "128",
            "activity-timer": "35",
        }
        for one in box.seen().adjacent
    ]
    return {"ospf-neighbor-information": {"ospf-neighbor": rows}}


def _arp(box: Box, _operation: ET.Element) -> Tree:
    rows = [_resolved(one) for one in box.seen().resolved]
    return {"arp-table-information": {"arp-table-entry": rows}}


def _resolved(one: Resolved) -> Tree:
    return {
        "mac-address": one.mac,
        "ip-address": str(one.address),
        "interface-name": one.port,
        "time-to-expire": "1200",
    }


def _routes(box: Box, operation: ET.Element) -> Tree:
    wanted, protocol = text_of(operation, "destination"), text_of(operation, "protocol")
    rows = [
        _route(box, one)
        for one in box.seen().routes
        if is_of(one, wanted) and protocol.lower() in {"", origin(one)[0].lower()}
    ]
    return {"route-information": {"route-table": {"table-name": "inet.0", "rt": rows}}}


def is_of(route: Route, wanted: str) -> bool:
    """Whether `show route WANTED` shows this route; raise RpcError if that is no address."""
    if not wanted:
        return True
    try:
        asked = IPv4Network(wanted, strict=False)
    except ValueError:
        why = f"<bad-element>{escape(wanted)}</bad-element>"
        raise RpcError("syntax error", kind="protocol", info=why) from None
    return route.prefix == asked if "/" in wanted else route.prefix.supernet_of(asked)


def origin(route: Route) -> tuple[str, int]:
    """How Junos calls the protocol of a route, and how much it prefers it."""
    name, preference = _ORIGINS[route.protocol]
    return name, route.distance if preference is None else preference


_ORIGINS: dict[str, tuple[str, int | None]] = {
    "connected": ("Direct", 0),
    "static": ("Static", None),
    "ospf": ("OSPF", 10),
    "ebgp": ("BGP", 170),
    "ibgp": ("BGP", 170),
}


def _route(box: Box, one: Route) -> Tree:
    lasted = box.clock.uptime()
    protocol, preference = origin(one)
    entry: Tree = {
        "active-tag": "*",
        "current-active": "",
        "last-active": "",
        "protocol-name": protocol,
        "preference": str(preference),
        f'age junos:seconds="{int(lasted)}"': length(lasted),
        "metric": str(one.metric),
        "as-path": f"AS path: {' '.join(map(str, one.path))} I",
        "nh": [_hop(hop) for hop in one.hops],
    }
    return {
        "rt-destination": str(one.prefix.network_address),
        "rt-prefix-length": str(one.prefix.prefixlen),
        "rt-entry": entry,
    }


def _hop(hop: Hop) -> Tree:
    to = {"to": str(hop.address)} if hop.address else {}
    return {"selected-next-hop": "", **to, "via": hop.port}


_ANSWERS: dict[str, Answer] = {
    **ANSWERS,
    "get-interface-information": _interfaces,
    "get-lldp-neighbors-information": _lldp,
    "get-bgp-summary-information": _bgp_summary,
    "get-bgp-neighbor-information": _bgp_neighbors,
    "get-ospf-neighbor-information": _ospf,
    "get-arp-table-information": _arp,
    "get-route-information": _routes,
}
