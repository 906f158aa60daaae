"""`show | compare`: the difference of two configurations in Junos's own patch form.

The shape was read off published outputs: the margin behind the sign grows with the depth of the
XML element, an unchanged neighbour `name { ... }` shows where a new entry of a list goes, and
`!` marks what was moved, deactivated or activated.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from lab.sim.junos.show import braces, heading, is_own_list
from lab.sim.junos.statements import Statement

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_Key = tuple[object, str]


def compare(old: Statement, new: Statement) -> str:
    """The patch that leads from `old` to `new`; nothing if they are the same."""
    return "".join(f"{line}\n" for line in _level(old, new, (), 1))


def _level(old: Statement, new: Statement, path: tuple[str, ...], depth: int) -> Iterator[str]:
    lines = list(_changes(old, new, depth))
    if lines:
        yield f"[{' '.join(('edit', *path))}]"
        yield from lines
    for child in new.children:
        before = _same(old, child)
        if before and not child.rule.is_leaf:
            elements = 0 if is_own_list(child.rule) else len(child.rule.elements)
            yield from _level(before, child, (*path, heading(child)), depth + elements)


def _changes(old: Statement, new: Statement, depth: int) -> Iterator[str]:
    kept = [_key(child) for child in old.children if _same(new, child)]
    moved = _moved(kept, [_key(child) for child in new.children if _same(old, child)])
    for child in old.children:
        if _is_gone(child, new):
            yield from _signed("-", child, depth)
    previous: Statement | None = None
    for child in new.children:
        before = _same(old, child)
        if before is None or (child.rule.is_leaf and _shown(before) != _shown(child)):
            if child.rule.is_list and previous is not None:
                yield _anchor(" ", previous, depth)
            yield from _signed("+", child, depth)
            previous = None
        else:
            yield from _remarked(before, child, depth, is_moved=_key(child) in moved)
            previous = child if child.rule.is_list else None


def _remarked(old: Statement, new: Statement, depth: int, *, is_moved: bool) -> Iterator[str]:
    if new.rule.is_leaf:
        return
    if old.is_inactive != new.is_inactive:
        state = "inactive" if new.is_inactive else "active"
        yield _anchor("!", new, depth, f"{state}: ")
    elif is_moved:
        yield _anchor("!", new, depth)
    if old.comment != new.comment:
        margin = _margin(new, depth)
        yield from (f"-{margin}{old.comment}" for _ in filter(None, [old.comment]))
        yield from (f"+{margin}{new.comment}" for _ in filter(None, [new.comment]))
        yield _anchor(" ", new, depth)


def _key(statement: Statement) -> _Key:
    return id(statement.rule), statement.key


def _same(parent: Statement, child: Statement) -> Statement | None:
    return parent.get(child.rule, child.key)


def _shown(statement: Statement) -> tuple[object, ...]:
    return statement.values, statement.is_inactive, statement.comment


def _is_gone(child: Statement, new: Statement) -> bool:
    after = _same(new, child)
    return after is None or (child.rule.is_leaf and _shown(after) != _shown(child))


def _moved(old: list[_Key], new: list[_Key]) -> set[_Key]:
    """The entries that must be moved so that `old` becomes `new`: all but the longest run kept."""
    place = {key: at for at, key in enumerate(old)}
    runs: list[list[_Key]] = []
    for key in new:
        before = (run for run in runs if place[run[-1]] < place[key])
        runs.append([*_longest(before), key])
    kept = set(_longest(runs))
    return {key for key in new if key not in kept}


def _longest(runs: Iterable[list[_Key]]) -> list[_Key]:
    return max(runs, key=list.__len__, default=[])


def _margin(statement: Statement, depth: int) -> str:
    return " " * (depth + statement.rule.is_list)


def _signed(sign: str, statement: Statement, depth: int) -> Iterator[str]:
    margin = _margin(statement, depth)
    alone = Statement(statement.rule, children=[statement])
    yield from (f"{sign}{margin}{line}" for line in braces(alone))


def _anchor(sign: str, statement: Statement, depth: int, mark: str = "") -> str:
    margin = _margin(statement, depth)
    return f"{sign}{margin}{mark}{heading(statement)} {{ ... }}"
