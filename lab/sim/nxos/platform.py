"""Cisco NX-OS as the lab serves it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lab.sim.access import logs_in
from lab.sim.https import Https, HttpsFront
from lab.sim.nxos.access import admits_api, admits_ssh
from lab.sim.nxos.api import respond
from lab.sim.nxos.cli import NxosCli
from lab.sim.nxos.device import Switch, boot
from lab.sim.nxos.files import clean
from lab.sim.nxos.text import banner
from lab.sim.platform import Platform, direct
from lab.sim.ports import HTTPS, SSH
from lab.sim.ssh import Ssh, SshFront

if TYPE_CHECKING:
    from pathlib import Path

    from lab.sim.ports import Front
    from lab.sim.wire import Wire

_SAVE = "copy running-config startup-config"


def _greeting(device: Switch) -> str:
    """The message of the day comes before the login."""
    return banner(device, "motd") or "User Access Verification\n"


def _file(device: Switch, url: str) -> str | None:
    is_on = device.running.get("feature scp-server") is not None
    return clean(url) if is_on else None


_SSH: Ssh[Switch] = Ssh(
    version="OpenSSH_8.3",
    admits=lambda device, source, _service: admits_ssh(device.running, source),
    logs_in=lambda device, user, password: logs_in(device.running, user, password),
    cli=NxosCli,
    greeting=_greeting,
    file=_file,
)
_API: Https[Switch] = Https(
    path="/ins",
    admits=lambda device, source: admits_api(device.running, source),
    logs_in=lambda device, user, password: logs_in(device.running, user, password),
    respond=respond,
    realm="Secure Zone",
    terminal="nginx",
)


def _fronts(device: Switch, wire: Wire, folder: Path) -> tuple[Front, ...]:
    return (SshFront(device, wire, folder, _SSH), HttpsFront(device, wire, folder, _API))


NXOS: Platform[Switch] = Platform(
    name="cisco_nxos",
    services=(SSH, HTTPS),
    boot=boot,
    fronts=_fronts,
    operator=NxosCli,
    script=direct(_SAVE),
    moments={
        "show-running": r"^show running-config( all)?$",
        "load": r"^(conf\w*( t\w*)?|copy \S+ running-config)$",
        "diff": r"^show diff rollback-patch ",
        "commit": r"^(conf\w*( t\w*)?|rollback running-config .*|configure replace .*)$",
        "replace": r"^(rollback running-config|configure replace (?!commit|abort))",
        "confirm": r"^configure replace commit$",
        "rollback": r"^(rollback running-config .*|configure replace abort)$",
        "save": r"^copy running-config startup-config$",
    },
)
