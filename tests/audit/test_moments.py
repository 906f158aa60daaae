"""Points in time as people write them."""

from datetime import UTC, datetime

import pytest

from netops.audit.moments import moment

NOW = datetime(2026, 11, 23, 7, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("words", "meant"),
    [
        ("now", "2026-11-23T07:30:00"),
        (" 2h ", "2026-11-23T05:30:00"),
        ("90min", "2026-11-23T06:00:00"),
        ("3d ago", "2026-11-20T07:30:00"),
        ("1 w", "2026-11-16T07:30:00"),
        ("today", "2026-11-23T23:59:59"),
        ("Yesterday", "2026-11-22T23:59:59"),
        ("2026-11-22", "2026-11-22T23:59:59"),
        ("2026-11-22T09:30", "2026-11-22T09:30:00"),
        ("2026-11-22 09:30:15Z", "2026-11-22T09:30:15"),
        ("2026-11-22T09:30+02:00", "2026-11-22T07:30:00"),
        ("0001-01-01", "0001-01-01T23:59:59"),
        ("9999-12-31", "9999-12-31T23:59:59"),
    ],
)
def test_words_mean_a_moment(words, meant):
    assert moment(words, NOW) == datetime.fromisoformat(f"{meant}+00:00")


def test_a_day_begins_at_midnight_where_its_start_is_meant():
    assert moment("yesterday", NOW, is_start=True) == datetime(2026, 11, 22, tzinfo=UTC)
    assert moment("2026-11-22T09:30", NOW, is_start=True) == datetime(
        2026, 11, 22, 9, 30, tzinfo=UTC
    )


@pytest.mark.parametrize(
    "words",
    [
        *("", "yesterdy", "2026-02-31", "deadbeef", "main~1", "2m", "9999h"),
        *("0000-01-01", "0001-01-01T00:00+14:00", "9999-12-31T23:59-05:00"),
    ],
)
def test_what_is_no_time_is_none(words):
    assert moment(words, NOW) is None
