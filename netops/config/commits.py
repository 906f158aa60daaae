"""What the device says to a whole commit, though it took each of its lines.

A candidate is looked at once, when it is to run: then objects must be there for who names them,
sections need certain lines, and some values cannot move while others stay.
"""

from collections.abc import Iterable, Iterator

from netops.config.meaning import Item, Section, State
from netops.config.patterns import Patterns
from netops.config.places import trails
from netops.platforms.candidate import Move, Need

Named = tuple[str, str]


def refusals(before: State, after: State) -> list[str]:
    """Why the device would refuse to go from one state to another, in words; [] if it takes it.

    What was wrong before and is left alone is no reason.
    """
    known = set(_lasting(before))
    found = [*(one for one in _lasting(after) if one not in known), *_moved(before, after)]
    return list(dict.fromkeys(found))


def _lasting(state: State) -> Iterator[str]:
    """What is wrong with a state, whatever was there before."""
    facts = state.grammar.facts.candidate
    yield from _missing(state)
    for need in facts.needs:
        yield from (
            f"`{trail[-1].header}`: {need.why}"
            for trail in trails(state, need.scope)
            if _lacks(need, trail)
        )
    for header, words in facts.refused:
        for item in state.top.items.values():
            if item.section is not None and item.norm.startswith(header):
                lines = (line.norm for line in item.section.items.values())
                yield from (f"`{item.norm}` takes no `{one}`" for one in lines if _is(one, words))


def _is(line: str, words: str) -> bool:
    return line == words or line.startswith(f"{words} ")


# objects that must be there


def _missing(state: State) -> Iterator[str]:
    """Objects that something in force names, by itself or through others, and nobody defines."""
    grammar = state.grammar
    required = grammar.facts.candidate.required
    uses: dict[Named, list[Named]] = {}
    wanted: list[tuple[str, Named]] = []
    for item in state.top.items.values():
        own = grammar.definition(item.norm)
        names = [named for named in _names(state, "", item) if named[0] in required]
        if own is not None and own[0] in required:
            uses[own] = names
        else:
            wanted += [(item.norm, named) for named in names]
    seen: set[Named] = set()
    while wanted:
        by, named = wanted.pop()
        if named not in uses and named[1] not in grammar.facts.builtin:
            yield f"`{by}` names {named[0]} {named[1]}, which is not there"
        if named not in seen:
            seen.add(named)
            wanted += [(" ".join(named), one) for one in uses.get(named, ())]


def _names(state: State, header: str, item: Item) -> Iterator[Named]:
    yield from state.grammar.references(header, item.norm)
    yield from state.grammar.candidate.names_within(item.body)
    for line in item.section.items.values() if item.section is not None else ():
        yield from _names(state, item.norm, line)


# lines that must be there


def _lacks(need: Need, trail: tuple[Section, ...]) -> bool:
    own = [item.norm for item in trail[-1].items.values()]
    if need.when and not any(line.startswith(need.when) for line in own):
        return False
    return not any(line.startswith(need.lines) for line in _said(need, trail, own, set()))


def _said(
    need: Need, trail: tuple[Section, ...], lines: Iterable[str], seen: set[str]
) -> Iterator[str]:
    """The lines of a section and of the groups that it uses."""
    for line in lines:
        yield line
        header = line.removeprefix(f"{need.via} ")
        if need.via and header not in {line, *seen}:
            seen.add(header)
            groups = (section.items.get(header) for section in trail)
            found = next((group.section for group in groups if group is not None), None)
            inner = [item.norm for item in found.items.values()] if found is not None else []
            yield from _said(need, trail, inner, seen)


# values that cannot move while others stay


def _moved(before: State, after: State) -> Iterator[str]:
    yield from _succeeded(before, after)
    yield from _reordered(before, after)
    for move in after.grammar.facts.candidate.moves:
        pattern = Patterns((move.scope,))
        for key, item in after.top.items.items():
            old = before.top.items.get(key)
            if (
                old is not None
                and pattern.find(item.norm.split(" ")) is not None
                and _value(move, old) != _value(move, item)
                and _stays(move, old) & _stays(move, item)
            ):
                yield f"`{item.norm}`: {move.why}"


def _succeeded(before: State, after: State) -> Iterator[str]:
    """What exists once and takes another's place: BGP starts anew in a commit of its own."""
    rival = after.grammar.rival
    olds = {rival(item.norm): item.norm for item in before.top.items.values()}
    for item in after.top.items.values():
        old = olds.get(rival(item.norm), "") if rival(item.norm) else ""
        if old not in {"", item.norm}:
            yield f"`{item.norm}` comes only in a commit after the one that takes `{old}` away"


def _reordered(before: State, after: State) -> Iterator[str]:
    """Sections in an order: what is taken away and set again in one commit keeps its place."""
    for key, item in after.top.items.items():
        old, section = before.top.items.get(key), item.section
        if section is not None and section.sequence and not section.sequence.numbered and old:
            pinned = section.sequence.pinned_last
            olds = [line.key for line in _entries(old) if line.key in section.items]
            news = [line.key for line in _entries(item) if line.key != pinned]
            kept = [one for one in olds if one != pinned]
            if news[: len(kept)] != kept:
                yield f"`{item.norm}`: what stays in it keeps its order, and what is new comes last"


def _entries(item: Item) -> list[Item]:
    entries = item.section.entries() if item.section is not None else []
    return [line for line in entries if line.section is not None]


def _lines(item: Item) -> list[str]:
    return [one.norm for one in item.section.items.values()] if item.section is not None else []


def _value(move: Move, item: Item) -> str:
    return next((line for line in _lines(item) if _is(line, move.line)), "")


def _stays(move: Move, item: Item) -> set[str]:
    return {line for line in _lines(item) if line.startswith(move.stays)}
