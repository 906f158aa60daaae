"""A Arista EOS switch."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from lab.sim.boot import born
from lab.sim.device import Device
from lab.sim.eos.editor import EosEditor
from lab.sim.eos.facts import FRESH, GRAMMAR, PHYSICAL
from lab.sim.eos.view import view

if TYPE_CHECKING:
    from lab.sim.clock import Clock
    from lab.sim.device import Identity
    from lab.sim.engine import Editor
    from lab.sim.view import View


@dataclass(slots=True)
class EosDevice(Device):
    """One emulated switch."""

    reader: ClassVar[type[Editor]] = EosEditor

    def view(self) -> View:
        """What the running configuration says to the network."""
        return view(self)


def boot(identity: Identity, clock: Clock, text: str) -> EosDevice:
    """A switch that has booted from `text`; raise ValueError if the text is not its language."""
    return born(EosDevice, identity, clock, GRAMMAR, text, physical=PHYSICAL, fresh=FRESH)
