"""The report's counts, rows and exit code."""

from dataclasses import replace
from datetime import timedelta

import pytest
from fleet import CORE, EDGE, INTENDED, NOW, RUNNING, STARTUP, lost, snapshot

from netops.audit.report import Report, Standing, device_rows
from netops.errors import Cause
from netops.model.config import Drift, DriftItem, DriftKind, Line
from netops.model.finding import Finding, Result, Severity

ROWS = device_rows([EDGE], [snapshot(EDGE, "x\n")])
FAILED = device_rows([CORE], [lost(CORE)])
ITEM = DriftItem(DriftKind.EXTRA, (), Line(1, "x"), None)


def report(**fields):
    values = {"devices": ROWS, **fields}
    return Report("r1", "nightly", NOW, NOW, **values)


def finding(severity=Severity.HIGH, result=Result.FAIL, device="edge1"):
    return Finding("f", "r", "t", device, severity, result)


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({}, 0),
        ({"findings": (finding(),), "fail_on": None}, 0),
        ({"findings": (finding(),), "fail_on": Severity.CRITICAL}, 0),
        ({"findings": (finding(),), "fail_on": Severity.HIGH}, 3),
        ({"findings": (finding(result=Result.UNKNOWN),), "fail_on": Severity.INFO}, 0),
        ({"drifts": (Drift("edge1", INTENDED, (), ""),)}, 0),
        ({"drifts": (Drift("edge1", STARTUP, (ITEM,), ""),)}, 3),
        ({"devices": ROWS + FAILED}, 4),
        ({"devices": FAILED, "drifts": (Drift("edge1", INTENDED, (ITEM,), ""),)}, 4),
    ],
)
def test_the_highest_exit_code_that_holds_wins(fields, code):
    assert report(**fields).exit_code == code


def test_a_row_says_how_the_device_came_out_and_since_when_it_is_proven():
    [ok] = device_rows([EDGE], [snapshot(EDGE, "x\n")], seconds={"edge1": 1.5})
    assert (ok.standing, ok.seconds, ok.verified) == (Standing.OK, 1.5, NOW)
    [changed] = device_rows([EDGE], [snapshot(EDGE, "x\n")], changed=["edge1"])
    assert changed.standing is Standing.CHANGED


def test_a_device_that_failed_keeps_the_age_of_its_last_proof():
    before = NOW - timedelta(days=2)
    [row] = device_rows([CORE], [lost(CORE)], verified={"core1": before})
    assert (row.standing, row.cause, row.verified) == (Standing.FAILED, Cause.TIMEOUT, before)
    assert row.reason == "no answer in 60 s"


def test_a_missing_startup_fails_the_device_whose_running_config_is_proven():
    [row] = device_rows([EDGE], [snapshot(EDGE, "x\n"), lost(EDGE, kind=STARTUP)])
    assert (row.standing, row.verified) == (Standing.FAILED, NOW)


def test_a_device_without_any_running_config_has_failed():
    [row] = device_rows([EDGE], [snapshot(EDGE, "x\n", STARTUP)])
    assert (row.standing, row.cause, row.reason, row.verified) == (
        Standing.FAILED,
        None,
        "nothing was collected",
        None,
    )


def test_failures_come_worst_first_and_leave_passes_out():
    found = (
        finding(Severity.LOW),
        finding(result=Result.PASS),
        finding(Severity.CRITICAL, Result.UNKNOWN),
        finding(Severity.CRITICAL),
        finding(result=Result.NOT_APPLICABLE),
    )
    told = [(one.result, one.severity) for one in report(findings=found).failures]
    assert told == [
        (Result.FAIL, Severity.CRITICAL),
        (Result.FAIL, Severity.LOW),
        (Result.UNKNOWN, Severity.CRITICAL),
    ]


def test_counts_name_every_severity_and_result():
    one = report(findings=(finding(), finding(result=Result.PASS)))
    assert one.by_severity()[Severity.HIGH] == 1
    assert list(one.by_severity()) == sorted(Severity, reverse=True)
    assert (one.by_result()[Result.PASS], one.by_result()[Result.MANUAL]) == (1, 0)


def test_causes_gather_the_devices_that_share_one():
    both = device_rows([EDGE, CORE], [lost(EDGE), lost(CORE, kind=RUNNING)])
    assert report(devices=both + ROWS).causes() == {Cause.TIMEOUT: ("edge1", "core1")}
    assert len(report(devices=both + ROWS).standing(Standing.FAILED)) == 2


def test_the_slowest_five_are_named():
    rows = device_rows([EDGE, CORE], [], seconds={"edge1": 1, "core1": 2})
    assert [row.name for row in report(devices=rows * 3).slowest] == [
        "core1",
        "core1",
        "core1",
        "edge1",
        "edge1",
    ]


def test_a_severity_is_told_in_lower_case():
    assert [severity.word for severity in Severity] == ["info", "low", "medium", "high", "critical"]


def test_a_collected_device_without_a_reference_is_told_and_not_called_clean():
    both = (STARTUP, INTENDED)
    xr = device_rows([replace(EDGE, name="r1", platform="cisco_xr")], [snapshot(R1, "x\n")])
    rows = (*ROWS, *FAILED, *xr)
    drifts = (Drift("edge1", STARTUP, (), ""),)
    found = report(devices=rows, drifts=drifts, against=both)
    assert found.uncompared == {INTENDED: ("edge1", "r1")}
    assert report(against=both, drifts=(*drifts, Drift("edge1", INTENDED, (), ""))).uncompared == {}
    assert report().uncompared == {}


R1 = replace(EDGE, name="r1")
