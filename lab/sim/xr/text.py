"""A configuration as IOS-XR prints it: one blank per level, and `!` after every section."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lab.sim.tree import Node

_LAST_LINES = {"class-map": "end-class-map", "policy-map": "end-policy-map"}


def lines(root: Node) -> Iterator[str]:
    """The configuration without head and `end`."""
    for node in root.children:
        yield from section(node, "")


def section(node: Node, pad: str) -> Iterator[str]:
    """One line with all that is under it, and what closes it."""
    first, *others = node.line.split("\n")
    yield pad + first
    yield from others
    for child in node.children:
        yield from section(child, pad + " ")
    yield from closing(node, pad)


def closing(node: Node, pad: str) -> Iterator[str]:
    """What stands after the last line of a section."""
    if node.mode in _LAST_LINES:
        yield f"{pad} {_LAST_LINES[node.mode]}"
    if node.mode:
        yield f"{pad}!"


def whole(root: Node) -> str:
    """The configuration with its `end`, without its volatile head."""
    return "\n".join((*lines(root), "end")) + "\n"
