"""The way back, from the end of a plan and from every point where it may stop.

What a command touched is tried after that very command: only it may come back in another way than
before. All sections together are tried at some stop points and at the end, since a rollback of
one section might harm another.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from netops.config.access import address, networks
from netops.config.apart import tie
from netops.config.bundles import is_bundle
from netops.config.commands import Command
from netops.config.commits import refusals
from netops.config.copies import lent
from netops.config.gates import needed
from netops.config.homeward import Homeward, planned
from netops.config.judge import play
from netops.config.meaning import State
from netops.config.names import touched
from netops.config.watch import Watch

# What the proofs may cost, in lines that are looked at: of what a command touched, and of all
# sections together. To look at none costs as much as _FIXED.
_ALONE, _TOGETHER = 40_000, 4_000
_FIXED = 60
# So many top-level items are copied in the time in which one line is looked at.
_GLANCE = 48

Load = Callable[[], tuple[State, State]]


@dataclass(frozen=True, slots=True)
class WayBack:
    """Commands from where a plan ends back to its base.

    `lost` says from where a rollback would miss what, or what it would open or cut on its way, ""
    when it leads back safely from every stop point that was tried; `note` says which were.
    """

    commands: tuple[Command, ...]
    lost: str
    note: str


def way_back(load: Load, commands: Sequence[Command], goal: State) -> WayBack:
    """Plan the way back of a plan that is not safe itself; `load` gives two fresh base states.

    It is not asked to be safe. Where one commit takes all, no plan is looked at on its way.
    """
    state, base = load()
    if state.grammar.facts.atomic:
        return _back_at_once(state, base, commands, goal)
    stops = Stops(state, base, len(commands))
    for number, command in enumerate(commands, 1):
        play(state, command, goal)
        stops.after(number, touched(state, command))
    return stops.found or WayBack((), "", stops.note())


def _back_at_once(state: State, base: State, commands: Sequence[Command], goal: State) -> WayBack:
    """A candidate stops nowhere between: it was committed, or nothing happened."""
    for command in commands:
        play(state, command, goal)
    back, left = planned(lent(state), base)
    left = left or "".join(f"the rollback misses: {one}" for one in refusals(state, base)[:1])
    lost = f"after the commit {left}" if left else ""
    return WayBack(back, lost, "one commit takes all: rollback proven from there")


class _Budget:
    """What one kind of proof may cost in all, spent evenly from the first command to the last."""

    def __init__(self, lines: int, total: int) -> None:
        self._lines, self._total, self._spent = lines, total, 0

    def allows(self, number: int) -> bool:
        """Whether the stop point after this command may be looked at."""
        return self._spent * self._total < self._lines * number

    def spend(self, lines: int) -> None:
        """Count a proof that looks at so many lines."""
        self._spent += _FIXED + lines


class Stops:
    """The stop points of a plan of `total` commands, tried while somebody plays it on a state.

    The rollback is computed from what the simulator holds at a stop point, as it is at run time
    from what is read again. `found` is the way back once the last command was played.
    """

    def __init__(self, state: State, base: State, total: int) -> None:
        """`state` holds what `base` does."""
        self.found: WayBack | None = None
        self._state, self._base, self._total = state, base, total
        self._homeward = Homeward(state, base)
        self._alone = _Budget(_ALONE, self._total)
        self._together = _Budget(_TOGETHER, self._total)
        self._groups = _Groups()
        self._known: set[str] = set()
        self._decisive: set[str] = set(needed(base.grammar))
        self._tried = 1
        self._lost = ""

    def after(self, number: int, keys: set[str], watch: Watch | None = None) -> None:
        """Look at what a rollback from here would miss or harm.

        `keys` are the top-level items that the last command was about. `watch` looks after the
        commands of the plan; without one the ways back are not asked to be safe.
        """
        group = self._groups.join(keys | set(self._ties(self._state, keys)))
        if number < self._total:
            left = self._stopped(number, group, watch)
            self._lost = self._lost or _said(number, left)
            return
        back, left = self._homeward.way(self._known, watch)
        self.found = WayBack(back, self._lost or _said(number, left), self.note())

    def _stopped(self, number: int, group: set[str], watch: Watch | None) -> str:
        """What a rollback would miss or harm from where this command is not the last."""
        state = self._state
        is_alone, is_together = self._alone.allows(number), self._together.allows(number)
        self._tried += is_alone or is_together
        left = ""
        if is_alone:
            seen = len(state.top.items) // _GLANCE
            self._alone.spend(_size(state, group) + _size(self._base, group) + seen)
            if not self._homeward.leads(sorted(group | self._decisive), watch):
                left = self._homeward.way(self._known, watch)[1]
        if is_together and not left:
            self._together.spend(_size(state, self._known) + len(state.top.items))
            left = self._homeward.way(self._known, watch)[1]
        return left

    def _ties(self, state: State, keys: set[str]) -> Iterator[str]:
        """What these items share with others, so that one cannot come back alone."""
        grammar, has_ties = state.grammar, bool(state.grammar.facts.habits.apart)
        for key in keys - self._known:
            self._known.add(key)
            if is_bundle(grammar, key):
                self._decisive.add(key)
            item = self._base.top.items.get(key)
            norm = item.norm if item is not None else key
            yield grammar.rival(norm)
            if has_ties:
                yield tie(grammar, norm)
            if item is not None and item.section is not None:
                yield from (name.split(" ")[-1] for name in networks(item))
        for _, item in state.came:
            if (found := address(item.norm)) is not None:
                yield str(found.network)
            if has_ties:
                yield tie(grammar, item.norm)

    def note(self) -> str:
        """How many stop points were tried, for people."""
        tried = "each" if self._tried >= self._total else str(self._tried)
        return f"rollback proven at {tried} of {self._total} stop points"


class _Groups:
    """Top-level keys that came to belong together."""

    def __init__(self) -> None:
        self._group: dict[str, set[str]] = {}

    def join(self, keys: set[str]) -> set[str]:
        """Every key that belongs together with one of these, now that these do."""
        found = keys - {""}
        for key in tuple(found):
            found.update(self._group.get(key, ()))
        for key in found:
            self._group[key] = found
        return found


def _size(state: State, keys: set[str]) -> int:
    sections = (item.section for key in keys if (item := state.top.items.get(key)))
    return len(keys) + sum(len(section.items) for section in sections if section is not None)


def _said(number: int, left: str) -> str:
    return f"stopped after command {number} {left}" if left else ""
