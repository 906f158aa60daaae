"""What an NX-OS switch shows of others: LLDP, ARP, OSPF, NTP, and who is in which VLAN."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from lab.sim.nxos.state import adjacent, heard, ports
from lab.sim.nxos.text import table
from lab.sim.vlans import vlans

if TYPE_CHECKING:
    from collections.abc import Callable

    from lab.sim.device import Device
    from lab.sim.nxos.state import Heard, Port

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


def lldp_detail(device: Device) -> Answer:
    """`show lldp neighbors detail`."""
    found = heard(device)
    if not found:
        return "", None
    parts = [_lldp_entry(other) for other in found]
    return _CODES + "\n".join([*parts, f"Total entries displayed: {len(parts)}\n"]), None


def _lldp_entry(other: Heard) -> str:
    return (
        f"\nChassis id: {other.chassis}\nPort id: {other.port}\nLocal Port id: {other.here.short}\n"
        f"Port Description: {other.about or 'not advertised'}\nSystem Name: {other.name}\n"
        f"System Description: {other.system}\nTime remaining: 104 seconds\n"
        "System Capabilities: B, R\nEnabled Capabilities: B, R\n"
        f"Management Address: {other.address or 'not advertised'}\nVlan ID: not advertised\n"
    )


def lldp(device: Device) -> Answer:
    """`show lldp neighbors`."""
    rows = [
        f"{other.name:<21}{other.here.short:<16}{120:<11}{'BR':<12}{other.port}"
        for other in heard(device)
    ]
    head = "Device ID            Local Intf      Hold-time  Capability  Port ID  "
    return _CODES + "\n".join([head, *rows, f"Total entries displayed: {len(rows)}"]), None


def arp(vrf: str) -> Callable[[Device], Answer]:
    """`show ip arp`, of one VRF or of all."""

    def shown(device: Device) -> Answer:
        found = [o for o in heard(device) if o.address and vrf in {"all", o.here.vrf}]
        rows = [f"{o.address:<16}{'00:04:12':<10}{o.mac:<16}{o.here.name}" for o in found]
        context = "all contexts" if vrf == "all" else f"context {vrf}"
        facts = [
            {
                "intf-out": other.here.name,
                "ip-addr-out": other.address,
                "time-stamp": "00:04:12",
                "mac": other.mac,
                "incomplete": "false",
            }
            for other in found
        ]
        text = _ARP_HEAD.format(context=context, count=len(rows)) + "\n".join(rows)
        return text, table("vrf", [{"vrf-name-out": vrf} | table("adj", facts)])

    return shown


def ospf_neighbours(device: Device) -> Answer:
    """`show ip ospf neighbors`."""
    found = adjacent(device)
    if not found:
        return "", None
    rows = [
        f" {other.router_id:<16}{1:>4} FULL/ -          {'03:12:45':<9}"
        f"{other.address:<15} {other.here.short}"
        for other in found
    ]
    head = (
        f" OSPF Process ID {found[0].process} VRF default\n"
        f" Total number of neighbors: {len(rows)}\n"
        " Neighbor ID     Pri State            Up Time  Address         Interface"
    )
    facts = [
        {
            "rid": other.router_id,
            "state": "FULL",
            "addr": other.address,
            "intf": other.here.short,
        }
        for other in found
    ]
    body = {"ptag": found[0].process, "cname": "default"} | table("nbr", facts)
    return "\n".join([head, *rows]), table("ctx", [body])


def vlan_brief(device: Device) -> Answer:
    """`show vlan brief`."""
    kept = device.running.get("vlan")
    numbers = sorted(vlans(kept.line.split()[1])) if kept else []
    rows = [
        (str(number), _vlan_name(device, number), _members(device, number)) for number in numbers
    ]
    head = "VLAN Name                             Status    Ports"
    lines = [f"{number:<5}{name:<33}{'active':<10}{', '.join(on)}" for number, name, on in rows]
    facts = [
        {
            "vlanshowbr-vlanid": number,
            "vlanshowbr-vlanid-utf": number,
            "vlanshowbr-vlanname": name,
            "vlanshowbr-vlanstate": "active",
            "vlanshowbr-shutstate": "noshutdown",
        }
        | ({"vlanshowplist-ifidx": ",".join(on)} if on else {})
        for number, name, on in rows
    ]
    rule = "---- -------------------------------- --------- -------------------------------"
    return "\n".join([head, rule, *lines]), table("vlanbriefxbrief", facts)


def _vlan_name(device: Device, number: int) -> str:
    section = device.running.get(f"vlan {number}")
    name = next(section.starting("name"), None) if section else None
    return name.line.split()[1] if name else "default" if number == 1 else f"VLAN{number:04d}"


def _members(device: Device, number: int) -> list[str]:
    return [port.name for port in ports(device) if not port.is_routed and number in _carried(port)]


def _carried(port: Port) -> set[int]:
    if port.value("switchport mode") == "trunk":
        return vlans(port.value("switchport trunk allowed vlan", "1-4094"))
    return {int(port.value("switchport access vlan", "1"))}


def ntp_peers(device: Device) -> Answer:
    """`show ntp peers`."""
    rows = [
        (node.line.split()[2], "Peer" if node.line.startswith("ntp peer") else "Server")
        for node in device.running.children
        if node.line.startswith(("ntp server", "ntp peer"))
    ]
    rule = "-" * 50
    head = f"{rule}\n  Peer IP Address               Serv/Peer          \n{rule}"
    lines = [f"  {address:<30}{kind} (configured)" for address, kind in rows]
    facts = [{"PeerIPAddress": address, "serv_peer": kind} for address, kind in rows]
    return "\n".join([head, *lines]), table("peers", facts)
