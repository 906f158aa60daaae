"""What stands between a device and its operators: the record of what they typed, and faults."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lab.sim.device import Actor, Chassis


class Wire:
    """Every front of a device passes what comes in and what goes out through here."""

    def __init__(self, chassis: Chassis) -> None:
        self._chassis = chassis

    async def received(self, actor: Actor, line: str) -> str | None:
        """Take note of a line before it runs; a text refuses it."""
        self._chassis.record(actor, line)
        return None

    async def answered(self, line: str, reply: bytes) -> bytes:  # noqa: ARG002  G's faults choose by it
        """Let a reply pass; if less of it comes back, the connection is cut there."""
        if slow := self._chassis.faults.get("slow"):
            await asyncio.sleep(slow["seconds"])
        return reply

    async def login(self, *, is_in: bool) -> bool:
        """Let the outcome of a login pass, and count it."""
        if stall := self._chassis.faults.get("auth-stall"):
            await asyncio.sleep(stall["seconds"])
        self._chassis.logins["accepted" if is_in else "wrong"] += 1
        return is_in

    def turned_away(self) -> None:
        """A connection did not even reach a login."""
        self._chassis.logins["denied"] += 1
