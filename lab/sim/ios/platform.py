"""Cisco IOS as the lab serves it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lab.sim.access import ios_admits, logs_in
from lab.sim.ios.cli import IosCli
from lab.sim.ios.device import IosDevice, boot
from lab.sim.ios.files import place
from lab.sim.platform import Platform
from lab.sim.ports import SSH
from lab.sim.ssh import Ssh, SshFront

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from lab.sim.ports import Front
    from lab.sim.wire import Wire


def _greeting(device: IosDevice) -> str:
    banner = device.running.get("banner login")
    return banner.line.split("^C", 1)[1].removesuffix("^C").lstrip("\n") if banner else ""


def _file(device: IosDevice, url: str) -> str | None:
    is_on = device.running.get("ip scp server enable") is not None
    return place(url).removeprefix("flash:") if is_on else None


def _script(lines: Sequence[str], is_saved: bool) -> list[str]:  # noqa: FBT001  a seam, not an API
    # The removal of a user asks whether it is meant: Enter says yes.
    typed: list[str] = []
    for line in lines:
        typed += [line, ""] if line.startswith("no username") else [line]
    return ["configure terminal", *typed, "end", *(["write memory"] if is_saved else [])]


_SSH: Ssh[IosDevice] = Ssh(
    version="Cisco-1.25",
    admits=lambda device, source, _service: ios_admits(device.running, source),
    logs_in=lambda device, user, password: logs_in(device.running, user, password),
    cli=IosCli,
    page=lambda cli: cli.length,
    greeting=_greeting,
    file=_file,
)


def _fronts(device: IosDevice, wire: Wire, folder: Path) -> tuple[Front, ...]:
    return (SshFront(device, wire, folder, _SSH),)


IOS: Platform[IosDevice] = Platform(
    name="cisco_ios",
    services=(SSH,),
    boot=boot,
    fronts=_fronts,
    operator=IosCli,
    script=_script,
    moments={
        "show-running": r"^sh\w* run\S*( all)?$",
        "load": r"^copy \S+ (system:)?running-config$",
        "diff": r"^show archive config (differences|incremental-diffs) ",
        "commit": r"^(copy \S+ (system:)?running-config|configure replace .*)$",
        "replace": r"^configure replace ",
        "confirm": r"^configure confirm$",
        "rollback": r"^configure (revert now|replace .*rollback.*)$",
        "save": r"^(wr\w*( mem\w*)?|copy running-config startup-config)$",
    },
)
