"""What an HTTPS server may answer in place of a config.

No device of the lab breaks HTTP itself, so a server of the test says these bytes.
"""

import asyncio
import json
import socketserver
import ssl
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from lab.sim import keys
from netops.drivers.login import Login
from netops.drivers.reading import https
from netops.drivers.reading.eapi import EapiReader
from netops.drivers.reading.nxapi import NxapiReader
from netops.drivers.reading.road import StraightRoad
from netops.errors import Cause, DeviceError
from netops.model.config import ConfigKind
from netops.model.device import Device
from netops.stores.state import StateFolder

NAMES = {
    EapiReader: {
        "result": [
            {},
            {"version": "4.28", "serialNumber": "S1", "modelName": "vEOS"},
            {"hostname": "r1"},
        ]
    },
    NxapiReader: {
        "result": {"body": {"host_name": "r1", "proc_board_id": "S1", "nxos_ver_str": "9.3"}}
    },
}
PUSHING = ["napalm", "netmiko", "paramiko", "pyeapi", "nornir", "hier_config"]
PLATFORM = {EapiReader: "arista_eos", NxapiReader: "cisco_nxos"}


def http(body: bytes, *head: str, status: str = "200 OK") -> bytes:
    lines = (f"HTTP/1.1 {status}", *(head or (f"Content-Length: {len(body)}",)), "", "")
    return "\r\n".join(lines).encode() + body


class Script(socketserver.ThreadingTCPServer):
    """A TLS server that answers each request with the next of its replies, then hangs up."""

    def __init__(self, folder: Path) -> None:
        super().__init__(("127.0.0.1", 0), _Connection)
        self.tls = keys.tls(folder, "r1", "127.0.0.1")
        self.replies: list[bytes] = []
        self.requests: list[bytes] = []


class _Connection(socketserver.BaseRequestHandler):
    server: Script

    def handle(self) -> None:
        try:
            with self.server.tls.wrap_socket(self.request, server_side=True) as tls:
                while self.server.replies and (asked := _request(tls)):
                    self.server.requests.append(asked)
                    tls.sendall(self.server.replies.pop(0))
        except OSError:
            return  # the reader has hung up


def _request(tls: ssl.SSLSocket) -> bytes:
    heard = b""
    while b"\r\n\r\n" not in heard:
        if not (fresh := tls.recv(65536)):
            return b""
        heard += fresh
    head, _, body = heard.partition(b"\r\n\r\n")
    length = int(head.lower().partition(b"content-length: ")[2].split(b"\r\n")[0])
    while len(body) < length:
        body += tls.recv(65536)
    return head + b"\r\n\r\n" + body


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Script]:
    with Script(tmp_path / "keys") as script:
        thread = threading.Thread(target=script.serve_forever, args=(0.01,))
        thread.start()
        yield script
        script.shutdown()
        thread.join()


@pytest.fixture(params=[EapiReader, NxapiReader], ids=["eapi", "nxapi"])
def reader(request: pytest.FixtureRequest, server: Script, tmp_path: Path):
    port = server.server_address[1]
    device = Device("r1", PLATFORM[request.param], "127.0.0.1", port, "ams1", "core")
    server.replies.append(http(json.dumps(NAMES[request.param]).encode()))
    return request.param(
        device,
        Login("netops", "labSecret"),
        road=StraightRoad(seconds=5),
        pins=StateFolder(tmp_path / "state"),
        connect_timeout=5,
        read_timeout=1,
    )


def running(reader) -> str:
    async def session() -> str:
        async with reader:
            return await reader.fetch(ConfigKind.RUNNING)

    return asyncio.run(session())


def config(reader, text: str) -> bytes:
    result = [{}, {"output": text}] if isinstance(reader, EapiReader) else {"msg": text}
    return json.dumps({"result": result}).encode()


WHOLE = "hostname r1\nend\n"


def test_a_whole_answer_is_read(server, reader) -> None:
    server.replies.append(http(config(reader, WHOLE)))
    assert running(reader) == WHOLE


def test_chunks_are_put_together(server, reader) -> None:
    body = config(reader, WHOLE)
    chunks = b"5\r\n" + body[:5] + b"\r\n%x\r\n" % len(body[5:]) + body[5:] + b"\r\n0\r\n\r\n"
    server.replies.append(http(chunks, "Transfer-Encoding: chunked"))
    assert running(reader) == WHOLE


def test_a_server_that_closes_after_each_answer_is_connected_again(server, reader) -> None:
    names = server.replies.pop()
    server.replies.append(names.replace(b"200 OK\r\n", b"200 OK\r\nConnection: close\r\n"))
    server.replies.append(http(config(reader, WHOLE)))
    assert running(reader) == WHOLE


def test_the_password_goes_to_the_pinned_certificate_only(server, reader, tmp_path) -> None:
    server.replies.append(http(config(reader, WHOLE)))
    running(reader)
    assert len(server.requests) == 2
    server.tls = keys.tls(tmp_path / "keys", "other", "127.0.0.1")
    server.replies.append(http(config(reader, WHOLE)))
    with pytest.raises(DeviceError) as failure:
        running(reader)
    assert failure.value.cause is Cause.HOST_KEY
    assert len(server.requests) == 2


@pytest.mark.parametrize(
    ("reply", "cause"),
    [
        (http(b"{", "Content-Length: 400"), Cause.SESSION_LOST),
        (http(b"90\r\n{", "Transfer-Encoding: chunked"), Cause.SESSION_LOST),
        (http(b"", "Content-Length: 0"), Cause.REFUSED),
        (http(b"<html><form action=/login>"), Cause.REFUSED),
        (http(b"", "Location: /login", "Content-Length: 0", status="302 Found"), Cause.REFUSED),
        (http(b"Not Found", status="404 Not Found"), Cause.REFUSED),
        (http(b"[" * 100_000), Cause.REFUSED),
        (http(b"null"), Cause.REFUSED),
        (http(b'{"result": 5}'), Cause.REFUSED),
        (http(b'{"result": []}'), Cause.NOT_WHOLE),
        (http(b'{"error": "labSecret"}'), Cause.REFUSED),
        (http(b"", status="401 Unauthorized"), Cause.AUTHENTICATION),
        (http(b"", status="403 Forbidden"), Cause.REFUSED),
        (b"SSH-2.0-OpenSSH_9.2\r\n\r\n", Cause.REFUSED),
        (b"HTTP/1.1 200 OK\r\nContent-Length: -5\r\n\r\n", Cause.REFUSED),
        (b"", Cause.SESSION_LOST),
    ],
    ids=lambda value: str(value)[:40],
)
def test_anything_else_is_no_config(server, reader, reply: bytes, cause: Cause) -> None:
    server.replies.append(reply)
    with pytest.raises(DeviceError) as failure:
        running(reader)
    assert failure.value.cause is cause
    assert "labSecret" not in failure.value.reason


@pytest.mark.parametrize("status", ["401 Unauthorized", "403 Forbidden"])
def test_a_refused_login_is_the_last_request(server, reader, status: str) -> None:
    server.replies[0] = http(b"", status=status)
    server.replies.append(http(b"{}"))

    async def twice() -> None:
        for _ in range(2):
            with pytest.raises(DeviceError) as failure:
                await reader.log_in()
            assert failure.value.cause is Cause.AUTHENTICATION

        reader.leave()

    asyncio.run(twice())
    assert len(server.requests) == 1


def test_one_command_that_is_forbidden_is_no_wrong_password(server, reader) -> None:
    server.replies += [http(b"", status="403 Forbidden"), http(config(reader, WHOLE))]

    async def session() -> str:
        async with reader:
            with pytest.raises(DeviceError, match="does not let this user ask that"):
                await reader.fetch(ConfigKind.STARTUP)
            return await reader.fetch(ConfigKind.RUNNING)

    assert asyncio.run(session()) == WHOLE


def test_a_password_that_is_refused_in_a_session_is_typed_no_more(server, reader) -> None:
    server.replies += [http(b"", status="401 Unauthorized"), http(config(reader, WHOLE))]

    async def session() -> None:
        async with reader:
            for kind in (ConfigKind.RUNNING, ConfigKind.STARTUP):
                with pytest.raises(DeviceError, match="authentication failed"):
                    await reader.fetch(kind)

    asyncio.run(session())
    assert len(server.requests) == 2


def test_the_certificate_is_seen_before_the_login(server, reader, tmp_path) -> None:
    async def reached() -> None:
        await reader.reach()
        reader.leave()

    asyncio.run(reached())
    assert StateFolder(tmp_path / "state").pin_file("r1.pem").exists()
    assert not server.requests


@pytest.mark.parametrize("content", [b"", b"\xff\xfe", b"-----BEGIN CERTIFICATE-----\nAAAA\n"])
def test_a_damaged_pin_is_named_and_nothing_is_believed(server, reader, tmp_path, content) -> None:
    path = StateFolder(tmp_path / "state").keep_pin("r1.pem", content)
    with pytest.raises(DeviceError, match="holds no certificate; delete it") as failure:
        running(reader)
    assert failure.value.cause is Cause.HOST_KEY
    assert str(path) in failure.value.reason
    assert not server.requests


def test_an_endless_answer_is_cut(server, reader, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(https, "LARGEST", 10_000)
    server.replies.append(http(b"x" * 20_000))
    with pytest.raises(DeviceError, match="does not stop talking") as failure:
        running(reader)
    assert failure.value.cause is Cause.NOT_WHOLE


def test_what_a_refusal_quotes_is_not_repeated(server, reader) -> None:
    said = "CLI command 2 of 2 'enable secret labSecret' failed: invalid command"
    message = {"message": said, "data": {"msg": "% Invalid command 'labSecret'\n"}}
    if isinstance(reader, NxapiReader):
        message["message"] = "Invalid params"
    server.replies.append(http(json.dumps({"error": message}).encode()))
    with pytest.raises(DeviceError) as failure:
        running(reader)
    assert failure.value.cause is Cause.REFUSED
    assert "labSecret" not in failure.value.reason
    assert "nvalid" in failure.value.reason


def test_reading_waits_for_no_library_that_only_pushes_need() -> None:
    modules = ("terminal", "eapi", "nxapi", "junos", "xr", "routers", "jump", "connector")
    names = ", ".join(f"netops.drivers.reading.{name}" for name in modules)
    script = f"import sys, {names}; print([n for n in {PUSHING} if n in sys.modules])"
    done = subprocess.run(  # noqa: S603 (a script of ours)
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "[]"
