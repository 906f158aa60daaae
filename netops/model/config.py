"""Config texts on their way from a device to git, and the drift between two of them."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from netops.errors import Cause
from netops.model.device import Identity


class ConfigKind(StrEnum):
    """Which config of a device."""

    RUNNING = "running"
    STARTUP = "startup"
    INTENDED = "intended"


@dataclass(frozen=True, slots=True)
class Capture:
    """A config as one session read it, not yet believed.

    `text` is exact: what the device printed between the echo of the command and its prompt, with
    terminal CR LF as LF. `events` are raw log lines of the same session, newest last.
    """

    device: str
    kind: ConfigKind
    text: str
    identity: Identity
    taken: datetime
    events: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A capture proven whole. `canonical` has no volatile line and no secret; `exact` has all."""

    device: str
    kind: ConfigKind
    exact: str
    canonical: str
    identity: Identity
    taken: datetime
    events: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class NotCollected:
    """A config that could not be captured or proven whole: never the same as clean.

    `raw` is the doubtful text for quarantine (may hold secrets; goes only to the sealed store).
    """

    device: str
    kind: ConfigKind
    cause: Cause
    reason: str
    taken: datetime
    raw: str = ""


Collected = Snapshot | NotCollected


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a config with its place: `number` counts from 1 in the canonical text."""

    number: int
    text: str


class DriftKind(StrEnum):
    """How one line differs from its reference."""

    MISSING = "missing"
    EXTRA = "extra"
    CHANGED = "changed"
    MOVED = "moved"


@dataclass(frozen=True, slots=True)
class DriftItem:
    """One differing line.

    `section` is the path of parent lines, outermost first, () at top level. `running` is None for
    a missing line, `reference` None for an extra one; both are set for changed and moved.
    """

    kind: DriftKind
    section: tuple[str, ...]
    running: Line | None
    reference: Line | None


@dataclass(frozen=True, slots=True)
class Drift:
    """Everything in which a device's running config differs from one reference config.

    `diff` is the unified line diff of the canonical texts: the evidence. `items` is empty exactly
    when the two configs mean the same. Against a running config the reference is the last stored
    one, of the device itself or of `other`. `owned` are the sections that a partial intended
    config speaks of: only they were compared; () for the whole device.
    """

    device: str
    against: ConfigKind
    items: tuple[DriftItem, ...]
    diff: str
    other: str = ""
    owned: tuple[str, ...] = ()

    @property
    def reference(self) -> str:
        """What was compared with, in words: `the last backup`, `intended in ntp, line vty`."""
        backup = self.other or "the last backup"
        name = backup if self.against is ConfigKind.RUNNING else str(self.against)
        return f"{name} in {', '.join(self.owned)}" if self.owned else name
