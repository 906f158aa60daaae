"""The HTTPS server of an EOS device: as much of HTTP/1.1 as eAPI needs."""

from __future__ import annotations

import asyncio
import base64
import binascii
import logging
import ssl
from dataclasses import dataclass
from typing import TYPE_CHECKING

from lab.sim import keys
from lab.sim.access import eos_admits, logs_in
from lab.sim.device import Actor
from lab.sim.eos_api import Response, respond

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from lab.sim.device import Device

logger = logging.getLogger(__name__)
_REASONS = {200: "OK", 401: "Unauthorized", 404: "Not Found"}
_LIMIT = 8 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class _Request:
    path: str
    headers: Mapping[str, str]
    body: bytes

    @property
    def stays(self) -> bool:
        return self.headers.get("connection", "").lower() != "close"


class EosFront:
    """A device's listener; it can be closed and opened again."""

    def __init__(self, device: Device, folder: Path) -> None:
        self._device = device
        self._folder = folder
        self._server: asyncio.Server | None = None
        self._generation = 0

    async def open(self) -> None:
        """Listen."""
        own = self._device.identity
        name = own.name if not self._generation else f"{own.name}-{self._generation}"
        context = keys.tls(self._folder, name, own.address)
        self._server = await asyncio.start_server(
            self._serve, own.address, own.port, ssl=context, reuse_address=True, limit=_LIMIT
        )

    async def close(self) -> None:
        """Stop listening; connections go on."""
        if self._server:
            self._server.close()
            self._server = None

    async def rekey(self) -> None:
        """Listen with another certificate, or again with the first one."""
        self._generation = 1 - self._generation
        await self.close()
        await self.open()

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            await self._connection(reader, writer)
        except (OSError, EOFError, ssl.SSLError, ValueError):
            writer.transport.abort()
        except Exception:
            logger.exception("%s: the connection died", self._device.identity.name)
            writer.transport.abort()
        else:
            writer.close()

    async def _connection(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        source = writer.get_extra_info("peername")[0]
        if not eos_admits(self._device.running, source):
            self._device.logins["denied"] += 1
            writer.transport.abort()
            return
        while request := await _request(reader):
            status, response = await self._answer(request, source)
            await _send(writer, status, response)
            if response.cut or not request.stays:
                return

    async def _answer(self, request: _Request, source: str) -> tuple[int, Response]:
        if request.path != "/command-api":
            return 404, Response(b"Not Found")
        device = self._device
        if stall := device.faults.get("auth-stall"):
            await asyncio.sleep(stall["seconds"])
        user, password = _credentials(request.headers.get("authorization", ""))
        if not logs_in(device.running, user, password):
            device.logins["wrong"] += 1
            return 401, Response(b"Unable to authenticate user: Bad username/password combination")
        device.logins["accepted"] += 1
        if slow := device.faults.get("slow"):
            await asyncio.sleep(slow["seconds"])
        return 200, respond(device, Actor(user, source, "command-api"), request.body)


async def _request(reader: asyncio.StreamReader) -> _Request | None:
    head = await reader.readuntil(b"\r\n\r\n") if not reader.at_eof() else b""
    if not head:
        return None
    first, *lines = head.decode("latin-1").split("\r\n")
    pairs = (line.partition(":") for line in lines if line)
    headers = {name.strip().lower(): value.strip() for name, _, value in pairs}
    body = await reader.readexactly(min(int(headers.get("content-length", "0")), _LIMIT))
    return _Request(first.split()[1], headers, body)


async def _send(writer: asyncio.StreamWriter, status: int, response: Response) -> None:
    kind = "application/json" if status == 200 else "text/plain"  # noqa: PLR2004  HTTP's own
    head = f"HTTP/1.1 {status} {_REASONS[status]}\r\nServer: nginx\r\nContent-Type: {kind}\r\n"
    if status == 401:  # noqa: PLR2004  HTTP's own
        head += 'WWW-Authenticate: Basic realm="COMMAND_API_AUTH"\r\n'
    head += f"Content-Length: {len(response.body)}\r\n\r\n"
    shown = response.body[: len(response.body) // 2] if response.cut else response.body
    writer.write(head.encode() + shown)
    await writer.drain()


def _credentials(header: str) -> tuple[str, str]:
    kind, _, coded = header.partition(" ")
    if kind.lower() != "basic":
        return "", ""
    try:
        user, _, password = base64.b64decode(coded).decode().partition(":")
    except (binascii.Error, UnicodeDecodeError):
        return "", ""
    return user, password
