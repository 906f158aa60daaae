"""How a run looks in a terminal: drift, findings, and the recap that answers "and now?"."""

from collections.abc import Hashable, Iterator
from datetime import datetime

from rich.console import RenderableType
from rich.text import Text

from netops.audit.alike import drift_likeness, grouped
from netops.audit.report import DeviceRow, Report, Standing
from netops.cli.screen import plain
from netops.model.config import Drift, DriftItem, DriftKind
from netops.model.finding import Finding, Result, Severity
from netops.sinks.text import lack, last_verified, some

COLOURS = {
    Severity.CRITICAL: "bold white on red",
    Severity.HIGH: "bold red",
    Severity.MEDIUM: "yellow",
    Severity.LOW: "cyan",
    Severity.INFO: "dim",
}
_STANDINGS = {Standing.OK: "green", Standing.CHANGED: "yellow", Standing.FAILED: "bold red"}
_MARKS = {
    DriftKind.MISSING: ("- ", "red"),
    DriftKind.EXTRA: ("+ ", "green"),
    DriftKind.CHANGED: ("~ ", "yellow"),
    DriftKind.MOVED: ("> ", "cyan"),
}
_SHOWN_FINDINGS = 20
_SHOWN_LINES = 12


def recap(report: Report, *, is_stored: bool) -> Iterator[RenderableType]:
    """Everything a person needs at 3 a.m., the summary last: it is what stays on the screen."""
    for row in report.standing(Standing.FAILED):
        yield _failed(row, report.finished)
    for alike in grouped(report.drifted, drift_likeness):
        yield from drift_lines(*alike)
    yield from _findings(report)
    yield from _summary(report, is_stored=is_stored)


def _failed(row: DeviceRow, now: datetime) -> RenderableType:
    age = last_verified(row.verified, now)
    return Text.assemble(
        ("not collected ", "bold red"), plain(row.name, "bold"), plain(f": {row.reason} ({age})")
    )


def drift_lines(first: Drift, *others: Drift) -> Iterator[RenderableType]:
    """The same drift on one device or on several: sections, and lines with their number in one."""
    names = some([drift.device for drift in (first, *others)])
    yield Text.assemble(
        ("drift ", "bold yellow"), plain(names, "bold"), plain(f" against {first.reference}")
    )
    shown: tuple[str, ...] = ()
    for item in first.items:
        if item.section != shown:
            shown = item.section
            yield plain("    " + (" > ".join(shown) or "(top level)"), "dim")
        yield from _item(item, is_numbered=not others)


def _item(item: DriftItem, *, is_numbered: bool) -> Iterator[RenderableType]:
    mark, colour = _MARKS[item.kind]
    if item.kind is DriftKind.CHANGED and item.reference:
        yield plain(f"      - {item.reference.text.strip()}", "red")
        mark, colour = _MARKS[DriftKind.EXTRA]
    line = item.running or item.reference
    if line:
        place = f"  (line {line.number})" if item.running and is_numbered else ""
        yield Text.assemble(plain(f"      {mark}{line.text.strip()}", colour), (place, "dim"))


def _findings(report: Report) -> Iterator[RenderableType]:
    failed = [one for one in report.failures if one.result is Result.FAIL]
    groups = grouped(failed, _likeness)
    for alike in groups[:_SHOWN_FINDINGS]:
        yield from finding_line(*alike)
    if (more := len(groups) - _SHOWN_FINDINGS) > 0:
        yield plain(f"... and {more} more findings: see the report", "dim")


def _likeness(one: Finding) -> Hashable:
    """What is shown of a finding here, but for the device."""
    shown = tuple(line.text for line in one.evidence)
    return one.severity, one.rule, one.title, one.verdict, one.actors, shown


def finding_line(first: Finding, *others: Finding) -> Iterator[RenderableType]:
    """One finding, on one device or alike on several: what is wrong, verdict, actors, evidence."""
    verdict = f"  {first.verdict}" if first.verdict else ""
    who = f" by {', '.join(first.actors)}" if first.actors else ""
    names = some(tuple(dict.fromkeys(one.device for one in (first, *others))))
    yield Text.assemble(
        (f"{first.severity.word:<8} ", COLOURS[first.severity]),
        plain(names, "bold"),
        plain(f"  {first.title}"),
        (f"  [{first.rule}]", "dim"),
        plain(verdict + who, "magenta"),
    )
    for line in first.evidence[:_SHOWN_LINES]:
        place = f"{line.number:>5}" if not others else "     "
        yield plain(f"    {place}  {line.text.strip()}", "dim")


def _summary(report: Report, *, is_stored: bool) -> Iterator[RenderableType]:
    devices = (
        Text(f"{count} {standing}", style if count else "dim")
        for standing, style in _STANDINGS.items()
        for count in (len(report.standing(standing)),)
    )
    yield labelled("devices", Text("  ").join(devices))
    for cause, names in report.causes().items():
        yield labelled("", plain(f"{cause}: {', '.join(names)}", "red"))
    if report.drifts:
        yield labelled("drift", Text("  ").join(_drifting(report)))
    for kind, names in report.uncompared.items():
        yield labelled("", plain(f"not compared, with {lack(kind)}: {some(names)}", "yellow"))
    if report.findings:
        counts = (
            Text(f"{count} {severity.word}", COLOURS[severity] if count else "dim")
            for severity, count in report.by_severity().items()
        )
        yield labelled("findings", Text("  ").join(counts))
    slowest = ", ".join(f"{row.name} {row.seconds:.1f} s" for row in report.slowest)
    yield labelled("slowest", plain(slowest, "dim"))
    nothing = "nothing new to store" if is_stored else "not stored: this only looked"
    yield labelled("revision", plain(report.revision or nothing))
    seconds = (report.finished - report.started).total_seconds()
    yield labelled("run", plain(f"{report.run}, {seconds:.1f} s"))


def _drifting(report: Report) -> Iterator[Text]:
    """How many devices drift of those that were compared, by what they were held against."""
    for reference in dict.fromkeys(drift.reference for drift in report.drifts):
        compared = [drift for drift in report.drifts if drift.reference == reference]
        count = sum(bool(drift.items) for drift in compared)
        yield plain(f"{count} of {len(compared)} against {reference}", "yellow" if count else "dim")


def labelled(label: str, value: Text) -> Text:
    """One line of the summary."""
    return Text.assemble((f"{label:<10}", "bold"), value)
