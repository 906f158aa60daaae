"""When a change may run (T11)."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from netops.change.windows import Calendar, Freeze, Weekly, hours_of, refusals
from netops.model.change import Window

AMS = ZoneInfo("Europe/Amsterdam")
NEED = timedelta(minutes=4)
NIGHT = Weekly(frozenset({5}), time(22), time(4), AMS)  # Saturday night into Sunday


def at(day, hour, minute=0, month=11):
    return datetime(2026, month, day, hour, minute, tzinfo=UTC)


WINDOW = Window(at(23, 1), at(23, 3))


def test_without_window_and_hours_every_hour_is_open():
    assert refusals(at(23, 1), None, Calendar(), need=NEED) == ()


def test_before_its_window_a_change_waits():
    assert refusals(at(23, 0, 59), WINDOW, Calendar(), need=NEED) == (
        "the window opens at 2026-11-23 01:00 UTC",
    )


def test_the_window_opens_at_its_first_moment_and_is_closed_at_its_last():
    assert refusals(at(23, 1), WINDOW, Calendar(), need=NEED) == ()
    assert refusals(at(23, 3), WINDOW, Calendar(), need=NEED) == (
        "the window closed at 2026-11-23 03:00 UTC",
    )


def test_a_window_without_time_to_take_all_back_is_as_good_as_closed():
    assert refusals(at(23, 2, 56), WINDOW, Calendar(), need=NEED) == ()
    assert refusals(at(23, 2, 57), WINDOW, Calendar(), need=NEED) == (
        "the window has 3 minutes left, and to take all back needs 4",
    )


def test_a_freeze_stops_everything_that_could_reach_into_it():
    calendar = Calendar(freezes=(Freeze("year end", Window(at(23, 2), at(24, 0))),))
    assert refusals(at(23, 1), WINDOW, calendar, need=NEED) == ()
    assert refusals(at(23, 1, 58), WINDOW, calendar, need=NEED) == (
        "the freeze 'year end' holds from 2026-11-23 02:00 UTC to 2026-11-24 00:00 UTC",
    )
    assert refusals(at(24, 0), None, calendar, need=NEED) == ()


def test_maintenance_hours_run_past_midnight():
    calendar = Calendar(weekly=(NIGHT,))
    assert refusals(at(21, 21), None, calendar, need=NEED) == ()  # Saturday 22:00 there
    assert refusals(at(22, 2, 30), None, calendar, need=NEED) == ()  # Sunday 03:30 there
    assert refusals(at(22, 3), None, calendar, need=NEED) != ()  # Sunday 04:00 there
    assert refusals(at(21, 20, 59), None, calendar, need=NEED) == (
        "no maintenance hours are open now (inventory/windows.yaml)",
    )


def test_near_their_end_maintenance_hours_leave_no_time_to_roll_back():
    (reason,) = refusals(at(22, 2, 58), None, Calendar(weekly=(NIGHT,)), need=NEED)
    assert reason == "the maintenance hours has 2 minutes left, and to take all back needs 4"


def test_a_night_with_a_clock_change_is_an_hour_shorter_or_longer():
    def length(day):
        hours = hours_of(NIGHT, day)
        return hours.closes - hours.opens

    assert length(date(2026, 3, 28)) == timedelta(hours=5)
    assert length(date(2026, 10, 24)) == timedelta(hours=7)
    assert length(date(2026, 11, 21)) == timedelta(hours=6)


def test_the_second_two_o_clock_of_an_autumn_night_is_inside():
    calendar = Calendar(weekly=(NIGHT,))
    assert refusals(datetime(2026, 10, 25, 1, 30, tzinfo=UTC), None, calendar, need=NEED) == ()


def test_of_two_open_maintenance_hours_the_later_end_decides():
    longer = Weekly(frozenset({6}), time(0), time(6), AMS)
    calendar = Calendar(weekly=(NIGHT, longer))
    assert refusals(at(22, 2, 58), None, calendar, need=NEED) == ()
