"""Devices whose evidence is old."""

from datetime import timedelta

import pytest
from fleet import CORE, DEVICES, EDGE, NOW

from netops.audit.stale import stale
from netops.model.finding import Result

DAY = timedelta(hours=26)


def found(verified):
    return list(stale(DEVICES.values(), verified, now=NOW, after=DAY))


@pytest.mark.parametrize(("hours", "count"), [(26, 0), (26.01, 1), (-0.05, 0), (-24 * 365, 1)])
def test_a_config_is_old_when_it_was_verified_longer_ago_than_it_may_be_or_in_the_future(
    hours, count
):
    verified = {EDGE.name: NOW - timedelta(hours=hours), CORE.name: NOW}
    assert len(found(verified)) == count


def test_the_time_of_the_last_proof_is_told():
    (one,) = found({EDGE.name: NOW - timedelta(days=2), CORE.name: NOW})
    assert (one.device, one.rule, one.result) == (EDGE.name, "stale", Result.FAIL)
    assert one.why == (
        "Its config was proven whole last on 2026-11-21 at 02:00 UTC; it should be every 26 hours."
    )


def test_a_device_that_was_never_verified_is_old_from_the_first_day():
    assert ["never yet" in one.why for one in found({})] == [True, True]


def test_the_finding_keeps_its_name_as_the_days_pass():
    names = {found({CORE.name: NOW, EDGE.name: NOW - timedelta(days=n)})[0].fingerprint
             for n in (2, 3)}  # fmt: skip
    assert len(names) == 1
