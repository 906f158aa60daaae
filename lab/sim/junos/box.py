"""A Junos device: who it is, and its configuration database."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lab.sim.junos import state
from lab.sim.junos.commits import Database
from lab.sim.junos.seen import Seen

if TYPE_CHECKING:
    from collections.abc import Callable

    from lab.sim.clock import Clock
    from lab.sim.device import Identity

HARDWARE = tuple(f"ge-0/0/{number}" for number in range(6))


class Box:
    """The state of one emulated Junos device."""

    def __init__(
        self, identity: Identity, clock: Clock, text: str, note: Callable[[str], None]
    ) -> None:
        self.identity = identity
        self.clock = clock
        self.database = Database(clock, text, note)

    @property
    def hostname(self) -> str:
        """The name the device now goes by; without one, a Junos device is Amnesiac."""
        return self.database.active.value("system", "host-name", default="Amnesiac")

    def ports(self) -> list[state.Port]:
        """The ports of the device and what the configuration makes of them."""
        return state.ports(self.database.active, HARDWARE)

    def mac(self, number: int) -> str:
        """The hardware address of a port: the device's own, counted up."""
        first = int(self.identity.mac.replace(":", "").replace(".", ""), 16)
        return f"{first + number:012x}"[:12]

    def seen(self) -> Seen:
        """What the device sees around it."""
        return Seen(up=frozenset(port.name for port in self.ports() if port.is_enabled))

    def reboot(self) -> None:
        """The device boots its active configuration."""
        self.database.rebooted()
