"""Which top-level items a plan may be about, and which of them differ."""

from collections.abc import Iterable, Mapping

from netops.config.copies import alike_items, own
from netops.config.meaning import Item, Section, State


class Extent:
    """All top-level items of a state and its target, or only those of some keys."""

    def __init__(self, state: State, target: State, keys: Iterable[str] | None) -> None:
        """`keys` stand in the order in which a plan goes through them, None for that of a text."""
        self._state, self._target = state, target
        self._keys = None if keys is None else dict.fromkeys(keys)

    def of(self, section: Section) -> Iterable[tuple[str, Item]]:
        """Those that a top level holds, each with its key."""
        if self._keys is None:
            return section.items.items()
        return [(key, section.items[key]) for key in self._keys if key in section.items]

    def apart(self) -> set[str]:
        """The keys of what differs; it will be changed, so it is no longer shared."""
        ours, theirs = self._state.top.items, self._target.top.items
        told = self._state.grammar.facts.told
        keys = self._keys if self._keys is not None else ours.keys() | theirs.keys()
        found = {k for k in keys if _differ(k, ours, theirs) and not k.startswith(told)}
        for key in found & ours.keys():
            if ours[key].section is not None:
                own(self._state, key)
        return found


def _differ(key: str, ours: Mapping[str, Item], theirs: Mapping[str, Item]) -> bool:
    item, other = ours.get(key), theirs.get(key)
    if item is other:
        return False
    return item is None or other is None or not alike_items(item, other)
