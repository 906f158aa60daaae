"""How long a visit to a device may last, and what Ctrl-C leaves of it."""

import asyncio
import math
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from threading import Event

from netops.errors import Cause, DeviceError

GRACE = 10.0


class Limits:
    """The patience of one run with its devices; `seconds` is for a whole visit.

    The first Ctrl-C lets each command under way end, within `GRACE` seconds; a second one cuts.
    """

    def __init__(self, seconds: float) -> None:
        self.stop = Event()
        self._seconds = seconds
        self._cut = math.inf
        self._running: set[asyncio.Timeout] = set()

    def press(self) -> None:
        """Ctrl-C, on the loop of the run."""
        grace = 0.0 if self.stop.is_set() else GRACE
        self.stop.set()
        self._cut = min(self._cut, asyncio.get_running_loop().time() + grace)
        for one in self._running:
            if not one.expired():
                one.reschedule(min(self._cut, one.when() or math.inf))

    def go_on(self) -> None:
        """Between two commands Ctrl-C counts; raise INTERRUPTED then."""
        if self.stop.is_set():
            raise DeviceError(Cause.INTERRUPTED, "stopped by Ctrl-C")

    def end_of_visit(self) -> float:
        """When a visit that begins now must be over, on the loop's clock."""
        return asyncio.get_running_loop().time() + self._seconds

    @asynccontextmanager
    async def until(self, end: float) -> AsyncIterator[None]:
        """One step of a visit that must be over at `end`; raise TIMEOUT or INTERRUPTED then."""
        when = min(end, self._cut)
        if asyncio.get_running_loop().time() >= when:
            raise self._over(end)  # nothing is begun that would only be cut
        limit = asyncio.timeout_at(when)
        self._running.add(limit)
        try:
            async with limit:
                yield
        except TimeoutError:
            raise self._over(end) from None
        finally:
            self._running.discard(limit)

    def _over(self, end: float) -> DeviceError:
        if asyncio.get_running_loop().time() < end:
            return DeviceError(Cause.INTERRUPTED, "cut by Ctrl-C")
        reason = f"the visit took longer than {self._seconds:g} seconds (device_timeout)"
        return DeviceError(Cause.TIMEOUT, reason)
