"""Route-maps in use, which would match everything while an entry waits for its match lines.

An entry is there as soon as it is named, and an entry without a match decides about all that
comes. So a map is filled under a second name, its users turn to it, it is written anew, and they
turn back.
"""

from collections.abc import Sequence
from typing import Protocol

from netops.config.meaning import Item, State
from netops.config.swap import Planner, User, bind, users

Named = tuple[str, str]


class MapPlanner(Planner, Protocol):
    """What a route-map needs of the plan that it is part of."""

    target: State


def conditions(item: Item | None) -> frozenset[str]:
    """What an entry asks about: the words before the values of its match lines."""
    lines = item.section.items.values() if item is not None and item.section is not None else ()
    return frozenset(_kind(line.norm) for line in lines if line.norm.startswith("match "))


def _kind(line: str) -> str:
    words = line.split(" ")
    return " ".join(words[: 3 if words[1] in {"ip", "ipv6"} else 2])


def swap_map(plan: MapPlanner, item: Item) -> bool:
    """Bring the whole map of an entry about under a second name first; False where none needs it.

    Nothing needs it where the lines of an entry come into force together, or nobody uses the map.
    """
    facts, defined = plan.state.grammar.facts, plan.state.grammar.definition(item.norm)
    if defined is None or facts.staged or not item.norm.startswith(facts.matched):
        return False
    wanted = [one for one in plan.target.top.items.values() if _defines(plan.target, one, defined)]
    if not any(_waits(plan.state.top.items.get(one.key), one) for one in wanted):
        return False
    found = users(plan.state, defined)
    if found:
        _turn(plan, defined, wanted, found)
    return bool(found)


def _defines(state: State, item: Item, defined: Named) -> bool:
    return item.section is not None and state.grammar.definition(item.norm) == defined


def _waits(current: Item | None, wanted: Item) -> bool:
    """Whether an entry is without a match line, or one that it needs, for a moment."""
    return bool(conditions(wanted)) and _matches(current) != _matches(wanted)


def _matches(item: Item | None) -> set[str]:
    lines = item.section.items.values() if item is not None and item.section is not None else ()
    return {line.norm for line in lines if line.norm.startswith("match ")}


def _turn(plan: MapPlanner, defined: Named, wanted: Sequence[Item], found: Sequence[User]) -> None:
    name, top = defined[1], plan.state.top.items
    taken = {plan.state.grammar.definition(key) for key in top}
    spare = f"{name}-NETOPS" if (defined[0], f"{name}-NETOPS") not in taken else f"{name}-NETOPS-2"
    _fill(plan, wanted, name, spare)
    bind(plan, found, name, (name, spare))
    news = {one.key: one for one in wanted}
    for old in [one for one in top.values() if _defines(plan.state, one, defined)]:
        if old.key not in news or _said(old) != _said(news[old.key]):
            plan.drop(plan.state.top, old, ())
    _fill(plan, [one for one in wanted if one.key not in top], name, name)
    bind(plan, found, name, (spare, name))
    for one in reversed(wanted):
        plan.emit((), f"no {_header(one, name, spare)}")


def _said(item: Item) -> list[str]:
    lines = item.section.items.values() if item.section is not None else ()
    return [item.norm, *(line.norm for line in lines)]


def _fill(plan: MapPlanner, entries: Sequence[Item], name: str, spare: str) -> None:
    for one in entries:
        header = _header(one, name, spare)
        plan.emit((), header, opens=True)
        for line in one.section.items.values() if one.section is not None else ():
            plan.emit((header,), line.text)


def _header(entry: Item, name: str, spare: str) -> str:
    """The header of an entry under the second name."""
    return " ".join(spare if word == name else word for word in entry.text.split(" "))
