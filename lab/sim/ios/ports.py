"""The IOS `show` commands about ports and who is at their other ends."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lab.sim.commands import Reply
from lab.sim.grammar import Refused, interface_name
from lab.sim.ios.facts import INTERFACES
from lab.sim.ios.show import shows

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lab.sim.commands import Commands
    from lab.sim.device import Device
    from lab.sim.ios.cli import IosCli
    from lab.sim.view import Heard, Port

_KBIT = {"Loopback": 8_000_000, "FastEthernet": 100_000, "TenGigabitEthernet": 10_000_000}
_CAPABILITIES = (
    "Capability codes:\n"
    "    (R) Router, (B) Bridge, (T) Telephone, (C) DOCSIS Cable Device\n"
    "    (W) WLAN Access Point, (P) Repeater, (S) Station, (O) Other\n\n"
)
_SHORT_SHOWN, _NAME_SHOWN = 2, 20


def dotted(mac: str) -> str:
    """A hardware address as IOS writes it: `5254.0011.0001`."""
    digits = mac.replace(":", "")
    return ".".join((digits[:4], digits[4:8], digits[8:]))


def short(name: str) -> str:
    """`Gi0/1`, as tables have it."""
    kind = name.rstrip("0123456789/.")
    return kind[:_SHORT_SHOWN] + name.removeprefix(kind)


def _states(device: Device) -> Iterator[tuple[Port, str, str]]:
    up = device.network.seen(device).up
    for port in device.view().ports:
        line = "up" if port.name in up else "down"
        yield port, line if port.is_enabled else "administratively down", line


def _brief(device: Device) -> str:
    rows = ["Interface                  IP-Address      OK? Method Status                Protocol"]
    for port, status, line in _states(device):
        shown = str(port.addresses[0].ip) if port.addresses else "unassigned"
        rows.append(f"{port.name:<27}{shown:<16}YES NVRAM  {status:<22}{line}")
    return "\n".join(rows)


def _interfaces(device: Device) -> str:
    return "\n".join(_interface(port, status, line) for port, status, line in _states(device))


def _interface(port: Port, status: str, line: str) -> str:
    kind = port.name.rstrip("0123456789/.")
    lines = [f"{port.name} is {status}, line protocol is {line}"]
    if kind == "Loopback":
        lines.append("  Hardware is Loopback")
    else:
        mac = dotted(port.mac)
        lines.append(f"  Hardware is CN Gigabit Ethernet, address is {mac} (bia {mac})")
    lines += [f"  Description: {port.description}"] if port.description else []
    lines += [f"  Internet address is {address}" for address in port.addresses[:1]]
    mtu = 1514 if kind == "Loopback" else 1500
    bandwidth = _KBIT.get(kind, 1_000_000)
    lines.append(f"  MTU {mtu} bytes, BW {bandwidth} Kbit/sec, DLY 10 usec,")
    lines.append("     reliability 255/255, txload 1/255, rxload 1/255")
    return "\n".join(lines)


def _ip_interfaces(device: Device) -> str:
    return "\n".join(_ip_interface(port, status, line) for port, status, line in _states(device))


def _ip_interface(port: Port, status: str, line: str) -> str:
    lines = [f"{port.name} is {status}, line protocol is {line}"]
    if not port.addresses:
        return "\n".join([*lines, "  Internet protocol processing disabled"])
    lines += [
        f"  Internet address is {port.addresses[0]}",
        "  Broadcast address is 255.255.255.255",
    ]
    lines += [f"  Secondary address {address}" for address in port.addresses[1:]]
    return "\n".join([*lines, "  MTU is 1500 bytes"])


def _descriptions(device: Device) -> str:
    rows = [f"{'Interface':<31}{'Status':<15}{'Protocol':<9}Description"]
    for port, status, line in _states(device):
        shown = "admin down" if status.startswith("admin") else status
        rows.append(f"{short(port.name):<31}{shown:<15}{line:<9}{port.description}".rstrip())
    return "\n".join(rows)


def _arp(device: Device) -> str:
    seen = device.network.seen(device)
    rows = ["Protocol  Address          Age (min)  Hardware Addr   Type   Interface"]
    known = [(str(r.address), "12", r.mac, r.port) for r in seen.resolved]
    for port in device.view().ports:
        if port.name in seen.up and not port.name.startswith("Loopback"):
            known += [(str(address.ip), "-", port.mac, port.name) for address in port.addresses]
    for address, age, mac, name in sorted(
        known, key=lambda row: tuple(map(int, row[0].split(".")))
    ):
        rows.append(f"Internet  {address:<15}  {age:>8}   {dotted(mac)}  ARPA   {name}")
    return "\n".join(rows)


def _heard(device: Device, name: str) -> tuple[Heard, ...]:
    found = device.network.seen(device).heard
    wanted = interface_name(name, INTERFACES) if name else ""
    return tuple(one for one in found if wanted in {"", one.port})


def _lldp(cli: IosCli, words: tuple[str, ...]) -> Reply:
    if cli.view.running.get("lldp run") is None:
        return Reply("% LLDP is not enabled")
    rest = words[3:]
    name = rest[0] if rest and rest[0] != "detail" else ""
    if name and interface_name(name, INTERFACES) is None:
        raise Refused("invalid", 3)
    found = _heard(cli.view, name)
    tail = f"\nTotal entries displayed: {len(found)}\n"
    if "detail" in rest:
        return Reply("\n".join([*map(_entry, found), tail]))
    rows = [_row(one) for one in found]
    head = "Device ID           Local Intf     Hold-time  Capability      Port ID"
    return Reply("\n".join([_CAPABILITIES + head, *rows, tail]))


def _row(one: Heard) -> str:
    name = one.far.name[:_NAME_SHOWN]
    return f"{name:<20}{short(one.port):<15}{120:<11}{'B,R':<16}{short(one.far_port.name)}"


def _entry(one: Heard) -> str:
    far, port = one.far, one.far_port
    address = f"\n    IP: {far.router_id}" if far.router_id else " - not advertised"
    return (
        "------------------------------------------------\n"
        f"Local Intf: {short(one.port)}\nChassis id: {dotted(far.mac)}\nPort id: {port.name}\n"
        f"Port Description: {port.description or port.name}\nSystem Name: {far.name}\n\n"
        f"System Description: \n{far.system}\n\nTime remaining: 97 seconds\n"
        "System Capabilities: B,R\nEnabled Capabilities: B,R\n"
        f"Management Addresses:{address}\n"
    )


def register(commands: Commands[IosCli, Reply]) -> None:
    """Add these commands to the table."""
    commands("show ip interface brief")(shows(_brief))
    commands("show ip interface")(shows(_ip_interfaces))
    commands("show interfaces")(shows(_interfaces))
    commands("show interfaces description")(shows(_descriptions))
    commands("show arp", "show ip arp")(shows(_arp))
    commands(
        "show lldp neighbors",
        "show lldp neighbors detail",
        "show lldp neighbors <w>",
        "show lldp neighbors <w> detail",
    )(_lldp)
