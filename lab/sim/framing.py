"""How NETCONF messages stand in a byte stream: `]]>]]>` (RFC 4742) or chunks (RFC 6242)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_END = b"]]>]]>"
_CHUNK = re.compile(rb"\n#(?:([1-9][0-9]{0,9})|(#))\n")
_LONGEST_HEADER = len(b"\n#4294967295\n")
_LONGEST_MESSAGE = 32 * 1024 * 1024


class Malformed(Exception):
    """What came in is no NETCONF: the session ends."""


class Framing:
    """Cuts what comes in into messages, and wraps what goes out."""

    def __init__(self) -> None:
        self.is_chunked = False
        self._buffer = bytearray()
        self._parts = bytearray()

    def feed(self, received: bytes) -> None:
        """Take what the stream brought; raise Malformed if a message grows without end."""
        self._buffer += received
        if len(self._buffer) + len(self._parts) > _LONGEST_MESSAGE:
            raise Malformed("the message is too long")

    def messages(self) -> Iterator[bytes]:
        """The messages that are complete; the framing may change between two of them."""
        while (message := self._chunked() if self.is_chunked else self._ended()) is not None:
            yield message

    def wrap(self, message: str) -> bytes:
        """A message as it goes over the wire."""
        coded = message.encode()
        return b"\n#%d\n%b\n##\n" % (len(coded), coded) if self.is_chunked else coded + _END

    def _ended(self) -> bytes | None:
        message, end, rest = self._buffer.partition(_END)
        if not end:
            return None
        self._buffer = rest
        return bytes(message)

    def _chunked(self) -> bytes | None:
        while header := self._header():
            if header[2]:
                del self._buffer[: header.end()]
                message, self._parts = bytes(self._parts), bytearray()
                return message
            end = header.end() + int(header[1])
            if len(self._buffer) < end:
                return None
            self._parts += self._buffer[header.end() : end]
            del self._buffer[:end]
        return None

    def _header(self) -> re.Match[bytes] | None:
        header = _CHUNK.match(self._buffer[:_LONGEST_HEADER])
        if not header and len(self._buffer) >= _LONGEST_HEADER:
            raise Malformed("no chunk where one must begin")
        return header
