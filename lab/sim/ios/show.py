"""The IOS `show` commands."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lab.sim.clock import stamp
from lab.sim.commands import Commands, Reply

if TYPE_CHECKING:
    from collections.abc import Callable

    from lab.sim.device import Device
    from lab.sim.ios.cli import IosCli

_NVRAM = 262136


def running(device: Device) -> str:
    """`show running-config`, with its head."""
    text = device.text()
    head = head_lines(device)
    size = len(head) + len(text)
    return f"Building configuration...\n\nCurrent configuration : {size} bytes\n{head}{text}"


def head_lines(device: Device) -> str:
    """The comments before the first line, which change without a change of config."""
    return (
        f"!\n! Last configuration change at {device.changed}\n"
        f"! NVRAM config last updated at {device.saved}\n!\n"
    )


def _startup(device: Device) -> str:
    if not device.startup:
        return "startup-config is not present"
    text = head_lines(device) + device.startup
    return f"Using {len(text)} out of {_NVRAM} bytes\n{text}"


def _uptime(device: Device) -> str:
    minutes = int(device.clock.uptime() // 60)
    days = minutes // 1440
    parts = {"week": days // 7, "day": days % 7, "hour": minutes // 60 % 24, "minute": minutes % 60}
    shown = [f"{n} {unit}{'' if n == 1 else 's'}" for unit, n in parts.items() if n]
    return ", ".join(shown) or "0 minutes"


def _version(device: Device) -> str:
    own = device.identity
    return (
        f"Cisco IOS Software, C2900 Software (C2900-UNIVERSALK9-M), Version {own.version}, "
        "RELEASE SOFTWARE (fc2)\n"
        "Technical Support: http://www.cisco.com/techsupport\n"
        "ROM: System Bootstrap, Version 15.0(1r)M16, RELEASE SOFTWARE (fc1)\n\n"
        f"{device.hostname} uptime is {_uptime(device)}\n"
        "System returned to ROM by power-on\n"
        'System image file is "flash0:c2900-universalk9-mz.SPA.159-3.M7.bin"\n'
        "Last reload type: Normal Reload\n\n"
        "Cisco CISCO2911/K9 (revision 1.0) with 483328K/40960K bytes of memory.\n"
        f"Processor board ID {own.serial}\n"
        f"{len(device.physical)} Gigabit Ethernet interfaces\n"
        "DRAM configuration is 64 bits wide with parity enabled.\n"
        "255K bytes of non-volatile configuration memory.\n\n"
        "Configuration register is 0x2102\n"
    )


def _inventory(device: Device) -> str:
    own = device.identity
    return (
        'NAME: "CISCO2911/K9", DESCR: "CISCO2911/K9 chassis, Hw Serial#: '
        f'{own.serial}, Hw Revision: 1.0"\n'
        f"PID: CISCO2911/K9      , VID: V07  , SN: {own.serial}\n"
    )


def _users(cli: IosCli) -> str:
    rows = ["    Line       User       Host(s)              Idle       Location"]
    for at, actor in enumerate(cli.device.online):
        mark = "*" if actor == cli.actor else " "
        line = f"{mark} {at + 2:>2} vty {at}"
        rows.append(f"{line:<15}{actor.user:<11}{'idle':<21}00:00:00 {actor.source}")
    return "\n".join(rows)


def _logging(device: Device) -> str:
    head = (
        "Syslog logging: enabled (0 messages dropped, 0 messages rate-limited, 0 flushes, "
        "0 overruns, xml disabled, filtering disabled)\n\n"
        "    Console logging: disabled\n    Monitor logging: level debugging, 0 messages logged\n"
        f"    Buffer logging:  level informational, {len(device.log)} messages logged\n\n"
        "Log Buffer (64000 bytes):\n\n"
    )
    return head + "\n".join(device.log)


def _hosts(device: Device) -> str:
    name = next((n.line.split()[-1] for n in device.running.starting("ip domain name")), None)
    return f"Default domain is {name}" if name else "Default domain is not set"


def register(commands: Commands[IosCli, Reply]) -> None:
    """Add these commands to the table."""
    texts = {
        "show startup-config": _startup,
        "show version": _version,
        "show inventory": _inventory,
        "show logging": _logging,
        "show hosts": _hosts,
        "show clock": lambda device: stamp(device.clock.now()),
        "show privilege": lambda _device: "Current privilege level is 15",
        "show cdp neighbors ...": lambda _device: "% CDP is not enabled",
    }
    for form, text in texts.items():
        commands(form)(shows(text))
    commands("show users")(lambda cli, _words: Reply(_users(cli)))
    commands("show running-config", "show running-config all")(_show_running)


def shows(text: Callable[[Device], str]) -> Callable[[IosCli, tuple[str, ...]], Reply]:
    """A command that answers with a text about the device that the operator sees."""
    return lambda cli, _words: Reply(text(cli.view))


def _show_running(cli: IosCli, _words: tuple[str, ...]) -> Reply:
    return Reply(running(cli.view))
