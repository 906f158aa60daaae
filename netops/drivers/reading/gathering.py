"""What asyncssh writes in one turn of the event loop leaves in one piece."""

import asyncio
from typing import cast

import asyncssh


class Gathering(asyncssh.SSHClientConnection):
    """A connection that sends once a turn.

    asyncssh hands each SSH packet to the system by itself, 26 in a short session, and the device
    wakes up for each of them.
    """

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Stand between asyncssh and the socket."""
        super().connection_made(_Gathered(cast(asyncio.Transport, transport)))


class _Gathered(asyncio.Transport):
    """As much of a transport as asyncssh asks for, over the real one."""

    def __init__(self, below: asyncio.Transport) -> None:
        super().__init__()
        self._below, self._unsent = below, bytearray()
        self._loop = asyncio.get_running_loop()

    def write(self, data: "bytes | bytearray | memoryview") -> None:
        if not self._unsent:
            self._loop.call_soon(self._send)
        self._unsent += data

    def close(self) -> None:
        self._send()
        self._below.close()

    def abort(self) -> None:
        self._unsent.clear()
        self._below.abort()

    def get_extra_info(self, name: str, default: object = None) -> object:
        return self._below.get_extra_info(name, default)

    def _send(self) -> None:
        if self._unsent:
            self._below.write(bytes(self._unsent))
            self._unsent.clear()
