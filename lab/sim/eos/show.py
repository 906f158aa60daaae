"""The EOS `show` commands, as text and as data."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from lab.sim.eos.answer import Answer

if TYPE_CHECKING:
    from lab.sim.commands import Commands
    from lab.sim.device import Device
    from lab.sim.eos.cli import EosCli

_MODEL, _BUILD = "vEOS", "28837868.4283M"
_MEMORY = 2_014_888


def _signature(device: Device) -> str:
    return f"! device: {device.hostname} ({_MODEL}, EOS-{device.identity.version})\n!\n"


def head(device: Device, command: str) -> str:
    """The comments before the first line of a shown configuration."""
    return f"! Command: {command}\n{_signature(device)}"


def _running(cli: EosCli, words: tuple[str, ...]) -> Answer:
    return Answer(head(cli.view, " ".join(words)) + cli.view.text(), is_shown=True)


def _startup(cli: EosCli, _words: tuple[str, ...]) -> Answer:
    device = cli.view
    saved = f"{device.saved.moment:%a %b %d %H:%M:%S %Y} by {device.saved.user}"
    head = f"! Command: show startup-config\n! Startup-config last modified at {saved}\n"
    return Answer(f"{head}{_signature(device)}{device.startup}", is_shown=True)


def _version(cli: EosCli, _words: tuple[str, ...]) -> Answer:
    own, uptime = cli.view.identity, cli.view.clock.uptime()
    days, minutes = int(uptime // 86400), int(uptime // 60)
    text = (
        f"Arista {_MODEL}\nHardware version: \nSerial number: {own.serial}\n"
        f"Hardware MAC address: {own.mac}\nSystem MAC address: {own.mac}\n\n"
        f"Software image version: {own.version}\nArchitecture: i686\n"
        f"Internal build version: {own.version}-{_BUILD}\n\n"
        f"Uptime: {days // 7} weeks, {days % 7} days, {minutes // 60 % 24} hours and "
        f"{minutes % 60} minutes\nTotal memory: {_MEMORY} kB\nFree memory: 1200312 kB\n"
    )
    facts = {
        "mfgName": "Arista",
        "modelName": _MODEL,
        "hardwareRevision": "",
        "serialNumber": own.serial,
        "systemMacAddress": own.mac,
        "hwMacAddress": own.mac,
        "configMacAddress": "00:00:00:00:00:00",
        "version": own.version,
        "architecture": "i686",
        "internalVersion": f"{own.version}-{_BUILD}",
        "internalBuildId": "1ebd5a3e-ce14-46d7-a2a5-4bbd9ed33bea",
        "imageFormatVersion": "3.0",
        "bootupTimestamp": time.time() - uptime,
        "uptime": uptime,
        "memTotal": _MEMORY,
        "memFree": 1_200_312,
        "isIntlVersion": False,
    }
    return Answer(text, facts, is_shown=True)


def _hostname(cli: EosCli, _words: tuple[str, ...]) -> Answer:
    name = cli.view.hostname
    domain = cli.view.running.get("dns domain")
    full = f"{name}.{domain.line.split()[-1]}" if domain else name
    return Answer(
        f"Hostname: {name}\nFQDN:     {full}\n", {"hostname": name, "fqdn": full}, is_shown=True
    )


def _logging(cli: EosCli, _words: tuple[str, ...]) -> Answer:
    log = cli.device.log
    above = "Syslog logging: enabled\n    Buffer logging: level informational, "
    above += f"{len(log)} messages logged\n\nLog Buffer:\n"
    return Answer(above + "\n".join(log), is_shown=True)


def _clock(cli: EosCli, _words: tuple[str, ...]) -> Answer:
    now = cli.device.clock.now()
    return Answer(
        f"{now:%a %b %d %H:%M:%S %Y}\nTimezone: UTC\n", {"timezone": "UTC"}, is_shown=True
    )


def register(commands: Commands[EosCli, Answer]) -> None:
    """Add these commands to the table."""
    commands("show running-config", "show running-config all", "show running-config sanitized")(
        _running
    )
    commands("show startup-config")(_startup)
    commands("show version")(_version)
    commands("show hostname")(_hostname)
    commands("show logging", "show logging <line>")(_logging)
    commands("show clock")(_clock)
