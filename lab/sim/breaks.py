"""Break points: a device stops when it has received a command, before or after it ran."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import re

    from lab.sim.device import Actor


@dataclass(slots=True)
class _Stop:
    where: re.Pattern[str]
    is_after: bool
    released: asyncio.Event = field(default_factory=asyncio.Event)


class BreakPoints:
    """The break points of one device."""

    def __init__(self) -> None:
        self._stops: list[_Stop] = []
        self._reached: dict[str, str] = {}
        self._hit = asyncio.Event()

    def add(self, where: re.Pattern[str], *, is_after: bool) -> None:
        """Stop at the next command that matches, before it runs or before it is answered."""
        self._stops.append(_Stop(where, is_after))

    async def passes(self, actor: Actor, line: str, *, is_after: bool) -> None:
        """Let a command pass; wait for `release` if it is one to stop at."""
        for stop in self._stops:
            if stop.is_after == is_after and stop.where.search(line):
                self._reached = {"user": actor.user, "from": actor.source, "line": line}
                self._hit.set()
                await stop.released.wait()
                return

    async def reached(self, seconds: float) -> dict[str, str]:
        """Wait until a command stands at a break point; raise ValueError if none comes."""
        if not self._stops:
            raise ValueError("no break point is set")
        try:
            await asyncio.wait_for(self._hit.wait(), seconds)
        except TimeoutError:
            raise ValueError(f"no break point was reached in {seconds:g} s") from None
        return self._reached

    def release(self) -> None:
        """Take all break points away; what stands at one goes on."""
        for stop in self._stops:
            stop.released.set()
        self._stops = []
        self._hit.clear()
