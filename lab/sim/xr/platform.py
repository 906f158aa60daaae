"""Cisco IOS-XR as the lab serves it: one SSH server, and NETCONF on ports 22 and 830."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lab.sim.netconf import Netconf
from lab.sim.platform import Platform
from lab.sim.ports import NETCONF, SSH
from lab.sim.ssh import Ssh, SshFront
from lab.sim.xr import access
from lab.sim.xr.cli import XrCli, shown_banner
from lab.sim.xr.device import Router, born
from lab.sim.xr.netconf import XrNetconf

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from asyncssh import SSHServerProcess

    from lab.sim.commands import Reply
    from lab.sim.device import Actor
    from lab.sim.ports import Front
    from lab.sim.ssh import Subsystem
    from lab.sim.wire import Wire


class _Operator(XrCli):
    """Somebody who gives up at the first refusal."""

    def run(self, line: str) -> Reply:
        reply = super().run(line)
        # A policy that is written anew is only warned of.
        if "%" in reply.text and "% WARNING" not in reply.text:
            self.left()
        return reply


def _greeting(router: Router) -> str:
    banner = router.running.get("banner login")
    return shown_banner(banner.line) if banner else ""


def _subsystems(router: Router, wire: Wire) -> Mapping[str, Subsystem]:
    def service(actor: Actor, number: int) -> XrNetconf:
        return XrNetconf(router, actor, number)

    netconf = Netconf(wire, service)

    async def serve(process: SSHServerProcess[bytes], actor: Actor) -> None:
        if access.has_netconf(router.running):
            await netconf.serve(process, actor)
        else:
            process.exit(1)

    return {"netconf": serve}


def _script(lines: Sequence[str], _is_saved: bool) -> list[str]:  # noqa: FBT001  a seam, not an API
    return ["configure", *lines, "commit", "end"]


_SSH: Ssh[Router] = Ssh(
    version="Cisco-2.0",
    admits=lambda router, source, service: access.admits(router.running, source, service),
    logs_in=lambda router, user, password: access.logs_in(router.running, user, password),
    cli=XrCli,
    greeting=_greeting,
    services=(SSH, NETCONF),
    subsystems=_subsystems,
)


def _fronts(router: Router, wire: Wire, folder: Path) -> tuple[Front, ...]:
    return (SshFront(router, wire, folder, _SSH),)


XR: Platform[Router] = Platform(
    name="cisco_xr",
    services=(SSH, NETCONF),
    boot=born,
    fronts=_fronts,
    operator=_Operator,
    script=_script,
    moments={
        "show-running": r"^(show running-config|get-config)",
        "load": r"^(configure|edit-config|copy-config|load )",
        "diff": r"^(get-cli-config-diff|show (commit|configuration) changes diff)",
        "commit": r"^commit",
        "confirm": r"^commit$",
        "rollback": r"^roll-?back[ -]configuration",
    },
)
