"""The report, and the page about the rules, as Markdown that device text cannot break."""

from collections.abc import Iterator

from netops.audit.report import Report, Standing
from netops.sinks.drift_rows import Row
from netops.sinks.groups import FindingGroup, drifts, failures
from netops.sinks.text import age, block, code, counted, lack, plain
from netops.sinks.view import headline, nothing_drifted, nothing_failed


def markdown(report: Report) -> str:
    """What a change board reads: the verdict first, then findings, drift and devices."""
    lines = [
        f"# {plain(report.playbook)}",
        "",
        f"**{plain(headline(report))}**",
        "",
        _run(report),
        "",
        "| severity | failed |",
        "|---|---:|",
        *(f"| {level.word} | {count} |" for level, count in report.by_severity().items()),
        "",
        "## Findings",
        "",
        *_findings(report),
        "## Drift",
        "",
        *_drifts(report),
        "## Devices",
        "",
        *_devices(report),
    ]
    return "\n".join(lines) + "\n"


def _run(report: Report) -> str:
    revision = (report.revision or "none")[:12]
    when = f"{report.finished:%Y-%m-%d %H:%M} UTC"
    return (
        f"Run {code(report.run)}, finished {when}, revision {code(revision)},"
        f" exit code {report.exit_code}."
    )


def _findings(report: Report) -> Iterator[str]:
    if not report.failures:
        yield from (nothing_failed(report), "")
    for group in failures(report):
        yield from _finding(group)


def _finding(group: FindingGroup) -> Iterator[str]:
    finding = group.first
    where = f" in {code(' > '.join(finding.section))}" if finding.section else ""
    yield f"### {plain(group.title)}: {plain(finding.title)}"
    yield ""
    yield from _names(group.devices)
    yield f"{finding.severity.word}, {finding.result}, rule {code(finding.rule)}{where}"
    if finding.verdict:
        who = ", ".join(code(actor) for actor in finding.actors) or "nobody that the log names"
        yield f"\nThe change is **{finding.verdict}**, made by {who}."
    yield f"\n{plain(finding.why)}\n"
    if group.evidence:
        yield block("\n".join(f"{row.number or '':5}  {row.text}" for row in group.evidence))
        yield ""
    if finding.fix:
        yield f"Fix:\n\n{block(finding.fix)}\n"


def _names(devices: tuple[str, ...]) -> Iterator[str]:
    """The devices, where they are several."""
    if devices[1:]:
        yield from (", ".join(code(device) for device in devices), "")


def _drifts(report: Report) -> Iterator[str]:
    for group in drifts(report):
        count = counted(len(group.drifts[0].items), "line")
        yield f"### {plain(group.title)}: {count} unlike {plain(group.against)}"
        yield ""
        yield from _names(group.devices)
        yield block("\n".join(_line(row) for row in group.rows), "diff")
        yield ""
    if not report.drifted:
        yield from (nothing_drifted(report), "")
    for kind, devices in report.uncompared.items():
        names = ", ".join(code(device) for device in devices)
        yield f"{counted(len(devices), 'device')} not compared, with {lack(kind)}: {names}."
        yield ""


def _line(row: Row) -> str:
    sign = {"add": "+", "del": "-"}.get(row.kind, " ")
    return f"{sign} {' ' * row.depth}{row.text}"


def _devices(report: Report) -> Iterator[str]:
    yield "| device | site | role | came out | seconds | last verified |"
    yield "|---|---|---|---|---:|---|"
    for row in report.devices:
        why = f"{row.cause}: {row.reason}" if row.cause else row.reason
        out = f"{row.standing} ({plain(why)})" if row.standing is Standing.FAILED else row.standing
        verified = age(row.verified, report.finished)
        names = " | ".join(plain(word) for word in (row.name, row.site, row.role))
        yield f"| {names} | {out} | {row.seconds:.1f} | {verified} |"
