"""The terminal of an open netmiko session, played by the dialogues that readers play."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, cast

from netmiko import BaseConnection

from netops.drivers.reading.dialogue import NO_QUESTIONS, Dialogue, Terminal

if TYPE_CHECKING:
    from paramiko import Channel


class IosShell:
    """Runs commands on a terminal that netmiko prepared.

    `patience` is the longest silence in seconds. Every method raises `DeviceError` only.
    """

    def __init__(self, session: BaseConnection, *, patience: float, comment: str = "!") -> None:
        self._channel = cast("Channel", session.remote_conn)
        self._channel.settimeout(patience)
        self._terminal = Terminal(comment)
        self._play(self._terminal.learn())

    def show(self, command: str) -> str:
        """Run a command that changes nothing: the prompt after it is the prompt before it."""
        return self._play(self._terminal.show(command))

    def act(self, command: str, answers: Mapping[bytes, str] = NO_QUESTIONS) -> str:
        """Run a command that may ask (`answers`: regex of a question -> reply).

        The prompt may be another one afterwards: a config mode, a new host name.
        """
        return self._play(self._terminal.act(command, answers))

    def _play(self, dialogue: Dialogue) -> str:
        try:
            send = next(dialogue)
            while True:
                send = dialogue.send(self._exchanged(send))
        except StopIteration as end:
            return str(end.value)

    def _exchanged(self, send: bytes) -> bytes | None:
        """What comes after something was sent: b"" when the session is gone, None in silence."""
        try:
            if send:
                self._channel.sendall(send)
            return bytes(self._channel.recv(65536))
        except TimeoutError:
            return None
        except OSError:
            return b""
