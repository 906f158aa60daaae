"""The NX-OS `show` commands that have data beside their text: what NX-API and `| json` give.

The names in the data are those of NX-OS 9.3, each read from what napalm 5.2.0 looks for.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from lab.sim.commands import Reply
from lab.sim.nxos.neighbours import arp, bgp_summary, lldp, lldp_detail, look, ospf_neighbours
from lab.sim.nxos.state import interfaces
from lab.sim.nxos.text import table
from lab.sim.nxos.vlans import ntp_peers, vlan_brief

if TYPE_CHECKING:
    from collections.abc import Callable

    from lab.sim.commands import Commands
    from lab.sim.nxos.cli import NxosCli
    from lab.sim.nxos.device import Switch
    from lab.sim.nxos.neighbours import Answer
    from lab.sim.nxos.state import Interface

_CHASSIS = "Nexus9000 C9300v Chassis"
_SECONDS_OF_A_DAY = 86_400


def _hostname(device: Switch) -> Answer:
    domain = device.running.get("ip domain-name")
    name = f"{device.hostname}.{domain.line.split()[-1]}" if domain else device.hostname
    return name, {"hostname": name}


def _version(device: Switch) -> Answer:
    own = device.identity
    up = int(device.clock.uptime())
    days, hours = up // _SECONDS_OF_A_DAY, up // 3600 % 24
    minutes, seconds = up // 60 % 60, up % 60
    facts = {
        "header_str": "Cisco Nexus Operating System (NX-OS) Software\n",
        "kickstart_ver_str": own.version,
        "nxos_ver_str": own.version,
        "nxos_file_name": "bootflash:///nxos.9.3.8.bin",
        "chassis_id": _CHASSIS,
        "host_name": device.hostname,
        "proc_board_id": own.serial,
        "kern_uptm_days": days,
        "kern_uptm_hrs": hours,
        "kern_uptm_mins": minutes,
        "kern_uptm_secs": seconds,
        "manufacturer": "Cisco Systems, Inc.",
    }
    text = (
        "Cisco Nexus Operating System (NX-OS) Software\n"
        "TAC support: http://www.cisco.com/tac\n"
        "Copyright (C) 2002-2021, Cisco and/or its affiliates.\nAll rights reserved.\n\n"
        "Nexus 9000v is a demo version of the Nexus Operating System\n\n"
        f"Software\n  BIOS: version \n  NXOS: version {own.version}\n"
        "  NXOS image file is: bootflash:///nxos.9.3.8.bin\n"
        "  NXOS compile time:  8/4/2021 13:00:00 [08/04/2021 23:25:34]\n\n"
        f"\nHardware\n  cisco {_CHASSIS} \n"
        "  Intel(R) Xeon(R) with 10211720 kB of memory.\n"
        f"  Processor Board ID {own.serial}\n\n"
        f"  Device name: {device.hostname}\n  bootflash:    3419344 kB\n"
        f"Kernel uptime is {days} day(s), {hours} hour(s), {minutes} minute(s), "
        f"{seconds} second(s)\n"
    )
    return text, facts


def _inventory(device: Switch) -> Answer:
    serial = device.identity.serial
    rows = [
        ("Chassis", _CHASSIS, "N9K-C9300v", serial),
        ("Slot 1", "Nexus 9000v Ethernet Module", "N9K-X9364v", f"{serial}-1"),
    ]
    facts = [
        {"name": name, "desc": desc, "productid": product, "vendorid": "V02", "serialnum": number}
        for name, desc, product, number in rows
    ]
    text = "\n".join(
        f'NAME: "{name}",  DESCR: "{desc}"\nPID: {product:<20}, VID: V02 ,  SN: {number}\n'
        for name, desc, product, number in rows
    )
    return text, table("inv", facts)


def _interfaces(device: Switch) -> Answer:
    found = _ports(device)
    facts = {"TABLE_interface": {"ROW_interface": [_interface_facts(port) for port in found]}}
    return "\n".join(_interface_text(port) for port in found), facts


def _ports(device: Switch) -> tuple[Interface, ...]:
    return interfaces(device, look(device).up)


def _interface_text(port: Interface) -> str:
    state = "up" if port.is_up else "down"
    why = _why(port)
    mtu = f"  MTU {port.value('mtu', '1500')} bytes, BW {port.speed * 1000} Kbit , DLY 10 usec"
    about = port.value("description")
    described = [f"  Description: {about}"] if about else []
    if port.kind == "Vlan":
        head = f"{port.name} is {state}{why}, line protocol is {state}, autostate enabled"
        return "\n".join([head, f"  Hardware is EtherSVI, address is  {port.mac}", *described, mtu])
    hardware = (
        "Loopback" if port.kind == "loopback" else f"Ethernet, address: {port.mac} (bia {port.mac})"
    )
    lines = [
        f"{port.name} is {state}{why}",
        f"admin state is {'up' if port.is_enabled else 'down'}, Dedicated Interface",
        f"  Hardware: {hardware}",
        *described,
        *(f"  Internet Address is {address}" for address in port.addresses[:1]),
        mtu,
        "  reliability 255/255, txload 1/255, rxload 1/255",
        "  Encapsulation ARPA, medium is broadcast",
    ]
    return "\n".join(lines)


def _why(port: Interface) -> str:
    """Why it is down, in brackets."""
    if port.is_up:
        return ""
    if not port.is_enabled:
        return " (Administratively down)"
    return " (VLAN/BD is down)" if port.kind == "Vlan" else " (Link not connected)"


def _interface_facts(port: Interface) -> dict[str, Any]:
    state, admin = ("up" if holds else "down" for holds in (port.is_up, port.is_enabled))
    if port.kind == "Vlan":
        return {
            "interface": port.name,
            "svi_line_proto": state,
            "svi_admin_state": admin,
            "svi_mac": f"  {port.mac}",
            "svi_desc": port.value("description"),
            "svi_mtu": port.value("mtu", "1500"),
            "svi_bw": str(port.speed * 1000),
        }
    facts = {"interface": port.name, "state": state, "admin_state": admin}
    if about := port.value("description"):
        facts["desc"] = about
    mtu = port.value("mtu", "1500")
    return facts | {"eth_hw_addr": port.mac, "eth_mtu": mtu, "eth_bw": str(port.speed * 1000)}


def _status(device: Switch) -> Answer:
    rule = "-" * 80
    rows = [
        rule,
        "Port          Name               Status    Vlan      Duplex  Speed   Type",
        rule,
        *(
            f"{port.short:<14}{port.value('description', '--')[:18]:<19}{_word(port):<10}"
            f"{_vlan(port):<10}full    {port.speed:<8}--"
            for port in _ports(device)
        ),
    ]
    return "\n".join(rows), None


def _word(port: Interface) -> str:
    return "disabled" if not port.is_enabled else "connected" if port.is_up else "notconnec"


def _vlan(port: Interface) -> str:
    if port.is_routed:
        return "routed"
    is_trunk = port.value("switchport mode") == "trunk"
    return "trunk" if is_trunk else port.value("switchport access vlan", "1")


def _ip_interfaces(vrf: str) -> Callable[[Switch], Answer]:
    def shown(device: Switch) -> Answer:
        found = [port for port in _ports(device) if port.addresses and vrf in {"all", port.vrf}]
        text = "\n".join(_ip_text(port) for port in found)
        return text, table("intf", [_ip_facts(port) for port in found])

    return shown


def _states(port: Interface) -> tuple[str, str]:
    return "up" if port.is_up else "down", "up" if port.is_enabled else "down"


def _ip_text(port: Interface) -> str:
    state, admin = _states(port)
    lines = [
        f'IP Interface Status for VRF "{port.vrf}"',
        f"{port.name}, Interface status: protocol-{state}/link-{state}/admin-{admin}, iod: 38,",
    ]
    for at, address in enumerate(port.addresses):
        second = " secondary" if at else ""
        lines.append(
            f"  IP address: {address.ip}, IP subnet: {address.network}{second} "
            "route-preference: 0, tag: 0"
        )
    return "\n".join(lines)


def _ip_facts(port: Interface) -> dict[str, Any]:
    first, *others = port.addresses
    state, admin = _states(port)
    facts: dict[str, Any] = {
        "vrf-name-out": port.vrf,
        "intf-name": port.name,
        "proto-state": state,
        "link-state": state,
        "admin-state": admin,
        "prefix": str(first.ip),
        "subnet": str(first.network.network_address),
        "masklen": str(first.network.prefixlen),
    }
    rows = [{"prefix1": str(a.ip), "masklen1": str(a.network.prefixlen)} for a in others]
    return facts | (table("secondary_address", rows) if rows else {})


def _no_ipv6(_device: Switch) -> Answer:
    return "", None


_FORMS: dict[str, Callable[[Switch], Answer]] = {
    "show hostname": _hostname,
    "show version": _version,
    "show inventory": _inventory,
    "show interface": _interfaces,
    "show interface status": _status,
    "show ip interface": _ip_interfaces("default"),
    "show ip interface vrf all": _ip_interfaces("all"),
    "show ipv6 interface": _no_ipv6,
    "show ipv6 interface vrf all": _no_ipv6,
    "show bgp all summary vrf all": bgp_summary,
    "show lldp neighbors": lldp,
    "show lldp neighbors detail": lldp_detail,
    "show ip arp": arp("default"),
    "show ip arp vrf all": arp("all"),
    "show ip ospf neighbors": ospf_neighbours,
    "show vlan brief": vlan_brief,
    "show ntp peers": ntp_peers,
}


def register(commands: Commands[NxosCli, Reply]) -> None:
    """Add these commands to the table."""
    for form, make in _FORMS.items():
        commands(form)(_shows(make))


def _shows(make: Callable[[Switch], Answer]) -> Callable[[NxosCli, tuple[str, ...]], Reply]:
    def answer(cli: NxosCli, _words: tuple[str, ...]) -> Reply:
        text, facts = make(cli.view)
        return Reply(text, facts=facts)

    return answer
