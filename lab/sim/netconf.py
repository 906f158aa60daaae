"""NETCONF over SSH (RFC 6241, 6242): framing, hello, and one operation after the other.

A platform hands in a `Service` for each session; everything a client sends is parsed here,
without document types or entities, and everything the service says goes back in one reply.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import count
from typing import TYPE_CHECKING, Protocol
from xml.etree import ElementTree as ET
from xml.sax.saxutils import escape, quoteattr, unescape

from lab.sim.framing import Framing, Malformed
from lab.sim.terminal import cut

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from asyncssh import SSHServerProcess

    from lab.sim.device import Actor
    from lab.sim.wire import Wire

BASE = "urn:ietf:params:xml:ns:netconf:base:1.0"
BASE_1_0, BASE_1_1 = "urn:ietf:params:netconf:base:1.0", "urn:ietf:params:netconf:base:1.1"
_READ = 65536
_TEXT = re.compile(r">([^<]+)<")
_SESSION_OPERATIONS = {"close-session", "kill-session"}


@dataclass(eq=False)
class RpcError(Exception):
    """An `<rpc-error>`; `info` is XML, the other fields are text."""

    message: str
    tag: str = "operation-failed"
    kind: str = "application"
    severity: str = "error"
    path: str = ""
    info: str = ""

    def __str__(self) -> str:
        """As it stands in the reply."""
        parts = (
            ("error-type", escape(self.kind)),
            ("error-tag", escape(self.tag)),
            ("error-severity", escape(self.severity)),
            ("error-path", escape(self.path)),
            ("error-message", escape(self.message)),
            ("error-info", self.info),
        )
        lines = (f"<{name}>{text}</{name}>" for name, text in parts if text)
        return "\n".join(("<rpc-error>", *lines, "</rpc-error>"))


class Service(Protocol):
    """What a platform puts behind one NETCONF session."""

    @property
    def greeting(self) -> str:
        """Text before the `<hello>`, as Junos's comments."""
        ...

    @property
    def capabilities(self) -> Sequence[str]:
        """The URIs of the `<hello>`; base:1.1 among them means chunks."""
        ...

    @property
    def namespaces(self) -> Mapping[str, str]:
        """More namespaces of `<rpc-reply>`: prefix -> URI."""
        ...

    def line(self, operation: ET.Element) -> str:
        """The operation in one readable line, for records and break points."""
        ...

    def answer(self, operation: ET.Element) -> str:
        """The XML inside the `<rpc-reply>`; raise RpcError to refuse."""
        ...

    def left(self) -> None:
        """The session is over, however it ended: its locks go."""
        ...


class _Cut(Exception):
    """The wire let only a part of a reply pass."""


class Netconf:
    """The NETCONF subsystem of one device."""

    def __init__(self, wire: Wire, open_service: Callable[[Actor, int], Service]) -> None:
        self._wire = wire
        self._open_service = open_service
        self._numbers = count(1)
        self._sessions: dict[int, SSHServerProcess[bytes]] = {}

    async def serve(self, process: SSHServerProcess[bytes], actor: Actor) -> None:
        """Talk to one client until it leaves, is killed or makes no sense."""
        number = next(self._numbers)
        service = self._open_service(actor, number)
        self._sessions[number] = process
        try:
            await _Session(self, process, actor, number, service).talk(self._wire)
        except Malformed:
            process.exit(1)
        except _Cut:
            await cut(process)
        else:
            process.exit(0)
        finally:
            del self._sessions[number]
            service.left()

    def kill(self, number: int) -> None:
        """End another session; raise RpcError if there is none of this number."""
        if number not in self._sessions:
            raise RpcError("no such session", tag="invalid-value", kind="protocol")
        self._sessions[number].close()


class _Session:
    def __init__(
        self,
        server: Netconf,
        process: SSHServerProcess[bytes],
        actor: Actor,
        number: int,
        service: Service,
    ) -> None:
        self._server, self._process, self._actor = server, process, actor
        self._number, self._service = number, service
        self._framing = Framing()

    async def talk(self, wire: Wire) -> None:
        self._process.stdout.write(self._framing.wrap(self._hello()))
        is_greeted = False
        while received := await self._process.stdin.read(_READ):
            self._framing.feed(received)
            for text in self._framing.messages():
                message = parse(text)
                if not is_greeted:
                    self._greet(message)
                    is_greeted = True
                elif not await self._exchange(wire, message):
                    return

    def _hello(self) -> str:
        listed = "".join(
            f"    <capability>{escape(uri)}</capability>\n" for uri in self._service.capabilities
        )
        return (
            f'{self._service.greeting}<hello xmlns="{BASE}">\n  <capabilities>\n{listed}'
            f"  </capabilities>\n  <session-id>{self._number}</session-id>\n</hello>\n"
        )

    def _greet(self, hello: ET.Element) -> None:
        if local(hello) != "hello":
            raise Malformed("the client did not say hello")
        theirs = {(found.text or "").strip() for found in hello.findall(".//{*}capability")}
        self._framing.is_chunked = BASE_1_1 in theirs and BASE_1_1 in self._service.capabilities

    async def _exchange(self, wire: Wire, rpc: ET.Element) -> bool:
        operation = next(iter(rpc), None)
        if local(rpc) != "rpc" or operation is None:
            raise Malformed("the client sent no rpc")
        name = local(operation)
        line = name if name in _SESSION_OPERATIONS else self._service.line(operation)
        refusal = await wire.received(self._actor, line)
        if refusal is None:
            content = await self._told(wire, line, self._answer(name, operation))
        else:
            content = str(RpcError(refusal)) if refusal else "<ok/>"
        reply = self._framing.wrap(self._reply(rpc, content))
        sent = await wire.answered(line, reply)
        self._process.stdout.write(sent)
        if sent != reply:
            raise _Cut
        return name != "close-session"

    async def _told(self, wire: Wire, line: str, content: str) -> str:
        """The content, of which the longest text is what the operation says in words."""
        texts = list(_TEXT.finditer(content))
        found = max(texts, key=lambda one: len(one[1]), default=None)
        text = unescape(found[1]) if found else ""
        said = await wire.said(self._actor, line, text)
        if found is None or said == text:
            return content
        return f"{content[: found.start(1)]}{escape(said)}{content[found.end(1) :]}"

    def _answer(self, name: str, operation: ET.Element) -> str:
        try:
            if name == "kill-session":
                self._server.kill(_session_id(operation))
            if name in _SESSION_OPERATIONS:
                return "<ok/>"
            return self._service.answer(operation)
        except RpcError as error:
            return str(error)

    def _reply(self, rpc: ET.Element, content: str) -> str:
        names = {f"xmlns:{prefix}": uri for prefix, uri in self._service.namespaces.items()}
        told = {"xmlns": BASE, **names, **_plain(rpc)}
        attributes = " ".join(f"{name}={quoteattr(value)}" for name, value in told.items())
        return f"<rpc-reply {attributes}>\n{content}\n</rpc-reply>\n"


def parse(text: bytes) -> ET.Element:
    """A message as a tree; raise Malformed for what is no XML or declares types or entities."""
    # A client is as hostile as anybody. Without a document type there are no entities to
    # expand and nothing to fetch, and the text is UTF-8 whatever its first line says.
    if b"<!DOCTYPE" in text:
        raise Malformed("a document type")
    try:
        return ET.fromstring(text.strip(), ET.XMLParser(encoding="utf-8"))  # noqa: S314  see above
    except ET.ParseError as error:
        raise Malformed(str(error)) from None


def local(element: ET.Element) -> str:
    """The name of an element without its namespace."""
    return element.tag.rpartition("}")[2]


def child(element: ET.Element, name: str) -> ET.Element | None:
    """The first child of this local name, in whatever namespace."""
    return element.find(f"{{*}}{name}")


def text_of(element: ET.Element, name: str) -> str:
    """The text of the child of this name, without blanks around it; nothing if there is none."""
    return (element.findtext(f"{{*}}{name}") or "").strip()


def _session_id(operation: ET.Element) -> int:
    given = text_of(operation, "session-id")
    if not given.isdecimal():
        raise RpcError("session-id is not a number", tag="invalid-value", kind="protocol")
    return int(given)


def _plain(rpc: ET.Element) -> dict[str, str]:
    return {str(k): str(v) for k, v in rpc.attrib.items() if not str(k).startswith("{")}
