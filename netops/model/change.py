"""A change from request to outcome. A plan is complete: apply decides nothing."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum


class State(StrEnum):
    """Where a change request stands."""

    DRAFT = "draft"
    PLANNED = "planned"
    IN_REVIEW = "in_review"
    APPROVED = "approved"
    SCHEDULED = "scheduled"
    APPLYING = "applying"
    VERIFYING = "verifying"
    APPLIED = "applied"
    REVIEW = "review"
    CLOSED = "closed"
    REJECTED = "rejected"
    EXPIRED = "expired"
    CANCELLED = "cancelled"
    STALE = "stale"
    HALTED = "halted"
    ROLLING_BACK = "rolling_back"
    ROLLED_BACK = "rolled_back"
    PARTIALLY_APPLIED = "partially_applied"
    NEEDS_ATTENTION = "needs_attention"


class Mode(StrEnum):
    """How the commands reach the device."""

    MERGE = "merge"
    REPLACE = "replace"


class ChangeType(StrEnum):
    """Which process the change goes through."""

    NORMAL = "normal"
    STANDARD = "standard"
    EMERGENCY = "emergency"


@dataclass(frozen=True, slots=True)
class Window:
    """When the change may run; both ends are aware datetimes, `closes` is exclusive."""

    opens: datetime
    closes: datetime


@dataclass(frozen=True, slots=True)
class ChangeRequest:
    """What a person asked for (`change.yaml`).

    `devices` are names; `snippets` maps a device name, or `*`, to config lines to merge; empty
    means "remediate drift against intended". `soak` is in seconds. `may_lose` are the neighbours,
    routes and interfaces that it is meant to take down (`bgp 10.0.12.2`, `route 10.9.0.0/16`).
    """

    id: str
    title: str
    reason: str
    requester: str
    devices: tuple[str, ...]
    created: datetime
    type: ChangeType = ChangeType.NORMAL
    ticket: str = ""
    window: Window | None = None
    mode: Mode = Mode.MERGE
    snippets: Mapping[str, str] = field(default_factory=dict)
    on_failure: str = "rollback_all"
    soak: int = 0
    may_lose: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Proofs:
    """The three proofs of a plan against the simulator, and what was looked at."""

    reaches: bool
    safe: bool
    rolls_back: bool
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class DevicePlan:
    """Everything apply needs for one device; texts are canonical, digests cover exact bytes.

    `commands` and `rollback` are indented by section. `diff` is base against predicted (unified,
    canonical). `expected_device_diff` is what the device's own diff must say, normalised.
    `sealed` is the digest of the exact texts (base, commands, rollback, predicted) in the sealed
    store: apply takes them from there and decides nothing. `checks` are what must be as it was
    before once the change is armed (`neighbours`, `routes`, `interfaces`); empty where the platform
    cannot tell.
    """

    device: str
    platform: str
    serial: str
    os_version: str
    mode: Mode
    base_digest: str
    predicted_digest: str
    diff: str
    commands: tuple[str, ...]
    rollback: tuple[str, ...]
    expected_device_diff: str
    sealed: str
    proofs: Proofs
    risks: tuple[str, ...] = ()
    checks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Plan:
    """An immutable revision of a change. Its digest is sha256 over its canonical JSON.

    `risk_reasons` are `level: reason`, one for each rule that sets the risk. `may_lose` is the
    request's: what people approved to lose.
    """

    change: str
    rev: int
    created: datetime
    normaliser: str
    policy_digest: str
    signers_digest: str
    waves: tuple[tuple[str, ...], ...]
    revert_minutes: int
    soak: int
    on_failure: str
    window: Window | None
    requester: str
    risk: str
    devices: tuple[DevicePlan, ...]
    risk_reasons: tuple[str, ...] = ()
    may_lose: tuple[str, ...] = ()


class Decision(StrEnum):
    """What an approver said."""

    APPROVE = "approve"
    REJECT = "reject"


@dataclass(frozen=True, slots=True)
class Approval:
    """One signed statement about one plan digest; `signature` is an armoured SSHSIG."""

    change: str
    rev: int
    plan_digest: str
    decision: Decision
    role: str
    who: str
    reason: str
    issued: datetime
    expires: datetime
    signature: str = ""


class Answer(StrEnum):
    """What a driver's word was worth. Unknown is never success and never failure."""

    OK = "ok"
    REJECTED = "rejected"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Reply:
    """A driver's word about one action: a claim, not evidence."""

    answer: Answer
    text: str = ""


@dataclass(frozen=True, slots=True)
class Pending:
    """An armed commit found on a device. `owner` is a session, file or user name, as it shows."""

    owner: str
    seconds_left: int | None
    ours: bool


class DeviceState(StrEnum):
    """Where a device stands after apply, by what a fresh session read."""

    UNTOUCHED = "untouched"
    APPLIED = "applied"
    ROLLED_BACK = "rolled_back"
    NEEDS_ATTENTION = "needs_attention"


@dataclass(frozen=True, slots=True)
class Outcome:
    """How apply ended on one device, and why."""

    device: str
    state: DeviceState
    reason: str = ""
