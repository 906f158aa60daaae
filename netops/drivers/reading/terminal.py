"""A Cisco-like terminal over SSH; all it knows of a platform are the facts of `CaptureFacts`."""

import asyncio
from typing import Self

import asyncssh

from netops.drivers.reading.dialogue import Dialogue, Terminal
from netops.drivers.reading.ssh import SshSession
from netops.drivers.replies import shown
from netops.drivers.taxonomy import device_error
from netops.errors import Cause, DeviceError
from netops.model.config import ConfigKind

# Wide enough that no line is wrapped, long enough that a device which believes it never pages.
_WINDOW = (511, 1000)


class TerminalReader(SshSession):
    """A `Reader` of one terminal."""

    _channel: "asyncssh.SSHClientChannel[bytes]"
    _ear: "_Ear"

    async def __aenter__(self) -> Self:
        """Open the session: pinned host key, one login attempt, a terminal that does not page."""
        self._connection = await self._logged_in()
        try:
            self._channel, self._ear = await self._shell()
            self._terminal = Terminal(self._platform.comment.split()[0])
            await self._play(self._terminal.prepare(self._platform.capture.prepare))
        except BaseException:
            self._connection.abort()
            raise
        return self

    async def fetch(self, kind: ConfigKind) -> str:
        """Read running or startup, exact text; raise if the reply is an error or cut short."""
        command = self._platform.capture.commands[kind]
        return shown(await self._play(self._terminal.show(command)), self._platform)

    async def _show(self, command: str) -> str:
        return await self._play(self._terminal.ask(command))

    async def _shell(self) -> "tuple[asyncssh.SSHClientChannel[bytes], _Ear]":
        ear = _Ear()
        try:
            async with asyncio.timeout(self._connect_timeout):
                channel, _ = await self._connection.create_session(
                    lambda: ear,
                    request_pty="force",
                    term_type="vt100",
                    term_size=_WINDOW,
                    encoding=None,
                )
        except asyncssh.ChannelOpenError as error:
            reason = "the device opens no terminal: all its lines may be taken"
            raise DeviceError(Cause.REFUSED, reason) from error
        except (OSError, asyncssh.Error) as error:
            raise device_error(error) from error
        return channel, ear

    async def _play(self, dialogue: Dialogue) -> str:
        try:
            send = next(dialogue)
            while True:
                if send and not self._ear.is_deaf:
                    self._channel.write(send)
                send = dialogue.send(await self._ear.heard(patience=self._read_timeout))
        except StopIteration as end:
            return str(end.value)


class _Ear(asyncssh.SSHClientSession[bytes]):
    """Keeps what a device says until it is asked for."""

    def __init__(self) -> None:
        self._fresh = bytearray()
        self._awaited: asyncio.Future[None] | None = None
        self.is_deaf = False

    async def heard(self, *, patience: float) -> bytes | None:
        """What came since; b"" when nothing can come any more, None after so much silence."""
        if not self._fresh and not self.is_deaf:
            loop = asyncio.get_running_loop()
            self._awaited = loop.create_future()
            alarm = loop.call_later(patience, self._wake)
            try:
                await self._awaited
            finally:
                alarm.cancel()
        if not self._fresh and not self.is_deaf:
            return None
        fresh = bytes(self._fresh)
        self._fresh.clear()
        return fresh

    def data_received(self, data: bytes, datatype: asyncssh.DataType) -> None:  # noqa: ARG002 (asyncssh names them)
        """More was said."""
        self._fresh += data
        self._wake()

    def connection_lost(self, exc: Exception | None) -> None:  # noqa: ARG002
        """Nothing more will be said."""
        self.is_deaf = True
        self._wake()

    def eof_received(self) -> bool:
        """A terminal that ends its output has ended."""
        self.connection_lost(None)
        return False

    def _wake(self) -> None:
        if self._awaited is not None and not self._awaited.done():
            self._awaited.set_result(None)
