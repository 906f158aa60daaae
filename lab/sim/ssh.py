"""The SSH server of a device: its listeners, many sessions, an SCP sink, subsystems."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING, Any, Generic, TypeVar

import asyncssh
from asyncssh.constants import MSG_IGNORE

from lab.sim import keys, scp
from lab.sim.device import Actor, Chassis
from lab.sim.ports import SSH, Front, Service, service_at
from lab.sim.terminal import Cli, Shell

if TYPE_CHECKING:
    from pathlib import Path

    from asyncssh.packet import SSHPacketLogger

    from lab.sim.ports import Listener
    from lab.sim.wire import Wire

D = TypeVar("D", bound=Chassis)
Subsystem = Callable[["asyncssh.SSHServerProcess[bytes]", Actor], Awaitable[None]]
logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Ssh(Generic[D]):
    """What a platform says of its SSH server.

    `admits` decides for a device, a source and a service whether a connection reaches a login,
    `logs_in` whether a user and a password do. `greeting` is shown before the login. `file` gives
    the place that an SCP copy writes to, None where the device takes none. `subsystems` are opened
    once for each device. `page` gives the lines that a command line shows before it waits for a
    key, 0 for all.
    """

    version: str
    admits: Callable[[D, str, Service], bool]
    logs_in: Callable[[D, str, str], bool]
    cli: Callable[[D, Actor], Cli]
    greeting: Callable[[D], str] = lambda _: ""
    file: Callable[[D, str], str | None] = lambda _device, _url: None
    page: Callable[[Any], int] = lambda _cli: 0  # a platform's command line is its own
    services: tuple[Service, ...] = (SSH,)
    subsystems: Callable[[D, Wire], Mapping[str, Subsystem]] = field(
        default=lambda _device, _wire: {}
    )


class _Login(asyncssh.SSHServer, Generic[D]):
    def __init__(self, device: D, wire: Wire, facts: Ssh[D]) -> None:
        self._device, self._wire, self._facts = device, wire, facts
        self._connection: asyncssh.SSHServerConnection | None = None

    def connection_made(self, conn: asyncssh.SSHServerConnection) -> None:
        self._connection = conn
        source, port = conn.get_extra_info("peername")[0], conn.get_extra_info("sockname")[1]
        if not self._facts.admits(self._device, source, service_at(self._facts.services, port)):
            self._wire.turned_away()
            conn.abort()
        else:
            self._wire.joined(conn.abort)

    def connection_lost(self, exc: Exception | None) -> None:  # noqa: ARG002  asyncssh's seam
        if self._connection:
            self._wire.parted(self._connection.abort)

    def begin_auth(self, username: str) -> bool:
        greeting = self._facts.greeting(self._device)
        if self._connection and greeting and username:
            self._connection.send_auth_banner(greeting)
        return True

    def password_auth_supported(self) -> bool:
        return True

    async def validate_password(self, username: str, password: str) -> bool:
        is_in = self._facts.logs_in(self._device, username, password)
        return await self._wire.login(is_in=is_in)


class Accepted(asyncssh.SSHServerConnection):
    """A connection that talks as a device does, and costs no more.

    By itself asyncssh sends a packet to be ignored before each one, describes each for a log that
    nobody keeps, and makes its options anew for each user.
    """

    def send_packet(
        self, pkttype: int, *args: bytes, handler: SSHPacketLogger | None = None
    ) -> None:
        """Send a packet, unless it is to be ignored."""
        if pkttype != MSG_IGNORE:
            super().send_packet(pkttype, *args, handler=handler)

    def log_sent_packet(self, *_: object, **__: object) -> None:
        """Describe nothing."""

    def log_received_packet(self, *_: object, **__: object) -> None:
        """Describe nothing."""

    async def reload_config(self) -> None:
        """Every user has the same options."""


class SshFront(Front, Generic[D]):
    """The SSH server of a device."""

    def __init__(self, device: D, wire: Wire, folder: Path, facts: Ssh[D]) -> None:
        super().__init__(device.identity, facts.services)
        self._device, self._wire, self._folder, self._facts = device, wire, folder, facts
        self._subsystems = facts.subsystems(device, wire)

    async def listener(self, port: int, key: str) -> Listener:
        """Listen at one port with the host key of this name."""
        options = await asyncssh.SSHServerConnectionOptions.construct(
            server_factory=partial(_Login, self._device, self._wire, self._facts),
            process_factory=self._serve,
            server_host_keys=[keys.ssh_key(self._folder, key)],
            server_version=self._facts.version,
            encoding=None,
            line_editor=False,
            allow_scp=False,
            login_timeout=120,
            # Without a host, asyncssh asks the name service who it is: seconds for each listener.
            gss_host=None,
        )
        loop, address = asyncio.get_running_loop(), self._device.identity.address
        accepted = partial(Accepted, loop, options)
        return await loop.create_server(accepted, address, port, reuse_address=True)

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
            await scp.receive(process, device, self._facts.file(device, url))
            return
        source = process.get_extra_info("peername")[0]
        actor = Actor(process.get_extra_info("username"), source, _free_terminal(device))
        device.online.append(actor)
        try:
            await self._converse(process, actor)
        finally:
            device.online.remove(actor)

    async def _converse(self, process: asyncssh.SSHServerProcess[bytes], actor: Actor) -> None:
        if process.subsystem is not None:
            serve = self._subsystems.get(process.subsystem)
            await serve(process, actor) if serve else process.exit(1)
            return
        cli = self._facts.cli(self._device, actor)
        try:
            await Shell(process, cli, self._wire, lambda: self._facts.page(cli)).serve()
        finally:
            cli.left()


def _free_terminal(device: Chassis) -> str:
    taken = {actor.terminal for actor in device.online}
    return next(name for at in range(1000) if (name := f"vty{at}") not in taken)
