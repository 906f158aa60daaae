"""Evidence that exists only here, or not at all: a finding, though no device is wrong."""

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from hashlib import sha256
from typing import Protocol

from netops.model.finding import Finding, Result, Severity

NOT_PUSHED = "evidence-not-pushed"
NOT_STORED = "evidence-not-stored"


class Behind(Protocol):
    """What a branch of the remote lacks."""

    @property
    def commits(self) -> int:
        """How many commits."""

    @property
    def since(self) -> datetime:
        """When the oldest of them, or the last one here, was made, aware."""

    @property
    def reason(self) -> str:
        """Why the push failed, in one line."""


def unpushed(behind: Mapping[str, Behind]) -> Iterator[Finding]:
    """A finding for each branch of the remote that lacks commits."""
    for branch, lacks in behind.items():
        yield Finding(
            fingerprint=_fingerprint(NOT_PUSHED, branch),
            rule=NOT_PUSHED,
            title="The evidence is not at its remote",
            device=f"evidence ({branch})",
            severity=Severity.HIGH,
            result=Result.FAIL,
            why=f"{_missing(lacks)}: {lacks.reason}.",
            fix="Nothing is lost here. Remove the cause; the next run pushes all that is missing."
            " If the two have diverged, find out who else writes to the remote; netops never"
            " forces.",
        )


def _missing(lacks: Behind) -> str:
    since = f"{lacks.since.astimezone(UTC):%Y-%m-%d at %H:%M} UTC"
    if not lacks.commits:
        return f"It has more than the evidence here, whose last commit is of {since}"
    commits = "1 commit" if lacks.commits == 1 else f"{lacks.commits} commits"
    return f"It lacks {commits}, the oldest of {since}"


def unstored(shards: Mapping[str, str]) -> Iterator[Finding]:
    """A finding for each shard that could not be written; `shards` says why by name."""
    for shard, why in shards.items():
        yield Finding(
            fingerprint=_fingerprint(NOT_STORED, shard),
            rule=NOT_STORED,
            title="What was read of a shard's devices is not stored",
            device=f"evidence (shard {shard})",
            severity=Severity.CRITICAL,
            result=Result.FAIL,
            why=f"Its last commit stands, those of the other shards are made: {why}.",
            fix="Remove the cause and run `netops backup --failed-only`.",
        )


def _fingerprint(rule: str, place: str) -> str:
    return sha256(f"{rule}\0{place}".encode()).hexdigest()[:32]
