"""Faults that are done to a device when they are set, and undone when they are cleared."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING

from lab.sim.faults import NOW

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Mapping, Sequence

    from lab.sim.device import Chassis
    from lab.sim.faults import Active
    from lab.sim.ports import Front
    from lab.sim.wire import Wire

    _Deed = Callable[["Site", "Active"], Awaitable[None]]


class Site:
    """A device with its doors, its wire and the other devices."""

    def __init__(
        self, device: Chassis, fronts: Sequence[Front], wire: Wire, others: Mapping[str, Chassis]
    ) -> None:
        self.device, self.wire = device, wire
        self.fronts, self._others = fronts, others
        self._serial = device.identity.serial
        self._booting: asyncio.Task[None] | None = None
        self._is_hurried = asyncio.Event()
        device.hang_up = self._restarted

    def _restarted(self) -> None:
        """The device reloads: all sessions end, and for a while it takes no new one."""
        self.wire.hang_up()
        is_booting = self._booting is not None and not self._booting.done()
        if self.device.identity.boot_seconds and not is_booting:
            self.device.is_booting = True
            self._booting = asyncio.ensure_future(self._boot())

    async def _boot(self) -> None:
        for front in self.fronts:
            await front.close()
        clock = self.device.clock
        seconds = self.device.identity.boot_seconds * clock.minute / 60
        with suppress(TimeoutError):  # nobody hurried it: it has booted in its own time
            await asyncio.wait_for(self._is_hurried.wait(), seconds)
        if "unreachable" not in self.device.faults:
            for front in self.fronts:
                await front.open()
        self.device.is_booting = False

    async def set(self, active: Active) -> None:
        """Let a fault strike; raise ValueError or LookupError if it cannot."""
        if active.name in self.device.faults:
            raise ValueError(f"{self.device.identity.name} already has fault {active.name!r}")
        if begin := _BEGIN.get(active.does):
            await begin(self, active)
        self.device.faults[active.name] = active

    async def clear(self) -> None:
        """Take all faults away; a device that boots has booted."""
        if self._booting:
            self._is_hurried.set()
            await self._booting
            self._is_hurried.clear()
            self._booting = None
        for active in self.device.faults.values():
            if end := _END.get(active.does):
                await end(self, active)
        self.device.faults.clear()
        self.wire.stops.release()
        self.wire.cleared()

    def other(self, name: str) -> Chassis:
        """The device of this name, or the first of the same platform."""
        own = self.device.identity
        if name and name not in self._others:
            raise LookupError(
                f"no device {name!r} in this lab; there are {', '.join(self._others)}"
            )
        same = (
            other
            for other in self._others.values()
            if other is not self.device and other.identity.platform == own.platform
        )
        found = self._others[name] if name else next(same, None)
        if found is None or found.identity.platform != own.platform:
            raise ValueError(f"{own.name} needs another device of {own.platform} to look like")
        return found

    def edit(self, lines: Mapping[str, Sequence[str]]) -> None:
        """Change the running configuration unseen."""
        prompt = self.device.hostname
        # Not str.format: the languages have braces of their own.
        own = [line.replace("{}", prompt) for line in lines[self.device.identity.platform]]
        self.device.edit(own)

    def name_plate(self, serial: str) -> None:
        """Have this serial number; without one, the first."""
        identity = self.device.identity
        self.device.identity = replace(identity, serial=serial or self._serial)


async def _close(site: Site, _active: Active) -> None:
    for front in site.fronts:
        await front.close()


async def _open(site: Site, _active: Active) -> None:
    for front in site.fronts:
        await front.open()


async def _rekey(site: Site, _active: Active) -> None:
    for front in site.fronts:
        await front.rekey()


async def _disguise(site: Site, active: Active) -> None:
    site.device.guise = site.other(active.settings["as"])


async def _undisguise(site: Site, _active: Active) -> None:
    site.device.guise = None


async def _edit(site: Site, active: Active) -> None:
    site.edit(active.fault.lines)


async def _unedit(site: Site, active: Active) -> None:
    site.edit(active.fault.undo)


async def _swap_hardware(site: Site, active: Active) -> None:
    site.name_plate(active.settings["serial"])


async def _swap_back(site: Site, _active: Active) -> None:
    site.name_plate("")


async def _fill(site: Site, _active: Active) -> None:
    site.device.files.is_full = True


async def _empty(site: Site, _active: Active) -> None:
    site.device.files.is_full = False


async def _skew(site: Site, active: Active) -> None:
    site.device.clock.skew = active.settings["seconds"]


async def _unskew(site: Site, _active: Active) -> None:
    site.device.clock.skew = 0.0


async def _strike_now(site: Site, active: Active) -> None:
    if active.at == NOW:
        active.has_struck = True
        site.wire.strike(active)


_BEGIN: Mapping[str, _Deed] = {
    "unreachable": _close,
    "rekey": _rekey,
    "guise": _disguise,
    "edit": _edit,
    "serial": _swap_hardware,
    "flash": _fill,
    "clock": _skew,
    "reload": _strike_now,
    "drop": _strike_now,
}
_END: Mapping[str, _Deed] = {
    "unreachable": _open,
    "rekey": _rekey,
    "guise": _undisguise,
    "edit": _unedit,
    "serial": _swap_back,
    "flash": _empty,
    "clock": _unskew,
}
