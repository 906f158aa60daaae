"""Lines that hold for all, and the exceptions beside them: `passive-interface default`."""

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from netops.config.layers import says
from netops.platforms.habits import Blanket

if TYPE_CHECKING:  # `meaning` settles what it has loaded
    from netops.config.meaning import Section, State


@lru_cache(maxsize=16)
def _begins(fact: Blanket) -> re.Pattern[str]:
    return re.compile(fact.each)


def spread(state: "State", section: "Section", norm: str) -> None:
    """Leave out what a line that was just told makes needless, or takes back."""
    bare = norm.removeprefix("no ")
    for fact in state.grammar.facts.habits.blankets:
        if bare == fact.whole:
            _forget(section, fact)
        if bare == fact.whole or _begins(fact).match(bare):
            _spread(state, section, fact)


def _forget(section: "Section", fact: Blanket) -> None:
    """What was told of one holds no longer when something is told of all."""
    told = {mark for mark in section.negated if _begins(fact).match(mark.removeprefix("+"))}
    section.negated -= told


def spread_all(state: "State") -> None:
    """Leave out what says nothing in a text that was just loaded."""
    for fact in state.grammar.facts.habits.blankets:
        for item in tuple(state.top.items.values()):
            if item.section is not None:
                _spread(state, item.section, fact)


def _spread(state: "State", section: "Section", fact: Blanket) -> None:
    if not section.header.startswith(fact.scope):
        return
    is_whole = says(section, fact.whole)
    for key, item in tuple(section.items.items()):
        if item.section is not None:
            _spread(state, item.section, fact)
        elif item.is_negative is not is_whole and _begins(fact).match(key):
            state.pop(section, key)
