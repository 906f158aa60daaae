"""Settings of one thing that people tell in several lines, and the device shows in one."""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from netops.config.grammar import Grammar
from netops.config.tree import Node

Parts = dict[str, list[re.Match[str]]]


@lru_cache(maxsize=16)
def _facts(grammar: Grammar) -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(line) for line in grammar.facts.habits.joined)


def joined(grammar: Grammar, nodes: tuple[Node, ...]) -> tuple[Node, ...]:
    """The top-level nodes of a text; what lines of one thing say stands in the first of them."""
    for line in _facts(grammar):
        parts: Parts = {}
        for found in filter(None, (line.fullmatch(node.text) for node in nodes)):
            parts.setdefault(found[1], []).append(found)
        if any(several[1:] for several in parts.values()):
            nodes = tuple(_once(line, parts, nodes))
    return nodes


def _once(line: re.Pattern[str], parts: Parts, nodes: Sequence[Node]) -> Iterator[Node]:
    for node in nodes:
        found = line.fullmatch(node.text)
        if found is None:
            yield node
        elif several := parts.pop(found[1], []):
            yield node._replace(text=_together(several))


def _together(several: Sequence[re.Match[str]]) -> str:
    """One line: of each part what was told last."""
    last = list(several[0].groups(default=""))
    for found in several[1:]:
        last = [new or old for old, new in zip(last, found.groups(default=""), strict=True)]
    return "".join(last)
