"""The report, and the page about the rules, as Markdown that device text cannot break."""

from collections.abc import Iterator

from netops.audit.report import Report, Standing
from netops.model.finding import Finding
from netops.sinks.drift_rows import Row, rows
from netops.sinks.text import age, block, code, counted, plain
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
    for finding in report.failures:
        yield from _finding(finding)


def _finding(finding: Finding) -> Iterator[str]:
    where = f" in {code(' > '.join(finding.section))}" if finding.section else ""
    yield f"### {plain(finding.device)}: {plain(finding.title)}"
    yield ""
    yield f"{finding.severity.word}, {finding.result}, rule {code(finding.rule)}{where}"
    if finding.verdict:
        who = ", ".join(code(actor) for actor in finding.actors) or "nobody that the log names"
        yield f"\nThe change is **{finding.verdict}**, made by {who}."
    yield f"\n{plain(finding.why)}\n"
    if finding.evidence:
        yield block("\n".join(f"{line.number:5}  {line.text}" for line in finding.evidence))
        yield ""
    if finding.fix:
        yield f"Fix:\n\n{block(finding.fix)}\n"


def _drifts(report: Report) -> Iterator[str]:
    for drift in report.drifted:
        count = counted(len(drift.items), "line")
        yield f"### {plain(drift.device)}: {count} unlike the {drift.against} config"
        yield ""
        yield block("\n".join(_line(row) for row in rows(drift.items)), "diff")
        yield ""
    if not report.drifted:
        yield from (nothing_drifted(report), "")


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
