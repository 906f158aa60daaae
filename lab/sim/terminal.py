"""The terminal of a session: echo, line editing, prompts."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from typing import TYPE_CHECKING, Protocol

from lab.sim.commands import Reply

if TYPE_CHECKING:
    from collections.abc import Callable

    from asyncssh import SSHServerProcess

    from lab.sim.device import Actor
    from lab.sim.wire import Wire

_NEWLINE, _RETURN, _BACKSPACES, _CTRL_C, _CTRL_Z = "\n", "\r", "\x08\x7f", "\x03", "\x1a"
_END, _MORE = b"\r\n", b" --More-- "
_WIPED = b"\b" * 9 + b" " * 8 + b"\b" * 9


class Cli(Protocol):
    """The command line of one logged-in operator."""

    actor: Actor

    @property
    def is_configuring(self) -> bool:
        """Whether the next line is configuration."""
        ...

    @property
    def motd(self) -> str:
        """What the device shows after the login."""
        ...

    @property
    def prompt(self) -> str:
        """What the device prints before it waits."""
        ...

    def run(self, line: str) -> Reply:
        """Answer one line."""
        ...

    def interrupt(self) -> Reply:
        """Ctrl-Z."""
        ...

    def left(self) -> None:
        """The session is over, however it ended."""
        ...


class Shell:
    """Feeds what is typed to a command line and writes what it says."""

    def __init__(
        self,
        process: SSHServerProcess[bytes],
        cli: Cli,
        wire: Wire,
        page: Callable[[], int] = lambda: 0,
    ) -> None:
        self._process = process
        self._page = page
        self._rest = b""
        self._wire = wire
        self._cli = cli
        self._typed = ""
        self._last = ""
        self._said: list[str] = []
        self._hides = False
        self._about = ""

    async def serve(self) -> None:
        """Answer the one command of an exec request, or converse."""
        if self._process.command is None:
            await self._talk()
        else:
            await self._once(self._process.command)
        self._process.exit(0)

    async def _once(self, line: str) -> None:
        text = _encoded((await self._answer(line)).text)
        sent = await self._wire.answered(line, text)
        self._process.stdout.write(sent)
        if sent != text:
            await cut(self._process)

    async def _answer(self, line: str) -> Reply:
        actor = self._cli.actor
        offer = await self._wire.offered(actor, line, configures=self._cli.is_configuring)
        reply = self._cli.run(offer.line) if offer.said is None else Reply(offer.said)
        if reply.ask:
            return reply  # a question is not the answer yet
        text = await self._wire.said(actor, self._about or line, reply.text)
        return replace(reply, text=text)

    async def _talk(self) -> None:
        self._write(f"{self._cli.motd}\n{self._cli.prompt}")
        self._flush()
        while data := await self._process.stdin.read(65536):
            for char in data.decode(errors="replace"):
                if await self._key(char):
                    self._flush()
                    return
            self._flush()

    async def _key(self, char: str) -> bool:
        last, self._last = self._last, char
        if char == _NEWLINE and last == _RETURN:
            return False
        if self._rest:
            self._turn(char)
            return False
        if char in {_NEWLINE, _RETURN}:
            line, self._typed = self._typed, ""
            self._write("\n")
            return await self._line(line)
        if char == _CTRL_Z:
            self._typed = ""
            return await self._say("^Z", self._cli.interrupt())
        if char == _CTRL_C:
            self._typed = ""
            self._write(f"\n{self._cli.prompt}")
        elif char in _BACKSPACES:
            self._write("\b \b" if self._typed else "")
            self._typed = self._typed[:-1]
        elif char.isprintable():
            self._typed += char
            self._write("" if self._hides else char)
        return False

    async def _line(self, line: str) -> bool:
        self._flush()
        reply = await self._answer(line)
        # What answers a question belongs to the command that asked it.
        about = self._about or line
        self._about = about if reply.ask else ""
        return await self._say(about, reply)

    async def _say(self, line: str, reply: Reply) -> bool:
        if reply.closes:
            return True
        self._hides = reply.hides
        is_question = reply.ask is not None
        ends = "" if is_question or not reply.text or reply.text.endswith("\n") else "\n"
        text = _encoded(f"{reply.text}{ends}{self._cli.prompt}")
        sent = await self._wire.answered("" if is_question else line, text)
        if sent == text:
            self._show(sent, self._page())
            return False
        self._process.stdout.write(sent)
        await cut(self._process)
        return True

    def _show(self, text: bytes, lines: int) -> None:
        """Write a page of so many lines, or all if it fits or nobody counts lines."""
        parts = text.split(_END)
        is_long = 0 < lines < len(parts) - 1  # what follows the last end is the prompt
        shown, rest = (parts[:lines], parts[lines:]) if is_long else (parts, [])
        self._process.stdout.write(_END.join([*shown, _MORE] if rest else shown))
        self._rest = _END.join(rest)

    def _turn(self, key: str) -> None:
        """A key at the end of a page: a space for the next, Enter for a line, others for none."""
        rest, self._rest = self._rest, b""
        self._process.stdout.write(_WIPED)
        if key in {_NEWLINE, _RETURN}:
            self._show(rest, 1)
        elif key == " ":
            self._show(rest, self._page())
        else:
            self._show(rest.rpartition(_END)[2], 0)

    def _write(self, text: str) -> None:
        self._said.append(text)

    def _flush(self) -> None:
        text, self._said = "".join(self._said), []
        self._process.stdout.write(_encoded(text))


async def cut(process: SSHServerProcess[bytes]) -> None:
    """Break the connection under a session once what was said is out."""
    await process.stdout.drain()
    transport = process.channel.get_connection()
    asyncio.get_running_loop().call_later(0.05, transport.abort)


def _encoded(text: str) -> bytes:
    return text.replace("\n", "\r\n").encode()
