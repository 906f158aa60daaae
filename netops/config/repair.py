"""Commands by the rule table: from a state to a target, line by line, in a safe order.

Every command is played on the state at once, so what a cascade took is put back and what it
already took is not removed twice. New definitions come first, then their users, then old ones go.
"""

from collections.abc import Callable, Iterable, Sequence

from netops.config.activation import led
from netops.config.commands import Command
from netops.config.copies import alike, alike_items
from netops.config.extent import Extent
from netops.config.layers import is_shut
from netops.config.leaving import Leaving, leaving
from netops.config.maps import swap_map
from netops.config.meaning import Item, Section, State, key_of
from netops.config.obstacles import obstacles
from netops.config.order import Order
from netops.config.places import Path, at, goes, is_entry, lingers, undo
from netops.config.sequences import SequencePlan
from netops.config.sets import want_block, want_vlans
from netops.config.simulate import apply
from netops.config.vacate import Homes, vacate

_ROUNDS = 3

# What is told of each command: its number, from 1, and the command.
After = Callable[[int, Command], object]


def repair(
    state: State,
    target: State,
    *,
    keys: Iterable[str] | None = None,
    swaps: bool = False,
    exact: bool = False,
    after: After | None = None,
) -> list[Command]:
    """Plan from `state` (which is changed on the way) to `target`.

    `keys` limits the plan to these top-level keys. With `swaps`, a list that would be empty or
    cut sessions on the way is replaced through a second list under another name. `exact` also
    takes back each `no` that the target does not name (a rollback leaves nothing behind). `after`
    is told of each command, which the state has taken by then.
    """
    plan = _Plan(state, target, keys, after, swaps=swaps, exact=exact)
    # Until a round adds nothing.
    all(plan.grows() for _ in range(_ROUNDS))
    return plan.commands


class _Plan:
    """One plan in the making."""

    def __init__(
        self,
        state: State,
        target: State,
        keys: Iterable[str] | None,
        after: After | None,
        *,
        swaps: bool,
        exact: bool,
    ) -> None:
        self.state, self.target, self._after = state, target, after
        self._extent = Extent(state, target, keys)
        self.grammar = state.grammar
        self.commands: list[Command] = []
        self.swaps, self.exact = swaps, exact
        self._leaving: dict[Path, Leaving] = {}
        self._order = Order(self.grammar)

    def emit(
        self, path: Path, line: str, body: tuple[str, ...] = (), *, opens: bool = False
    ) -> None:
        command = Command(path, line, body, opens)
        if len(path) == 1 and (flat := self._flat(path[0])):
            no = "no " if line.startswith("no ") else ""
            command = Command((), f"{no}{flat}{line.removeprefix('no ')}")
        apply(self.state, command)
        self.commands.append(command)
        if self._after is not None:
            self._after(len(self.commands), command)

    def _flat(self, header: str) -> str:
        """How the lines of a section are spelled that the device takes only at the top level."""
        item = self.state.top.items.get(self.grammar.normal(header))
        flat = item.section.flat if item is not None and item.section is not None else ""
        return flat if flat and not self.grammar.is_nested(flat) else ""

    def grows(self) -> bool:
        """Run once more; whether that added a command."""
        known = len(self.commands)
        self.run()
        return len(self.commands) > known

    def run(self) -> None:
        """Go once through both states."""
        self._leaving.clear()
        here, there = self.state.top, self.target.top
        apart = self._extent.apart()
        if not apart:
            return
        wanted = [item for key, item in self._extent.of(there) if key in apart]
        self._make_room(here, wanted, apart)
        for item in self._order.coming(wanted):
            if not (self.swaps and swap_map(self, item)):
                self._want(here, item, ())
        held, told = self._extent.of(here), self.grammar.facts.told
        extras = [i for k, i in held if k not in there.items and not k.startswith(told)]
        for item in self._order.leaving(extras):
            self.drop(here, item, ())

    def _make_room(self, here: Section, wanted: Sequence[Item], apart: set[str]) -> None:
        """Take away what must be gone before something else can come."""
        top, goal = self.grammar.top, self.target.top.items
        olds = [item for key, item in self._extent.of(here) if key in apart]
        news = {self.grammar.rival(item.norm): item.norm for item in wanted}
        for old in olds:
            rival = self.grammar.rival(old.norm)
            if rival and news.get(rival, old.norm) != old.norm:
                self.emit((), f"no {old.text}")
            elif old.key not in goal and top.leaves_early(old.norm) < len(top.scope.leave_early):
                self.drop(here, old, ())
        homes = Homes(item for item in wanted if item.section is not None)
        for item in olds:
            if item.section is not None and here.items.get(item.key) is item:
                vacate(self, item, homes)

    def _want(self, section: Section, item: Item, path: Path) -> None:
        """Bring one line or section of the target about."""
        current = section.items.get(item.key)
        if current is None or not alike_items(current, item):
            self._change(section, current, item, path)

    def _change(self, section: Section, current: Item | None, item: Item, path: Path) -> None:
        if current is not None and self._leaves_first(section, current, item):
            self.drop(section, current, path)
            current = None
        if item.section is not None:
            self._want_section(current, item, item.section, path)
        elif item.is_negative:
            is_off = item.key in section.negated or (
                current is not None and current.norm == item.norm
            )
            if not is_off:
                self.emit(path, item.text)
        elif words := self.grammar.vlan_set(item.norm):
            want_vlans(self, current, item, words, path)
        elif current is None and f"+{item.key}" in section.negated:
            return
        elif current is None or current.norm != item.norm or current.body != item.body:
            self._make_way(section, current, item, path)
            self.emit(path, item.text, item.body)
        elif current.section is not None and current.section.items:
            empty = Section(item.norm, sequence=current.section.sequence)
            self.inside(current.section, empty, (*path, current.text))

    def _want_section(self, current: Item | None, item: Item, wanted: Section, path: Path) -> None:
        if self.grammar.candidate.is_block(item.norm):
            want_block(self, item, wanted)
            return
        header = current.text if current is not None and current.norm == item.norm else item.text
        is_there = current is not None and current.norm == item.norm and current.section
        if not is_there and not wanted.flat:
            self.emit(path, header, opens=True)
        inner = at(self.state, (*path, item.text))
        if inner is None:
            inner = Section(item.norm, sequence=wanted.sequence, flat=wanted.flat)
        self.inside(inner, wanted, (*path, header))

    def _leaves_first(self, section: Section, current: Item, item: Item) -> bool:
        """Whether the old one must go: another kind of section, or a value that would stay."""
        is_new = current.norm != item.norm
        stays = lingers(self.state, section, current, item.norm)
        is_atomic = item.section is not None and self.grammar.facts.atomic
        is_whole = item.section is not None and self.grammar.place(item.norm).scope.whole
        return stays or is_whole or (is_new and is_atomic)

    def inside(self, section: Section, wanted: Section, path: Path) -> None:
        """Make one section equal to the wanted one."""
        if alike(section, wanted):
            return
        place = self.grammar.place(section.header)
        if section.sequence is not None:
            SequencePlan(self, section, wanted, path, section.sequence).run()
        adds = [i for i in wanted.items.values() if not is_entry(wanted, i)]
        # What others of the section inherit comes before them, though it is a section.
        turns = {i.key: place.turn(i.norm) for i in adds}
        adds.sort(key=lambda i: (i.section is not None and turns[i.key] >= 0, turns[i.key]))
        self._drop_extras(section, wanted, path, is_restoring=True)
        if place.scope.removed_first:
            early = [i for i in adds if i.section is None and place.turn(i.norm) < 0]
            for item in early:
                self._want(section, item, path)
            self._drop_extras(section, wanted, path)
            # What left may have taken early lines along: a filter goes with the VRF.
        for item in adds:
            if section.items.get(item.key) is not item:
                self._want(section, item, path)
        self._drop_extras(section, wanted, path, is_last=True)

    def _drop_extras(
        self,
        section: Section,
        wanted: Section,
        path: Path,
        *,
        is_last: bool = False,
        is_restoring: bool = False,
    ) -> None:
        """Take away what is not wanted; with `is_restoring` a `no` that changes all else."""
        place = self.grammar.place(section.header)
        held, goal = section.items.items(), wanted.items
        apart = [(item, goal.get(key)) for key, item in held if goal.get(key) is not item]
        extras = [item for item, other in apart if goes(place, item, other)]
        # What is set first leaves last: a trunk stops being one before its VLAN list goes.
        extras.sort(key=lambda i: (place.leaves_early(i.norm), -place.turn(i.norm)))
        for item in extras:
            is_first = place.scope.removed_first
            leans = is_first and place.leaves_early(item.norm) < len(place.scope.leave_early)
            leans |= bool(led(self.grammar, section, item.norm))
            is_early = leans or (item.is_negative and place.turn(item.norm) < 0)
            is_due = place.turn(item.norm) <= 0 and not place.is_guard(item.norm)
            comes_now = is_early if is_restoring else is_last or is_due
            if comes_now and not is_entry(section, item):
                self.drop(section, item, path)

    def _make_way(self, section: Section, current: Item | None, item: Item, path: Path) -> None:
        """Old lines that would fight with a new one, or bar it, leave first.

        The new line of an unknown form may share its only place with an old one; and `no ip
        route P M N`, sent later, would take `ip route P M N 250` with it.
        """
        goal = at(self.target, path)
        for place, old, where in obstacles(self.state, section, goal, item.norm, path):
            self.drop(place, old, where)
        kind = key_of(self.state, section, item.norm)[1]
        if current is not None or kind not in {"", "many", "named"}:
            return
        if path not in self._leaving:
            held = section.items.items() if path else self._extent.of(section)
            self._leaving[path] = leaving(self.state, section, held, goal)
        olds = self._leaving[path]
        for old in olds.beside(item.key) if kind else olds.like(item.norm):
            self.drop(section, old, path)

    def drop(self, section: Section, item: Item, path: Path) -> None:
        """Take one line or section away, as the platform does it."""
        is_bare = item.section is None and not path and self.grammar.is_kept(item.norm)
        if is_bare or section.items.get(item.key) is not item:
            return
        if item.is_negative:
            self._restore(section, item, path)
        elif item.section is not None and not section.header:
            self._drop_section(item, item.section)
        elif item.section is not None and self.grammar.place(item.norm).scope.stays:
            self.inside(item.section, Section(item.norm), (*path, item.text))
        else:
            self.emit(path, f"no {undo(self.grammar, section, item)}")

    def _restore(self, section: Section, item: Item, path: Path) -> None:
        """Take a `no` back where the platform or an exact plan asks for it."""
        header, bare = section.header, item.norm[3:]
        is_quiet = self.grammar.facts.habits.quiet or self.grammar.is_silent(header, bare)
        if self.grammar.is_restored(header, bare) or (self.exact and is_quiet):
            self.emit(path, item.text.removeprefix("no "))
        elif self.exact:
            self.emit(path, f"default {item.text.removeprefix('no ')}")

    def _drop_section(self, item: Item, inner: Section) -> None:
        if inner.flat:
            self.emit((), f"no {inner.flat.strip()}")
        elif self.grammar.is_physical(item.norm, item.text):
            self._reset(item, inner)
        elif self.grammar.is_kept(item.norm):
            self.inside(inner, Section(item.norm, sequence=inner.sequence), (item.text,))
        else:
            self.emit((), f"no {undo(self.grammar, self.state.top, item)}")

    def _reset(self, item: Item, inner: Section) -> None:
        """A physical interface cannot go: back to factory settings, and shut if it was shut."""
        if all(i.is_negative or i.norm == "shutdown" for i in inner.items.values()):
            return
        if not self.grammar.facts.resets:
            kept = {key: line for key, line in inner.items.items() if key == "shutdown"}
            self.inside(inner, Section(item.norm, kept), (item.text,))
            return
        self.emit((), f"default {item.text}")
        if is_shut(self.state, inner):
            self.emit((item.text,), "shutdown")
