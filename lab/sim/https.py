"""The HTTPS server of a device: as much of HTTP/1.1 as eAPI and NX-API need."""

from __future__ import annotations

import asyncio
import base64
import binascii
import logging
import ssl
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Generic, TypeVar

from lab.sim import keys
from lab.sim.device import Actor, Chassis
from lab.sim.ports import HTTPS, Front, Service
from lab.sim.wire import Wire

if TYPE_CHECKING:
    from pathlib import Path

    from lab.sim.ports import Listener

D = TypeVar("D", bound=Chassis)
logger = logging.getLogger(__name__)
_REASONS = {200: "OK", 401: "Unauthorized", 404: "Not Found", 500: "Internal Server Error"}
_LIMIT = 8 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Response:
    """An answer; `line` is what was asked."""

    body: bytes
    status: int = 200
    line: str = ""


@dataclass(frozen=True, slots=True)
class _Request:
    path: str
    headers: Mapping[str, str]
    body: bytes

    @property
    def stays(self) -> bool:
        return self.headers.get("connection", "").lower() != "close"


@dataclass(frozen=True, slots=True)
class Https(Generic[D]):
    """What a platform says of its HTTPS server: one path, behind basic authentication.

    `respond` answers the body of a request with a status and a body.
    """

    path: str
    admits: Callable[[D, str], bool]
    logs_in: Callable[[D, str, str], bool]
    respond: Callable[[D, Wire, Actor, bytes], Awaitable[Response]]
    realm: str
    terminal: str
    services: tuple[Service, ...] = (HTTPS,)


class HttpsFront(Front, Generic[D]):
    """The HTTPS server of a device."""

    def __init__(self, device: D, wire: Wire, folder: Path, facts: Https[D]) -> None:
        super().__init__(device.identity, facts.services)
        self._device, self._wire, self._folder, self._facts = device, wire, folder, facts

    async def listener(self, port: int, key: str) -> Listener:
        """Listen at one port with the certificate of this name."""
        address = self._device.identity.address
        context = keys.tls(self._folder, key, address)
        return await asyncio.start_server(
            self._serve, address, port, ssl=context, reuse_address=True, limit=_LIMIT
        )

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        hang_up = writer.transport.abort
        self._wire.joined(hang_up)
        try:
            await self._connection(reader, writer)
        except (OSError, EOFError, ssl.SSLError, ValueError):
            writer.transport.abort()
        except Exception:
            logger.exception("%s: the connection died", self._device.identity.name)
            writer.transport.abort()
        else:
            writer.close()
        finally:
            self._wire.parted(hang_up)

    async def _connection(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        source = writer.get_extra_info("peername")[0]
        if not self._facts.admits(self._device, source):
            self._wire.turned_away()
            writer.transport.abort()
            return
        while request := await _request(reader):
            response = await self._answer(request, source)
            whole = self._encoded(response)
            sent = await self._wire.answered(response.line, whole)
            writer.write(sent)
            await writer.drain()
            if sent != whole or not request.stays:
                return

    async def _answer(self, request: _Request, source: str) -> Response:
        if request.path != self._facts.path:
            return Response(b"Not Found", status=404)
        user, password = _credentials(request.headers.get("authorization", ""))
        is_known = self._facts.logs_in(self._device, user, password)
        if not await self._wire.login(is_in=is_known):
            text = b"Unable to authenticate user: Bad username/password combination"
            return Response(text, status=401)
        actor = Actor(user, source, self._facts.terminal)
        return await self._facts.respond(self._device, self._wire, actor, request.body)

    def _encoded(self, response: Response) -> bytes:
        is_json = response.status not in {401, 404}
        kind = "application/json" if is_json else "text/plain"
        head = f"HTTP/1.1 {response.status} {_REASONS[response.status]}\r\nServer: nginx\r\n"
        head += f"Content-Type: {kind}\r\n"
        if response.status == 401:  # noqa: PLR2004  HTTP's own
            head += f'WWW-Authenticate: Basic realm="{self._facts.realm}"\r\n'
        head += f"Content-Length: {len(response.body)}\r\n\r\n"
        return head.encode() + response.body


async def _request(reader: asyncio.StreamReader) -> _Request | None:
    head = await reader.readuntil(b"\r\n\r\n") if not reader.at_eof() else b""
    if not head:
        return None
    first, *lines = head.decode("latin-1").split("\r\n")
    pairs = (line.partition(":") for line in lines if line)
    headers = {name.strip().lower(): value.strip() for name, _, value in pairs}
    body = await reader.readexactly(min(int(headers.get("content-length", "0")), _LIMIT))
    return _Request(first.split()[1], headers, body)


def _credentials(header: str) -> tuple[str, str]:
    kind, _, coded = header.partition(" ")
    if kind.lower() != "basic":
        return "", ""
    try:
        user, _, password = base64.b64decode(coded).decode().partition(":")
    except (binascii.Error, UnicodeDecodeError):
        return "", ""
    return user, password
