"""Which VLANs an NX-OS switch has and who is in them, and whom it asks for the time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lab.sim.nxos.state import interfaces
from lab.sim.nxos.text import table
from lab.sim.vlans import vlans

if TYPE_CHECKING:
    from lab.sim.nxos.device import Switch
    from lab.sim.nxos.neighbours import Answer

_RULE = "---- -------------------------------- --------- -------------------------------"


def vlan_brief(device: Switch) -> Answer:
    """`show vlan brief`."""
    kept = device.running.get("vlan")
    numbers = sorted(vlans(kept.line.split()[1])) if kept else []
    rows = [(str(one), _name(device, one), _members(device, one)) for one in numbers]
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
    return "\n".join([head, _RULE, *lines]), table("vlanbriefxbrief", facts)


def _name(device: Switch, number: int) -> str:
    section = device.running.get(f"vlan {number}")
    name = next(section.starting("name"), None) if section else None
    return name.line.split()[1] if name else "default" if number == 1 else f"VLAN{number:04d}"


def _members(device: Switch, number: int) -> list[str]:
    return [port.name for port in interfaces(device) if number in port.vlans]


def ntp_peers(device: Switch) -> Answer:
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
