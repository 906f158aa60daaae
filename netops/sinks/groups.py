"""What is wrong in the same way on several devices, as one row for every page."""

from collections.abc import Hashable, Sequence
from dataclasses import dataclass

from netops.audit.alike import drift_likeness, finding_likeness, grouped
from netops.audit.judge import DRIFT, UNSAVED
from netops.audit.report import Report
from netops.model.config import ConfigKind, Drift
from netops.model.finding import Finding, Severity, Verdict
from netops.sinks.drift_rows import Row, rows


@dataclass(frozen=True, slots=True)
class DriftGroup:
    """The same drift on one device or on several; line numbers only where there is one.

    `worst` is the highest severity of its findings, "" where it was not judged.
    """

    drifts: tuple[Drift, ...]
    rows: tuple[Row, ...]
    added: int
    removed: int
    verdict: Verdict
    actors: tuple[str, ...]
    worst: str

    @property
    def devices(self) -> tuple[str, ...]:
        """The devices, in the order of the run."""
        return tuple(drift.device for drift in self.drifts)

    @property
    def title(self) -> str:
        """The device, or how many they are."""
        return _title(self.devices)

    @property
    def against(self) -> str:
        """What running was compared with."""
        return self.drifts[0].reference


@dataclass(frozen=True, slots=True)
class FindingGroup:
    """The same finding on one device or on several; line numbers only where there is one."""

    findings: tuple[Finding, ...]

    @property
    def first(self) -> Finding:
        """What all of them say."""
        return self.findings[0]

    @property
    def devices(self) -> tuple[str, ...]:
        """The devices, each once."""
        return tuple(dict.fromkeys(one.device for one in self.findings))

    @property
    def title(self) -> str:
        """The device, or how many they are."""
        return _title(self.devices)

    @property
    def evidence(self) -> tuple[Row, ...]:
        """The lines that show it."""
        is_one = not self.findings[1:]
        return tuple(
            Row("", 0, line.number if is_one else None, line.text) for line in self.first.evidence
        )


def drifts(report: Report) -> tuple[DriftGroup, ...]:
    """Every drift that is not empty, the worst first; devices that drifted alike together."""
    judged: dict[tuple[str, str], list[Finding]] = {}
    for one in report.failures:
        judged.setdefault((one.device, one.rule), []).append(one)

    def findings(drift: Drift) -> Sequence[Finding]:
        rule = UNSAVED if drift.against is ConfigKind.STARTUP else DRIFT
        return judged.get((drift.device, rule), ())

    def likeness(drift: Drift) -> Hashable:
        return drift_likeness(drift), *((one.verdict, one.actors) for one in findings(drift)[:1])

    groups = grouped(report.drifted, likeness)
    made = [_group(group, findings(group[0])) for group in groups]
    order = {severity.word: -severity for severity in Severity}
    return tuple(
        sorted(made, key=lambda one: (order.get(one.worst, 1), one.against, one.devices[0]))
    )


def _group(alike: tuple[Drift, ...], mine: Sequence[Finding]) -> DriftGroup:
    items = alike[0].items
    return DriftGroup(
        drifts=alike,
        rows=rows(items, is_numbered=not alike[1:]),
        added=sum(item.running is not None for item in items),
        removed=sum(item.reference is not None for item in items),
        verdict=mine[0].verdict if mine else Verdict.NOT_A_CHANGE,
        actors=mine[0].actors if mine else (),
        worst=max(one.severity for one in mine).word if mine else "",
    )


def failures(report: Report) -> tuple[FindingGroup, ...]:
    """What failed or could not be judged, the worst first; the same on several devices once."""
    return tuple(FindingGroup(group) for group in grouped(report.failures, finding_likeness))


def _title(devices: Sequence[str]) -> str:
    return f"{len(devices)} devices" if devices[1:] else devices[0]
