"""The whole report as JSON, for programs."""

import json
from datetime import datetime

from netops.audit.report import DeviceRow, Report
from netops.model.config import Drift, DriftItem, Line
from netops.model.finding import Finding
from netops.rules.fingerprint import FINGERPRINT_VERSION

VERSION = 1


def as_json(report: Report) -> str:
    r"""One JSON object; `version` counts up when a key changes its meaning.

    Everything outside ASCII is escaped, so that a control character in device text is seen as
    `\u001b` and never reaches a terminal.
    """
    return json.dumps(_report(report), indent=2, ensure_ascii=True) + "\n"


def _report(report: Report) -> dict[str, object]:
    return {
        "version": VERSION,
        "run": report.run,
        "playbook": report.playbook,
        "started": _time(report.started),
        "finished": _time(report.finished),
        "revision": report.revision,
        "profile": report.profile,
        "fail_on": report.fail_on.word if report.fail_on is not None else None,
        "exit_code": report.exit_code,
        "counts": {
            "severity": {level.word: count for level, count in report.by_severity().items()},
            "result": {str(result): count for result, count in report.by_result().items()},
        },
        "not_collected": {str(cause): names for cause, names in report.causes().items()},
        "slowest": [row.name for row in report.slowest],
        "devices": [_device(row) for row in report.devices],
        "drift": [_drift(drift) for drift in report.drifted],
        "uncompared": {str(kind): names for kind, names in report.uncompared.items()},
        "findings": [_finding(finding) for finding in report.findings],
    }


def _time(moment: datetime | None) -> str | None:
    return moment.isoformat() if moment else None


def _device(row: DeviceRow) -> dict[str, object]:
    return {
        "name": row.name,
        "site": row.site,
        "role": row.role,
        "platform": row.platform,
        "standing": str(row.standing),
        "seconds": round(row.seconds, 3),
        "verified": _time(row.verified),
        "cause": str(row.cause) if row.cause else None,
        "reason": row.reason,
    }


def _drift(drift: Drift) -> dict[str, object]:
    return {
        "device": drift.device,
        "against": str(drift.against),
        "other": drift.other,
        "owned": list(drift.owned),
        "items": [_item(item) for item in drift.items],
        "diff": drift.diff,
    }


def _item(item: DriftItem) -> dict[str, object]:
    return {
        "kind": str(item.kind),
        "section": list(item.section),
        "running": _line(item.running),
        "reference": _line(item.reference),
    }


def _line(line: Line | None) -> dict[str, object] | None:
    return {"number": line.number, "text": line.text} if line else None


def _finding(finding: Finding) -> dict[str, object]:
    return {
        "fingerprint": finding.fingerprint,
        "fingerprint_version": FINGERPRINT_VERSION,
        "rule": finding.rule,
        "title": finding.title,
        "device": finding.device,
        "severity": finding.severity.word,
        "result": str(finding.result),
        "section": list(finding.section),
        "evidence": [_line(line) for line in finding.evidence],
        "why": finding.why,
        "fix": finding.fix,
        "verdict": str(finding.verdict),
        "actors": list(finding.actors),
    }
