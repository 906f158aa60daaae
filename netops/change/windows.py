"""When a change may run: its own window, the weekly maintenance hours, and the freezes."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo

from netops.model.change import Window


@dataclass(frozen=True, slots=True)
class Weekly:
    """Maintenance hours. `days` counts Monday as 0; a `closes` not after `opens` is next day's."""

    days: frozenset[int]
    opens: time
    closes: time
    zone: tzinfo


@dataclass(frozen=True, slots=True)
class Freeze:
    """A time in which nothing changes, with the name that people know it by."""

    name: str
    during: Window


@dataclass(frozen=True, slots=True)
class Calendar:
    """`inventory/windows.yaml`. Without weekly hours every hour is open."""

    weekly: tuple[Weekly, ...] = ()
    freezes: tuple[Freeze, ...] = ()


def refusals(
    now: datetime, window: Window | None, calendar: Calendar, *, need: timedelta
) -> tuple[str, ...]:
    """Why nothing may start now; `need` is the worst case of taking it all back."""
    own = _left_of("window", window, now, need) if window else ()
    hours = _left_of_any(calendar, now, need) if calendar.weekly else ()
    frozen = tuple(
        f"the freeze '{freeze.name}' holds from {_at(freeze.during.opens)}"
        f" to {_at(freeze.during.closes)}"
        for freeze in calendar.freezes
        if now < freeze.during.closes and now + need > freeze.during.opens
    )
    return (*own, *hours, *frozen)


def hours_of(weekly: Weekly, day: date) -> Window:
    """The hours that open on that local day, in UTC: a DST night is shorter or longer."""
    overnight = timedelta(days=1 if weekly.closes <= weekly.opens else 0)
    opens = datetime.combine(day, weekly.opens, weekly.zone)
    closes = datetime.combine(day + overnight, weekly.closes, weekly.zone)
    return Window(opens.astimezone(UTC), closes.astimezone(UTC))


def _left_of_any(calendar: Calendar, now: datetime, need: timedelta) -> tuple[str, ...]:
    open_now = [hours for hours in _around(calendar, now) if hours.opens <= now < hours.closes]
    if not open_now:
        return ("no maintenance hours are open now (inventory/windows.yaml)",)
    latest = max(open_now, key=lambda hours: hours.closes)
    return _left_of("maintenance hours", latest, now, need)


def _around(calendar: Calendar, now: datetime) -> Iterator[Window]:
    for weekly in calendar.weekly:
        today = now.astimezone(weekly.zone).date()
        for day in (today - timedelta(days=1), today):
            if day.weekday() in weekly.days:
                yield hours_of(weekly, day)


def _left_of(name: str, window: Window, now: datetime, need: timedelta) -> tuple[str, ...]:
    if now < window.opens:
        return (f"the {name} opens at {_at(window.opens)}",)
    if now >= window.closes:
        return (f"the {name} closed at {_at(window.closes)}",)
    if window.closes - now < need:
        left, needed = (int(span.total_seconds() // 60) for span in (window.closes - now, need))
        return (f"the {name} has {left} minutes left, and to take all back needs {needed}",)
    return ()


def _at(moment: datetime) -> str:
    return f"{moment.astimezone(UTC):%Y-%m-%d %H:%M} UTC"
