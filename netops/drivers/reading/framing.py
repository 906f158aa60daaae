"""NETCONF on a stream: `]]>]]>` (RFC 4742) or chunks (RFC 6242), and XML from a stranger."""

import re
from xml.etree import ElementTree as ET

from netops.drivers.replies import LARGEST, decoded
from netops.errors import Cause, DeviceError

_END = b"]]>]]>"
_CHUNK = re.compile(rb"\n#(?:([1-9][0-9]{0,9})|(#))\n")
_LONGEST_HEADER = len(b"\n#4294967295\n")


class Framing:
    """Cuts what comes in into messages, and wraps what goes out."""

    def __init__(self) -> None:
        self.is_chunked = False
        self._heard = bytearray()
        self._parts = bytearray()
        self._seen = 0

    @property
    def unread(self) -> str:
        """What came of a message that is not complete."""
        return decoded(bytes(self._parts + self._heard))

    def feed(self, received: bytes) -> None:
        """Take what the stream brought; raise `DeviceError` if a message grows without end."""
        self._heard += received
        if len(self._heard) + len(self._parts) > LARGEST:
            raise DeviceError(Cause.NOT_WHOLE, "the device does not stop talking")

    def message(self) -> bytes | None:
        """The next message that is complete, None while there is none."""
        return self._chunked() if self.is_chunked else self._ended()

    def wrap(self, message: str) -> bytes:
        """A message as it goes over the wire."""
        coded = message.encode()
        return b"\n#%d\n%b\n##\n" % (len(coded), coded) if self.is_chunked else coded + _END

    def _ended(self) -> bytes | None:
        end = self._heard.find(_END, self._seen)
        if end < 0:
            self._seen = max(0, len(self._heard) - len(_END))
            return None
        message = bytes(self._heard[:end])
        del self._heard[: end + len(_END)]
        self._seen = 0
        return message

    def _chunked(self) -> bytes | None:
        while header := self._header():
            if header[2]:
                del self._heard[: header.end()]
                message, self._parts = bytes(self._parts), bytearray()
                return message
            end = header.end() + int(header[1])
            if len(self._heard) < end:
                return None
            self._parts += self._heard[header.end() : end]
            del self._heard[:end]
        return None

    def _header(self) -> re.Match[bytes] | None:
        header = _CHUNK.match(bytes(self._heard[:_LONGEST_HEADER]))
        if not header and len(self._heard) >= _LONGEST_HEADER:
            raise DeviceError(Cause.NOT_WHOLE, "the device breaks the chunks of NETCONF")
        return header


def tree(message: bytes) -> ET.Element:
    """A message as a tree; raise `DeviceError` for what is no XML, or declares types or entities.

    Without a document type there is no entity to expand and nothing to fetch. The text is UTF-8,
    whatever its first line says; a device that mixes in Latin-1 is read as Latin-1.
    """
    if b"<!DOCTYPE" in message:
        raise DeviceError(Cause.REFUSED, "the device sent a document type, which NETCONF forbids")
    try:
        coded = decoded(message).strip().encode()
        return ET.fromstring(coded, ET.XMLParser(encoding="utf-8"))  # noqa: S314 (see above)
    except ET.ParseError as error:
        raise DeviceError(Cause.NOT_WHOLE, "the reply is no XML", raw=decoded(message)) from error


def local(element: ET.Element) -> str:
    """The name of an element without its namespace."""
    return element.tag.rpartition("}")[2]


def first(element: ET.Element, name: str) -> ET.Element | None:
    """The first element of this name below another, in whatever namespace and however deep."""
    return next((one for one in element.iter() if local(one) == name), None)


def text_of(element: ET.Element, name: str) -> str:
    """The text of the first element of this name, without blanks around it; "" if none."""
    found = first(element, name)
    return (found.text or "").strip() if found is not None else ""
