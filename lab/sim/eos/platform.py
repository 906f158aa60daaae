"""Arista EOS as the lab serves it."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from lab.sim.access import eos_admits, eos_admits_ssh, logs_in
from lab.sim.eos.api import respond
from lab.sim.eos.cli import EosCli
from lab.sim.eos.device import EosDevice, boot
from lab.sim.eos.terminal import EosTerminal, banner
from lab.sim.https import Https, HttpsFront
from lab.sim.platform import Platform, direct
from lab.sim.ports import HTTPS, SSH
from lab.sim.ssh import Ssh, SshFront

if TYPE_CHECKING:
    from pathlib import Path

    from lab.sim.ports import Front
    from lab.sim.wire import Wire


_EAPI: Https[EosDevice] = Https(
    path="/command-api",
    admits=lambda device, source: eos_admits(device.running, source),
    logs_in=lambda device, user, password: logs_in(device.running, user, password),
    respond=respond,
    realm="COMMAND_API_AUTH",
    terminal="command-api",
)
_SSH: Ssh[EosDevice] = Ssh(
    version="OpenSSH_7.8",
    admits=lambda device, source, _service: eos_admits_ssh(device.running, source),
    logs_in=lambda device, user, password: logs_in(device.running, user, password),
    cli=EosTerminal,
    page=lambda terminal: terminal.length,
    greeting=lambda device: banner(device, "login"),
)


def _fronts(device: EosDevice, wire: Wire, folder: Path) -> tuple[Front, ...]:
    return (HttpsFront(device, wire, folder, _EAPI), SshFront(device, wire, folder, _SSH))


EOS: Platform[EosDevice] = Platform(
    name="arista_eos",
    services=(HTTPS, SSH),
    boot=boot,
    fronts=_fronts,
    operator=partial(EosCli, abbreviated=True),
    script=direct("write memory"),
    moments={
        "show-running": r"^show running-config( all)?$",
        "load": r"^configure session \S+$",
        "diff": r"^show session-config .*diffs$",
        "commit": r"^(configure session \S+ )?commit( timer \S+)?$",
        "replace": r"^configure replace ",
        "confirm": r"^(configure session \S+ )?commit$",
        "rollback": r"^(configure session \S+ abort|abort|configure replace .*)$",
        "save": r"^(write( memory)?|copy running-config startup-config)$",
    },
)
