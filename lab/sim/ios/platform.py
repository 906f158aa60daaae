"""Cisco IOS as the lab serves it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lab.sim.access import ios_admits, logs_in
from lab.sim.device import Device, born
from lab.sim.ios.cli import IosCli
from lab.sim.ios.facts import FRESH, GRAMMAR, PHYSICAL
from lab.sim.ios.files import place
from lab.sim.platform import Platform
from lab.sim.ports import SSH
from lab.sim.ssh import Ssh, SshFront

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from lab.sim.clock import Clock
    from lab.sim.device import Identity
    from lab.sim.ports import Front
    from lab.sim.wire import Wire


def _boot(identity: Identity, clock: Clock, text: str) -> Device:
    return born(identity, clock, GRAMMAR, text, physical=PHYSICAL, fresh=FRESH)


def _greeting(device: Device) -> str:
    banner = device.running.get("banner login")
    return banner.line.split("^C", 1)[1].removesuffix("^C").lstrip("\n") if banner else ""


def _file(device: Device, url: str) -> str | None:
    is_on = device.running.get("ip scp server enable") is not None
    return place(url).removeprefix("flash:") if is_on else None


def _script(lines: Sequence[str], is_saved: bool) -> list[str]:  # noqa: FBT001  a seam, not an API
    return ["configure terminal", *lines, "end", *(["write memory"] if is_saved else [])]


_SSH: Ssh[Device] = Ssh(
    version="Cisco-1.25",
    admits=lambda device, source, _service: ios_admits(device.running, source),
    logs_in=lambda device, user, password: logs_in(device.running, user, password),
    cli=IosCli,
    greeting=_greeting,
    file=_file,
)


def _fronts(device: Device, wire: Wire, folder: Path) -> tuple[Front, ...]:
    return (SshFront(device, wire, folder, _SSH),)


IOS: Platform[Device] = Platform(
    name="cisco_ios",
    services=(SSH,),
    boot=_boot,
    fronts=_fronts,
    operator=IosCli,
    script=_script,
    banner="banner motd ^C\nMaintenance on Sunday.\n{}#\n^C",
    no_banner="no banner motd",
)
