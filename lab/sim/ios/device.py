"""A Cisco IOS router."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from lab.sim.boot import born
from lab.sim.device import Device
from lab.sim.engine import fill
from lab.sim.ios.editor import BootEditor, IosEditor
from lab.sim.ios.facts import FRESH, GRAMMAR, PHYSICAL
from lab.sim.ios.view import view
from lab.sim.tree import Node

if TYPE_CHECKING:
    import asyncio
    from collections.abc import Callable, Iterable, Sequence

    from lab.sim.clock import Clock
    from lab.sim.device import Identity
    from lab.sim.engine import Editor
    from lab.sim.grammar import Refused
    from lab.sim.view import View


@dataclass(frozen=True, slots=True)
class Scheduled:
    """A reload that somebody asked for; `about` says when, and who."""

    about: str
    handle: asyncio.TimerHandle


@dataclass(slots=True)
class IosDevice(Device):
    """One emulated router."""

    reader: ClassVar[type[Editor]] = BootEditor

    scheduled: Scheduled | None = None

    def cancel_reload(self) -> bool:
        """Forget a scheduled reload; say whether there was one."""
        scheduled, self.scheduled = self.scheduled, None
        if scheduled:
            scheduled.handle.cancel()
        return scheduled is not None

    def build(self, lines: Iterable[str], refused: Callable[[str, Refused], None]) -> Node:
        """A configuration from its text, on hardware that has its interfaces and lines."""
        hardware = (*self.fresh, *(f"interface {name}" for name in self.physical))
        editor = IosEditor(self.grammar, Node(""))
        root = fill(editor, (*hardware, *lines), refused)
        editor.leave()
        return root

    def edit(self, lines: Sequence[str]) -> None:
        """Change the running configuration unseen; what was saved stays saved."""
        is_saved = self.text() == self.startup
        editor = IosEditor(self.grammar, self.running)
        for line in lines:
            editor.enter(line)
        editor.leave()
        self.startup = self.text() if is_saved else self.startup

    def reset(self, fresh: Device) -> None:
        """Become a router that has just booted; open sessions stay."""
        self.cancel_reload()
        Device.reset(self, fresh)

    def reload(self) -> None:
        """Boot from the startup configuration: timers and unsaved lines are gone."""
        self.cancel_reload()
        Device.reload(self)

    def view(self) -> View:
        """What the running configuration says to the network."""
        return view(self)


def boot(identity: Identity, clock: Clock, text: str) -> IosDevice:
    """A router that has booted from `text`; raise ValueError if the text is not its language."""
    return born(IosDevice, identity, clock, GRAMMAR, text, physical=PHYSICAL, fresh=FRESH)
