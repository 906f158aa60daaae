"""Old lines that stand in the way of a new one: beside it, or in another section."""

import re
from collections.abc import Iterator
from functools import lru_cache

from netops.config.apart import beside
from netops.config.grammar import Grammar
from netops.config.kept import Kept
from netops.config.meaning import Item, Section, State
from netops.config.places import Path

_Bar = tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str], re.Pattern[str]]


@lru_cache(maxsize=16)
def _bars(grammar: Grammar) -> tuple[_Bar, ...]:
    bars = grammar.facts.habits.bars
    return tuple(
        (re.compile(b.scope), re.compile(b.line), re.compile(b.elsewhere), re.compile(b.other))
        for b in bars
    )


def _barring(state: State, section: Section, norm: str) -> Iterator[tuple[Item, Section, Item]]:
    """(holder, its section, line) of each line elsewhere without which this one is refused."""
    for scope, line, elsewhere, other in _bars(state.grammar):
        if not scope.fullmatch(section.header) or not line.match(norm):
            continue
        for holder in state.top.items.values():
            if holder.section is not None and elsewhere.fullmatch(holder.norm):
                inner = holder.section.items.values()
                yield from ((holder, holder.section, i) for i in inner if other.match(i.norm))


def may_object(grammar: Grammar, header: str) -> bool:
    """Whether lines elsewhere may stand in the way of one below a header."""
    return any(scope.fullmatch(header) for scope, _, _, _ in _bars(grammar))


def objection(state: State, section: Section, norm: str) -> str:
    """Why the device does not take a line in this section, "" where it does."""
    found = next(_barring(state, section, norm), None)
    return f"the device refuses it while `{found[0].text}` has `{found[2].text}`" if found else ""


def obstacles(
    state: State, section: Section, goal: Section | None, norm: str, path: Path
) -> list[tuple[Section, Item, Path]]:
    """(section, line, path) of what must go before a line comes into the section at `path`."""
    if not _may_stand(state.grammar)[section.header]:
        return []
    # A member that leaves its group may have an AS of its own: the group's need not go then.
    near = [*_rivals(state.grammar, section, goal, norm)] or beside(state, section, norm)
    far = ((inner, old, (holder.text,)) for holder, inner, old in _barring(state, section, norm))
    return [*((section, old, path) for old in near), *far]


@lru_cache(maxsize=16)
def _may_stand(grammar: Grammar) -> Kept[str, bool]:
    """Whether anything may be in the way of a line below a header, by the header."""
    habits = grammar.facts.habits
    is_anywhere = bool(habits.apart or habits.activation)

    def may_stand(header: str) -> bool:
        is_near = is_anywhere or bool(grammar.place(header).scope.rivals)
        return is_near or may_object(grammar, header)

    return Kept(may_stand)


def _rivals(grammar: Grammar, section: Section, goal: Section | None, norm: str) -> Iterator[Item]:
    """The old line of the section, not wanted any more, whose place the new one takes."""
    old = section.items.get(grammar.place(section.header).rival(norm))
    if old is not None and (goal is None or old.key not in goal.items):
        yield old
