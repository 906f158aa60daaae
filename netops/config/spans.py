"""Headers that name several lines of a device at once: `line vty 0 15`.

Every such line has settings of its own, and a device shows neighbours with equal ones together. So
two texts may cut them in different places and mean the same.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import accumulate, pairwise

from netops.config.grammar import Grammar
from netops.config.tree import Node

_SPAN = re.compile(r"(\d+)(?: (\d+))?")
Nodes = tuple[Node, ...]


def cut(grammar: Grammar, trees: Sequence[Nodes]) -> Sequence[Nodes]:
    """The top-level nodes of texts, with all spans cut wherever one of them is cut."""
    for words in grammar.facts.habits.spans:
        found = [span for nodes in trees for span, _ in _spans(words, nodes)]
        edges = sorted({edge for first, last in found for edge in (first, last + 1)})
        trees = [tuple(_pieces(words, nodes, edges)) for nodes in trees]
    return trees


def filled(grammar: Grammar, nodes: Nodes) -> Nodes:
    """The nodes with a bare header for what lies between two spans: the device has that too."""
    for words in grammar.facts.habits.spans:
        found = sorted((*span, node) for span, node in _spans(words, nodes))
        ends = accumulate((last for _, last, _ in found), max)
        nodes += tuple(
            Node(_named(words, end + 1, first - 1), node.number)
            for end, (first, _, node) in zip(ends, found[1:], strict=False)
            if end + 1 < first
        )
    return nodes


def _named(words: str, first: int, last: int) -> str:
    return f"{words} {first} {last}" if last > first else f"{words} {first}"


def _spans(words: str, nodes: Nodes) -> list[tuple[tuple[int, int], Node]]:
    """The headers of these words that name a span, with its first and its last line."""
    begins = f"{words} "
    near = [node for node in nodes if node.text.startswith(begins)]
    return [(span, node) for node in near if (span := _span(words, node.text))]


def _span(words: str, header: str) -> tuple[int, int] | None:
    found = _SPAN.fullmatch(header[len(words) + 1 :])
    return (int(found[1]), int(found[2] or found[1])) if found else None


def _pieces(words: str, nodes: Nodes, edges: Sequence[int]) -> Iterator[Node]:
    begins = f"{words} "
    for node in nodes:
        span = _span(words, node.text) if node.text.startswith(begins) else None
        if span is None:
            yield node
            continue
        starts = [edge for edge in edges if span[0] <= edge <= span[1]]
        for first, after in pairwise([*starts, span[1] + 1]):
            yield node._replace(text=_named(words, first, after - 1))
