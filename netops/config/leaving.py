"""Lines that will leave a section, found by the new lines that they would fight with."""

from collections.abc import Iterable

from netops.config.meaning import Item, Section, State, key_of

# Unknown lines with the same first words may be two values of one setting.
_SHARED = 2
# Lines that stand in a row share at least three words before one can take the other along: `no ip
# route P M N` takes `ip route P M N 250` too.
_ROW = 3


class Leaving:
    """Old lines of one section, by their words."""

    def __init__(self) -> None:
        self._unknown: dict[tuple[str, ...], list[Item]] = {}
        self._longer: dict[str, list[Item]] = {}
        self._whole: dict[str, Item] = {}

    def add(self, item: Item, kind: str) -> None:
        """Take in an old line; only unknown ones and those of many values may fight."""
        words = item.norm.split(" ")
        if not kind:
            self._unknown.setdefault(tuple(words[:_SHARED]), []).append(item)
        elif kind in {"many", "named"}:
            words = item.key.split(" ")
            self._whole[item.key] = item
            for end in range(_ROW, len(words)):
                self._longer.setdefault(" ".join(words[:end]), []).append(item)

    def like(self, line: str) -> list[Item]:
        """Unknown lines with the same first words, each told once."""
        return self._unknown.pop(tuple(line.split(" ")[:_SHARED]), [])

    def beside(self, line: str) -> list[Item]:
        """Lines that begin with all words of this one, and those that this one begins with."""
        if not self._whole:
            return []
        words = line.split(" ")
        starts = (" ".join(words[:end]) for end in range(_ROW, len(words) + 1))
        shorter = (self._whole.get(start) for start in starts)
        return [*self._longer.get(line, ()), *(item for item in shorter if item is not None)]


def leaving(
    state: State, section: Section, olds: Iterable[tuple[str, Item]], goal: Section | None
) -> Leaving:
    """Those of the old lines of a section, by their keys, that its goal does not hold."""
    wanted = goal.items if goal is not None else {}
    found = Leaving()
    for key, old in olds:
        if old.section is None and key not in wanted:
            found.add(old, key_of(state, section, old.norm)[1])
    return found
