"""Arista EOS over eAPI: NAPALM opens and compares; sessions are entered, armed and ended by us.

NAPALM's commit copies startup to a file that stays behind, its confirm saves before anybody
verified, its loader strips the lines of banners, and its `close()` aborts a pending session.
"""

import re
import ssl
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from itertools import count
from types import TracebackType
from typing import Any, Self

from napalm.eos import EOSDriver

from netops.drivers.eos_facts import NAMES, identity
from netops.drivers.eos_state import network_state
from netops.drivers.pins import changed_key, tls_pin
from netops.drivers.replies import checked_label, complaints, judged, shown, told, unsure
from netops.drivers.session import Session
from netops.drivers.taxonomy import device_error, in_our_words
from netops.errors import Cause, DeviceError
from netops.model.change import Mode, Pending, Reply
from netops.model.config import ConfigKind
from netops.model.device import Identity
from netops.model.state import NetworkState

_Command = str | dict[str, str]
_HEREDOC = re.compile(r"banner (?:login|motd)|comment")
_ARMED, _DONE = "pendingCommitTimer", "completed"


class EosDriver(Session):
    """A `Driver` over HTTPS."""

    _session = ""

    def __enter__(self) -> Self:
        """Reach the device once: pinned certificate, one login attempt."""
        context = tls_pin(self._device, self._pins, timeout=self._connect_timeout)
        self._napalm = self._driver(context)
        try:
            self._napalm.open()
        except Exception as error:
            found = device_error(error, opening=True)
            if found.cause is Cause.HOST_KEY:
                found = changed_key(self._device, self._pins.pin_file(f"{self._device.name}.pem"))
            raise found from error
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Close the session; never touches an armed commit."""
        # NAPALM aborts the session that it knows, armed or not.
        self._napalm.config_session = None
        with suppress(Exception):
            self._napalm.close()

    def identity(self) -> Identity:
        """Host name, serial number, version and model."""
        names = self._ask(*NAMES)
        with in_our_words():
            return identity(*names)

    def fetch(self, kind: ConfigKind) -> str:
        """Read running or startup, exact text; raise if the reply is an error or cut short."""
        return shown(self._text(self._platform.capture.commands[kind]), self._platform)

    def events(self) -> tuple[str, ...]:
        """The device's own log lines about config changes, newest last; () if it refuses."""
        try:
            log = self._text(self._platform.capture.events)
        except DeviceError as error:
            if error.cause is Cause.REFUSED:
                return ()
            raise
        return told(log.splitlines(), self._platform)

    def state(self) -> NetworkState:
        """BGP and OSPF neighbours that are up, and the IPv4 routes in use."""
        return network_state(lambda command: self._ask(command)[0])

    def pending(self, label: str) -> Pending | None:
        """The armed commit on the device, in both dialects of the session list."""
        with in_our_words():
            armed: Mapping[str, int] = self._napalm._get_pending_commits()  # noqa: SLF001 (both dialects live there)
        for name, left in armed.items():
            if name:
                seconds = left if left >= 0 else None
                return Pending(owner=name, seconds_left=seconds, ours=_carries(name, label))
        return None

    def load(self, text: str, *, mode: Mode, label: str) -> None:
        """Fill a configuration session of our own; any session of others is a reason to refuse."""
        states = self._sessions()
        _refuse_others(states, label)
        # A name that was committed once cannot be entered again.
        name = next(n for n in _names(label) if states.get(n) != _DONE)
        if name in states:
            self._ask(f"configure session {name} abort")
        clean = ("rollback clean-config",) if mode is Mode.REPLACE else ()
        self._session = name
        try:
            self._ask(f"configure session {name}", *clean, *_commands(text), "end")
        except DeviceError:
            with suppress(DeviceError):
                self._ask(f"configure session {name} abort")
            raise
        self._napalm.config_session = name

    def device_diff(self) -> str:
        """The device's own account of what the loaded candidate would change."""
        with in_our_words():
            return str(self._napalm.compare_config())

    def commit_armed(self, *, minutes: int) -> Reply:
        """Activate the candidate with a device-side revert after `minutes`; never saved."""
        self._napalm.config_session = None  # from here on nothing may abort it by closing
        timer = f"{minutes // 60:02}:{minutes % 60:02}:00"
        return self._act(f"configure session {self._session} commit timer {timer}")

    def confirm(self, label: str) -> Reply:
        """Keep an armed commit of ours; does not save."""
        return self._end(label, "commit")

    def revert(self, label: str) -> Reply:
        """Take an armed commit of ours back now."""
        return self._end(label, "abort")

    def save(self) -> Reply:
        """Make startup equal running."""
        return self._act("write memory")

    def discard(self, label: str) -> None:
        """Drop our session unless it is armed: that one is confirmed or reverted."""
        for name, state in self._sessions().items():
            if _carries(name, label) and state not in (_ARMED, _DONE):
                self._ask(f"configure session {name} abort")
        self._napalm.config_session = None

    def leftovers(self, label: str) -> tuple[str, ...]:
        """Our session, if it could still change something."""
        states = self._sessions()
        return tuple(n for n in states if _carries(n, label) and states[n] != _DONE)

    def _driver(self, context: ssl.SSLContext) -> EOSDriver:
        return EOSDriver(
            self._device.address,
            self._login.username,
            self._login.password,
            timeout=self._read_timeout,
            # NAPALM's lock would wait ten seconds for what `load` refuses at once.
            optional_args={"port": self._device.port, "context": context, "lock_disable": True},
        )

    def _sessions(self) -> Mapping[str, str]:
        """Name -> state. From 4.32 on an armed session calls itself completed."""
        (listing,) = self._ask("show configuration sessions detail")
        with in_our_words():
            armed = listing.get("commitTimerSessionName")
            states = {str(n): str(s["state"]) for n, s in listing["sessions"].items()}
            return {name: _ARMED if name == armed else state for name, state in states.items()}

    def _end(self, label: str, deed: str) -> Reply:
        return self._settle(
            label, lambda armed: self._act(f"configure session {armed.owner} {deed}")
        )

    def _act(self, command: str) -> Reply:
        try:
            return judged(self._text(command))
        except DeviceError as error:
            return unsure(error)

    def _text(self, command: str) -> str:
        with in_our_words():
            return str(self._run([command], encoding="text")[0]["output"])

    def _ask(self, *commands: _Command) -> Sequence[Mapping[str, Any]]:
        with in_our_words():
            replies: Sequence[Mapping[str, Any]] = self._run(list(commands), encoding="json")
        messages = "\n".join(str(line) for reply in replies for line in reply.get("messages", ()))
        if said := complaints(messages):
            raise DeviceError(Cause.REFUSED, said)
        return replies

    def _run(self, commands: list[_Command], *, encoding: str) -> Any:  # noqa: ANN401 (JSON)
        return self._napalm._run_commands(commands, encoding=encoding)  # noqa: SLF001 (NAPALM's only door)


def _names(label: str) -> Iterator[str]:
    """Session names that carry a label: `netops-CHG-1-1`, and `.2`, `.3` behind it."""
    base = checked_label(label)
    yield base
    yield from (f"{base}.{number}" for number in count(2))


def _carries(name: str, label: str) -> bool:
    base = checked_label(label)
    return name == base or name.startswith(f"{base}.")


def _refuse_others(states: Mapping[str, str], label: str) -> None:
    for name, state in states.items():
        if state != _DONE and not _carries(name, label):
            reason = f"somebody else's configuration session is open: {name!r}"
            raise DeviceError(Cause.REFUSED, reason)


def _commands(text: str) -> Iterator[_Command]:
    """Config lines as eAPI takes them: text blocks as input, no comments, no `end`."""
    lines = iter(text.splitlines())
    for line in lines:
        word = line.strip()
        if _HEREDOC.fullmatch(word):
            yield {"cmd": word, "input": _block(lines)}
        elif word.startswith("!!"):
            yield {"cmd": "comment", "input": word.lstrip("! ")}
        elif word and word != "end" and not word.startswith("!"):
            yield word


def _block(lines: Iterable[str]) -> str:
    block = []
    for line in lines:
        if line.strip() == "EOF":
            break
        block.append(line)
    return "\n".join(block)
