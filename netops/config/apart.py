"""Lines that a device refuses beside others of their section: a blackhole beside a next hop."""

import re
from collections.abc import Iterator
from functools import lru_cache

from netops.config.grammar import Grammar
from netops.config.meaning import Item, Section, State
from netops.config.neighbours import barring


@lru_cache(maxsize=16)
def _pattern(grammar: Grammar) -> re.Pattern[str] | None:
    apart = grammar.facts.habits.apart
    return re.compile(apart) if apart else None


def _meeting(grammar: Grammar, norm: str) -> tuple[tuple[str, ...], str] | None:
    """(what lines that meet have in common, kind) of a line, None for one that stands anyhow."""
    pattern = _pattern(grammar)
    found = pattern.match(norm) if pattern else None
    if found is None:
        return None
    own = found.re.groupindex["kind"]
    shared = (part or "" for at, part in enumerate(found.groups(), 1) if at != own)
    return tuple(shared), found["kind"] or ""


def tie(grammar: Grammar, norm: str) -> str:
    """What a line has in common with those that it may meet, in words; "" for other lines."""
    found = _meeting(grammar, norm)
    return " ".join(found[0]) if found else ""


def beside(state: State, section: Section, norm: str) -> list[Item]:
    """The lines of a section that the device does not hold beside this one."""
    found = _meeting(state.grammar, norm)
    if found is None:
        return barring(state, section, norm)
    shared, kind = found
    if state.meetings is None:
        state.meetings = {}
        for header, item in _lines(state.top):
            _note(state, header, item)
    kinds = state.meetings.get((section.header, *shared), {})
    keys = [key for other, keys in kinds.items() if other != kind for key in keys]
    return [section.items[key] for key in keys if key in section.items]


def objection(state: State, section: Section, norm: str) -> str:
    """Why the device does not take a line in this section, "" where it does."""
    others = beside(state, section, norm)
    return f"the device refuses it beside `{others[0].text}`" if others else ""


def follow(state: State) -> None:
    """Take in what the last command did."""
    if state.meetings is None:
        return
    for header, item in state.gone:
        for above, line in _all(header, item):
            _forget(state, above, line)
    for header, item in state.replaced:
        _forget(state, header, item)
    for header, item in state.came:
        _note(state, header, item)


def _lines(section: Section) -> Iterator[tuple[str, Item]]:
    for item in section.items.values():
        yield from _all(section.header, item)


def _all(header: str, item: Item) -> Iterator[tuple[str, Item]]:
    """A line and all below it, each with the header above."""
    yield header, item
    if item.section is not None:
        yield from _lines(item.section)


def _note(state: State, header: str, item: Item) -> None:
    found = _meeting(state.grammar, item.norm)
    if found is not None and state.meetings is not None:
        kinds = state.meetings.setdefault((header, *found[0]), {})
        kinds.setdefault(found[1], {})[item.key] = None


def _forget(state: State, header: str, item: Item) -> None:
    found = _meeting(state.grammar, item.norm)
    if found is not None and state.meetings is not None:
        state.meetings[header, *found[0]][found[1]].pop(item.key, None)
