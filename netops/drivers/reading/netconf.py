"""NETCONF over SSH (RFC 6241, 6242): one operation after the other, on one session."""

import asyncio
from itertools import count
from typing import Self
from xml.etree import ElementTree as ET

import asyncssh

from netops.drivers.reading.framing import Framing, local, text_of, tree
from netops.drivers.reading.ssh import SshSession
from netops.drivers.replies import printable, without_quotes
from netops.drivers.taxonomy import device_error, in_our_words
from netops.errors import Cause, DeviceError

_BASE = "urn:ietf:params:xml:ns:netconf:base:1.0"
_BASE_1_0, _BASE_1_1 = "urn:ietf:params:netconf:base:1.0", "urn:ietf:params:netconf:base:1.1"
_HELLO = (
    f'<hello xmlns="{_BASE}"><capabilities><capability>{_BASE_1_0}</capability>'
    f"<capability>{_BASE_1_1}</capability></capabilities></hello>"
)
_READ = 65536


class Netconf:
    """One NETCONF session. `patience` is the longest silence in seconds."""

    def __init__(
        self,
        writer: "asyncssh.SSHWriter[bytes]",
        reader: "asyncssh.SSHReader[bytes]",
        *,
        patience: float,
    ) -> None:
        self._writer, self._reader, self._patience = writer, reader, patience
        self._framing = Framing()
        self._numbers = count(1)

    async def greet(self) -> None:
        """Exchange hellos, and agree on the framing."""
        hello = tree(await self._received())
        if local(hello) != "hello":
            raise DeviceError(Cause.REFUSED, "what answers does not say hello as NETCONF does")
        theirs = {(one.text or "").strip() for one in hello.iter() if local(one) == "capability"}
        self._send(_HELLO)
        self._framing.is_chunked = _BASE_1_1 in theirs

    async def ask(self, operation: str) -> ET.Element:
        """The reply to an operation, given as XML; raise `DeviceError` when it is refused."""
        number = str(next(self._numbers))
        self._send(f'<rpc xmlns="{_BASE}" message-id="{number}">{operation}</rpc>')
        reply = tree(await self._received())
        if local(reply) != "rpc-reply" or reply.get("message-id") != number:
            raise DeviceError(Cause.NOT_WHOLE, "the device answered another question")
        for error in reply.iter():
            if local(error) == "rpc-error" and text_of(error, "error-severity") != "warning":
                raise DeviceError(Cause.REFUSED, _reason(error))
        return reply

    def _send(self, message: str) -> None:
        with in_our_words():
            self._writer.write(self._framing.wrap(message))

    async def _received(self) -> bytes:
        while (message := self._framing.message()) is None:
            with in_our_words():
                async with asyncio.timeout(self._patience):
                    received = await self._reader.read(_READ)
            if not received:
                reason = "the connection broke in a NETCONF session"
                raise DeviceError(Cause.SESSION_LOST, reason, raw=self._framing.unread)
            self._framing.feed(received)
        return message


class NetconfSession(SshSession):
    """What the readers over NETCONF share."""

    _netconf: Netconf

    async def __aenter__(self) -> Self:
        """Open the session: pinned host key, one login attempt."""
        self._connection = await self._logged_in()
        try:
            self._netconf = await self._subsystem()
            await self._netconf.greet()
        except BaseException:
            self._connection.abort()
            raise
        return self

    async def _subsystem(self) -> Netconf:
        try:
            async with asyncio.timeout(self._connect_timeout):
                streams = await self._connection.open_session(subsystem="netconf", encoding=None)
        except asyncssh.ChannelOpenError as error:
            reason = "the device opens no NETCONF session; is `netconf` in its configuration"
            raise DeviceError(Cause.REFUSED, reason) from error
        except (OSError, asyncssh.Error) as error:
            raise device_error(error) from error
        writer, reader, _ = streams
        return Netconf(writer, reader, patience=self._read_timeout)


def _reason(error: ET.Element) -> str:
    """What the device says of a refusal, without what it quotes: that may be a secret."""
    words = (text_of(error, "error-tag"), text_of(error, "error-message"))
    return printable(without_quotes(": ".join(filter(None, words)))) or "no reason"
