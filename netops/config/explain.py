"""Why each line of a plan is there, what it undoes, and which line of the way back undoes it.

A plan is played line by line, and after each line the differences that are left are compared with
those before it. What is gone, the line settled; what is new, it brought about, and a later line
mends it. A line that settles and mends nothing is tried by leaving it out.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from netops.config.commands import Command, read
from netops.config.copies import copied, copied_state
from netops.config.drift import differences
from netops.config.grammar import Grammar, grammar
from netops.config.judge import Judgement, judge, materialise
from netops.config.meaning import Section, State
from netops.config.names import touched
from netops.config.simulate import apply
from netops.config.statements.deeds import StatementNeeds, deeds, only_goes
from netops.config.statements.read import read as read_statements
from netops.config.statements.tree import Tree
from netops.config.tree import parse
from netops.config.twins import states
from netops.config.weakening import weakens
from netops.model.config import DriftItem
from netops.platforms.spec import Platform

# How many lines may be compared before a long list is looked at once for all commands in a row.
_BUDGET = 200_000

# A line that differs: its section, whether the goal is the side that has it, and its text.
_Mark = tuple[tuple[str, ...], bool, str]
_Found = Mapping[_Mark, DriftItem]


@dataclass(frozen=True, slots=True)
class Step:
    """One command of a plan, explained.

    `number` counts from 1 and headers count, as in every sentence about a plan; `path` are the
    headers above `line`. `settles` is the drift that is gone after it. `makes` is what it brings
    about that the goal has not, or takes along though the goal has it; the commands `until` mend
    that. `mends` are the commands before it whose doings it takes back. `needed` says what goes
    wrong without it, for a line that settles and mends nothing. `warnings` are for people.
    `undone_by` are the numbers of the commands of the way back that undo it; `opens` says that
    the next lines are in the section that it opens.
    """

    number: int
    path: tuple[str, ...]
    line: str
    settles: tuple[DriftItem, ...]
    makes: tuple[DriftItem, ...]
    until: tuple[int, ...]
    mends: tuple[int, ...]
    needed: str
    warnings: tuple[str, ...]
    undone_by: tuple[int, ...]
    opens: bool


@dataclass(frozen=True, slots=True)
class Explanation:
    """A plan, explained; `way_back` are the commands of its rollback, which count from 1 too."""

    steps: tuple[Step, ...]
    way_back: tuple[Command, ...]


@dataclass(frozen=True, slots=True)
class _Deed:
    """What one command did to the differences that were left."""

    command: Command
    keys: frozenset[str]
    gone: _Found
    new: _Found


def explain(
    base: str,
    goal: str,
    commands: Iterable[str],
    rollback: Iterable[str],
    platform: Platform,
    *,
    source: str,
) -> Explanation:
    """Explain a plan from `base` to `goal`; `commands` and `rollback` are indented by section.

    Raises `NotUnderstood` for lines that the simulator cannot follow.
    """
    if platform.statements:
        old, new = (read_statements(text, platform.statements) for text in (base, goal))
        return _of_statements(old, new, tuple(commands), tuple(rollback), source)
    begin, end = states(
        grammar(platform), parse(base, platform).children, parse(goal, platform).children
    )
    state = copied_state(begin)
    forth, back = read(commands, platform), read(rollback, platform)
    there = tuple(_played(state, end, forth))
    home = tuple(_played(state, begin, back))
    needs = _Needs(begin, end, forth, source)
    return Explanation(tuple(_steps(there, home, needs)), tuple(back))


def _of_statements(
    begin: Tree, end: Tree, commands: Sequence[str], rollback: Sequence[str], source: str
) -> Explanation:
    tree = begin.copy()
    there = tuple(_deeds(tree, end, commands))
    home = tuple(_deeds(tree, begin, rollback))
    steps = _steps(there, home, StatementNeeds(begin, end, commands, source))
    return Explanation(tuple(steps), tuple(Command((), line) for line in rollback))


def _deeds(tree: Tree, goal: Tree, commands: Sequence[str]) -> Iterator[_Deed]:
    """Play commands on a tree; each is left out by itself when it is asked what it is for."""
    for number, (gone, new) in enumerate(deeds(tree, goal, commands)):
        line = commands[number]
        command = Command((), line, opens=only_goes(line))
        yield _Deed(command, frozenset({str(number)}), gone, new)


def _played(state: State, goal: State, commands: Sequence[Command]) -> Iterator[_Deed]:
    """Play commands and tell what each of them did; the state then holds the result."""
    ledger = _Ledger(state, goal)
    for at, command in enumerate(commands):
        apply(state, command)
        keys = frozenset(touched(state, command))
        later = touched(state, commands[at + 1]) if at + 1 < len(commands) else set()
        yield _Deed(command, keys, *ledger.news(keys, goes_on=not keys.isdisjoint(later)))


class _Ledger:
    """The differences that are left between a state and its goal, by top-level line or section."""

    def __init__(self, state: State, goal: State) -> None:
        self._state, self._goal = state, goal
        self._spent = 0
        self._waiting: set[str] = set()
        keys = dict.fromkeys((*state.top.items, *goal.top.items))
        self._left = {key: self._look(key) for key in keys}

    def news(self, keys: Iterable[str], *, goes_on: bool) -> tuple[_Found, _Found]:
        """(what is gone, what is new) since these keys were looked at.

        Once the budget is spent, that waits for the last of the commands in a row.
        """
        self._spent += sum(map(self._size, keys))
        self._waiting.update(keys)
        gone: dict[_Mark, DriftItem] = {}
        new: dict[_Mark, DriftItem] = {}
        if goes_on and self._spent > _BUDGET:
            return gone, new
        for key in sorted(self._waiting):
            old, now = self._left.get(key, {}), self._look(key)
            self._left[key] = now
            gone.update((mark, one) for mark, one in old.items() if mark not in now)
            new.update((mark, one) for mark, one in now.items() if mark not in old)
        self._waiting.clear()
        return gone, new

    def _size(self, key: str) -> int:
        item = self._state.top.items.get(key)
        return 1 + (len(item.section.items) if item is not None and item.section else 0)

    def _look(self, key: str) -> _Found:
        ours, theirs = (_only(state, key) for state in (self._state, self._goal))
        materialise(ours.top, theirs.top)
        found = differences(ours, theirs)
        return {mark: one for one in found for mark in _marks(self._state.grammar, one)}


def _only(state: State, key: str) -> State:
    """A copy of one top-level line or section."""
    item = state.top.items.get(key)
    items = {key: copied(item)} if item is not None else {}
    return State(state.grammar, Section("", items, negated=state.top.negated), state.demoted)


def _marks(grammar: Grammar, item: DriftItem) -> Iterator[_Mark]:
    path = tuple(map(grammar.normal, item.section))
    for is_wanted, line in ((False, item.running), (True, item.reference)):
        if line is not None:
            yield path, is_wanted, grammar.normal(line.text)


def _mirrored(mark: _Mark) -> _Mark:
    """The same difference as somebody sees it who goes the other way."""
    path, is_wanted, text = mark
    return path, not is_wanted, text


class _Needs:
    """What goes wrong in a plan without some of its commands."""

    def __init__(self, begin: State, end: State, commands: Sequence[Command], source: str) -> None:
        self._begin, self._end, self._commands = begin, end, commands
        self._source = source
        self._whole = self._judged(())

    def of(self, numbers: Sequence[int]) -> str:
        """The first thing that goes wrong without these commands, "" when nothing does."""
        said = self._judged(numbers)
        known = {*self._whole.unsafe, *self._whole.missed}
        wrong = (one for one in (said.error, *said.unsafe, *said.missed) if one)
        first = next((one for one in wrong if one not in known), "")
        return f"`{first}` would be left" if first in said.missed else first

    def warnings(self, number: int) -> tuple[str, ...]:
        """What people must know of one command: what it opens, and for how long."""
        opened = (str(one) for one in self._whole.openings if one.first == number)
        return (*opened, *weakens(self._begin, self._commands[number - 1]))

    def _judged(self, without: Sequence[int]) -> Judgement:
        state, goal = copied_state(self._begin), copied_state(self._end)
        return judge(state, self._commands, goal, source=self._source, without=without)


class _Back:
    """Which commands of the way back undo what."""

    def __init__(self, home: Sequence[_Deed]) -> None:
        self._settling: dict[_Mark, list[int]] = {}
        for number, deed in enumerate(home, 1):
            for mark in deed.gone:
                self._settling.setdefault(mark, []).append(number)

    def of(self, settled: Iterable[_Mark]) -> tuple[int, ...]:
        """The numbers of the commands that bring back what was drift."""
        found = (self._settling.get(_mirrored(mark), ()) for mark in settled)
        return tuple(sorted({number for numbers in found for number in numbers}))


def _steps(
    there: Sequence[_Deed], home: Sequence[_Deed], needs: _Needs | StatementNeeds
) -> Iterator[Step]:
    deeds = [_Linked(deed) for deed in there]
    _link(deeds)
    needed = _needed(deeds, needs)
    back = _Back(home)
    for number, one in enumerate(deeds, 1):
        yield Step(
            number,
            one.deed.command.path,
            one.deed.command.line,
            tuple(dict.fromkeys(one.settles.values())),
            tuple(dict.fromkeys(one.deed.new.values())),
            tuple(sorted(one.until)),
            tuple(sorted(one.mends)),
            needed.get(number, ""),
            needs.warnings(number),
            back.of(one.settles),
            one.deed.command.opens,
        )


@dataclass(slots=True)
class _Linked:
    """A deed with what it has to do with the others."""

    deed: _Deed
    settles: dict[_Mark, DriftItem] = field(default_factory=dict)
    mends: set[int] = field(default_factory=set)
    until: set[int] = field(default_factory=set)


def _link(deeds: Sequence[_Linked]) -> None:
    """What is gone was made by an earlier command, or it is drift that is settled."""
    makers: dict[_Mark, int] = {}
    for number, one in enumerate(deeds, 1):
        for mark, item in one.deed.gone.items():
            if maker := makers.pop(mark, 0):
                one.mends.add(maker)
                deeds[maker - 1].until.add(number)
            else:
                one.settles[mark] = item
        makers.update(dict.fromkeys(one.deed.new, number))


def _needed(deeds: Sequence[_Linked], needs: _Needs | StatementNeeds) -> Mapping[int, str]:
    """What the lines of one section are for that settle nothing: they are left out together."""
    groups: dict[frozenset[str], list[int]] = {}
    for number, one in enumerate(deeds, 1):
        only_enters = one.deed.command.opens and not one.deed.new
        if not (one.settles or one.mends or only_enters):
            groups.setdefault(one.deed.keys, []).append(number)
    found: dict[int, str] = {}
    for group in groups.values():
        found.update(dict.fromkeys(group, needs.of(group)))
    return found
