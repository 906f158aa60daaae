"""The NETCONF server piece by itself: framing, greeting, refusals, hostile input."""

from __future__ import annotations

import asyncio
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

import asyncssh
import pytest

from lab.sim.device import Actor
from lab.sim.framing import Framing, Malformed
from lab.sim.netconf import BASE, BASE_1_0, BASE_1_1, Netconf, RpcError, local, parse, text_of

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

HELLO = f'<hello xmlns="{BASE}"><capabilities><capability>%s</capability></capabilities></hello>'
SOMEONE = Actor("netops", "127.0.0.1", "netconf")


class Echo:
    """A service that says back what it was told."""

    greeting = "<!-- hello there -->\n"
    capabilities = (BASE_1_0, BASE_1_1)

    def __init__(self, lines: list[str]) -> None:
        self.lines = lines
        self.namespaces = {"junos": "http://xml.juniper.net/junos/21.2R0/junos"}

    def line(self, operation: ET.Element) -> str:
        return f"{local(operation)} {text_of(operation, 'what')}".strip()

    def answer(self, operation: ET.Element) -> str:
        if local(operation) == "fail":
            raise RpcError("syntax error", path="[edit system]")
        return f"<said>{text_of(operation, 'what')}</said>"

    def left(self) -> None:
        self.lines.append("left")


class Wire:
    """Records, refuses and cuts as it was told."""

    def __init__(self, lines: list[str]) -> None:
        self.lines = lines

    async def received(self, _actor: Actor, line: str) -> str | None:
        self.lines.append(line)
        return "permission denied" if line == "forbidden" else None

    async def said(self, _actor: Actor, _line: str, text: str) -> str:
        return text

    async def answered(self, line: str, reply: bytes) -> bytes:
        return reply[:40] if line == "cut" else reply


@asynccontextmanager
async def serving(lines: list[str]) -> AsyncIterator[int]:
    """A server of our own; its port."""
    netconf = Netconf(Wire(lines), lambda _actor, _number: Echo(lines))
    server = await asyncssh.listen(
        "127.0.0.1",
        0,
        server_host_keys=[asyncssh.generate_private_key("ssh-ed25519")],
        process_factory=lambda process: netconf.serve(process, SOMEONE),
        server_factory=Open,
        encoding=None,
    )
    async with server:
        yield server.get_port()


async def talk(*messages: str, version: str = BASE_1_0) -> tuple[list[ET.Element], list[str]]:
    """Send rpcs to a server of our own; return the replies and what wire and service saw."""
    lines: list[str] = []
    async with (
        serving(lines) as port,
        asyncssh.connect("127.0.0.1", port, known_hosts=None) as connection,
    ):
        process = await connection.create_process(subsystem="netconf", encoding=None)
        inward = Framing()
        process.stdin.write(inward.wrap(HELLO % version))
        outward = Framing()
        outward.is_chunked = version == BASE_1_1
        for message in messages:
            process.stdin.write(outward.wrap(message))
        process.stdin.write_eof()
        received = await process.stdout.read()
    return replies(received, is_chunked=outward.is_chunked), lines


class Open(asyncssh.SSHServer):
    def begin_auth(self, _username: str) -> bool:
        return False


def replies(received: bytes, *, is_chunked: bool) -> list[ET.Element]:
    framing = Framing()
    framing.feed(received)
    found = []
    for text in framing.messages():
        framing.is_chunked = is_chunked
        found.append(parse(text))
    return found


def rpc(operation: str, number: int = 1) -> str:
    return f'<rpc xmlns="{BASE}" message-id="{number}">{operation}</rpc>'


@pytest.mark.parametrize("version", [BASE_1_0, BASE_1_1])
def test_a_session_greets_answers_and_leaves(version):
    asked = rpc("<ask><what>]]</what></ask>", 7), rpc("<close-session/>", 8), rpc("<late/>", 9)
    (hello, answer, bye), lines = asyncio.run(talk(*asked, version=version))
    assert [text_of(hello, "session-id")] == ["1"]
    assert answer.get("message-id") == "7"
    assert text_of(answer, "said") == "]]"
    assert bye.find("{*}ok") is not None
    assert lines == ["ask ]]", "close-session", "left"]


def test_a_refusal_by_the_service_or_the_wire_is_an_rpc_error():
    (_, by_service, by_wire), lines = asyncio.run(talk(rpc("<fail/>"), rpc("<forbidden/>")))
    (error,) = by_service
    assert text_of(error, "error-message") == "syntax error"
    assert text_of(error, "error-path") == "[edit system]"
    assert text_of(by_wire[0], "error-message") == "permission denied"
    assert lines[-1] == "left"


def test_a_reply_may_be_cut_and_then_the_session_is_over():
    found, lines = asyncio.run(talk(rpc("<cut/>"), rpc("<ask/>")))
    assert len(found) == 1
    assert lines == ["cut", "left"]


@pytest.mark.parametrize(
    "hostile",
    [
        '<!DOCTYPE rpc [<!ENTITY a "aaaa">]><rpc message-id="1"><ask><what>&a;</what></ask></rpc>',
        "<rpc",
        "<rpc/>",
        rpc("<ask/>").replace("rpc", "rcp"),
    ],
)
def test_what_is_no_netconf_ends_the_session_without_running(hostile):
    found, lines = asyncio.run(talk(hostile, rpc("<ask/>")))
    assert len(found) == 1
    assert lines == ["left"]


def test_a_session_may_kill_another_one():
    lines: list[str] = []

    async def two() -> bytes:
        async with (
            serving(lines) as port,
            asyncssh.connect("127.0.0.1", port, known_hosts=None) as connection,
        ):
            first = await connection.create_process(subsystem="netconf", encoding=None)
            await first.stdout.readuntil(b"]]>]]>")
            second = await connection.create_process(subsystem="netconf", encoding=None)
            second.stdin.write(Framing().wrap(HELLO % BASE_1_0))
            kill = rpc("<kill-session><session-id>1</session-id></kill-session>")
            second.stdin.write(Framing().wrap(kill))
            return await first.stdout.read()

    assert asyncio.run(two()) == b""
    assert lines == ["kill-session", "left", "left"]


def test_killing_a_session_that_is_not_there_is_refused():
    kill = rpc("<kill-session><session-id>9</session-id></kill-session>")
    (_, answer), _ = asyncio.run(talk(kill))
    assert text_of(answer[0], "error-message") == "no such session"


def test_a_chunked_message_may_come_byte_by_byte_and_in_many_chunks():
    framing = Framing()
    framing.is_chunked = True
    found = []
    for byte in b"\n#3\n<a>\n#4\n</a>\n##\n":
        framing.feed(bytes([byte]))
        found += framing.messages()
    assert found == [b"<a></a>"]


@pytest.mark.parametrize("wrong", [b"\n#0\nxxxxxxxxxxxx", b"<rpc></rpc>]]>]]>"])
def test_a_chunk_that_begins_wrongly_is_malformed(wrong):
    framing = Framing()
    framing.is_chunked = True
    framing.feed(wrong)
    with pytest.raises(Malformed):
        list(framing.messages())
