"""The terminal of an IOS session: echo, line editing, prompts."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from asyncssh import SSHServerProcess

    from lab.sim.commands import Reply
    from lab.sim.ios_cli import IosCli

_NEWLINE, _RETURN, _BACKSPACES, _CTRL_C, _CTRL_Z = "\n", "\r", "\x08\x7f", "\x03", "\x1a"


class Shell:
    """Feeds what is typed to a command line and writes what it says."""

    def __init__(self, process: SSHServerProcess[bytes], cli: IosCli) -> None:
        self._process = process
        self._cli = cli
        self._typed = ""
        self._last = ""
        self._said: list[str] = []

    async def talk(self) -> None:
        """Run until the operator leaves or the connection goes."""
        motd = self._cli.device.running.get("banner motd")
        self._write(f"{_banner(motd.line)}\n" if motd else "")
        self._write(f"\n{self._cli.prompt}")
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
        if char in {_NEWLINE, _RETURN}:
            line, self._typed = self._typed, ""
            self._write("\n")
            return await self._line(line)
        if char == _CTRL_Z:
            self._typed = ""
            return await self._say(self._cli.interrupt())
        if char == _CTRL_C:
            self._typed = ""
            self._write(f"\n{self._cli.prompt}")
        elif char in _BACKSPACES:
            self._write("\b \b" if self._typed else "")
            self._typed = self._typed[:-1]
        elif char.isprintable():
            self._typed += char
            self._write(char)
        return False

    async def _line(self, line: str) -> bool:
        slow = self._cli.device.faults.get("slow")
        if slow:
            self._flush()
            await asyncio.sleep(slow["seconds"])
        return await self._say(self._cli.run(line))

    async def _say(self, reply: Reply) -> bool:
        if reply.cut:
            self._write(reply.text[: len(reply.text) // 2])
            self._flush()
            await self._process.stdout.drain()
            transport = self._process.channel.get_connection()
            asyncio.get_running_loop().call_later(0.05, transport.abort)
            return True
        if reply.closes:
            return True
        is_question = reply.ask is not None
        ends = "" if is_question or not reply.text or reply.text.endswith("\n") else "\n"
        self._write(f"{reply.text}{ends}{self._cli.prompt}")
        return False

    def _write(self, text: str) -> None:
        self._said.append(text)

    def _flush(self) -> None:
        text, self._said = "".join(self._said), []
        self._process.stdout.write(text.replace("\n", "\r\n").encode())


def _banner(line: str) -> str:
    return line.split("^C", 1)[1].removesuffix("^C").strip("\n")
