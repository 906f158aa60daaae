"""Reading a Cisco terminal exactly: what stands between the echo of a command and the prompt.

Netmiko stops at the first text that looks like the prompt; a banner can hold one. Here a comment
line of our own (`!` and random letters), typed when the output seems to be over, marks the true
end: the device echoes it only behind its real prompt.
"""

import re
import secrets
from collections.abc import Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING, cast

from netmiko import BaseConnection

from netops.drivers.replies import decoded
from netops.errors import Cause, DeviceError

if TYPE_CHECKING:
    from paramiko import Channel

_PROMPT = rb"[^\s!]{1,80}[#>]"
_TAIL = 400
_LARGEST = 64 * 1024 * 1024
_NO_QUESTIONS: Mapping[bytes, str] = MappingProxyType({})


class IosShell:
    """The terminal of an open netmiko session, read event by event, to the letter.

    `patience` is the longest silence in seconds. Every method raises `DeviceError` only.
    """

    def __init__(self, session: BaseConnection, *, patience: float) -> None:
        self._channel = cast("Channel", session.remote_conn)
        self._channel.settimeout(patience)
        self._heard = bytearray()
        mark = self._mark()
        self._prompt = self._wait(re.compile(mark + rb"\r*\n(" + _PROMPT + rb")\Z"))[1]

    def show(self, command: str) -> str:
        """Run a command that changes nothing: the prompt after it is the prompt before it."""
        return self._run(command, re.escape(self._prompt), _NO_QUESTIONS)

    def act(self, command: str, answers: Mapping[bytes, str] = _NO_QUESTIONS) -> str:
        """Run a command that may ask (`answers`: regex of a question -> reply).

        The prompt may be another one afterwards: a config mode, a new host name.
        """
        return self._run(command, _PROMPT, answers)

    def _run(self, command: str, prompt: bytes, answers: Mapping[bytes, str]) -> str:
        self._heard.clear()
        self._write(command)
        self._answer(re.compile(rb"\n" + prompt + rb"\Z"), answers)
        mark = self._mark()
        end = rb"\n(" + prompt + rb")" + mark + rb"\r*\n(" + prompt + rb")\Z"
        found = self._wait(re.compile(end))
        self._prompt = found[2]
        return _between(command, decoded(bytes(self._heard[: found.start() + 1])))

    def _answer(self, rest: re.Pattern[bytes], answers: Mapping[bytes, str]) -> None:
        """Wait for what looks like the prompt, answering the questions on the way."""
        asked = b"".join(b"|(?:" + question + rb")\Z" for question in answers)
        stop = re.compile(rest.pattern + asked)
        found = self._wait(stop)
        while not rest.search(found[0]):
            reply = next(r for question, r in answers.items() if re.search(question, found[0]))
            since = len(self._heard)
            self._write(reply)
            found = self._wait(stop, since=since)

    def _wait(self, end: re.Pattern[bytes], *, since: int = 0) -> re.Match[bytes]:
        """Read until the text ends as expected, or the device falls silent."""
        while True:
            self._heard += self._received()
            if len(self._heard) > _LARGEST:
                raise DeviceError(Cause.NOT_WHOLE, "the device does not stop talking")
            heard = bytes(self._heard[-_TAIL:])
            if end.search(heard, max(0, since - len(self._heard) + len(heard))):
                found = end.search(bytes(self._heard), max(since, len(self._heard) - _TAIL))
                if found:
                    return found

    def _received(self) -> bytes:
        try:
            fresh = bytes(self._channel.recv(65536))
        except TimeoutError:
            raise self._failed(Cause.TIMEOUT, "no prompt came after a command") from None
        except OSError:
            fresh = b""
        if not fresh:
            raise self._failed(Cause.SESSION_LOST, "the connection broke in the middle of a reply")
        return fresh

    def _failed(self, cause: Cause, reason: str) -> DeviceError:
        return DeviceError(cause, reason, raw=decoded(bytes(self._heard)))

    def _mark(self) -> bytes:
        mark = f"!{secrets.token_hex(6)}"
        self._write(mark)
        return mark.encode()

    def _write(self, line: str) -> None:
        try:
            self._channel.sendall(f"{line}\n".encode())
        except OSError:
            raise self._failed(Cause.SESSION_LOST, "the connection broke") from None


def _between(command: str, said: str) -> str:
    """The reply without the echo; CR LF becomes LF."""
    echo, _, reply = re.sub(r"\r+\n", "\n", said).partition("\n")
    if echo.strip() != command:
        raise DeviceError(Cause.NOT_WHOLE, "the device did not echo the command", raw=said)
    return reply
