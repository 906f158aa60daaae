"""Talking to a Cisco-like terminal, to the letter: what stands between an echo and the prompt.

Nothing here reads or writes: a `Dialogue` yields what to send and is sent what came. The asyncssh
reader and the paramiko shell of pushes play the same dialogues.

Others stop at the first text that looks like the prompt; a banner can hold one. Here the prompt is
learned to the letter, and a config counts as over only behind a proof: a comment line of our own
(`!` and random letters), which the device echoes only behind its real prompt.
"""

import re
import secrets
from collections.abc import Generator, Iterable, Mapping
from types import MappingProxyType
from typing import NamedTuple

from netops.drivers.replies import complaints, decoded
from netops.errors import Cause, DeviceError

# Yields what to send (b"" to wait for more); is sent what came, b"" for a session that is gone,
# None for a silence that lasted too long. Raises `DeviceError`.
Dialogue = Generator[bytes, bytes | None, str]

NO_QUESTIONS: Mapping[bytes, str] = MappingProxyType({})
_PROMPT = rb"[^\s!]{1,80}[#>]"
_PROMPT_LIKE = re.compile(rb"(?:^|\n|\r)" + _PROMPT + rb" ?\Z")
_PAGER = re.compile(rb"--+ ?more ?--+[^\n]*\Z", re.IGNORECASE)
_TAIL = 400
_LARGEST = 64 * 1024 * 1024


class _Found(NamedTuple):
    """Where an end was found in what was heard, what it is, and the prompt in it."""

    start: int
    text: bytes
    prompt: bytes


class Terminal:
    """One terminal: what it said since the last command, and its prompt once that is learned."""

    def __init__(self, comment: str = "!") -> None:
        self._comment = comment
        self._heard = bytearray()
        self._prompt = b""
        self._paged = ""

    def prepare(self, commands: Iterable[str]) -> Dialogue:
        """Wait for a fresh terminal, learn its prompt, and make it show everything in one go."""
        yield from self._wait(_PROMPT_LIKE, b"")
        yield from self.learn()
        for command in commands:
            refusal = complaints((yield from self.ask(command)))
            self._paged = self._paged or (refusal and f"'{command}' was refused: {refusal}")
        return self._prompt.decode(errors="replace")

    def learn(self) -> Dialogue:
        """Learn the prompt: what comes behind the echo of a proof."""
        mark = self._mark()
        found = yield from self._wait(
            re.compile(re.escape(mark) + rb"\r*\n(" + _PROMPT + rb") ?\Z"), _line(mark)
        )
        self._prompt = found.prompt
        return self._prompt.decode(errors="replace")

    def ask(self, command: str) -> Dialogue:
        """The reply to a command, up to the literal prompt. For what no evidence hangs on."""
        self._heard.clear()
        end = re.compile(rb"\n" + re.escape(self._prompt) + rb" ?\Z")
        found = yield from self._wait(end, _line(command.encode()))
        return _between(command, decoded(bytes(self._heard[: found.start + 1])))

    def show(self, command: str) -> Dialogue:
        """Run a command that changes nothing, with proof of its end.

        The prompt after it is the prompt before it.
        """
        return self._proven(command, re.escape(self._prompt), NO_QUESTIONS)

    def act(self, command: str, answers: Mapping[bytes, str] = NO_QUESTIONS) -> Dialogue:
        """Run a command that may ask (`answers`: regex of a question -> reply), with proof.

        The prompt may be another one afterwards: a config mode, a new host name.
        """
        return self._proven(command, _PROMPT, answers)

    def _proven(self, command: str, prompt: bytes, answers: Mapping[bytes, str]) -> Dialogue:
        self._heard.clear()
        rest = re.compile(rb"\n" + prompt + rb" ?\Z")
        yield from self._answer(rest, answers, _line(command.encode()))
        mark = self._mark()
        end = rb"\n(" + prompt + rb") ?" + re.escape(mark) + rb"\r*\n(" + prompt + rb") ?\Z"
        found = yield from self._wait(re.compile(end), _line(mark))
        self._prompt = found.prompt
        return _between(command, decoded(bytes(self._heard[: found.start + 1])))

    def _answer(
        self, rest: re.Pattern[bytes], answers: Mapping[bytes, str], send: bytes
    ) -> "Generator[bytes, bytes | None, None]":
        """Wait for what looks like the prompt, answering the questions on the way."""
        asked = b"".join(b"|(?:" + question + rb")\Z" for question in answers)
        stop = re.compile(rest.pattern + asked)
        found = yield from self._wait(stop, send)
        while not rest.search(found.text):
            reply = next(r for question, r in answers.items() if re.search(question, found.text))
            found = yield from self._wait(stop, _line(reply.encode()), since=len(self._heard))

    def _wait(
        self, end: re.Pattern[bytes], send: bytes, *, since: int = 0
    ) -> "Generator[bytes, bytes | None, _Found]":
        """Hear until the text ends as expected, or the device falls silent."""
        while True:
            fresh = yield send
            if not fresh:
                raise self._lost() if fresh is not None else self._silent()
            send = b""
            self._heard += fresh
            if len(self._heard) > _LARGEST:
                raise DeviceError(Cause.NOT_WHOLE, "the device does not stop talking")
            start = max(since, len(self._heard) - _TAIL)
            if found := end.search(bytes(self._heard[start:])):
                return _Found(start + found.start(), found[0], found[found.lastindex or 0])

    def _lost(self) -> DeviceError:
        return self._failed(Cause.SESSION_LOST, "the connection broke in the middle of a reply")

    def _silent(self) -> DeviceError:
        if _PAGER.search(self._heard, max(0, len(self._heard) - _TAIL)):
            why = f"; {self._paged}" if self._paged else ""
            reason = f"the device shows one page and waits for a key: its pager is on{why}"
            return self._failed(Cause.NOT_WHOLE, reason)
        return self._failed(Cause.TIMEOUT, "no prompt came after a command")

    def _failed(self, cause: Cause, reason: str) -> DeviceError:
        return DeviceError(cause, reason, raw=decoded(bytes(self._heard)))

    def _mark(self) -> bytes:
        return f"{self._comment}{secrets.token_hex(6)}".encode()


def _line(text: bytes) -> bytes:
    return text + b"\n"


def _between(command: str, said: str) -> str:
    """The reply without the echo; CR LF becomes LF."""
    echo, _, reply = re.sub(r"\r+\n", "\n", said).partition("\n")
    if echo.strip() != command:
        raise DeviceError(Cause.NOT_WHOLE, "the device did not echo the command", raw=said)
    return reply
