"""A plan played on an emulated device: does it lead there, back from everywhere, and safely?"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from emulated import CANDIDATE, TOOL, Emulated, lines_of

from netops.config.commands import NotUnderstood, read, written
from netops.config.drift import drift, same
from netops.config.grammar import grammar
from netops.config.repair import repair
from netops.config.statements.planner import plan
from netops.config.statements.read import read as statements
from netops.config.tree import parse
from netops.config.twins import states
from netops.model.config import ConfigKind, DriftItem, DriftKind
from netops.platforms.registry import platform

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from netops.platforms.spec import Platform


@dataclass(frozen=True)
class Trial:
    """Two configs of a device of the platform `name`, and the commands from one to the other.

    `taken` are commands that the device took before.
    """

    name: str
    running: str
    intended: str
    commands: Sequence[str]
    taken: Sequence[str] = ()

    @property
    def platform(self) -> Platform:
        """What netops knows of the platform."""
        return platform(self.name)

    def device(self) -> Emulated:
        """A device that runs what runs; it has the ports that either text names."""
        device = Emulated(self.name, self.running, beside=self.intended)
        device.take(self.taken)
        return device

    def goal(self) -> Emulated:
        """A device that runs what was meant."""
        return Emulated(self.name, self.intended, beside=self.running)

    def halted(self) -> Iterator[tuple[int, Emulated]]:
        """A device for each point at which a push may stop: after none, some or all commands."""
        commands = read(self.commands, self.platform)
        is_whole = self.name in CANDIDATE
        for stop in (0, len(commands)) if is_whole else range(len(commands) + 1):
            device = self.device()
            device.take(written(commands[:stop], self.platform))
            yield stop, device

    def missed(self, memory: str) -> list[DriftItem]:
        """What the memory lacks of the intent, as it is written or as a device would show it."""
        as_written = _left(memory, self.intended, self.platform)
        return as_written and _left(memory, self.goal().memory, self.platform)

    def lost(self) -> Iterator[str]:
        """The stop points from which a way back, planned from a fresh reading, does not lead."""
        base = self.device().memory
        for stop, device in self.halted():
            back = way_back(device.memory, base, self.platform)
            device.take(back)
            if not self.is_back(device.memory):
                yield f"after command {stop}: {back} leads to\n{device.memory}"

    def is_back(self, memory: str) -> bool:
        """Whether a memory is that of the device before, in meaning and line by line."""
        base = self.device().memory
        return same(memory, base, self.platform) and lines_of(memory) == lines_of(base)

    def opened(self) -> Iterator[str]:
        """What was open or cut on the way and is not so at both ends."""
        steps = list(self.halted())
        (_, first), (_, last) = steps[0], steps[-1]
        reached = first.lets_in(TOOL) and last.lets_in(TOOL)
        logged_in = first.has_login() and last.has_login()
        for stop, device in steps:
            if reached and not device.lets_in(TOOL):
                yield f"after command {stop} the tool is shut out"
            if logged_in and not device.has_login():
                yield f"after command {stop} nobody can log in"
            mute = first.addressed() - device.addressed()
            for section in first.shut() & last.shut() - device.shut() - mute:
                yield f"after command {stop} {section} lets everybody in"
            for entry in device.loose() - first.loose() - last.loose():
                yield f"after command {stop} {entry} matches everything"
            for port, carried in device.trunks().items():
                if carried - first.trunks().get(port, set()) - last.trunks().get(port, set()):
                    yield f"after command {stop} {port} carries {sorted(carried)[:9]}"


def way_back(memory: str, base: str, nos: Platform) -> tuple[str, ...]:
    """The rollback from what was read again; through a second list where no other is known."""
    if nos.statements:
        return plan(*(statements(text, nos.statements) for text in (memory, base)))
    try:
        return _repaired(memory, base, nos)
    except NotUnderstood:
        return _repaired(memory, base, nos, swaps=True)


def _repaired(memory: str, base: str, nos: Platform, *, swaps: bool = False) -> tuple[str, ...]:
    trees = (parse(text, nos).children for text in (memory, base))
    return written(repair(*states(grammar(nos), *trees), swaps=swaps, exact=True), nos)


def _left(memory: str, wanted: str, nos: Platform) -> list[DriftItem]:
    """What counts of the differences; a `no` of which the intent is silent may stay."""
    found = drift(memory, wanted, nos, device="r1", against=ConfigKind.INTENDED)
    return [item for item in found.items if not _stays(item, nos)]


def _stays(item: DriftItem, nos: Platform) -> bool:
    text = item.running.text if item.running else ""
    if not item.section and text.startswith((nos.statements or nos.judge).told):
        return True
    return item.kind is DriftKind.EXTRA and text.startswith("no ")
