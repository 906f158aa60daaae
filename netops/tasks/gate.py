"""At most one wrong login per credential: the first login goes alone, the rest follow or do not.

With each device that takes a credential four times as many may try it side by side: where it is
wrong on many, few of them count. The rules stand once (`_Rules`); threads wait for their turn in
one way, coroutines in another. A refusal outlives the run: until its time has come nobody tries,
then one device does.
"""

import asyncio
import random
from collections import defaultdict
from collections.abc import AsyncIterator, Callable, Iterable, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import Condition
from typing import NamedTuple, Protocol

from netops.errors import Cause, DeviceError

_LONGEST = timedelta(hours=24)
# So far two good clocks may be apart.
_CLOCKS = timedelta(minutes=5)
# So many devices that do not answer a login stand for all: each takes its whole time.
_SILENT = 2
# Twice as many would be one more wait for a slow login, and save nobody where few are wrong.
_MORE = 4
# More than there are sessions at once; from there on `workers` is the bound.
_WIDE_OPEN = 2**16


class Refusal(Protocol):
    """A credential on record as refused."""

    @property
    def device(self) -> str:
        """Which device refused it last."""

    @property
    def since(self) -> datetime:
        """When that was."""

    @property
    def until(self) -> datetime:
        """When it may be tried again."""

    @property
    def times(self) -> int:
        """How often it was refused since a device last took it."""

    @property
    def record(self) -> Path:
        """The file to delete when the device was wrong, not the credential."""


class Refusals(Protocol):
    """The record of refused credentials, by keyed fingerprint; it outlives a run."""

    def refused(self, fingerprint: str) -> Refusal | None:
        """The refusal on record, if any."""

    def refuse(self, fingerprint: str, device: str, *, at: datetime, until: datetime) -> None:
        """Record one more refusal."""

    def clear(self, fingerprint: str) -> None:
        """Forget the refusals: a device took the credential."""


def backoff(times: int, *, factor: float) -> timedelta:
    """How long a credential rests that was refused `times` before: 1 h, 2 h, 4 h ... 24 h.

    `factor` is 0.75 to 1.25: installations that lost their password together return apart.
    """
    hours = min(timedelta(hours=2 ** min(times, 5)), _LONGEST)
    return hours * factor


def spread() -> float:
    """A random factor for `backoff`."""
    return random.SystemRandom().uniform(0.75, 1.25)


@dataclass(slots=True)
class _Standing:
    """How a credential fares in this run; `room` is how many may wait for an answer at once."""

    room: int = 1
    under_way: int = 0
    is_refused: bool = False
    silent: list[str] = field(default_factory=list)

    @property
    def is_taken(self) -> bool:
        return self.room > 1

    @property
    def is_mute(self) -> bool:
        """Whether the server that knows the passwords, and not a device, leaves us waiting."""
        return not self.is_taken and len(self.silent) >= _SILENT

    @property
    def has_room(self) -> bool:
        """Whether a login need not wait; it may be refused at once."""
        return self.is_refused or self.is_mute or self.under_way < self.room


class _Rules:
    """Who may log in now; waits for nobody."""

    def __init__(self, refusals: Refusals, factor: Callable[[], float]) -> None:
        self._refusals, self._factor = refusals, factor
        self._standings: defaultdict[str, _Standing] = defaultdict(_Standing)

    def has_room(self, fingerprint: str) -> bool:
        return self._standings[fingerprint].has_room

    def attempt(
        self, fingerprint: str, device: str, *, at: datetime, on_the_way: bool
    ) -> "_Attempt":
        """A login that begins now. Raises NOT_TRIED where none may."""
        standing, refusal = self._standings[fingerprint], None
        if standing.is_refused or not standing.is_taken:
            refusal = self._refusals.refused(fingerprint)
            if refusal is not None and (standing.is_refused or _rests(refusal, at)):
                raise _not_tried(refusal)
        if standing.is_refused:  # its record was deleted while this run goes on
            raise DeviceError(Cause.NOT_TRIED, "a device of this run refused it")
        if standing.is_mute:
            raise _silence(standing.silent)
        standing.under_way += 1
        return _Attempt(fingerprint, device, at, refusal, on_the_way)

    def ended(self, attempt: "_Attempt", error: BaseException | None) -> None:
        """A login is over: what was raised in it says how it went."""
        standing = self._standings[attempt.fingerprint]
        standing.under_way -= 1
        cause = error.cause if isinstance(error, DeviceError) else None
        if error is None:
            self._taken(attempt, standing)
        elif cause is Cause.AUTHENTICATION:
            self.refused(attempt.fingerprint, attempt.device, at=attempt.at, before=attempt.before)
        elif cause in {Cause.AUTH_TIMEOUT, Cause.TIMEOUT}:
            standing.silent.append(attempt.device)

    def refused(
        self, fingerprint: str, device: str, *, at: datetime, before: Refusal | None
    ) -> None:
        """Nobody tries it any more; those under way when the first was refused are one refusal."""
        standing = self._standings[fingerprint]
        if not standing.is_refused:
            standing.is_refused = True
            wait = backoff(before.times if before else 0, factor=self._factor())
            self._refusals.refuse(fingerprint, device, at=at, until=at + wait)

    def _taken(self, attempt: "_Attempt", standing: _Standing) -> None:
        if not attempt.on_the_way:
            standing.room = min(_MORE * standing.room, _WIDE_OPEN)
        before = attempt.before
        if before is not None and (not attempt.on_the_way or before.device == attempt.device):
            self._refusals.clear(attempt.fingerprint)


class _Attempt(NamedTuple):
    """One login under way; the refusal that was on record `before` it."""

    fingerprint: str
    device: str
    at: datetime
    before: Refusal | None
    on_the_way: bool


class CredentialGate:
    """Lets sessions open, credential by credential. Safe to share by threads, for one run."""

    def __init__(self, refusals: Refusals, *, factor: Callable[[], float] = spread) -> None:
        self._rules = _Rules(refusals, factor)
        self._turn = Condition()

    @contextmanager
    def login(self, fingerprint: str, device: str, *, at: datetime) -> Iterator[None]:
        """Log in inside, and nothing else. Waits while too many others are without an answer.

        Raises `DeviceError` NOT_TRIED when any device refused this credential before.
        """
        with self._turn:
            self._turn.wait_for(lambda: self._rules.has_room(fingerprint))
            attempt = self._rules.attempt(fingerprint, device, at=at, on_the_way=False)
        error: BaseException | None = None
        try:
            yield
        except BaseException as raised:
            error = raised
            raise
        finally:
            with self._turn:
                self._turn.notify_all()
                self._rules.ended(attempt, error)


class LoopGate:
    """The same for the coroutines of one event loop."""

    def __init__(self, refusals: Refusals, *, factor: Callable[[], float] = spread) -> None:
        self._rules = _Rules(refusals, factor)
        self._next: dict[str, asyncio.Event] = {}

    @asynccontextmanager
    async def login(
        self, fingerprint: str, device: str, *, at: datetime, on_the_way: bool = False
    ) -> AsyncIterator[None]:
        """Log in inside, and nothing else. Waits while too many others are without an answer.

        A login `on_the_way` is at a jump host: it says nothing about the devices behind it.
        Raises `DeviceError` NOT_TRIED when any device refused this credential before.
        """
        while not self._rules.has_room(fingerprint):
            await self._next.setdefault(fingerprint, asyncio.Event()).wait()
        attempt = self._rules.attempt(fingerprint, device, at=at, on_the_way=on_the_way)
        error: BaseException | None = None
        try:
            yield
        except BaseException as raised:
            error = raised
            raise
        finally:
            self._wake(fingerprint)
            self._rules.ended(attempt, error)

    def refused(self, fingerprint: str, device: str, *, at: datetime) -> None:
        """A device takes back what it took: its password changed while we read."""
        self._rules.refused(fingerprint, device, at=at, before=None)
        self._wake(fingerprint)

    def _wake(self, fingerprint: str) -> None:
        """Those who wait look again, when what is under way now has ended."""
        if event := self._next.pop(fingerprint, None):
            event.set()


def _rests(refusal: Refusal, at: datetime) -> bool:
    """Whether it is too early; a refusal that is still to come was dated by a wrong clock."""
    return refusal.since - _CLOCKS <= at < refusal.until


def _not_tried(refusal: Refusal) -> DeviceError:
    since, until = (_shown(moment) for moment in (refusal.since, refusal.until))
    reason = (
        f"{refusal.device} refused this user name and password at {since}; correct them, "
        f"or delete {refusal.record} if the device was wrong; one device tries again after {until}"
    )
    return DeviceError(Cause.NOT_TRIED, reason)


def _silence(devices: Iterable[str]) -> DeviceError:
    reason = (
        f"{' and '.join(devices)} did not answer a login with this user name and password in time;"
        " see whether their AAA server is well, then run again"
    )
    return DeviceError(Cause.NOT_TRIED, reason)


def _shown(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y-%m-%d %H:%M UTC")
