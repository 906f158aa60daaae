"""Talking to a Cisco-like terminal, to the letter: what stands between an echo and the prompt.

Nothing here reads or writes: a `Dialogue` yields what to send and is sent what came. The asyncssh
reader and the paramiko shell of pushes play the same dialogues.

Others stop at the first text that looks like the prompt; a banner can hold one. Here the prompt is
learned to the letter, and a config counts as over only behind a proof: a comment line of our own
(`!` and random letters), which the device echoes only behind its real prompt.
"""

import re
import secrets
from collections.abc import Callable, Generator, Iterable, Mapping
from functools import partial
from types import MappingProxyType
from typing import TypeVar

from netops.drivers.replies import LARGEST, complaints, decoded
from netops.errors import Cause, DeviceError

_T = TypeVar("_T")
# Yields what to send (b"" to wait for more); is sent what came, b"" for a session that is gone,
# None for a silence that lasted too long. Raises `DeviceError`.
_Talk = Generator[bytes, bytes | None, _T]
Dialogue = _Talk[str]

NO_QUESTIONS: Mapping[bytes, str] = MappingProxyType({})
_PROMPT = rb"[^\s!]{1,80}[#>]"
# Prompts are compared to the letter afterwards: one pattern for every device is compiled once.
_WAITING = re.compile(rb"(?:^|[\r\n])" + _PROMPT + rb" ?\Z")
# Junos leaves the line above its prompt blank, or says there which routing engine one is on.
_ROLE = rb"(?:\{[a-z:0-9]{1,20}\}\r*\n)?"
_NEXT = rb"\r*\n(?:\r*\n)?" + _ROLE
_BEHIND_MARK = re.compile(_NEXT + rb"(" + _PROMPT + rb")")
_END = re.compile(rb"\n(?P<prompt>" + _PROMPT + rb") ?\Z")
_ECHOED = rb"(?P<before>" + _PROMPT + rb") ?(?P<mark>\S+)"
_PROVEN_END = re.compile(rb"\n" + _ROLE + _ECHOED + _NEXT + rb"(?P<prompt>" + _PROMPT + rb") ?\Z")
_PAGER = re.compile(rb"--+ ?more ?--+[^\n]*\Z", re.IGNORECASE)
_LINE_END = re.compile(r"(?<!\r)\r+\n")
_TAIL = 400


class Terminal:
    """One terminal: what it said since the last command, and its prompt once that is learned.

    `comment` begins a line that the device takes and forgets.
    """

    def __init__(self, comment: str = "!") -> None:
        self._comment = comment
        self._heard = bytearray()
        self._prompt = b""
        self._paged = ""

    def prepare(self, commands: Iterable[str]) -> Dialogue:
        """Wait for a fresh terminal, then learn its prompt and let it show all in one go."""
        yield from self._until(lambda: _WAITING.search(self._tail()), b"")
        return (yield from self.learn(commands))

    def learn(self, commands: Iterable[str] = ()) -> Dialogue:
        """Learn the prompt: it comes behind the echo of a mark. Run short commands on the way."""
        mark, typed = self._mark(), tuple(commands)
        send = b"".join(_line(line) for line in (mark, *(one.encode() for one in typed)))
        replies = yield from self._until(lambda: self._replies(mark, len(typed)), send)
        for command, reply in zip(typed, replies, strict=True):
            if refusal := complaints(decoded(reply)):
                self._paged = self._paged or f"'{command}' was refused: {refusal}"
        return self._prompt.decode(errors="replace")

    def ask(self, command: str) -> Dialogue:
        """The reply to a command, up to the literal prompt. For what no evidence hangs on."""
        self._heard.clear()
        end = yield from self._until(self._ended, _line(command.encode()))
        return self._reply(command, end)

    def show(self, command: str) -> Dialogue:
        """Run a command that changes nothing, with proof of its end.

        The prompt after it is the prompt before it.
        """
        self._heard.clear()
        yield from self._until(self._ended, _line(command.encode()))
        end = yield from self._proof(self._prompt)
        return self._reply(command, end)

    def act(self, command: str, answers: Mapping[bytes, str] = NO_QUESTIONS) -> Dialogue:
        """Run a command that may ask (`answers`: regex of a question -> reply), with proof.

        The prompt may be another one afterwards: a config mode, a new host name.
        """
        self._heard.clear()
        asked = b"".join(b"|(?:" + question + rb")\Z" for question in answers)
        stop, since, send = re.compile(_END.pattern + asked), 0, _line(command.encode())
        while True:
            found = yield from self._until(partial(self._stopped, stop, since), send)
            if found["prompt"]:
                break
            reply = next(r for question, r in answers.items() if re.search(question, found[0]))
            since, send = len(self._heard), _line(reply.encode())
        end = yield from self._proof(None)
        return self._reply(command, end)

    def _proof(self, prompt: bytes | None) -> _Talk[int]:
        """Where the reply ends, behind which the device echoes our mark at its prompt."""
        mark = self._mark()

        def proven() -> re.Match[bytes] | None:
            found = _PROVEN_END.search(self._tail())
            if found is None or found["mark"] != mark:
                return None
            return found if prompt in {None, found["before"]} else None

        found = yield from self._until(proven, _line(mark))
        self._prompt = found["prompt"]
        return max(0, len(self._heard) - _TAIL) + found.start()

    def _until(self, seen: Callable[[], _T | None], send: bytes) -> _Talk[_T]:
        """Hear until something is seen in what was said, or the device falls silent."""
        while True:
            fresh = yield send
            if fresh is None:
                raise self._silent()
            if not fresh:
                reason = "the connection broke in the middle of a reply"
                raise self._failed(Cause.SESSION_LOST, reason)
            send = b""
            self._heard += fresh
            if len(self._heard) > LARGEST:
                raise DeviceError(Cause.NOT_WHOLE, "the device does not stop talking")
            if (found := seen()) is not None:
                return found

    def _stopped(self, stop: re.Pattern[bytes], since: int) -> re.Match[bytes] | None:
        return stop.search(self._tail(since))

    def _tail(self, since: int = 0) -> bytes:
        return bytes(self._heard[max(since, len(self._heard) - _TAIL) :])

    def _ended(self) -> int | None:
        """Where the reply ends, when the literal prompt stands behind it."""
        found = _END.search(self._tail())
        if found is None or found["prompt"] != self._prompt:
            return None
        return max(0, len(self._heard) - _TAIL) + found.start()

    def _replies(self, mark: bytes, count: int) -> list[bytes] | None:
        """What came to so many lines typed behind a mark, once the prompt stands behind all."""
        _, _, after = bytes(self._heard).partition(mark)
        found = _BEHIND_MARK.match(after)
        if found is None:
            return None
        self._prompt = found[1]
        _, *replies, rest = after.split(b"\n" + self._prompt)
        return replies if len(replies) == count and not rest.strip(b" ") else None

    def _reply(self, command: str, end: int) -> str:
        """The reply without the echo; CR LF becomes LF."""
        said = decoded(bytes(self._heard[: end + 1]))
        # A config is long: the pattern is for the few whose lines end in two carriage returns.
        plain = _LINE_END.sub("\n", said) if "\r\r" in said else said.replace("\r\n", "\n")
        echo, _, reply = plain.partition("\n")
        if echo.strip() != command:
            raise DeviceError(Cause.NOT_WHOLE, "the device did not echo the command", raw=said)
        return reply

    def _silent(self) -> DeviceError:
        if _PAGER.search(self._tail()):
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
