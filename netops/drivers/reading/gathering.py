"""What asyncssh writes in one turn of the event loop leaves in one piece, and nothing beside."""

import asyncio
from typing import cast

import asyncssh
from asyncssh.constants import MSG_IGNORE
from asyncssh.logging import SSHLogger
from asyncssh.packet import SSHPacketLogger


class _Mute(SSHLogger):
    """Logs nothing, and spells out nothing that it would not log; so do its children."""

    def log(self, level: int, msg: object, *args: object, **kwargs: object) -> None: ...


_MUTE = _Mute()


class Gathering(asyncssh.SSHClientConnection):
    """A connection that sends once a turn.

    asyncssh hands each SSH packet to the system by itself, 26 in a short session, and the device
    wakes up for each of them. It describes each packet for a log, too, that nobody may keep: what
    a device shows stands in it. And it sends a packet to be ignored before each one: that hides
    what CBC would give away, and of what other ciphers hide nothing.
    """

    @property
    def logger(self) -> SSHLogger:
        """Where asyncssh tells what it does."""
        return _MUTE

    def send_packet(
        self, pkttype: int, *args: bytes, handler: SSHPacketLogger | None = None
    ) -> None:
        """Send a packet that says something, or hides something."""
        if pkttype != MSG_IGNORE or self.get_extra_info("send_cipher").endswith("cbc"):
            super().send_packet(pkttype, *args, handler=handler)

    def log_sent_packet(self, *_: object, **__: object) -> None:
        """Describe nothing."""

    def log_received_packet(self, *_: object, **__: object) -> None:
        """Describe nothing."""

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
