"""What lies between two configurations, and how IOS-XR carries it over and shows it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lab.sim.tree import Node, begins
from lab.sim.xr.text import closing, section

if TYPE_CHECKING:
    from collections.abc import Iterator


def carry(base: Node, mine: Node, onto: Node) -> None:
    """Make in `onto` the changes that lead from `base` to `mine`; what others did stays."""
    for old in base.children:
        if mine.get(old.key) is None:
            onto.drop(old.key)
    for new in mine.children:
        old_one = base.get(new.key)
        if old_one == new:
            continue
        there = onto.get(new.key)
        if there is None:
            onto.add(new.clone())
        else:
            there.line = new.line
            carry(old_one or Node(""), new, there)
    order = {child.key: at for at, child in enumerate(mine.children)}
    onto.children.sort(key=lambda child: (child.place, order.get(child.key, len(order))))


def commands(base: Node, mine: Node, pad: str = "") -> Iterator[str]:
    """The changes as one would type them, as `show configuration` prints them."""
    for old in base.children:
        if mine.get(old.key) is None:
            yield f"{pad}no {_name(old)}"
    for new in mine.children:
        before = base.get(new.key)
        if before is None:
            yield from section(new, pad)
        elif before != new:
            yield from new.line.split("\n") if not pad else (pad + new.line,)
            yield from commands(before, new, pad + " ")
            yield from closing(new, pad)


def _name(node: Node) -> str:
    first = node.line.split("\n")[0]
    return node.key if begins(first, node.key) else first


def marked(base: Node, mine: Node, pad: str = "") -> Iterator[str]:
    """The changes with `+`, `-` and `#` (changed), as `show commit changes diff` prints them."""
    for old in base.children:
        if mine.get(old.key) is None:
            yield from _signed("-", section(old, pad))
    for new in mine.children:
        before = base.get(new.key)
        if before is None:
            yield from _signed("+", section(new, pad))
        elif before != new:
            yield from _changed(before, new, pad)


def _changed(before: Node, after: Node, pad: str) -> Iterator[str]:
    if "\n" in after.line:
        yield from _signed("-", section(before, pad))
        yield from _signed("+", section(after, pad))
        return
    if before.line != after.line:
        yield f"#  {pad}{before.line}"
    yield f"#  {pad}{after.line}"
    yield from marked(before, after, pad + " ")
    yield from _signed("#", closing(after, pad))


def _signed(sign: str, lines: Iterator[str]) -> Iterator[str]:
    return (f"{sign}  {line}" for line in lines)
