"""What apply asks of the world, one deed at a time, and what it hears back.

A phase (`apply`) is a generator that yields deeds about one device and is sent their outcomes; it
never touches anything itself, so a list of outcomes tests it. Only a `Read` is evidence.
"""

from collections.abc import Generator
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TypeVar

from netops.errors import Cause
from netops.model.change import Mode, Outcome, Pending, Reply
from netops.model.device import Device, Identity
from netops.model.state import NetworkState
from netops.platforms.spec import Platform

_T = TypeVar("_T")


class Step(StrEnum):
    """The words of the journal."""

    RUN = "run"
    BEGIN = "begin"
    PRE = "pre"
    LOAD = "load"
    ARM = "arm"
    DECISION = "decision"
    CONFIRM = "confirm"
    SAVE = "save"
    ROLLBACK = "rollback"
    RESTORE = "restore"
    CLEAN = "clean"
    END = "end"


@dataclass(frozen=True, slots=True)
class Target:
    """One device of a run with everything that apply needs, so that it decides nothing.

    `text` is what is loaded (`mode`). `base` and `startup` are what the device held when it was
    planned; they, `text` and `predicted` are exact and hold secrets.
    `expected_diff` is the approved account of the device, normalised. `key` masks secrets alike
    in both sides of a comparison. `minutes` is the revert timer, `soak` seconds. `may_lose` is what
    people approved to lose; `around` is what was up around the device before it was armed, None
    when nobody looked or the platform cannot tell.
    """

    device: Device
    platform: Platform
    label: str
    serial: str
    os_version: str
    mode: Mode
    expected_diff: str
    minutes: int
    soak: int
    text: str = field(repr=False)
    base: str = field(repr=False)
    startup: str = field(repr=False)
    predicted: str = field(repr=False)
    key: bytes = field(repr=False)
    may_lose: tuple[str, ...] = ()
    around: NetworkState | None = None

    @property
    def name(self) -> str:
        """The device's name."""
        return self.device.name


@dataclass(frozen=True, slots=True)
class Unseen:
    """The device could not be read, or a candidate could not be loaded."""

    cause: Cause
    reason: str


@dataclass(frozen=True, slots=True)
class Seen:
    """What one fresh session read; the texts are exact and hold secrets.

    `around` is None where the platform has no getter for neighbours and routes.
    """

    identity: Identity
    running: str = field(repr=False)
    startup: str = field(repr=False)
    pending: Pending | None
    leftovers: tuple[str, ...] = ()
    around: NetworkState | Unseen | None = None


@dataclass(frozen=True, slots=True)
class Loaded:
    """A candidate lies on the device: its own diff, and the running config read after the load."""

    device_diff: str = field(repr=False)
    running: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Read:
    """Log in anew, read identity, running, startup, pending commit and leftovers, log out."""

    label: str


@dataclass(frozen=True, slots=True)
class Load:
    """Log in anew and load a candidate; the session stays open for `Arm`."""

    text: str = field(repr=False)
    mode: Mode
    label: str


@dataclass(frozen=True, slots=True)
class Arm:
    """Commit the loaded candidate with a device-side revert, then log out."""

    minutes: int


@dataclass(frozen=True, slots=True)
class Confirm:
    """Log in anew and keep our armed commit; not saved."""

    label: str


@dataclass(frozen=True, slots=True)
class Revert:
    """Log in anew and take our armed commit back now."""

    label: str


@dataclass(frozen=True, slots=True)
class Save:
    """Log in anew and make startup equal running."""


@dataclass(frozen=True, slots=True)
class CleanUp:
    """Log in anew and remove every file and session of ours."""

    label: str


@dataclass(frozen=True, slots=True)
class Wait:
    """Let time pass, in seconds of the device's revert timer."""

    seconds: int


@dataclass(frozen=True, slots=True)
class Note:
    """A journal record; without `result` it stands before the deed, with one after it."""

    step: Step
    result: str = ""
    detail: str = ""


Deed = Read | Load | Arm | Confirm | Revert | Save | CleanUp | Wait | Note
Heard = Seen | Unseen | Loaded | Reply
Talk = Generator[Deed, Heard, _T]


class Stand(StrEnum):
    """How arming ended on one device."""

    ARMED = "armed"
    DOUBTED = "doubted"
    UNTOUCHED = "untouched"
    STALE = "stale"


@dataclass(frozen=True, slots=True)
class Prepared:
    """One device before the decision: armed and verified, or why not; `around` as before it."""

    device: str
    stand: Stand
    reason: str = ""
    around: NetworkState | None = None


@dataclass(frozen=True, slots=True)
class Settled:
    """One device at the end of a run; `seen` is the last proof, for the backup."""

    outcome: Outcome
    seen: Seen | None = None
