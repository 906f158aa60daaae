"""Shows a configuration tree as the device prints it: indentation, separators, end."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lab.sim.grammar import Grammar
    from lab.sim.tree import Node


def render(grammar: Grammar, root: Node) -> list[str]:
    """The configuration from its first line to its last, which on most platforms is `end`."""
    lines: list[str] = []
    previous: Node | None = None
    for node in root.children:
        if node.mode in grammar.shown_if_filled and not node.children:
            continue
        if previous is not None and not _adjacent(grammar, previous, node):
            lines.append(grammar.separator)
        _write(lines, grammar, node, "")
        previous = node
    return [*lines, *grammar.ends]


def _adjacent(grammar: Grammar, previous: Node, node: Node) -> bool:
    if previous.block != node.block:
        return False
    if previous.mode and node.mode:
        return node.mode in grammar.together
    return grammar.are_blocks_mixed or not (previous.mode or node.mode)


def section(grammar: Grammar, node: Node, pad: str) -> list[str]:
    """One line with all that is under it, and what closes it."""
    lines: list[str] = []
    _write(lines, grammar, node, pad)
    return lines


def _write(lines: list[str], grammar: Grammar, node: Node, pad: str) -> None:
    if node.mode in grammar.flat:
        lines.extend(f"{node.line} {child.line}" for child in node.children)
        return
    first, *others = node.line.split("\n")
    lines.append(pad + first)
    lines += others
    inner = pad + " " * grammar.indent
    for index, child in enumerate(node.children):
        if child.mode in grammar.separated and index:
            lines.append(f"{inner}!")
        _write(lines, grammar, child, inner)
    if node.mode in grammar.closes_with:
        lines.append(pad + grammar.closes_with[node.mode])
