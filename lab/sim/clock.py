"""The device's clock: its minutes may last less than ours, so that timers can be watched."""

from __future__ import annotations

import asyncio
import time
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

_RAN_BEFORE = 1_041_600.0  # a device that has been up for twelve days


class Clock:
    """A device's wall time, uptime in device seconds, and timers in device minutes.

    `skew` is how many seconds the wall clock is ahead.
    """

    def __init__(self, minute: float = 60.0) -> None:
        self.minute = minute
        self.skew = 0.0
        self._born, self._before = time.monotonic(), _RAN_BEFORE

    def restart(self) -> None:
        """Count the uptime from now."""
        self._born, self._before = time.monotonic(), 0.0

    def now(self) -> datetime:
        """The wall clock, in UTC."""
        return datetime.now(UTC) + timedelta(seconds=self.skew)

    def uptime(self) -> float:
        """Seconds since boot, as the device counts them."""
        return self._before + (time.monotonic() - self._born) * 60.0 / self.minute

    def after(self, minutes: float, ring: Callable[[], None]) -> asyncio.TimerHandle:
        """Call `ring` when so many device minutes have passed."""
        return asyncio.get_running_loop().call_later(minutes * self.minute, ring)


def long_date(moment: datetime) -> str:
    """`00:47:01 UTC Mon Nov 23 2026`, as IOS writes a moment."""
    return moment.strftime("%H:%M:%S UTC %a %b %-d %Y")


def stamp(moment: datetime) -> str:
    """`Nov 23 00:47:01.123`, as IOS stamps a log line."""
    return moment.strftime("%b %e %H:%M:%S.") + f"{moment.microsecond // 1000:03d}"
