"""Interfaces that are born shut: what their text says of it, and whether one is down."""

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from netops.config.activation import settle_families
from netops.config.grammar import Grammar
from netops.platforms.habits import Born

if TYPE_CHECKING:  # `meaning` settles what it has loaded
    from netops.config.meaning import Section, State


@lru_cache(maxsize=16)
def _births(grammar: Grammar) -> tuple[tuple[re.Pattern[str], re.Pattern[str], Born], ...]:
    return tuple(
        (re.compile(born.header), re.compile(born.line), born) for born in grammar.facts.habits.born
    )


def says(section: "Section", line: str) -> bool:
    """Whether a section holds a line whose key is the whole of it ("" is always there)."""
    item = section.items.get(line.removeprefix("no "))
    return not line or (item is not None and item.norm == line)


def is_shut(state: "State", section: "Section") -> bool:
    """Whether an interface is shut, by a line or because nothing opened it."""
    item = section.items.get("shutdown")
    return _is_born_shut(state, section) if item is None else not item.is_negative


def _is_born_shut(state: "State", section: "Section") -> bool:
    return any(
        header.fullmatch(section.header)
        and (not born.line or any(line.fullmatch(i.norm) for i in section.items.values()))
        and says(state.top, born.top)
        for header, line, born in _births(state.grammar)
    )


def settle(state: "State", section: "Section") -> None:
    """Leave out what the device does not show of an interface: the state that it is born in."""
    if not state.grammar.facts.habits.born or not section.header.startswith("interface "):
        return
    item = section.items.get("shutdown")
    if item is not None and item.is_negative is not _is_born_shut(state, section):
        del section.items["shutdown"]
    section.negated -= {"shutdown", "+shutdown"}


def settle_all(state: "State") -> None:
    """Do so for every interface of a text that was just loaded, and for its neighbours."""
    settle_families(state)
    for item in state.top.items.values() if state.grammar.facts.habits.born else ():
        if item.section is not None:
            settle(state, item.section)
