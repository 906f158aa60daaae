"""How long a visit to a device may last, and what Ctrl-C leaves of it."""

import asyncio
import math
from collections.abc import Callable
from functools import partial
from threading import Event
from types import TracebackType

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

    def until(self, end: float) -> "_Step":
        """One step of a visit that must be over at `end`; raise TIMEOUT or INTERRUPTED then."""
        when = min(end, self._cut)
        if asyncio.get_running_loop().time() >= when:
            raise self._over(end)  # nothing is begun that would only be cut
        return _Step(when, self._running, partial(self._over, end))

    def _over(self, end: float) -> DeviceError:
        if asyncio.get_running_loop().time() < end:
            return DeviceError(Cause.INTERRUPTED, "cut by Ctrl-C")
        reason = f"the visit took longer than {self._seconds:g} seconds (device_timeout)"
        return DeviceError(Cause.TIMEOUT, reason)


class _Step:
    """What must be over in time: `async with`."""

    def __init__(
        self, when: float, running: set[asyncio.Timeout], over: Callable[[], DeviceError]
    ) -> None:
        self._limit, self._running, self._over = asyncio.timeout_at(when), running, over

    async def __aenter__(self) -> None:
        self._running.add(self._limit)
        await self._limit.__aenter__()

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._running.discard(self._limit)
        try:
            await self._limit.__aexit__(kind, error, trace)
        except TimeoutError:
            raise self._over() from None
