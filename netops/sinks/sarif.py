"""The findings as SARIF 2.1.0, for code review and for everything else that reads it."""

import json
from urllib.parse import quote

from netops.audit.report import Report, Standing
from netops.model.finding import Finding, Result, Severity
from netops.rules.fingerprint import FINGERPRINT_VERSION
from netops.rules.rule import ATTACK_VERSION, Rule
from netops.sinks.text import visible

_LEVEL = {
    Severity.CRITICAL: "error",
    Severity.HIGH: "error",
    Severity.MEDIUM: "warning",
    Severity.LOW: "note",
    Severity.INFO: "note",
}
# The number that code hosts sort by (the CVSS scale).
_SCORE = {
    Severity.CRITICAL: "9.5",
    Severity.HIGH: "8.0",
    Severity.MEDIUM: "5.5",
    Severity.LOW: "3.0",
    Severity.INFO: "0.0",
}
_KIND = {
    Result.FAIL: "fail",
    Result.UNKNOWN: "open",
    Result.ERROR: "open",
    Result.MANUAL: "review",
}


def sarif(report: Report) -> str:
    """One run with what failed or could not be judged; passes are left out.

    A result points into the evidence repository, `configs/<site>/<device>/running.cfg`.
    """
    log = {"$schema": _SCHEMA, "version": "2.1.0", "runs": [_run(report)]}
    return json.dumps(log, indent=2, ensure_ascii=True) + "\n"


_SCHEMA = (
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
)


def _run(report: Report) -> dict[str, object]:
    findings = report.failures
    rules = {rule.id: _rule(rule) for rule in report.rules}
    for finding in findings:
        rules.setdefault(finding.rule, _own_rule(finding))
    index = {name: number for number, name in enumerate(rules)}
    sites = {row.name: row.site for row in report.devices}
    taxonomy = "MITRE ATT&CK"
    driver = {
        "name": "netops",
        "rules": list(rules.values()),
        "supportedTaxonomies": [{"name": taxonomy}],
    }
    return {
        "tool": {"driver": driver},
        "taxonomies": [{"name": taxonomy, "version": ATTACK_VERSION}],
        "automationDetails": {"id": f"netops/{report.playbook}/{report.run}"},
        "originalUriBaseIds": {"EVIDENCE": {"description": {"text": "the evidence repository"}}},
        "invocations": [_invocation(report)],
        "columnKind": "unicodeCodePoints",
        "properties": {"revision": report.revision, "profile": report.profile},
        "results": [_result(one, index[one.rule], sites.get(one.device, "")) for one in findings],
    }


def _invocation(report: Report) -> dict[str, object]:
    return {
        "executionSuccessful": not report.standing(Standing.FAILED),
        "exitCode": report.exit_code,
        "startTimeUtc": report.started.strftime("%Y-%m-%dT%H:%M:%SZ"),
        "endTimeUtc": report.finished.strftime("%Y-%m-%dT%H:%M:%SZ"),
    }


def _rule(rule: Rule) -> dict[str, object]:
    refs = (("stig", rule.refs.stig), ("nist", rule.refs.nist), ("cis", rule.refs.cis))
    tags = [f"{name}:{ref}" for name, ids in refs for ref in ids]
    return {
        "id": rule.id,
        "shortDescription": {"text": rule.title},
        "fullDescription": {"text": rule.why},
        "defaultConfiguration": {"level": _LEVEL[rule.severity]},
        "properties": {
            "security-severity": _SCORE[rule.severity],
            "tags": ["security", rule.area, *tags, *(f"attack:{ref}" for ref in rule.refs.attack)],
        },
    }


def _own_rule(finding: Finding) -> dict[str, object]:
    """What the audit itself finds (drift, no capture) has no rule in the library."""
    return {
        "id": finding.rule,
        "defaultConfiguration": {"level": _LEVEL[finding.severity]},
        "properties": {"security-severity": _SCORE[finding.severity], "tags": ["security"]},
    }


def _result(finding: Finding, index: int, site: str) -> dict[str, object]:
    kind = _KIND[finding.result]
    return {
        "ruleId": finding.rule,
        "ruleIndex": index,
        "kind": kind,
        "level": _LEVEL[finding.severity] if kind == "fail" else "none",
        "message": {"text": visible(_message(finding))},
        "locations": _locations(finding, site),
        "partialFingerprints": {f"netops/v{FINGERPRINT_VERSION}": finding.fingerprint},
        "properties": {
            "device": finding.device,
            "severity": finding.severity.word,
            "verdict": str(finding.verdict),
            "actors": [visible(actor) for actor in finding.actors],
        },
    }


def _message(finding: Finding) -> str:
    fix = f"\n\nFix:\n{finding.fix}" if finding.fix else ""
    return f"{finding.device}: {finding.title}. {finding.why}{fix}"


def _locations(finding: Finding, site: str) -> list[dict[str, object]]:
    path = "/".join(quote(part, safe="") for part in ("configs", site, finding.device))
    artifact = {"uri": f"{path}/running.cfg", "uriBaseId": "EVIDENCE"}
    logical = [{"fullyQualifiedName": visible(" > ".join((finding.device, *finding.section)))}]
    places = [
        {
            "artifactLocation": artifact,
            "region": {"startLine": line.number, "snippet": {"text": visible(line.text)}},
        }
        for line in finding.evidence
    ]
    physical = places or [{"artifactLocation": artifact}]
    return [{"physicalLocation": place, "logicalLocations": logical} for place in physical]
