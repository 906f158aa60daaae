"""Headers that people write shorter than the device shows them: ranges, and with a line."""

import re
from functools import lru_cache

from netops.config.grammar import Grammar, vlans
from netops.config.patterns import Patterns
from netops.config.tree import Node

_PART = re.compile(r"([A-Za-z-]+?) ?((?:\d+/)*)(\d{1,5})(?: ?- ?(\d{1,5}))?")
_MOST = 4096


def several(grammar: Grammar, text: str, norm: str) -> list[str]:
    """The headers that one stands for (`vlan 10-11`, `interface Ethernet1/1-4`), else itself."""
    words = norm.split(" ")
    if len(words) == 2 and words[0] == "vlan" and len(found := vlans(words[1])) > 1:  # noqa: PLR2004 (`vlan` and a list)
        return [f"vlan {number}" for number in sorted(found)]
    # A list or a range has one of these; so has `Port-channel1`.
    may_be_more = "," in norm or "-" in norm
    if may_be_more and grammar.facts.habits.ranges and words[0] == "interface":
        names = _interfaces(norm.removeprefix("interface ").removeprefix("range "))
        return [f"interface {name}" for name in names] if len(names) > 1 else [text]
    return [text]


def _interfaces(rest: str) -> list[str]:
    names: list[str] = []
    for part in rest.split(","):
        found = _PART.fullmatch(part.strip())
        if found is None:
            return []
        kind, slot, first, last = found.groups()
        final = min(int(last or first), int(first) + _MOST)
        names += [f"{kind}{slot}{number}" for number in range(int(first), final + 1)]
    return names


@lru_cache(maxsize=16)
def _inlined(grammar: Grammar) -> tuple[tuple[Patterns, Patterns], ...]:
    facts = grammar.facts.habits.inlined
    return tuple((Patterns((scope,)), Patterns((header,))) for scope, header in facts)


def parted(grammar: Grammar, section: str, line: str) -> tuple[str, str] | None:
    """(header, first line below it) of a line that is both; None for other lines."""
    for scope, header in _inlined(grammar):
        words = line.split()
        hit = header.find(words) if scope.find(section.split(" ")) else None
        if hit and len(words) > hit.depth:
            return " ".join(words[: hit.depth]), " ".join(words[hit.depth :])
    return None


def unfolded(grammar: Grammar, section: str, node: Node) -> Node:
    """A node whose header stands alone, with what stood behind it as its first line."""
    both = parted(grammar, section, node.text)
    if both is None:
        return node
    header, line = both
    inner = Node(line, node.number, indent=node.indent + grammar.facts.indent)
    return node._replace(text=header, children=(inner, *node.children))
