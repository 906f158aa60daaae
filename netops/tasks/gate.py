"""At most one wrong login per credential: the first login goes alone, the rest follow or do not.

The rules stand once (`_Rules`); threads wait for their turn in one way, coroutines in another.
A refusal outlives the run: until its time has come nobody tries, then one device does.
"""

import asyncio
import random
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import AbstractContextManager, asynccontextmanager, contextmanager
from datetime import UTC, datetime, timedelta
from enum import Enum, auto
from pathlib import Path
from threading import Condition
from types import TracebackType
from typing import Protocol

from netops.errors import Cause, DeviceError

_LONGEST = timedelta(hours=24)


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


class _State(Enum):
    UNTRIED = auto()
    TRYING = auto()
    PROVEN = auto()
    REFUSED = auto()


class _Rules:
    """Who may log in now; waits for nobody."""

    def __init__(self, refusals: Refusals, factor: Callable[[], float]) -> None:
        self._refusals, self._factor = refusals, factor
        self._states: dict[str, _State] = {}

    def state(self, fingerprint: str) -> _State:
        return self._states.get(fingerprint, _State.UNTRIED)

    def attempt(self, fingerprint: str, device: str, *, at: datetime) -> "_Attempt":
        """A login that begins now. Raises NOT_TRIED where none may."""
        refusal = None
        if self.state(fingerprint) is not _State.PROVEN:
            refusal = self._refusals.refused(fingerprint)
            if refusal is not None and (self._is_shut(fingerprint) or at < refusal.until):
                raise _not_tried(refusal)
        if self._is_shut(fingerprint):  # its record was deleted while this run goes on
            raise DeviceError(Cause.NOT_TRIED, "a device of this run refused it")
        return _Attempt(self, fingerprint, device, at, refusal)

    def begin(self, fingerprint: str) -> bool:
        """Whether this login goes alone."""
        is_first = self.state(fingerprint) is _State.UNTRIED
        if is_first:
            self._states[fingerprint] = _State.TRYING
        return is_first

    def taken(self, fingerprint: str, refusal: Refusal | None) -> None:
        if not self._is_shut(fingerprint):
            self._states[fingerprint] = _State.PROVEN
        if refusal is not None:
            self._refusals.clear(fingerprint)

    def refused(
        self, fingerprint: str, device: str, *, at: datetime, before: Refusal | None
    ) -> None:
        wait = backoff(before.times if before else 0, factor=self._factor())
        self._refusals.refuse(fingerprint, device, at=at, until=at + wait)
        self._states[fingerprint] = _State.REFUSED

    def unknown(self, fingerprint: str) -> None:
        if self.state(fingerprint) is _State.TRYING:
            self._states[fingerprint] = _State.UNTRIED

    def _is_shut(self, fingerprint: str) -> bool:
        return self.state(fingerprint) is _State.REFUSED


class _Attempt(AbstractContextManager[None]):
    """One login: what is raised inside says how it went."""

    def __init__(
        self,
        rules: _Rules,
        fingerprint: str,
        device: str,
        at: datetime,
        before: Refusal | None,
    ) -> None:
        self._rules, self._fingerprint, self._device = rules, fingerprint, device
        self._at, self._before = at, before
        self.is_first = rules.begin(fingerprint)

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if error is None:
            self._rules.taken(self._fingerprint, self._before)
        elif isinstance(error, DeviceError) and error.cause is Cause.AUTHENTICATION:
            self._rules.refused(self._fingerprint, self._device, at=self._at, before=self._before)
        elif self.is_first:
            self._rules.unknown(self._fingerprint)


class CredentialGate:
    """Lets sessions open, credential by credential. Safe to share by threads, for one run."""

    def __init__(self, refusals: Refusals, *, factor: Callable[[], float] = spread) -> None:
        self._rules = _Rules(refusals, factor)
        self._turn = Condition()

    @contextmanager
    def login(self, fingerprint: str, device: str, *, at: datetime) -> Iterator[None]:
        """Open a session inside. While a credential is unproven, one device at a time.

        Raises `DeviceError` NOT_TRIED when any device refused this credential before.
        """
        with self._turn:
            self._turn.wait_for(lambda: self._rules.state(fingerprint) is not _State.TRYING)
            attempt = self._rules.attempt(fingerprint, device, at=at)
        try:
            with attempt:
                yield
        finally:
            with self._turn:
                self._turn.notify_all()


class LoopGate:
    """The same for the coroutines of one event loop."""

    def __init__(self, refusals: Refusals, *, factor: Callable[[], float] = spread) -> None:
        self._rules = _Rules(refusals, factor)
        self._settled: dict[str, asyncio.Event] = {}

    @asynccontextmanager
    async def login(self, fingerprint: str, device: str, *, at: datetime) -> AsyncIterator[None]:
        """Open a session inside. While a credential is unproven, one device at a time.

        Raises `DeviceError` NOT_TRIED when any device refused this credential before.
        """
        while self._rules.state(fingerprint) is _State.TRYING:
            await self._settled[fingerprint].wait()
        attempt = self._rules.attempt(fingerprint, device, at=at)
        if attempt.is_first:
            self._settled[fingerprint] = asyncio.Event()
        try:
            with attempt:
                yield
        finally:
            if attempt.is_first:
                self._settled[fingerprint].set()


def _not_tried(refusal: Refusal) -> DeviceError:
    since, until = (_shown(moment) for moment in (refusal.since, refusal.until))
    reason = (
        f"{refusal.device} refused this user name and password at {since}; correct them, "
        f"or delete {refusal.record} if the device was wrong; one device tries again after {until}"
    )
    return DeviceError(Cause.NOT_TRIED, reason)


def _shown(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y-%m-%d %H:%M UTC")
