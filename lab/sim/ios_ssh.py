"""The SSH server of an IOS device: one listener, many sessions, an SCP sink."""

from __future__ import annotations

import asyncio
import logging
from functools import partial
from typing import TYPE_CHECKING

import asyncssh

from lab.sim import keys, scp
from lab.sim.access import ios_admits, logs_in
from lab.sim.device import Actor
from lab.sim.ios_cli import IosCli
from lab.sim.ios_shell import Shell

if TYPE_CHECKING:
    from pathlib import Path

    from lab.sim.device import Device

logger = logging.getLogger(__name__)


class _Login(asyncssh.SSHServer):
    def __init__(self, device: Device) -> None:
        self._device = device
        self._connection: asyncssh.SSHServerConnection | None = None

    def connection_made(self, conn: asyncssh.SSHServerConnection) -> None:
        self._connection = conn
        if not ios_admits(self._device.running, conn.get_extra_info("peername")[0]):
            self._device.logins["denied"] += 1
            conn.abort()

    def begin_auth(self, username: str) -> bool:
        banner = self._device.running.get("banner login")
        if self._connection and banner and username:
            text = banner.line.split("^C", 1)[1].removesuffix("^C")
            self._connection.send_auth_banner(text.lstrip("\n"))
        return True

    def password_auth_supported(self) -> bool:
        return True

    async def validate_password(self, username: str, password: str) -> bool:
        stall = self._device.faults.get("auth-stall")
        if stall:
            await asyncio.sleep(stall["seconds"])
        is_in = logs_in(self._device.running, username, password)
        self._device.logins["accepted" if is_in else "wrong"] += 1
        return is_in


class IosFront:
    """A device's listener; it can be closed and opened again."""

    def __init__(self, device: Device, folder: Path) -> None:
        self._device = device
        self._folder = folder
        self._server: asyncssh.SSHAcceptor | None = None
        self._generation = 0

    async def open(self) -> None:
        """Listen."""
        own = self._device.identity
        name = own.name if not self._generation else f"{own.name}-{self._generation}"
        self._server = await asyncssh.listen(
            own.address,
            own.port,
            server_factory=partial(_Login, self._device),
            process_factory=self._serve,
            server_host_keys=[str(keys.ssh_key(self._folder, name))],
            server_version="Cisco-1.25",
            encoding=None,
            line_editor=False,
            allow_scp=False,
            reuse_address=True,
            login_timeout=120,
        )

    async def close(self) -> None:
        """Stop listening; sessions go on."""
        if self._server:
            self._server.close()
            self._server = None

    async def rekey(self) -> None:
        """Listen with another host key, or again with the first one."""
        self._generation = 1 - self._generation
        await self.close()
        await self.open()

    async def _serve(self, process: asyncssh.SSHServerProcess[bytes]) -> None:
        try:
            await self._session(process)
        except (OSError, EOFError, asyncssh.Error, asyncio.IncompleteReadError):
            process.exit(1)
        except Exception:
            logger.exception("%s: the session died", self._device.identity.name)
            process.stdout.write(b"% the lab itself failed, see server.log\r\n")
            process.exit(1)

    async def _session(self, process: asyncssh.SSHServerProcess[bytes]) -> None:
        device = self._device
        if url := scp.target(process.command):
            await scp.receive(process, device, url)
            return
        source = process.get_extra_info("peername")[0]
        actor = Actor(process.get_extra_info("username"), source, _free_terminal(device))
        device.online.append(actor)
        try:
            await _converse(process, IosCli(device, actor))
        finally:
            device.online.remove(actor)


async def _converse(process: asyncssh.SSHServerProcess[bytes], cli: IosCli) -> None:
    if process.command is None:
        await Shell(process, cli).talk()
    else:
        text = cli.run(process.command).text
        process.stdout.write(text.replace("\n", "\r\n").encode())
    process.exit(0)


def _free_terminal(device: Device) -> str:
    taken = {actor.terminal for actor in device.online}
    return next(name for at in range(1000) if (name := f"vty{at}") not in taken)
