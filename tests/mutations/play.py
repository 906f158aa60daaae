"""One change from two texts to an outcome: planned by netops, played on the emulated device."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from emulated import CANDIDATE, Emulated, NotTaken
from trial import way_back

from mutations.memory import Memory, memory
from netops.config.commands import NotUnderstood
from netops.config.drift import same
from netops.config.remediation import PROVEN, remediate
from netops.config.tree import rows
from netops.platforms.registry import platform

if TYPE_CHECKING:
    from collections.abc import Sequence

    from netops.platforms.spec import Platform

# Where the tool comes from: the filters of the lab's configs let it in.
SOURCE = "10.20.0.9"
FAILED = "failed"


class Disproved(Exception):
    """The device shows that netops was wrong; the text says how."""


@dataclass(frozen=True, slots=True)
class Case:
    """Two configs as a device shows them, and the second as somebody may have spelled it."""

    nos: str
    running: str
    intended: str
    spelled: str


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a case: proven, refused or failed. `stops` counts the points played."""

    verdict: str
    reason: str = ""
    stops: int = 0
    commands: tuple[str, ...] = field(default=(), repr=False)


def outcome(case: Case) -> Outcome:
    """Plan a case; play what is proven."""
    nos = platform(case.nos)
    plan = remediate(case.running, case.spelled, nos, source=SOURCE)
    stops = stop_points(plan.commands, nos)
    try:
        told(case, nos)
        if plan.verdict == PROVEN:
            _Road(case, nos).walk(plan.commands, stops)
    except Disproved as why:
        return Outcome(FAILED, str(why), len(stops), plan.commands)
    return Outcome(plan.verdict, plan.reason, len(stops), plan.commands)


def stop_points(commands: Sequence[str], nos: Platform) -> list[int]:
    """After how many lines a push may stop: not inside a banner, and only at a commit."""
    found = [row.number + len(row.body) for row in rows("\n".join(commands), nos)]
    return found[-1:] if nos.name in CANDIDATE else found


def told(case: Case, nos: Platform) -> None:
    """Drift is told exactly where the memories differ."""
    difference = memory(case.running, nos.name).difference(memory(case.intended, nos.name))
    is_same = same(case.running, case.spelled, nos)
    if is_same and difference:
        raise Disproved(f"no drift told, but {difference}")
    if not is_same and not difference:
        raise Disproved("drift told between equal memories")


class _Road:
    """From what runs to what is meant, on fresh devices."""

    def __init__(self, case: Case, nos: Platform) -> None:
        self._case, self._nos = case, nos
        self._before, self._goal = self._boot(case.running), self._boot(case.intended)
        self._base, self._wanted = self._read(case.running), self._read(case.intended)

    def _read(self, text: str) -> Memory:
        return memory(text, self._case.nos)

    def _boot(self, text: str) -> Emulated:
        return Emulated(self._case.nos, text)

    def walk(self, commands: Sequence[str], stops: Sequence[int]) -> None:
        """Send the commands up to each stop, look around, and go back from there."""
        for stop in stops:
            device = self._boot(self._case.running)
            _send(device, commands[:stop], "the plan")
            self._look(device, stop)
            if stop == stops[-1]:
                self._arrived(device)
            self._back(device, stop)

    def _look(self, device: Emulated, stop: int) -> None:
        before, goal = self._before, self._goal
        if before.lets_in(SOURCE) and not device.lets_in(SOURCE):
            raise Disproved(f"the tool is kept out after line {stop}")
        if before.has_login() and goal.has_login() and not device.has_login():
            raise Disproved(f"nobody is let in after line {stop}")
        mute = before.addressed() - device.addressed()
        if opened := (before.shut() & goal.shut()) - device.shut() - mute:
            raise Disproved(f"open after line {stop}: {', '.join(sorted(opened))}")
        for port, carried in device.trunks().items():
            if carried - before.trunks().get(port, set()) - goal.trunks().get(port, set()):
                raise Disproved(f"{port} carries more after line {stop}")

    def _arrived(self, device: Emulated) -> None:
        if difference := self._read(device.memory).difference(self._wanted, before=self._base):
            raise Disproved(f"the plan does not reach: {difference}")

    def _back(self, device: Emulated, stop: int) -> None:
        try:
            back = way_back(device.memory, self._case.running, self._nos)
        except NotUnderstood as why:
            raise Disproved(f"no way back from line {stop}: {why}") from None
        _send(device, back, f"the way back after line {stop}")
        if difference := self._read(device.memory).difference(self._base):
            raise Disproved(f"not back from line {stop}: {difference}")


def _send(device: Emulated, lines: Sequence[str], what: str) -> None:
    try:
        device.take(lines)
    except NotTaken as refused:
        raise Disproved(f"{what} is refused: {refused}") from None
