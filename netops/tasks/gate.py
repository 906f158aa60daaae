"""At most one wrong login per credential: the first login goes alone, the rest follow or do not."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from enum import Enum, auto
from pathlib import Path
from threading import Condition
from typing import Protocol

from netops.errors import Cause, DeviceError


class Refusal(Protocol):
    """A credential on record as refused."""

    @property
    def device(self) -> str:
        """Which device refused it."""

    @property
    def since(self) -> datetime:
        """When."""

    @property
    def record(self) -> Path:
        """The file to delete when the device was wrong, not the credential."""


class Refusals(Protocol):
    """The record of refused credentials, by keyed fingerprint; it outlives a run."""

    def refused(self, fingerprint: str) -> Refusal | None:
        """The refusal on record, if any."""

    def refuse(self, fingerprint: str, device: str, *, at: datetime) -> None:
        """Record a refusal."""


class _State(Enum):
    UNTRIED = auto()
    TRYING = auto()
    PROVEN = auto()


@dataclass(slots=True)
class _Credential:
    state: _State = _State.UNTRIED
    turn: Condition = field(default_factory=Condition)


class CredentialGate:
    """Lets sessions open, credential by credential. Safe to share by threads, for one run."""

    def __init__(self, refusals: Refusals) -> None:
        self._refusals = refusals
        self._known: dict[str, _Credential] = {}
        self._turn = Condition()

    @contextmanager
    def login(self, fingerprint: str, device: str, *, at: datetime) -> Iterator[None]:
        """Open a session inside. While a credential is unproven, one device at a time.

        Raises `DeviceError` NOT_TRIED when any device refused this credential before.
        """
        credential = self._credential(fingerprint)
        with credential.turn:
            while credential.state is _State.TRYING:
                credential.turn.wait()
            self._check(fingerprint)
            alone = credential.state is _State.UNTRIED
            if alone:
                credential.state = _State.TRYING
        after = _State.UNTRIED if alone else _State.PROVEN
        try:
            yield
            after = _State.PROVEN
        except DeviceError as error:
            if error.cause is Cause.AUTHENTICATION:
                self._refusals.refuse(fingerprint, device, at=at)
            raise
        finally:
            with credential.turn:
                credential.state = after
                credential.turn.notify_all()

    def proven(self, fingerprint: str) -> bool:
        """Whether a device took this credential in this run."""
        return self._credential(fingerprint).state is _State.PROVEN

    def _credential(self, fingerprint: str) -> _Credential:
        with self._turn:
            return self._known.setdefault(fingerprint, _Credential())

    def _check(self, fingerprint: str) -> None:
        if refusal := self._refusals.refused(fingerprint):
            since = refusal.since.astimezone(UTC).strftime("%Y-%m-%d %H:%M UTC")
            reason = (
                f"{refusal.device} refused this user name and password at {since}; correct them, "
                f"or delete {refusal.record} if the device was wrong"
            )
            raise DeviceError(Cause.NOT_TRIED, reason)
