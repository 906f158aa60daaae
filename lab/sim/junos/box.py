"""A Junos device: who it is, and its configuration database."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from lab.sim.device import Chassis
from lab.sim.junos import state
from lab.sim.junos.commits import Database
from lab.sim.junos.load import load
from lab.sim.junos.show import braces
from lab.sim.junos.statements import half_way

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lab.sim.clock import Clock
    from lab.sim.device import Identity
    from lab.sim.junos.statements import Statement
    from lab.sim.view import Seen, View

_GRACE = 0.05  # seconds
HARDWARE = tuple(f"ge-0/0/{number}" for number in range(6))


@dataclass(slots=True)
class Box(Chassis):
    """The state of one emulated Junos device."""

    database: Database = field(init=False)

    @property
    def hostname(self) -> str:
        """The name the device now goes by; without one, a Junos device is Amnesiac."""
        return self.database.active.value("system", "host-name", default="Amnesiac")

    def text(self) -> str:
        """The active configuration, without the line that says who committed it when."""
        return _shown(self.database.active)

    def saved_text(self) -> str:
        """What it boots from: on Junos, what is active."""
        return self.text()

    def candidates(self) -> dict[str, str]:
        """The one candidate that everybody shares."""
        return {"shared": _shown(self.database.candidate)}

    def timers(self) -> list[dict[str, Any]]:
        """The commit that waits for its confirmation."""
        armed = self.database.armed
        if not armed:
            return []
        who, minutes = armed.commit.user, armed.commit.minutes
        left = armed.expires - self.clock.uptime()
        return [{"name": armed.commit.revision, "user": who, "minutes": minutes, "left": left}]

    def opened(self) -> dict[str, str]:
        """Who edits, and whether exclusively."""
        database = self.database
        told = {f"{one.actor.user} pid {one.pid}": "shared" for one in database.editors}
        if holder := database.lock:
            told[f"{holder.actor.user} pid {holder.pid}"] = "exclusive"
        return told

    def reset(self, fresh: Box) -> None:
        """Become a device that has just booted; open sessions stay."""
        self.database.rebooted()
        self.database.become(fresh.database)
        for kept in (self.files, self.log, self.commands):
            kept.clear()

    def reload(self) -> None:
        """Boot what is active: no timer, lock or candidate survives."""
        self.database.rebooted()
        self.clock.restart()
        self.hang_up()

    def reboot(self) -> None:
        """Reload as soon as the operator who asked for it has heard so."""
        asyncio.get_running_loop().call_later(_GRACE, self.reload)

    def keep(self) -> Statement:
        """A copy of the candidate: what is active changes whole or not at all."""
        return self.database.candidate.clone()

    def fall_half_way(self, kept: Statement) -> None:
        """Load only the first half of what has changed in the candidate since then."""
        self.database.candidate = half_way(kept, self.database.candidate)

    def edit(self, lines: Sequence[str]) -> None:
        """Change the active configuration unseen."""
        for root in (self.database.active, self.database.candidate):
            load(root, "\n".join(lines), "set")

    def view(self) -> View:
        """What the active configuration says to the network."""
        return state.view(self.database.active, self.identity.name, HARDWARE, self.mac_of)

    def mac_of(self, number: int) -> str:
        """The hardware address of a port: the device's own, counted up."""
        first = int(self.identity.mac.replace(":", "").replace(".", ""), 16)
        digits = f"{first + number:012x}"
        return ":".join(digits[at : at + 2] for at in range(0, 12, 2))

    def seen(self) -> Seen:
        """What the device sees around it."""
        return self.network.seen(self)


def boot(identity: Identity, clock: Clock, text: str) -> Box:
    """A device that has booted from a config; raise ValueError if it is not Junos."""
    box = Box(identity, clock)
    box.database = Database(clock, text, box.note, keeps_unknown=identity.keeps_unknown)
    box.database.is_full = lambda: box.files.is_full
    return box


def _shown(root: Statement) -> str:
    return "\n".join(braces(root)) + "\n"
