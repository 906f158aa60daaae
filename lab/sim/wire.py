"""What stands between a device and its operators: the record, break points, faults at commands.

Every front passes what comes in through `received` (or `offered`, for a command line), what a
command says through `said`, and the bytes of the answer through `answered`.
"""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

from lab.sim.breaks import BreakPoints
from lab.sim.faults import ARMED, NOW
from lab.sim.lines import Offer, counts, typed

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from lab.sim.device import Actor, Chassis
    from lab.sim.faults import Active

_PER_CENT = 100


class Wire:
    """Every front of a device passes what comes in and what goes out through here.

    `moments` names commands of the platform by regular expressions; `tamper` lets another
    operator do what a scenario says.
    """

    def __init__(
        self, chassis: Chassis, moments: Mapping[str, str], tamper: Callable[[str], bool]
    ) -> None:
        self.moments = moments
        self.stops = BreakPoints()
        self._chassis, self._tamper = chassis, tamper
        self._typed: dict[Actor, int] = {}
        self._kept: dict[Actor, Any] = {}
        self._sessions: set[Callable[[], None]] = set()
        self._cleared = asyncio.Event()
        chassis.hang_up = self.hang_up

    def joined(self, hang_up: Callable[[], None]) -> None:
        """A connection is there; `hang_up` ends it."""
        self._sessions.add(hang_up)

    def parted(self, hang_up: Callable[[], None]) -> None:
        """A connection is gone."""
        self._sessions.discard(hang_up)

    def hang_up(self) -> None:
        """End all connections."""
        for hang_up in tuple(self._sessions):
            hang_up()

    def cleared(self) -> None:
        """The faults are gone: what was held back goes on."""
        self._cleared.set()
        self._cleared = asyncio.Event()

    async def received(self, actor: Actor, line: str) -> str | None:
        """Take note of a command before it runs; a text is said instead of running it.

        Raise ConnectionResetError if the device does not live to run it.
        """
        self._chassis.record(actor, line)
        await self.stops.passes(actor, line, is_after=False)
        refusal: str | None = None
        for active in self._struck(line):
            if active.does == "refuse":
                refusal = active.says(line)
            elif active.does == "half-way":
                self._kept[actor] = self._chassis.keep()
            else:
                self._deed(active)
        return refusal

    async def offered(self, actor: Actor, line: str, *, configures: bool) -> Offer:
        """Take note of a line of a command line; what the device takes of it, or says instead."""
        refusal = await self.received(actor, line)
        if not configures:
            self._typed.pop(actor, None)
        if refusal is not None or not configures or not counts(line):
            return Offer(line, refusal)
        self._typed[actor] = number = self._typed.get(actor, 0) + 1
        return typed(self._chassis, line, number)

    async def said(self, actor: Actor, line: str, text: str) -> str:
        """Let what a command that has run says pass; it may come out as another text."""
        for active in self._struck(line):
            if active.does == "replace":
                text = active.says(line)
            elif active.does == "truncate":
                text = text[: int(len(text) * active.settings["keep"])]
            elif active.does == "half-way":
                text = self._half_way(actor, active, text)
            elif active.does == "refuse-login":
                active.has_struck = True
        if self._chassis.timers():
            for active in self._waiting_for(ARMED):
                self._deed(active)
        await self.stops.passes(actor, line, is_after=True)
        return text

    async def answered(self, line: str, reply: bytes) -> bytes:
        """Let a reply pass; if less of it comes back, the connection is cut there."""
        for active in self._struck(line):
            if active.does == "delay":
                # The fault itself: this device answers late.
                await asyncio.sleep(active.settings["seconds"])
            elif active.does == "mute":
                await self._cleared.wait()
            elif active.does == "cut":
                reply = reply[: _bytes(str(active.settings["byte"]), len(reply))]
        return reply

    async def login(self, *, is_in: bool) -> bool:
        """Let the outcome of a login pass, and count it."""
        for active in tuple(self._chassis.faults.values()):
            if active.does == "stall-login":
                # The fault itself: this device's login server is slow.
                await asyncio.sleep(active.settings["seconds"])
            if active.does == "refuse-login" and (active.has_struck or not active.at):
                is_in = False
        self._chassis.logins["accepted" if is_in else "wrong"] += 1
        return is_in

    def turned_away(self) -> None:
        """A connection did not even reach a login."""
        self._chassis.logins["denied"] += 1

    def _struck(self, line: str) -> Iterator[Active]:
        for active in tuple(self._chassis.faults.values()):
            if active.at not in {NOW, ARMED} and active.strikes(line):
                yield active

    def _waiting_for(self, at: str) -> Iterator[Active]:
        waiting = tuple(self._chassis.faults.values())
        yield from (active for active in waiting if active.at == at and not active.has_struck)

    def _deed(self, active: Active) -> None:
        """What happens once, and to the whole device."""
        if active.has_struck:
            return
        if active.does == "foreign":
            # A lock keeps others out for a while; who waits for an armed revert comes after it.
            got_in = self._tamper(active.settings["scenario"])
            active.has_struck = got_in or active.at != ARMED
        elif active.does in {"reload", "drop"}:
            active.has_struck = True
            self.strike(active)
            raise ConnectionResetError(active.name)

    def strike(self, active: Active) -> None:
        """End all sessions, with the device or without it."""
        if active.does == "reload":
            self._chassis.reload()
        else:
            self.hang_up()

    def _half_way(self, actor: Actor, active: Active, text: str) -> str:
        kept = self._kept.pop(actor, None)
        if kept is None:
            return text  # the fault was set while the command stood at a break point
        self._chassis.fall_half_way(kept)
        return active.instead(text)


def _bytes(at: str, length: int) -> int:
    """A number of bytes, or per cent of them."""
    return length * int(at[:-1]) // _PER_CENT if at.endswith("%") else int(at)
