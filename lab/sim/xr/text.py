"""A configuration as IOS-XR prints it: one blank per level, and `!` after every section."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lab.sim import render
from lab.sim.xr.facts import GRAMMAR

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lab.sim.tree import Node


def lines(root: Node) -> Iterator[str]:
    """The configuration without head and `end`."""
    for node in root.children:
        yield from section(node, "")


def section(node: Node, pad: str) -> Iterator[str]:
    """One line with all that is under it, and what closes it."""
    for line in render.section(GRAMMAR, node, pad):
        yield from line.split("\n")


def closing(node: Node, pad: str) -> Iterator[str]:
    """What stands after the last line of a section."""
    for line in GRAMMAR.closes_with.get(node.mode, "").splitlines():
        yield pad + line


def whole(root: Node) -> str:
    """The configuration with its `end`, without its volatile head."""
    return "\n".join((*lines(root), "end")) + "\n"
