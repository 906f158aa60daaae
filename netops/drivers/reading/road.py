"""How a connection gets to a device: a socket, whoever stands on the way."""

import asyncio
import socket
from contextlib import suppress
from ipaddress import ip_address
from typing import Protocol, TypeAlias

from netops.drivers.taxonomy import device_error
from netops.model.device import Device

_Place: TypeAlias = tuple[object, ...]


class Road(Protocol):
    """Where the connections of a run come from."""

    async def dial(self, device: Device) -> socket.socket:
        """A connected socket to a device, non-blocking; raise `DeviceError` UNREACHABLE."""


class StraightRoad:
    """TCP to a device's own address; `seconds` is how long that may take."""

    def __init__(self, *, seconds: float) -> None:
        self._seconds = seconds

    async def dial(self, device: Device) -> socket.socket:
        """A connected socket to a device, non-blocking; raise `DeviceError` UNREACHABLE."""
        return await dialled(device.address, device.port, seconds=self._seconds)


class Begun:
    """A road whose first connection stands already."""

    def __init__(self, road: Road, sock: socket.socket) -> None:
        self._road = road
        self._first: socket.socket | None = sock

    async def dial(self, device: Device) -> socket.socket:
        """The connection that stands, then others."""
        sock, self._first = self._first, None
        return sock or await self._road.dial(device)

    def close(self) -> None:
        """Let go of the connection that nobody took."""
        if self._first is not None:
            self._first.close()


async def dialled(address: str, port: int, *, seconds: float) -> socket.socket:
    """A TCP connection without Nagle's delay, which costs 70 ms a login.

    Of a name with several addresses the first that answers; each has its share of the time.
    """
    loop = asyncio.get_running_loop()
    end = loop.time() + seconds
    try:
        async with asyncio.timeout_at(end):
            places = await _places(address, port)
        for left in range(len(places), 1, -1):
            share = (end - loop.time()) / left
            with suppress(OSError):
                async with asyncio.timeout(share):
                    return await _connection(*places[-left])
        async with asyncio.timeout_at(end):
            return await _connection(*places[-1])
    except (OSError, UnicodeError) as error:
        raise device_error(error, opening=True) from error


async def _connection(family: int, place: _Place) -> socket.socket:
    sock = socket.socket(family, socket.SOCK_STREAM)
    try:
        sock.setblocking(False)  # noqa: FBT003 (the library's own signature)
        sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        await asyncio.get_running_loop().sock_connect(sock, place)
    except BaseException:
        sock.close()
        raise
    return sock


async def _places(address: str, port: int) -> list[tuple[int, _Place]]:
    """The families and socket addresses; only a name is asked for, in a thread."""
    loop, asked = asyncio.get_running_loop(), 0
    with suppress(ValueError):
        ip_address(address)
        asked = socket.AI_NUMERICHOST
    if asked:
        found = socket.getaddrinfo(address, port, type=socket.SOCK_STREAM, flags=asked)
    else:
        found = await loop.getaddrinfo(address, port, type=socket.SOCK_STREAM)
    return [(family, place) for family, _, _, _, place in found]
