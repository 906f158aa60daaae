"""The operations that ask a Junos device for its state, answered as XML."""

from __future__ import annotations

from ipaddress import IPv4Network
from typing import TYPE_CHECKING

from lab.sim.junos import state
from lab.sim.junos.facts import VIEWS, Tree, View, internal_interface, length, written
from lab.sim.netconf import RpcError, child, local, text_of

if TYPE_CHECKING:
    from xml.etree import ElementTree as ET

    from lab.sim.junos.box import Box
    from lab.sim.junos.seen import Heard, Resolved, Route

# The commands whose XML is asked for by their text (`<command format="xml">`).
_COMMANDS = {"show version": "get-software-information"}
_VIRTUAL = ("lo", "irb", "ae")


def answer(box: Box, operation: ET.Element) -> str:
    """The XML for one operation; raise RpcError for one the device does not know."""
    name = local(operation)
    if name == "command":
        text = (operation.text or "").strip()
        words = next((known for known in _COMMANDS if text.startswith(known)), "")
        name = _COMMANDS.get(words, text)
    if name not in _VIEWS:
        raise RpcError("syntax error", kind="protocol", info=f"<bad-element>{name}</bad-element>")
    return written(_VIEWS[name](box, operation))


def _interfaces(box: Box, operation: ET.Element) -> Tree:
    if text_of(operation, "routing-instance") == "__juniper_private1__":
        return internal_interface()
    wanted = text_of(operation, "interface-name")
    is_terse = child(operation, "terse") is not None
    rows = [
        _port(box, port, number, is_terse=is_terse)
        for number, port in enumerate(box.ports())
        if wanted in {"", port.name}
    ]
    return {"interface-information": {"physical-interface": rows}}


def _port(box: Box, port: state.Port, number: int, *, is_terse: bool) -> Tree:
    is_up = port.name in box.seen().up
    told: dict[str, str | Tree | list[Tree]] = {
        "name": port.name,
        "admin-status": "up" if port.is_enabled else "down",
        "oper-status": "up" if is_up else "down",
    }
    if port.description:
        told["description"] = port.description
    if not is_terse:
        told |= _details(box, port, number)
    told["logical-interface"] = [_unit(unit, is_up=is_up) for unit in port.units]
    return told


def _details(box: Box, port: state.Port, number: int) -> dict[str, str]:
    if port.name.startswith(_VIRTUAL):
        return {"mtu": "Unlimited", 'interface-flapped junos:seconds="0"': "Never"}
    up = box.clock.uptime()
    mac = box.mac_of(number)
    return {
        "mtu": str(port.mtu),
        "speed": "1000mbps",
        "current-physical-address": mac,
        "hardware-physical-address": mac,
        f'interface-flapped junos:seconds="{int(up)}"': f"{length(up)} ago",
    }


def _unit(unit: state.Unit, *, is_up: bool) -> Tree:
    flags: Tree = {} if unit.is_enabled else {"iff-down": ""}
    told: dict[str, str | Tree | list[Tree]] = {
        "name": unit.name,
        "admin-status": "up" if unit.is_enabled else "down",
        "oper-status": "up" if is_up and unit.is_enabled else "down",
        "if-config-flags": flags,
    }
    if unit.description:
        told["description"] = unit.description
    if unit.addresses:
        listed: list[Tree] = [{"ifa-local": str(address)} for address in unit.addresses]
        told["address-family"] = {"address-family-name": "inet", "interface-address": listed}
    return told


def _lldp(box: Box, _operation: ET.Element) -> Tree:
    rows = [_heard(one) for one in box.seen().heard]
    return {"lldp-neighbors-information": {"lldp-neighbor-information": rows}}


def _heard(one: Heard) -> Tree:
    return {
        "lldp-local-port-id": one.port,
        "lldp-local-parent-interface-name": "-",
        "lldp-remote-chassis-id-subtype": "Mac address",
        "lldp-remote-chassis-id": one.chassis,
        "lldp-remote-port-id-subtype": "Interface name",
        "lldp-remote-port-id": one.far_port,
        "lldp-remote-system-name": one.system,
    }


def _bgp_summary(box: Box, _operation: ET.Element) -> Tree:
    established = box.seen().established
    rows: list[Tree] = []
    for peer in state.peers(box.database.active):
        is_up = str(peer.address) in established
        row: dict[str, str | Tree] = {
            "peer-address": str(peer.address),
            "peer-as": str(peer.remote_as),
            'elapsed-time junos:seconds="600"': "10:00",
            "peer-state": _session(peer, is_up=is_up),
        }
        if is_up:
            row["bgp-rib"] = {"name": "inet.0", **_COUNTS}
        rows.append(row)
    down = len(rows) - len(established)
    counts = {"peer-count": str(len(rows)), "down-peer-count": str(down)}
    return {"bgp-information": {**counts, "bgp-peer": rows}}


# No prefixes are counted: the lab's routes are those of `routes`, whoever told them.
_COUNTS = {
    "active-prefix-count": "0",
    "received-prefix-count": "0",
    "accepted-prefix-count": "0",
    "advertised-prefix-count": "0",
}


def _session(peer: state.Peer, *, is_up: bool) -> str:
    if is_up:
        return "Established"
    return "Active" if peer.is_enabled else "Idle"


def _bgp_neighbors(box: Box, _operation: ET.Element) -> Tree:
    root, established = box.database.active, box.seen().established
    rows: list[Tree] = []
    for peer in state.peers(root):
        far = established.get(str(peer.address), "")
        options = {} if peer.is_enabled else {"bgp-options-extended": "Shutdown"}
        row: dict[str, str | Tree] = {
            "peer-address": f"{peer.address}+179" if far else str(peer.address),
            "peer-as": str(peer.remote_as),
            "local-as": str(peer.local_as),
            "description": peer.description,
            "peer-state": _session(peer, is_up=bool(far)),
            "bgp-option-information": options,
            "peer-id": far or "0.0.0.0",  # noqa: S104  what the device shows, not a socket
            "local-id": state.router_id(root),
        }
        if far:
            row["bgp-rib"] = {"name": "inet.0", "send-state": "in sync", **_COUNTS}
        rows.append(row)
    return {"bgp-information": {"bgp-peer": rows}}


def _ospf(box: Box, _operation: ET.Element) -> Tree:
    rows: list[Tree] = [
        {
            "neighbor-address": one.address,
            "interface-name": one.unit,
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
        "ip-address": one.address,
        "interface-name": one.unit,
        "time-to-expire": "1200",
    }


def _routes(box: Box, operation: ET.Element) -> Tree:
    wanted, protocol = text_of(operation, "destination"), text_of(operation, "protocol")
    rows = [
        _route(box, one)
        for one in box.seen().routes
        if _is_of(one, wanted) and protocol in {"", one.protocol}
    ]
    return {"route-information": {"route-table": {"table-name": "inet.0", "rt": rows}}}


def _is_of(route: Route, wanted: str) -> bool:
    if not wanted:
        return True
    try:
        asked = IPv4Network(wanted, strict=False)
    except ValueError:
        why = f"<bad-element>{wanted}</bad-element>"
        raise RpcError("syntax error", kind="protocol", info=why) from None
    prefix = IPv4Network(route.prefix)
    return prefix.supernet_of(asked) if "/" not in wanted else prefix == asked


def _route(box: Box, one: Route) -> Tree:
    network = IPv4Network(one.prefix)
    up = box.clock.uptime()
    hop = {"selected-next-hop": "", **({"to": one.hop} if one.hop else {}), "via": one.unit}
    entry: Tree = {
        "active-tag": "*",
        "current-active": "",
        "last-active": "",
        "protocol-name": one.protocol.upper() if one.protocol == "bgp" else one.protocol.title(),
        "preference": str(one.preference),
        f'age junos:seconds="{int(up)}"': length(up),
        "metric": str(one.metric),
        "nh": hop,
    }
    return {
        "rt-destination": str(network.network_address),
        "rt-prefix-length": str(network.prefixlen),
        "rt-entry": entry,
    }


_VIEWS: dict[str, View] = {
    **VIEWS,
    "get-interface-information": _interfaces,
    "get-lldp-neighbors-information": _lldp,
    "get-bgp-summary-information": _bgp_summary,
    "get-bgp-neighbor-information": _bgp_neighbors,
    "get-ospf-neighbor-information": _ospf,
    "get-arp-table-information": _arp,
    "get-route-information": _routes,
}
