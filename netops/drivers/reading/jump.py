"""Through a jump host: one SSH connection for each and run, a channel of it for each device."""

import asyncio
import socket
from collections.abc import Callable, Mapping
from contextlib import AbstractAsyncContextManager, suppress
from dataclasses import dataclass, field
from types import TracebackType
from typing import Self, TypeAlias

import asyncssh

from netops.drivers.login import Login
from netops.drivers.pins import PinFiles
from netops.drivers.reading.road import dialled
from netops.drivers.reading.ssh import logged_in
from netops.errors import Cause, DeviceError
from netops.model.device import Device

# (user name and password, name of what is logged in to) -> inside it, that one login.
Admit = Callable[[Login, str], AbstractAsyncContextManager[None]]

_Channel: TypeAlias = "tuple[asyncssh.SSHReader[bytes], asyncssh.SSHWriter[bytes]]"

# It is connected again once when it was lost.
_LOGINS = 2
# Seconds between two signs of life, and how many may be missed.
_ALIVE, _SILENT = 15, 2
_READ = 65536
_OURS = {
    Cause.HOST_KEY: Cause.HOST_KEY,
    Cause.AUTHENTICATION: Cause.NOT_TRIED,
    Cause.NOT_TRIED: Cause.NOT_TRIED,
}


@dataclass(slots=True)
class _Host:
    device: Device
    login: Login
    turn: asyncio.Lock = field(default_factory=asyncio.Lock)
    connection: asyncssh.SSHClientConnection | None = None
    failure: tuple[Cause, str] | None = None
    logins: int = 0


class JumpRoad:
    """A `Road` for one run: straight, or through the jump host that a device names.

    `hosts` are the jump hosts by name, with their logins; `admit` lets one login pass, and none
    with a credential that was refused. What a jump host refuses never looks like a refusal by the
    device behind it.
    """

    def __init__(
        self,
        hosts: Mapping[str, tuple[Device, Login]],
        admit: Admit,
        *,
        pins: PinFiles,
        seconds: float,
    ) -> None:
        self._hosts = {name: _Host(*host) for name, host in hosts.items()}
        self._admit, self._pins, self._seconds = admit, pins, seconds
        self._channels: set[asyncio.Task[None]] = set()

    async def __aenter__(self) -> Self:
        """Begin a run: nothing is connected yet."""
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Leave the jump hosts."""
        for channel in self._channels:
            channel.cancel()
        await asyncio.gather(*self._channels, return_exceptions=True)
        for host in self._hosts.values():
            if host.connection is not None:
                host.connection.abort()
                await host.connection.wait_closed()

    async def dial(self, device: Device) -> socket.socket:
        """A connected socket to a device, non-blocking; raise `DeviceError`."""
        if not device.jump:
            return await dialled(device.address, device.port, seconds=self._seconds)
        far = await self._channel(self._hosts[device.jump], device)
        near, socket_of_reader = socket.socketpair()
        socket_of_reader.setblocking(False)  # noqa: FBT003 (the library's own signature)
        try:
            streams = await asyncio.open_connection(sock=near)
        except BaseException:  # the visit may be over meanwhile
            near.close()
            socket_of_reader.close()
            far[1].close()
            raise
        channel = asyncio.create_task(_couple(streams, far))
        self._channels.add(channel)
        channel.add_done_callback(self._channels.discard)
        return socket_of_reader

    async def _channel(self, host: _Host, device: Device) -> _Channel:
        while True:
            connection = await self._connected(host, device.jump)
            try:
                async with asyncio.timeout(self._seconds):
                    return await connection.open_connection(
                        device.address, device.port, encoding=None
                    )
            except (OSError, asyncssh.Error) as error:
                # A jump host that is lost is often noticed here, and may be connected again.
                if not connection.is_closed():
                    reason = f"jump host {device.jump} reaches nothing at its address and port"
                    raise DeviceError(Cause.UNREACHABLE, reason) from error

    async def _connected(self, host: _Host, name: str) -> asyncssh.SSHClientConnection:
        """The one connection of a run. A failure counts for all devices behind it."""
        async with host.turn:
            if host.failure is None and (host.connection is None or host.connection.is_closed()):
                await self._log_in(host, name)
            if host.failure is not None:
                raise DeviceError(*host.failure)
            assert host.connection is not None  # noqa: S101 (no failure; for the type checker)
            return host.connection

    async def _log_in(self, host: _Host, name: str) -> None:
        if host.logins == _LOGINS:
            host.failure = (Cause.UNREACHABLE, f"jump host {name} was lost again and again")
            return
        try:
            async with self._admit(host.login, host.device.name):
                host.connection = await logged_in(
                    host.device, host.login, road=self, pins=self._pins, seconds=self._seconds
                )
                host.connection.set_keepalive(_ALIVE, _SILENT)
            # Not one that was cut with the visit that happened to begin it.
            host.logins += 1
        except DeviceError as error:
            cause = _OURS.get(error.cause, Cause.UNREACHABLE)
            host.failure = (cause, f"jump host {name}: {error}")


async def _couple(
    near: tuple[asyncio.StreamReader, asyncio.StreamWriter],
    far: _Channel,
) -> None:
    """Carry bytes both ways until one side ends; then the other side ends too."""
    ways = [
        asyncio.create_task(_carry(near[0], far[1])),
        asyncio.create_task(_carry(far[0], near[1])),
    ]
    try:
        await asyncio.wait(ways, return_when=asyncio.FIRST_COMPLETED)
    finally:
        for way in ways:
            way.cancel()
        near[1].close()
        far[1].close()


async def _carry(
    source: "asyncio.StreamReader | asyncssh.SSHReader[bytes]",
    sink: "asyncio.StreamWriter | asyncssh.SSHWriter[bytes]",
) -> None:
    with suppress(OSError, asyncssh.Error):
        while received := await source.read(_READ):
            sink.write(received)
            await sink.drain()
