"""Points in time as people write them: `yesterday`, `3d`, `2026-11-22`, `2026-11-22T09:30`."""

import re
from datetime import UTC, datetime, timedelta

_AGO = re.compile(r"(?P<count>\d{1,3}) ?(?P<unit>min|h|d|w)(?: ago)?")
_UNITS = {"min": "minutes", "h": "hours", "d": "days", "w": "weeks"}
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_TIME = re.compile(rf"{_DAY.pattern}[T ]\d\d:\d\d(?::\d\d)?(?:Z|[+-]\d\d:?\d\d)?")

FORMS = "2026-11-22, 2026-11-22T09:30, yesterday, 90min, 2h, 3d or 1w"


def moment(text: str, now: datetime, *, is_start: bool = False) -> datetime | None:
    """The point in time that the words mean, aware, UTC; None where they are no time at all.

    A day alone means its last moment, or its first with `is_start`; times without a zone are UTC.

    >>> moment("2h", datetime(2026, 11, 23, 12, tzinfo=UTC)).isoformat()
    '2026-11-23T10:00:00+00:00'
    """
    words = text.strip().lower()
    if words == "now":
        return now
    if found := _AGO.fullmatch(words):
        return now - timedelta(**{_UNITS[found["unit"]]: int(found["count"])})
    if words in {"today", "yesterday"}:
        words = f"{now - timedelta(days=words == 'yesterday'):%Y-%m-%d}"
    return _written(words, is_start=is_start)


def _written(words: str, *, is_start: bool) -> datetime | None:
    is_day = _DAY.fullmatch(words) is not None
    if not is_day and not _TIME.fullmatch(words.upper()):
        return None
    try:
        found = datetime.fromisoformat(words.upper())
        if is_day and not is_start:
            found += timedelta(days=1, seconds=-1)
        return found.astimezone(UTC) if found.tzinfo else found.replace(tzinfo=UTC)
    except (ValueError, OverflowError):  # the 31st of February, the first hour of the year 1
        return None
