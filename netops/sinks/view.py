"""What the page shows, worked out once: counts, words and rows, so that the template only draws."""

from collections.abc import Iterable
from dataclasses import dataclass

from netops.audit.judge import NOT_COLLECTED
from netops.audit.report import DeviceRow, Report, Standing
from netops.model.config import ConfigKind
from netops.model.finding import Result, Severity, Verdict
from netops.sinks.text import age, counted

NOT_LOOKED = "\N{EN DASH}"


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar or segment of a plot; `x` and `width` are per cent of the whole."""

    label: str
    tone: str
    count: int
    x: float
    width: float


@dataclass(frozen=True, slots=True)
class Tile:
    """One figure of the summary strip; `tone` colours it, "quiet" when there is nothing to see."""

    label: str
    figure: str
    note: str
    tone: str


@dataclass(frozen=True, slots=True)
class DeviceView:
    """One device: how it came out, what failed on it, how much drifted, how old the proof is."""

    row: DeviceRow
    verified: str
    worst: str
    judged: bool
    bars: tuple[Bar, ...]
    drifted: int
    unsaved: int


def headline(report: Report) -> str:
    """The run in one sentence, the worst first."""
    said = []
    if failed := report.standing(Standing.FAILED):
        said.append(f"{counted(len(failed), 'device')} could not be collected")
    if wrong := _devices_with(report, ConfigKind.INTENDED):
        said.append(f"{counted(len(wrong), 'device')} drifted from the intended config")
    if unsaved := _devices_with(report, ConfigKind.STARTUP):
        runs = "runs" if len(unsaved) == 1 else "run"
        said.append(f"{counted(len(unsaved), 'device')} {runs} unsaved changes")
    severe = {s: n for s, n in report.by_severity().items() if n and s >= Severity.HIGH}
    said += [counted(count, f"{severity.word} finding") for severity, count in severe.items()]
    return _sentence(said) if said else _calm(report)


def _calm(report: Report) -> str:
    """The headline when nothing is wrong; what was not looked at is never called well."""
    devices = counted(len(report.devices), "device")
    if not report.drifts and not report.findings:
        return f"{devices} captured and proven whole; nothing was compared or judged."
    said = [_compared(report, devices)]
    if lesser := sum(report.by_severity().values()):
        said.append(counted(lesser, "lesser finding"))
    if report.findings and (open_ := undecided(report)):
        said.append(f"{counted(open_, 'check')} not decided")
    return f"{', '.join(said)}."


def _compared(report: Report, devices: str) -> str:
    """How many devices are as intended, where all of them are verified."""
    lacking = len(report.uncompared.get(ConfigKind.INTENDED, ()))
    partial = len({drift.device for drift in report.drifts if drift.owned})
    if not report.drifts:
        return f"All {devices} are verified"
    if not lacking and not partial:
        return f"All {devices} are as intended and verified"
    said = [f"All {devices} are verified"]
    if whole := len(report.devices) - lacking - partial:
        said.append(f"{whole} as intended")
    if partial:
        said.append(f"{partial} as intended in the sections that are owned")
    if lacking:
        said.append(f"{lacking} without an intended config")
    return ", ".join(said)


def tone(report: Report) -> str:
    """The colour of the whole run."""
    worst = next((s for s, count in report.by_severity().items() if count), None)
    if worst is not None and worst >= Severity.HIGH:
        return "critical"
    if report.standing(Standing.FAILED):
        return "failed"
    return "medium" if report.drifted or worst is not None else "ok"


def tiles(report: Report) -> tuple[Tile, ...]:
    """The summary strip; what was not looked at shows a dash, never a zero."""
    total, failed = len(report.devices), len(report.standing(Standing.FAILED))
    unauthorised = {f.device for f in report.failures if f.verdict is Verdict.UNAUTHORISED}
    severe = sum(n for level, n in report.by_severity().items() if level >= Severity.HIGH)
    compared = {drift.against for drift in report.drifts}
    proven = ("devices proven whole", "failed" if failed else "ok")
    return (
        Tile("verified", f"{total - failed}/{total}", *proven),
        _references(report, "drifted", "unlike the intended config", ConfigKind.INTENDED),
        _tile(
            "unauthorised",
            len(unauthorised),
            "devices changed outside approval",
            "critical",
            looked=bool(report.findings and compared),
        ),
        _references(report, "unsaved", "would be lost by a reload", ConfigKind.STARTUP),
        _judged(report, "critical and high", "findings that failed", severe, "critical"),
        _judged(report, "not decided", "unknown, manual or error", undecided(report), "unknown"),
    )


def _references(report: Report, label: str, note: str, kind: ConfigKind) -> Tile:
    looked = any(drift.against is kind for drift in report.drifts)
    return _tile(label, len(_devices_with(report, kind)), note, "medium", looked=looked)


def _judged(report: Report, label: str, note: str, count: int, tone: str) -> Tile:
    return _tile(label, count, note, tone, looked=bool(report.findings))


def _tile(label: str, count: int, note: str, tone: str, *, looked: bool) -> Tile:
    return Tile(label, str(count) if looked else NOT_LOOKED, note, tone if count else "quiet")


def severity_bars(report: Report) -> tuple[Bar, ...]:
    """Failed findings by severity, as bars against the largest."""
    counts = report.by_severity()
    most = max(*counts.values(), 1)
    return tuple(
        Bar(severity.word, severity.word, count, 0, 100 * count / most)
        for severity, count in counts.items()
    )


def standing_bars(report: Report) -> tuple[Bar, ...]:
    """Devices by how they came out, as segments of one bar."""
    counts = [(str(one), len(report.standing(one))) for one in Standing]
    return _segments([(word, word, count) for word, count in counts])


def devices(report: Report) -> tuple[DeviceView, ...]:
    """Every device, the one with the worst finding first."""
    views = [_device(row, report) for row in report.devices]
    order = {severity.word: -severity for severity in Severity}
    return tuple(
        sorted(
            views,
            key=lambda view: (
                view.row.standing is not Standing.FAILED,
                order.get(view.worst, 1),
                -view.drifted,
                view.row.name,
            ),
        )
    )


def _device(row: DeviceRow, report: Report) -> DeviceView:
    failed = [f for f in report.findings if f.device == row.name and f.result is Result.FAIL]
    counts = [
        (s.word, s.word, sum(f.severity is s for f in failed))
        for s in sorted(Severity, reverse=True)
    ]
    lines = {
        kind: sum(len(d.items) for d in report.drifted if (d.device, d.against) == (row.name, kind))
        for kind in (ConfigKind.INTENDED, ConfigKind.STARTUP)
    }
    return DeviceView(
        row=row,
        verified=age(row.verified, report.finished),
        worst=max((f.severity for f in failed), default=Severity.INFO).word if failed else "",
        judged=any(f.device == row.name and f.rule != NOT_COLLECTED for f in report.findings),
        bars=_segments(counts),
        drifted=lines[ConfigKind.INTENDED],
        unsaved=lines[ConfigKind.STARTUP],
    )


def _segments(counts: Iterable[tuple[str, str, int]]) -> tuple[Bar, ...]:
    counted_ = [one for one in counts if one[2]]
    total = sum(count for _, _, count in counted_)
    bars, x = [], 0.0
    for label, colour, count in counted_:
        width = 100 * count / total
        bars.append(Bar(label, colour, count, x, width))
        x += width
    return tuple(bars)


def _devices_with(report: Report, kind: ConfigKind) -> tuple[str, ...]:
    return tuple(drift.device for drift in report.drifted if drift.against is kind)


def _sentence(said: list[str]) -> str:
    joined = f"{', '.join(said[:-1])} and {said[-1]}" if said[1:] else said[0]
    return f"{joined[0].upper()}{joined[1:]}."


SIGN = {"add": "+", "del": "\N{MINUS SIGN}", "context": ""}
PILL = {"ok": "unchanged", "changed": "changed", "failed": "not collected"}
STANDING = {"ok": "unchanged", "changed": "changed since the last run", "failed": "not collected"}


def undecided(report: Report) -> int:
    """How many findings nobody could decide: unknown, manual or error."""
    return sum(one.result is not Result.FAIL for one in report.failures)


def nothing_drifted(report: Report) -> str:
    """What to say where no drift is shown."""
    return "No device has drifted." if report.drifts else "Nothing was compared."


def nothing_failed(report: Report) -> str:
    """What to say where no finding is shown."""
    return "Nothing failed." if report.findings else "Nothing was judged."


def passes(report: Report) -> str:
    """What was looked at and is well, in one sentence."""
    results = report.by_result()
    said = f"{counted(results[Result.PASS], 'check')} passed"
    absent = results[Result.NOT_APPLICABLE]
    profile = f" (profile {report.profile})" if report.profile else ""
    return f"{said}, {absent} not applicable{profile}."


def diff_tone(line: str) -> str:
    """How a line of a unified diff is coloured."""
    if line.startswith(("---", "+++", "@@")):
        return "hunk"
    return {"+": "add", "-": "del"}.get(line[:1], "")
