"""A finding: one rule, one object on one device, with the evidence and the verdict."""

from dataclasses import dataclass
from enum import IntEnum, StrEnum

from netops.model.config import Line


class Severity(IntEnum):
    """Ordered: `Severity.HIGH > Severity.MEDIUM`."""

    INFO = 0
    LOW = 1
    MEDIUM = 2
    HIGH = 3
    CRITICAL = 4

    @property
    def word(self) -> str:
        """The lower-case word for reports and for `--fail-on`."""
        return self.name.lower()


class Result(StrEnum):
    """What one rule said of one device; never fold one into another."""

    PASS = "pass"  # noqa: S105 (the word of the trade, no password)
    FAIL = "fail"
    NOT_APPLICABLE = "not applicable"
    UNKNOWN = "unknown"
    MANUAL = "manual"
    ERROR = "error"


class Verdict(StrEnum):
    """Was the change behind a finding allowed?"""

    AUTHORISED = "authorised"
    UNAUTHORISED = "unauthorised"
    UNATTRIBUTED = "unattributed"
    UNSAVED = "unsaved"
    NOT_A_CHANGE = ""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is wrong (result `fail`), or could not be looked at (`unknown`).

    `fingerprint` is stable over line numbers, severity, wording and secrets. `evidence` lines are
    canonical (secrets masked) and numbered in the stored revision. `actors` are who the device's
    own log names, with address; an event attributes, it never authorises.
    """

    fingerprint: str
    rule: str
    title: str
    device: str
    severity: Severity
    result: Result
    section: tuple[str, ...] = ()
    evidence: tuple[Line, ...] = ()
    why: str = ""
    fix: str = ""
    verdict: Verdict = Verdict.NOT_A_CHANGE
    actors: tuple[str, ...] = ()
