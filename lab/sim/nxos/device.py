"""An NX-OS switch: a device with checkpoints, and a log of its last rollback."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from lab.sim.device import LOG_LENGTH, Device, Signed
from lab.sim.grammar import Refused
from lab.sim.nxos.bundles import align
from lab.sim.nxos.editor import NxosEditor
from lab.sim.nxos.facts import BUILT_IN, FRESH, GRAMMAR, PHYSICAL
from lab.sim.nxos.patch import read
from lab.sim.nxos.text import moment
from lab.sim.nxos.view import view

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from datetime import datetime

    from lab.sim.clock import Clock
    from lab.sim.device import Actor, Identity
    from lab.sim.nxos.patch import Stray
    from lab.sim.tree import Node
    from lab.sim.view import View


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """A named snapshot of the running configuration."""

    name: str
    text: str
    user: str
    moment: datetime
    about: str


@dataclass(slots=True)
class Switch(Device):
    """One emulated switch."""

    checkpoints: dict[str, Checkpoint] = field(default_factory=dict)
    operation: str = ""
    accounting: deque[str] = field(default_factory=lambda: deque(maxlen=LOG_LENGTH))

    def note(self, message: str) -> None:
        """Write a line to the log."""
        self.log.append(f"{self.clock.now():%Y %b %e %H:%M:%S} {self.hostname} {message}")

    def touched(self, actor: Actor) -> None:
        """Somebody left configuration mode."""
        self.changed = Signed(self.clock.now(), actor.user)
        who = f"{actor.user} on {actor.source}@{actor.terminal}"
        self.note(f"%VSHD-5-VSHD_SYSLOG_CONFIG_I: Configured from vty by {who}")

    def account(self, actor: Actor, command: str) -> None:
        """Write down a configuration line, with the sections it stood in."""
        when, who = moment(self.clock.now()), f"{actor.source}@{actor.terminal}"
        self.accounting.append(
            f"{when}:type=update:id={who}:user={actor.user}:cmd={command} (SUCCESS)"
        )

    def build(self, lines: Iterable[str], refused: Callable[[str, Refused], None]) -> Node:
        """A configuration from its text, on hardware that has its interfaces and lines."""
        root, strays = self.read(lines)
        for stray in strays:
            refused(stray.line, Refused("invalid"))
        return root

    def view(self) -> View:
        """What the running configuration says to the network."""
        return view(self)

    def read(self, lines: Iterable[str]) -> tuple[Node, tuple[Stray, ...]]:
        """The same from a file, and what of it the switch does not know."""
        hardware = (*self.fresh, *(f"interface {name}" for name in self.physical))
        keeps = self.identity.keeps_unknown
        return read(self.grammar, (*hardware, *lines), keeps_unknown=keeps)

    def reset(self, fresh: Device) -> None:
        """Become a switch that has just booted; open sessions stay."""
        Device.reset(self, fresh)
        self.operation = ""
        self.checkpoints.clear()
        self.accounting.clear()

    def reload(self) -> None:
        """Boot from the startup configuration; files and checkpoints outlive it, timers do not."""
        Device.reload(self)
        self.operation = ""
        self.log.clear()

    def edit(self, lines: Sequence[str]) -> None:
        """Change the running configuration unseen; what was saved stays saved."""
        is_saved = self.text() == self.startup
        editor = NxosEditor(self.grammar, self.running)
        for line in lines:
            editor.enter(line)
        self.startup = self.text() if is_saved else self.startup


def boot(identity: Identity, clock: Clock, text: str) -> Switch:
    """A switch that has booted from `text`; raise ValueError if the text is not its language."""
    lines = (*BUILT_IN, *text.splitlines())
    root, strays = read(GRAMMAR, lines, keeps_unknown=identity.keeps_unknown)
    if strays:
        raise ValueError("\n".join(f"{identity.name}: {stray.line!r}: invalid" for stray in strays))
    align(root)
    names = (node.line.split()[1] for node in root.starting("interface"))
    physical = tuple(name for name in names if name.startswith(PHYSICAL) and "." not in name)
    booted = Signed(clock.now(), "admin")
    switch = Switch(identity, clock, GRAMMAR, root, "", booted, booted, physical, FRESH)
    switch.startup = switch.text()
    return switch
