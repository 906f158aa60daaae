"""Devices on which the same is wrong: what is told of them is told once."""

from collections.abc import Callable, Hashable, Iterable
from typing import TypeVar

from netops.model.config import Drift, DriftItem
from netops.model.finding import Finding

T = TypeVar("T")


def grouped(things: Iterable[T], likeness: Callable[[T], Hashable]) -> tuple[tuple[T, ...], ...]:
    """The things of one likeness together, in the order of the first of each.

    >>> grouped(["ntp", "aaa", "nat"], lambda word: word[0])
    (('ntp', 'nat'), ('aaa',))
    """
    groups: dict[Hashable, list[T]] = {}
    for one in things:
        groups.setdefault(likeness(one), []).append(one)
    return tuple(tuple(group) for group in groups.values())


def drift_likeness(drift: Drift) -> Hashable:
    """What devices share that drifted in the same way, wherever their lines stand."""
    items = sorted(_likeness(item) for item in drift.items)
    return drift.reference, tuple(items)


def _likeness(item: DriftItem) -> tuple[str, tuple[str, ...], str, str]:
    running, reference = (
        line.text.strip() if line else "" for line in (item.running, item.reference)
    )
    return item.kind, item.section, running, reference


def finding_likeness(finding: Finding) -> Hashable:
    """What findings share that read the same on every page but for the device."""
    evidence = tuple(line.text.strip() for line in finding.evidence)
    judged = finding.severity, finding.result, finding.rule, finding.verdict, finding.actors
    return judged, finding.title, finding.section, finding.why, finding.fix, evidence
