"""Lines that a device takes only beside others (`router bgp` with `feature bgp`), and loses."""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import cast

from netops.config.copies import own
from netops.config.grammar import Grammar
from netops.config.layers import says
from netops.config.meaning import Section, State
from netops.config.scoped import Named
from netops.platforms.habits import Gate

_Gate = tuple[re.Pattern[str], re.Pattern[str], Gate]


class _Gates:
    """The gates of a platform, found by header and by the line that they need."""

    def __init__(self, grammar: Grammar) -> None:
        habits = grammar.facts.habits
        self._all = [(re.compile(g.scope), re.compile(g.line), g) for g in habits.gates]
        self.refused = tuple((re.compile(line), why) for line, why in habits.refused)
        self._of: dict[str, list[_Gate]] = {}
        self.by_need: dict[str, list[_Gate]] = {}
        for one in self._all:
            self.by_need.setdefault(one[2].needs.removeprefix("no "), []).append(one)

    def of(self, header: str) -> list[_Gate]:
        """The gates of the lines below a header."""
        if header not in self._of:
            self._of[header] = [one for one in self._all if one[0].fullmatch(header)]
        return self._of[header]


@lru_cache(maxsize=16)
def _gates(grammar: Grammar) -> _Gates:
    return _Gates(grammar)


@lru_cache(maxsize=16)
def needed(grammar: Grammar) -> frozenset[str]:
    """Keys of the top-level lines that decide what a device takes and shows elsewhere."""
    habits = grammar.facts.habits
    lines = (*(g.needs for g in habits.gates if not g.within), *(b.top for b in habits.born))
    return frozenset(line.removeprefix("no ") for line in lines)


def may_object(grammar: Grammar, header: str) -> bool:
    """Whether some line below a header ("" is the top level) needs another one."""
    habits = grammar.facts.habits
    is_refused = bool(habits.refused) and not header
    return is_refused or bool(habits.asked or _gates(grammar).of(header))


def objection(state: State, section: Section, norm: str) -> str:
    """Why the device does not take a line in this section, "" where it does."""
    habits = state.grammar.facts.habits
    if habits.asked and (lacks := _lacks(state, section, norm)):
        return f"it needs `{lacks}`"
    gates = _gates(state.grammar)
    if not section.header:
        for pattern, why in gates.refused:
            if pattern.match(norm):
                return why
    for _, begins, gate in gates.of(section.header):
        if begins.match(norm) and not _is_open(state, section, gate):
            return f"not beside `{gate.needs}`" if gate.absent else f"it needs `{gate.needs}`"
    return ""


def _lacks(state: State, section: Section, norm: str) -> str:
    """The definition that a line names and that is not there, "" where all are."""
    if norm.startswith("no "):
        return ""
    facts = state.grammar.facts
    for named in state.grammar.references(section.header, norm):
        is_asked = named[0] in facts.habits.asked and named[1] not in facts.builtin
        if is_asked and not _is_defined(state, named):
            return _header(state.grammar, named)
    return ""


def _header(grammar: Grammar, named: Named) -> str:
    """The key of what the first form of a definition of this name opens."""
    form = next(form for kind, form in grammar.facts.definitions if kind == named[0])
    return " ".join(named[1] if word == "*" else word for word in form.split() if word not in "?$")


def _is_defined(state: State, named: Named) -> bool:
    items, grammar = state.top.items, state.grammar
    first = _header(grammar, named) in items
    return first or any(grammar.definition(item.norm) == named for item in items.values())


def _is_open(state: State, section: Section, gate: Gate) -> bool:
    return says(section if gate.within else state.top, gate.needs) is not gate.absent


def lose(state: State, section: Section) -> None:
    """Take away what the lines that just left take with them, wherever it stands."""
    for header, item in tuple(state.gone) if state.grammar.facts.habits.gates else ():
        for one in _gates(state.grammar).by_need.get(item.key, ()):
            gate = one[2]
            if gate.absent or gate.within is not bool(header) or _is_open(state, section, gate):
                continue
            if gate.within:
                _drop(state, section, one)
            else:
                _drop_everywhere(state, one)


def _drop_everywhere(state: State, one: _Gate) -> None:
    _drop(state, state.top, one)
    for key, item in tuple(state.top.items.items()):
        if item.section is not None and any(_lost(inner, one) for inner in _inner(item.section)):
            state.beside.add(key)
            for inner in _inner(cast("Section", own(state, key).section)):
                _drop(state, inner, one)


def _inner(section: Section) -> Iterator[Section]:
    yield section
    for item in tuple(section.items.values()):
        if item.section is not None:
            yield from _inner(item.section)


def _lost(section: Section, one: _Gate) -> list[str]:
    """The keys of the lines that go."""
    header, begins, _ = one
    if not header.fullmatch(section.header):
        return []
    return [key for key, item in section.items.items() if begins.match(item.norm)]


def _drop(state: State, section: Section, one: _Gate) -> None:
    for key in _lost(section, one):
        state.pop(section, key)
