"""How a Junos device is reached: SSH and NETCONF, the latter on port 22 and on port 830."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from lab.sim.grammar import Refused
from lab.sim.junos import access
from lab.sim.junos.box import Box, boot
from lab.sim.junos.cli import JunosCli
from lab.sim.junos.rpc import JunosService
from lab.sim.netconf import Netconf
from lab.sim.platform import Platform
from lab.sim.ports import NETCONF, SSH
from lab.sim.ssh import Ssh, SshFront

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from asyncssh import SSHServerProcess

    from lab.sim.commands import Reply
    from lab.sim.device import Actor
    from lab.sim.ports import Front, Service
    from lab.sim.ssh import Subsystem
    from lab.sim.wire import Wire


_SERVICES = (SSH, NETCONF)
_REFUSED = re.compile(
    r"^(error:|syntax error|unknown command|missing argument|invalid)", re.MULTILINE
)


def _admits(box: Box, source: str, service: Service) -> bool:
    return access.admits(box.database.active, source, service)


def _logs_in(box: Box, user: str, password: str) -> bool:
    return access.logs_in(box.database.active, user, password)


def _greeting(box: Box) -> str:
    return box.database.active.value("system", "login", "message").replace("\\n", "\n")


def _subsystems(box: Box, wire: Wire) -> Mapping[str, Subsystem]:
    def service(actor: Actor, _number: int) -> JunosService:
        return JunosService(box, actor)

    netconf = Netconf(wire, service)

    async def serve(process: SSHServerProcess[bytes], actor: Actor) -> None:
        if access.has_netconf(box.database.active):
            await netconf.serve(process, actor)
        else:
            process.exit(1)

    return {"netconf": serve}


_SSH: Ssh[Box] = Ssh(
    version="OpenSSH_7.5",
    admits=_admits,
    logs_in=_logs_in,
    cli=JunosCli,
    greeting=_greeting,
    services=_SERVICES,
    subsystems=_subsystems,
)


def _fronts(box: Box, wire: Wire, folder: Path) -> tuple[Front, ...]:
    return (SshFront(box, wire, folder, _SSH),)


def _script(lines: Sequence[str], _is_saved: bool) -> list[str]:  # noqa: FBT001  a seam, not an API
    return ["configure", *lines, "commit and-quit"]


class _Operator(JunosCli):
    """Somebody who stops at the first line that the device does not take."""

    def run(self, line: str) -> Reply:
        reply = super().run(line)
        if _REFUSED.search(reply.text):
            self.left()
            raise Refused(f"{self.box.identity.name} refused {line!r}: {reply.text.strip()}")
        return reply


JUNOS: Platform[Box] = Platform(
    name="juniper_junos",
    services=_SERVICES,
    boot=boot,
    fronts=_fronts,
    operator=_Operator,
    script=_script,
    moments={
        "show-running": r"^(get-configuration(?!.* rollback)|show configuration)",
        "load": r"^(lock-configuration|load-configuration|load |configure)",
        "diff": r"^(get-configuration.* rollback|show \| compare)",
        "commit": r"^commit",
        "confirm": r"^commit(-configuration)?$",
        "rollback": r"^(load-configuration rollback|rollback )",
    },
    naming="set system host-name {}",
)
