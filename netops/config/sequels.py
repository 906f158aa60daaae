"""What follows a command: lines that go with others, and sections that a line makes."""

import re
from collections.abc import Callable, Iterable
from functools import lru_cache, partial

from netops.config import apart, bundles, neighbours
from netops.config.blankets import may_spread, spread
from netops.config.commands import Command
from netops.config.gates import lose
from netops.config.grammar import Grammar
from netops.config.kept import Kept
from netops.config.layers import settle
from netops.config.meaning import Item, Section, State, section_of
from netops.platforms.habits import Made


@lru_cache(maxsize=16)
def _facts(grammar: Grammar) -> tuple[tuple[re.Pattern[str], re.Pattern[str], Made], ...]:
    made = grammar.facts.habits.makes
    return tuple((re.compile(fact.line), re.compile(fact.shown), fact) for fact in made)


def follow(state: State, sections: Iterable[Section], norm: str, command: Command) -> None:
    """Let happen what the system does of itself when these sections were told a line."""
    of = _below(state.grammar)
    for section in sections:
        for happens in of[section.header]:
            happens(state, section, norm)
    for happens_last in _anywhere(state.grammar):
        happens_last(state, command)


# What happens in a section that was told a line, and what does after that wherever it was told.
_Sequel = Callable[[State, Section, str], None]
_LastSequel = Callable[[State, Command], None]


@lru_cache(maxsize=16)
def _anywhere(grammar: Grammar) -> tuple[_LastSequel, ...]:
    habits = grammar.facts.habits
    kinds: tuple[tuple[_LastSequel, object], ...] = (
        (lambda state, _: bundles.disband(state), habits.bundle),
        (lambda state, _: apart.follow(state), habits.apart),
        (neighbours.follow, habits.activation),
    )
    return tuple(happens for happens, may_be in kinds if may_be)


@lru_cache(maxsize=16)
def _below(grammar: Grammar) -> Kept[str, tuple[_Sequel, ...]]:
    """What may happen below a header, by the header ("" is the top level)."""
    return Kept(partial(_sequels, grammar))


def _sequels(grammar: Grammar, header: str) -> tuple[_Sequel, ...]:
    habits, is_port = grammar.facts.habits, header.startswith("interface ")
    kinds: tuple[tuple[_Sequel, object], ...] = (
        (lambda state, section, _: lose(state, section), habits.gates),
        (spread, may_spread(grammar, header)),
        (lambda state, section, _: settle(state, section), habits.born and is_port),
        (_make, any(header.startswith(fact.scope) for fact in habits.makes)),
    )
    return tuple(happens for happens, may_be in kinds if may_be)


def _make(state: State, section: Section, norm: str) -> None:
    """Bring in what a line makes, where the device shows such things (an access port its VLAN)."""
    for line, shown, fact in _facts(state.grammar):
        found = line.fullmatch(norm) if section.header.startswith(fact.scope) else None
        header = fact.header.format(found[1]) if found else ""
        if not header or header in state.top.items:
            continue
        if state.shows(shown):
            inner = section_of(state.grammar, header)
            state.bring(state.top, Item(header, header, header, section=inner))
            state.beside.add(header)
