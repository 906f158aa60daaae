"""Lines that sessions live on: each is found once, and then only looked at again."""

from collections.abc import Iterator, Sequence

from netops.config.layers import says
from netops.config.meaning import Item, Section, State
from netops.config.patterns import Patterns
from netops.platforms.spec import Lifeline

# A line under its headers, each with the section that it stands in.
Trail = tuple[tuple[Section, Item], ...]


class Lifelines:
    """The lifelines of a platform in a state that changes."""

    def __init__(self, state: State) -> None:
        self._state = state
        self._facts = state.grammar.facts.lifelines
        self._found: dict[int, Trail] = {}

    def alive(self) -> set[int]:
        """The numbers of those that stand."""
        return {number for number in range(len(self._facts)) if self.stands(number)}

    def stands(self, number: int) -> bool:
        """Whether some line of a lifeline is there; all are searched only when the last is gone."""
        if self._facts[number].never:
            return not any(says(self._state.top, line) for line in self._facts[number].lines)
        trail = self._found.pop(number, ())
        if not _is_there(trail):
            fact = self._facts[number]
            path = [Patterns((part,)) for part in fact.scope.split(" > ")] if fact.scope else []
            trail = next(_trails(self._state.top, path, fact), ())
        if trail:
            self._found[number] = trail
        return bool(trail)


def _is_there(trail: Trail) -> bool:
    for section, item in trail:
        if section.items.get(item.key) is not item:
            return False
    return bool(trail)


def _trails(section: Section, path: Sequence[Patterns], fact: Lifeline) -> Iterator[Trail]:
    """Each line of a lifeline below a path of header patterns."""
    words = set(fact.word.split("|")) if fact.word else set()
    for item in section.items.values():
        if not path:
            if item.norm.startswith(fact.lines) and (not words or words & set(item.norm.split())):
                yield ((section, item),)
        elif item.section is not None and path[0].find(item.norm.split(" ")):
            for trail in _trails(item.section, path[1:], fact):
                yield ((section, item), *trail)
