"""The seams between the pure stages and the world, as Protocols; nothing here does anything."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from datetime import datetime
from types import TracebackType
from typing import Protocol, Self

from netops.model.change import Mode, Pending, Reply
from netops.model.config import ConfigKind
from netops.model.device import Device, Identity
from netops.model.state import NetworkState


class Clock(Protocol):
    """Time as an argument."""

    def now(self) -> datetime:
        """Return the current time, aware, UTC."""


class Secrets(Protocol):
    """References in, values out."""

    def value(self, reference: str) -> str:
        """Resolve `env:NAME`; raise `SecretError` if there is no value."""


class Driver(Protocol):
    """One session with one device. Every method raises `DeviceError` and nothing else.

    A `Reply` is the driver's claim; callers re-read in a fresh session before they believe it.
    `label` is unique to one change and revision; files and sessions left on the device carry it.
    """

    def __enter__(self) -> Self:
        """Open the session: pinned host key, one login attempt."""

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Close the session; never touches an armed commit."""

    def identity(self) -> Identity:
        """Who the device says it is."""

    def fetch(self, kind: ConfigKind) -> str:
        """Read running or startup, exact text; raise if the reply is an error or cut short."""

    def events(self) -> tuple[str, ...]:
        """The device's own log lines about config changes, newest last; () if it refuses."""

    def state(self) -> NetworkState | None:
        """Neighbours that are up and routes in use; None where this platform has no getter."""

    def pending(self, label: str) -> Pending | None:
        """The armed commit on the device, if any, and whether it carries our label."""

    def load(self, text: str, *, mode: Mode, label: str) -> None:
        """Put a candidate beside the running config; nothing is active yet."""

    def device_diff(self) -> str:
        """The device's own account of what the loaded candidate would change."""

    def commit_armed(self, *, minutes: int) -> Reply:
        """Activate the candidate with a device-side revert after `minutes`; never saved."""

    def confirm(self, label: str) -> Reply:
        """Keep an armed commit of ours; does not save."""

    def revert(self, label: str) -> Reply:
        """Take an armed commit of ours back now."""

    def save(self) -> Reply:
        """Make startup equal running."""

    def discard(self, label: str) -> None:
        """Drop our candidate, and remove every file and session that carries our label."""

    def leftovers(self, label: str) -> tuple[str, ...]:
        """Files and sessions on the device that still carry our label."""


class Reader(Protocol):
    """One reading session with one device, on the event loop of a run.

    Every method raises `DeviceError` and nothing else; one login, a pinned host key.
    """

    async def reach(self) -> None:
        """Connect, before any login; `leave` is due from then on."""

    def leave(self) -> None:
        """Let go of a connection that no session was opened on."""

    async def log_in(self) -> None:
        """Give the password on the connection that stands: all that others have to wait for."""

    async def __aenter__(self) -> Self:
        """Open the session; connects and logs in where that was not done yet."""

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Close the session."""

    async def identity(self) -> Identity:
        """Who the device says it is."""

    async def fetch(self, kind: ConfigKind) -> str:
        """Read running or startup, exact text; raise if the reply is an error or cut short."""

    async def events(self) -> tuple[str, ...]:
        """The device's own log lines about config changes, newest last; () if it refuses."""


class Read(Protocol):
    """Where reading sessions come from: each call is a new session with a new login."""

    def __call__(self, device: Device) -> Reader:
        """Return a session that is not open yet."""


class Connect(Protocol):
    """Where sessions come from: each call is a new session with a new login."""

    def __call__(self, device: Device) -> Driver:
        """Return a session that is not open yet."""


class Store(Protocol):
    """The evidence repository: whole transactions in, revisions out. Paths use `/`."""

    def head(self) -> str | None:
        """The last commit, or None in an empty repository."""

    def read(self, path: str, revision: str | None = None) -> bytes | None:
        """The file at a revision (default: the last), or None."""

    def write(self, files: Mapping[str, bytes | None], *, message: str) -> str | None:
        """Commit the files that differ (None: that go), all or none; None when nothing differs."""

    def transaction(self) -> AbstractContextManager["Transaction"]:
        """Begin one commit whose files come one by one, as devices answer."""

    def paths(self, under: str) -> Sequence[str]:
        """Every path below a folder in the last commit, sorted."""

    def texts(self, under: str, revision: str | None = None) -> Iterator[tuple[str, bytes]]:
        """Every file below a folder at a revision (default: the last), streamed, by path."""

    def log(self, path: str | None = None, *, until: datetime | None = None) -> Iterator["Commit"]:
        """Commits that touched a path (or all), up to a moment, newest first."""

    def diff(self, old: str, new: str, path: str | None = None) -> str:
        """Unified diff between two revisions."""


class Transaction(Protocol):
    """Files on their way into one commit. Left without `commit`, the last commit stands."""

    def put(self, path: str, content: bytes | None) -> bool:
        """Stage one file, None to take it away; return whether it differs from the last commit.

        Holds no content.
        """

    def commit(self, message: str) -> str | None:
        """Commit what differs, all or none; None when nothing does."""


class Commit(Protocol):
    """One revision of the evidence."""

    @property
    def revision(self) -> str:
        """Full hash."""

    @property
    def time(self) -> datetime:
        """When it was committed, aware."""

    @property
    def subject(self) -> str:
        """First line of the message."""

    @property
    def trailers(self) -> Mapping[str, str]:
        """`Run-Id`, `Change-Id`, ..."""

    @property
    def author(self) -> str:
        """`Name <mail>`; ours unless it was imported."""


class Sealed(Protocol):
    """Exact texts, encrypted by content; never in git. A digest is keyed and reveals nothing."""

    def seal(self, text: str) -> str:
        """Encrypt one text to every recipient; return its content digest. Idempotent."""

    def unseal(self, digest: str) -> str:
        """The exact text of a digest; raise `SecretError` without the private key."""

    def put(
        self, device: str, kind: ConfigKind, exact: str, *, canonical: str, taken: datetime
    ) -> str:
        """Seal a device's config as its newest; return its digest. Durable after `settle`."""

    def settle(self) -> None:
        """Make everything that was put outlive a power cut; comes before the commit."""

    def get(self, device: str, kind: ConfigKind, *, canonical: str | None = None) -> str:
        """The newest exact config of a device, or the newest that had this canonical text."""
