"""In which order top-level items come and go: what others name comes first and leaves last."""

from collections.abc import Sequence
from functools import lru_cache

from netops.config.bundles import is_bundle
from netops.config.grammar import Grammar
from netops.config.meaning import Item
from netops.config.names import Named, references

_DEFINED, _BUNDLE = -500, -400


class Order:
    """The order of a platform: by kinds, and in one kind by who names whom."""

    def __init__(self, grammar: Grammar) -> None:
        self._grammar, self._ranks = grammar, _ranks(grammar)

    def coming(self, items: Sequence[Item]) -> list[Item]:
        """Definitions before their users; what nothing defines keeps its order."""
        if len(items) <= 1:
            return list(items)
        depths = self._depths(items)
        return sorted(items, key=lambda item: (self._turn(item), depths.get(item.key, 0)))

    def leaving(self, items: Sequence[Item]) -> list[Item]:
        """Users before what they name."""
        if len(items) <= 1:
            return list(items)
        depths = self._depths(items)
        turns = {item.key: (self._turn(item), depths.get(item.key, 0)) for item in items}
        return sorted(items, key=lambda item: turns[item.key], reverse=True)

    def _turn(self, item: Item) -> int:
        defined = self._grammar.definition(item.norm)
        if defined is not None:
            return self._ranks[defined[0]] + _DEFINED
        # A port that joins a bundle must be like it.
        first = _BUNDLE if is_bundle(self._grammar, item.norm) else 0
        return first or self._grammar.top.turn(item.norm)

    def _depths(self, items: Sequence[Item]) -> dict[str, int]:
        """How many others of its kind must stand before an item, by its key; none for most."""
        named: dict[Named, Item] = {}
        for item in items:
            if (defined := self._grammar.definition(item.norm)) is not None:
                named[defined] = item
        below = {
            one: {other for other in references(self._grammar, "", item) if other in named}
            for one, item in named.items()
        }
        alike = {
            one: {o for o in others if o[0] == one[0]} - {one} for one, others in below.items()
        }
        depths: dict[Named, int] = {}
        for one in alike:
            _measure(one, alike, depths)
        return {named[one].key: depth for one, depth in depths.items()}


@lru_cache(maxsize=16)
def _ranks(grammar: Grammar) -> dict[str, int]:
    """When an object of a kind is defined, by its kind."""
    kinds = [kind for kind, _ in grammar.facts.definitions]
    return {kind: at for at, kind in reversed(list(enumerate(kinds)))}


def _measure(one: Named, below: dict[Named, set[Named]], depths: dict[Named, int]) -> int:
    """Fill in how deep an object goes; one that names itself in the end counts once."""
    if one not in depths:
        depths[one] = 0
        depths[one] = max((_measure(other, below, depths) + 1 for other in below[one]), default=0)
    return depths[one]
