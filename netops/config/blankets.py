"""Lines that hold for all, and the exceptions beside them: `passive-interface default`."""

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from netops.config.layers import says
from netops.platforms.habits import Blanket

if TYPE_CHECKING:  # `meaning` settles what it has loaded
    from netops.config.grammar import Grammar
    from netops.config.meaning import Section, State


@lru_cache(maxsize=16)
def _blankets(grammar: "Grammar") -> tuple[tuple[Blanket, re.Pattern[str]], ...]:
    return tuple((fact, re.compile(fact.each)) for fact in grammar.facts.habits.blankets)


def may_spread(grammar: "Grammar", header: str) -> bool:
    """Whether a line below a header may make others needless there."""
    return any(header.startswith(fact.scope) for fact, _ in _blankets(grammar))


def spread(state: "State", section: "Section", norm: str) -> None:
    """Leave out what a line that was just told makes needless, or takes back."""
    bare = norm.removeprefix("no ")
    for fact, each in _blankets(state.grammar):
        if bare == fact.whole:
            _forget(section, each)
        if bare == fact.whole or each.match(bare):
            _spread(state, section, fact, each)


def _forget(section: "Section", each: re.Pattern[str]) -> None:
    """What was told of one holds no longer when something is told of all."""
    told = {mark for mark in section.negated if each.match(mark.removeprefix("+"))}
    section.negated -= told


def spread_all(state: "State") -> None:
    """Leave out what says nothing in a text that was just loaded."""
    for fact, each in _blankets(state.grammar):
        for item in tuple(state.top.items.values()):
            if item.section is not None:
                _spread(state, item.section, fact, each)


def _spread(state: "State", section: "Section", fact: Blanket, each: re.Pattern[str]) -> None:
    if not section.header.startswith(fact.scope):
        return
    is_whole = says(section, fact.whole)
    for key, item in tuple(section.items.items()):
        if item.section is not None:
            _spread(state, item.section, fact, each)
        elif item.is_negative is not is_whole and each.match(key):
            state.pop(section, key)
