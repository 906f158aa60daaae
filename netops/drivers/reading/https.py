"""HTTPS to a device: its pinned certificate, its password in every request.

h11 reads the answers: it knows where a body ends, and what is no HTTP.
"""

import asyncio
import base64
import json
import ssl
from functools import cached_property
from typing import Any, NamedTuple, Self

import h11

from netops.drivers.login import Login
from netops.drivers.pins import PinFiles, believing, changed_key
from netops.drivers.reading.road import Road
from netops.drivers.reading.session import ReadingSession
from netops.drivers.replies import LARGEST, decoded
from netops.drivers.taxonomy import device_error
from netops.errors import Cause, DeviceError
from netops.model.device import Device, Identity

_UNAUTHORIZED, _FORBIDDEN = 401, 403
_Streams = tuple[asyncio.StreamReader, asyncio.StreamWriter]


class Answer(NamedTuple):
    """The status of a response, and what its body says as JSON; None where it is none."""

    status: int
    content: Any


class Https:
    """One connection at a time to one device. Raises `DeviceError` and nothing else.

    `timeout` is for a connection to stand, `patience` the longest silence, both in seconds.
    """

    def __init__(
        self, device: Device, *, road: Road, pins: PinFiles, timeout: float, patience: float
    ) -> None:
        self._device, self._road, self._pins = device, road, pins
        self._timeout, self._patience = timeout, patience
        self._talk: _Talk | None = None
        self._is_taken = False
        self._refusal: DeviceError | None = None

    async def connect(self) -> None:
        """Let a connection stand, to a device that shows its pinned certificate."""
        self.close()
        self._talk = _Talk(await self._connected(), patience=self._patience)

    async def post(self, login: Login, path: str, given: object, *, kind: str) -> Answer:
        """Post one JSON document and read the answer; a refused login is `AUTHENTICATION`.

        Each request is a login: after a refused one there is no other.
        """
        if self._refusal is not None:
            raise self._refusal
        if self._talk is None or self._talk.is_over:
            await self.connect()
        assert self._talk is not None  # noqa: S101 (connected; for the type checker)
        headers = [
            (b"Host", _authority(self._device)),
            (b"Authorization", _basic(login)),
            (b"Content-Type", kind.encode()),
        ]
        status, body = await self._talk.post(path, headers, json.dumps(given).encode())
        self._judge(status)
        return Answer(status, _parsed(body))

    def _judge(self, status: int) -> None:
        """Raise where the device lets us do nothing, or not this one thing."""
        if status == _UNAUTHORIZED or (status == _FORBIDDEN and not self._is_taken):
            reason = "the device refused user name or password"
            self._refusal = DeviceError(Cause.AUTHENTICATION, reason)
            raise self._refusal
        if status == _FORBIDDEN:
            reason = "the device does not let this user ask that (HTTP 403)"
            raise DeviceError(Cause.REFUSED, reason)
        self._is_taken = True

    def close(self) -> None:
        """End the connection."""
        if self._talk is not None:
            self._talk.end()
            self._talk = None

    async def _connected(self) -> _Streams:
        """Streams to a device that shows its pinned certificate; at first use it is recorded."""
        path = self._pins.pin_file(f"{self._device.name}.pem")
        if not path.exists():
            path = self._pins.keep_pin(path.name, await self._certificate())
        pinned = believing(path)
        try:
            return await self._streams(pinned)
        except DeviceError as error:
            if error.cause is Cause.HOST_KEY:
                raise changed_key(self._device, path) from error
            raise

    async def _certificate(self) -> bytes:
        """What the device shows of itself, believed this once."""
        anything = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
        anything.check_hostname = False
        anything.verify_mode = ssl.CERT_NONE
        _, writer = await self._streams(anything)
        shown: bytes = writer.get_extra_info("ssl_object").getpeercert(binary_form=True)
        writer.transport.abort()
        return ssl.DER_cert_to_PEM_cert(shown).encode()

    async def _streams(self, context: ssl.SSLContext) -> _Streams:
        sock = await self._road.dial(self._device)
        try:
            async with asyncio.timeout(self._timeout):
                # No name is asked for: the pin is the proof.
                return await asyncio.open_connection(sock=sock, ssl=context, server_hostname="")
        except OSError as error:
            raise device_error(error, opening=True) from error


class HttpsSession(ReadingSession):
    """What the readers over HTTPS share. The login is the first request: who are you."""

    _identity: Identity | None = None

    @cached_property
    def _https(self) -> Https:
        return Https(
            self._device,
            road=self._road,
            pins=self._pins,
            timeout=self._connect_timeout,
            patience=self._read_timeout,
        )

    async def reach(self) -> None:
        """Connect and see the certificate: what is mute, or speaks no TLS, takes nobody's turn."""
        await super().reach()
        await self._https.connect()

    def leave(self) -> None:
        """Let go of a connection that no session was opened on."""
        self._https.close()
        super().leave()

    async def log_in(self) -> None:
        """Ask who the device is."""
        await self.identity()

    async def __aenter__(self) -> Self:
        """Open the session."""
        try:
            await self.identity()
        except BaseException:
            self._https.close()
            raise
        return self

    async def identity(self) -> Identity:
        """Host name, serial number, version and model."""
        self._identity = self._identity or await self._named()
        return self._identity

    async def _close(self) -> None:
        self._https.close()
        self._identity = None

    async def _named(self) -> Identity:
        """Ask the device who it is."""
        raise NotImplementedError

    async def _call(self, path: str, given: object, *, api: str) -> dict[str, Any]:
        """The JSON-RPC response to a call, whether it is a result or an error."""
        kind = "application/json-rpc"
        status, said = await self._https.post(self._login, path, given, kind=kind)
        if isinstance(said, dict) and {"error", "result"} & said.keys():
            return said
        raise DeviceError(Cause.REFUSED, f"no {api} answers at this port (HTTP {status})")


class _Talk:
    """Requests and responses on one connection, one after the other."""

    def __init__(self, streams: _Streams, *, patience: float) -> None:
        self._reader, self._writer = streams
        self._patience = patience
        self._http = h11.Connection(h11.CLIENT)
        self._body = bytearray()

    @property
    def is_over(self) -> bool:
        """Whether the device takes no further request here."""
        return self._http.our_state is not h11.IDLE

    async def post(
        self, path: str, headers: list[tuple[bytes, bytes]], body: bytes
    ) -> tuple[int, bytes]:
        """The status and the body of the response."""
        length = (b"Content-Length", str(len(body)).encode())
        request = h11.Request(method="POST", target=path, headers=[*headers, length])
        try:
            for event in (request, h11.Data(body), h11.EndOfMessage()):
                self._writer.write(self._http.send(event) or b"")
            async with asyncio.timeout(self._patience):
                await self._writer.drain()
            response = await self._response()
        except OSError as error:
            raise device_error(error) from error
        except h11.RemoteProtocolError as error:
            raise self._unreadable() from error
        if self._http.our_state is self._http.their_state is h11.DONE:
            self._http.start_next_cycle()
        return response

    def end(self) -> None:
        """Hang up: a device that does not say goodbye is not waited for."""
        self._writer.transport.abort()

    async def _response(self) -> tuple[int, bytes]:
        status = 0
        self._body.clear()
        while not isinstance(event := await self._event(), h11.EndOfMessage):
            if isinstance(event, h11.Response):
                status = event.status_code
            elif isinstance(event, h11.Data):
                self._body += event.data
            if len(self._body) > LARGEST:
                raise DeviceError(Cause.NOT_WHOLE, "the device does not stop talking")
        return status, bytes(self._body)

    async def _event(self) -> object:
        while (event := self._http.next_event()) is h11.NEED_DATA:
            async with asyncio.timeout(self._patience):
                self._http.receive_data(await self._reader.read(65536))
        return event

    def _unreadable(self) -> DeviceError:
        if self._reader.at_eof():
            reason = "the connection broke in the middle of a reply"
            return DeviceError(Cause.SESSION_LOST, reason, raw=decoded(bytes(self._body)))
        return DeviceError(Cause.REFUSED, "what answers at this port speaks no HTTP")


def _authority(device: Device) -> bytes:
    address = f"[{device.address}]" if ":" in device.address else device.address
    return f"{address}:{device.port}".encode()


def _basic(login: Login) -> bytes:
    return b"Basic " + base64.b64encode(f"{login.username}:{login.password}".encode())


def _parsed(body: bytes) -> Any:  # noqa: ANN401 (JSON)
    try:
        return json.loads(body)
    except (ValueError, RecursionError):
        return None
