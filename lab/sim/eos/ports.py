"""The EOS `show` commands about ports and who is at their other ends, as text and as data."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any

from lab.sim.eos.answer import Answer
from lab.sim.eos.facts import INTERFACES
from lab.sim.grammar import Refused, interface_name

if TYPE_CHECKING:
    from ipaddress import IPv4Interface

    from lab.sim.commands import Commands
    from lab.sim.device import Device
    from lab.sim.eos.cli import EosCli
    from lab.sim.view import Heard, Port, Resolved

_HARDWARE = {"Loopback": "loopback", "Vlan": "vlan", "Port-Channel": "portChannel"}
_NOBODY = "0.0.0.0"  # noqa: S104  what the device shows, not a socket
_GIGABIT = 1_000_000_000
_BRIEF = f"""\
{"":72}Address
Interface       IP Address            Status     Protocol         MTU   Owner
--------------- --------------------- ---------- ------------ --------- -------"""


def dotted(mac: str) -> str:
    """A hardware address as EOS writes it in tables: `5254.0011.0001`."""
    digits = mac.replace(":", "")
    return ".".join((digits[:4], digits[4:8], digits[8:]))


def short(name: str) -> str:
    """`Et1`, as tables have it."""
    kind = name.rstrip("0123456789/.")
    return ("Po" if kind == "Port-Channel" else kind[:2]) + name.removeprefix(kind)


def vrfs(device: Device) -> tuple[str, ...]:
    """The tables of the device, the usual one first."""
    named = (node.line.split()[-1] for node in device.running.starting("vrf instance"))
    return ("default", *named)


def wanted_vrfs(device: Device, words: tuple[str, ...]) -> tuple[str, ...]:
    """The tables that a command asks for by `vrf NAME` or `vrf all`."""
    name = words[words.index("vrf") + 1] if "vrf" in words else "default"
    if name == "all":
        return vrfs(device)
    if name not in vrfs(device):
        raise Refused(f"VRF {name} does not exist")
    return (name,)


def _status(port: Port, up: frozenset[str]) -> tuple[str, str]:
    if port.name in up:
        return "connected", "up"
    return ("notconnect" if port.is_enabled else "disabled"), "down"


def _interfaces(cli: EosCli, _words: tuple[str, ...]) -> Answer:
    device = cli.view
    up = device.network.seen(device).up
    facts = {port.name: _interface(device, port, up) for port in device.view().ports}
    rows = [
        f"{name} is {_spelled(i['interfaceStatus'])}, line protocol is {i['lineProtocolStatus']}"
        f" ({i['interfaceStatus']})"
        for name, i in facts.items()
    ]
    return Answer("\n".join(rows), {"interfaces": facts}, is_shown=True)


def _spelled(status: str) -> str:
    return {"connected": "up", "disabled": "administratively down"}.get(status, "down")


def _interface(device: Device, port: Port, up: frozenset[str]) -> dict[str, Any]:
    kind = port.name.rstrip("0123456789/.")
    status, line = _status(port, up)
    facts = {
        "name": port.name,
        "hardware": _HARDWARE.get(kind, "ethernet"),
        "description": port.description,
        "interfaceStatus": status,
        "lineProtocolStatus": line,
        "mtu": 1500,
        "bandwidth": 0 if kind == "Loopback" else _GIGABIT,
        "lastStatusChangeTimestamp": time.time() - device.clock.uptime(),
        "interfaceCounters": {},
    }
    return facts if kind == "Loopback" else facts | {"physicalAddress": port.mac}


def _ip_interfaces(cli: EosCli, words: tuple[str, ...]) -> Answer:
    device = cli.view
    up = device.network.seen(device).up
    ports = [port for port in device.view().ports if port.addresses]
    facts = {port.name: _ip_interface(port, up) for port in ports}
    rows = [_briefly(port, up) if "brief" in words else _at_length(port, up) for port in ports]
    head = [_BRIEF] if "brief" in words else []
    return Answer("\n".join([*head, *rows]), {"interfaces": facts}, is_shown=True)


def _briefly(port: Port, up: frozenset[str]) -> str:
    status, line = _status(port, up)
    address = str(port.addresses[0])
    return f"{port.name:<15} {address:<21} {_spelled(status):<10} {line:<12}{1500:>8}"


def _at_length(port: Port, up: frozenset[str]) -> str:
    status, line = _status(port, up)
    return (
        f"{port.name} is {_spelled(status)}, line protocol is {line} ({status})\n"
        f"  Internet address is {port.addresses[0]}\n  IP MTU 1500 bytes"
    )


def _ip_interface(port: Port, up: frozenset[str]) -> dict[str, Any]:
    status, line = _status(port, up)
    first, *others = port.addresses
    addressed = {
        "primaryIp": _prefixed(first),
        "secondaryIps": {str(address.ip): _prefixed(address) for address in others},
        "secondaryIpsOrderedList": [_prefixed(address) for address in others],
        "virtualIp": {"address": _NOBODY, "maskLen": 0},
        "dhcp": False,
    }
    return {
        "name": port.name,
        "description": port.description,
        "interfaceStatus": status,
        "lineProtocolStatus": line,
        "enabled": port.is_enabled,
        "mtu": 1500,
        "interfaceAddress": addressed,
    }


def _prefixed(address: IPv4Interface) -> dict[str, Any]:
    return {"address": str(address.ip), "maskLen": address.network.prefixlen}


def _ipv6_interfaces(_cli: EosCli, _words: tuple[str, ...]) -> Answer:
    raise Refused("No IPv6 configured interfaces")


def _arp(cli: EosCli, words: tuple[str, ...]) -> Answer:
    device = cli.view
    entries = device.network.seen(device).resolved
    tables = {
        vrf: _neighbors([entry for entry in entries if entry.vrf == vrf])
        for vrf in wanted_vrfs(device, words)
    }
    rows = ["Address         Age (sec)  Hardware Addr   Interface"]
    rows += [
        f"{e.address!s:<15}{'0:02:10':>10}  {dotted(e.mac)}  {e.port}"
        for e in entries
        if e.vrf in tables
    ]
    facts = {"vrfs": tables} if "vrf" in words else tables["default"]
    return Answer("\n".join(rows), facts, is_shown=True)


def _neighbors(entries: list[Resolved]) -> dict[str, Any]:
    listed = [
        {"address": str(e.address), "hwAddress": dotted(e.mac), "interface": e.port, "age": 130}
        for e in entries
    ]
    return {
        "dynamicEntries": len(listed),
        "staticEntries": 0,
        "notLearnedEntries": 0,
        "totalEntries": len(listed),
        "ipV4Neighbors": listed,
        "ipV6Neighbors": [],
    }


def _lldp(cli: EosCli, words: tuple[str, ...]) -> Answer:
    device, rest = cli.view, words[3:]
    name = rest[0] if rest and rest[0] != "detail" else ""
    port = interface_name(name, INTERFACES) if name else ""
    if port is None:
        raise Refused("invalid", 3)
    found = [one for one in device.network.seen(device).heard if port in {"", one.port}]
    return _lldp_detail(device, found) if "detail" in rest else _lldp_brief(found)


def _lldp_brief(found: list[Heard]) -> Answer:
    rows = [f"{short(one.port):<14}{one.far.name:<25}{one.far_port.name:<22}{120}" for one in found]
    listed = [
        {
            "port": one.port,
            "neighborDevice": one.far.name,
            "neighborPort": one.far_port.name,
            "ttl": 120,
        }
        for one in found
    ]
    head = f"{'Port':<14}{'Neighbor Device ID':<25}{'Neighbor Port ID':<22}TTL"
    return Answer("\n".join([head, *rows]), {"lldpNeighbors": listed}, is_shown=True)


def _lldp_detail(device: Device, found: list[Heard]) -> Answer:
    told: dict[str, Any] = {
        port.name: {"lldpNeighborInfo": []} for port in device.view().ports if port.hears_lldp
    }
    parts = []
    for one in found:
        told[one.port]["lldpNeighborInfo"].append(_told(one))
        parts.append(
            f"Interface {one.port} detected 1 LLDP neighbors:\n\n"
            f"  Neighbor {one.far.name}/{one.far_port.name}, age 12 seconds\n"
            f'  - System Name: "{one.far.name}"\n'
            f'  - System Description: "{one.far.system}"\n'
            f'  - Port Description: "{one.far_port.description}"\n'
        )
    return Answer("\n".join(parts), {"lldpNeighbors": told}, is_shown=True)


def _told(one: Heard) -> dict[str, Any]:
    return {
        "chassisIdType": "macAddress",
        "chassisId": dotted(one.far.mac),
        "systemName": one.far.name,
        "systemDescription": one.far.system,
        "systemCapabilities": {"bridge": True, "router": True},
        "ttl": 120,
        "neighborInterfaceInfo": {
            "interfaceIdType": "interfaceName",
            "interfaceId": f'"{one.far_port.name}"',
            "interfaceDescription": one.far_port.description,
        },
    }


def register(commands: Commands[EosCli, Answer]) -> None:
    """Add these commands to the table."""
    commands("show interfaces")(_interfaces)
    commands("show ip interface", "show ip interface brief")(_ip_interfaces)
    commands("show ipv6 interface")(_ipv6_interfaces)
    commands("show arp", "show arp vrf <w>", "show ip arp", "show ip arp vrf <w>")(_arp)
    commands(
        "show lldp neighbors",
        "show lldp neighbors detail",
        "show lldp neighbors <w>",
        "show lldp neighbors <w> detail",
    )(_lldp)
