"""Lines that sessions live on: each is found once, and then only looked at again."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import lru_cache

from netops.config.grammar import Grammar
from netops.config.meaning import Item, Section, State
from netops.config.patterns import Patterns
from netops.platforms.spec import Lifeline

# A line under its headers, from the top down.
Trail = tuple[Item, ...]


class Lifelines:
    """The lifelines of a platform in a state that changes."""

    def __init__(self, state: State, found: Mapping[int, Trail] | None = None) -> None:
        self._state = state
        self._facts = state.grammar.facts.lifelines
        self._found = dict(found or {})
        self._tops = {trail[0].key for trail in self._found.values() if trail}
        self._never, self._unless = _cutting(state.grammar)

    def may_fall(self, keys: Collection[str]) -> bool:
        """Whether a change of these top-level items may be about one of them: a quick test."""
        if not (self._tops.isdisjoint(keys) and self._never.isdisjoint(keys)):
            return True
        for key in keys:  # noqa: SIM110  (asked after each command: no generator)
            if key.startswith(self._unless):
                return True
        return False

    def fallen(self, standing: Collection[int]) -> list[int]:
        """The numbers of those that no longer stand."""
        return sorted(number for number in standing if not self.stands(number))

    def over(self, state: State) -> "Lifelines":
        """The lifelines of a copy of the state, which goes its own way."""
        return Lifelines(state, self._found)

    def alive(self) -> set[int]:
        """The numbers of those that stand."""
        return {number for number in range(len(self._facts)) if self.stands(number)}

    def stands(self, number: int) -> bool:
        """Whether some line of a lifeline is there; all are searched only when the last is gone."""
        if self._facts[number].never:
            return not any(map(self._says, self._facts[number].lines)) or self._is_met(number)
        if self._holds(self._found.get(number, ())):
            return True
        fact = self._facts[number]
        path = [Patterns((part,)) for part in fact.scope.split(" > ")] if fact.scope else []
        self._found[number] = trail = next(_trails(self._state.top, path, fact), ())
        self._tops.update(item.key for item in trail[:1])
        return bool(trail)

    def _says(self, line: str) -> bool:
        """Whether the top level holds a whole line."""
        item = self._state.top.items.get(_key(self._state.grammar, line))
        return item is not None and item.norm == line

    def _is_met(self, number: int) -> bool:
        """Whether there is what takes the harm out of a line."""
        unless = self._facts[number].unless
        return bool(unless) and any(key.startswith(unless) for key in self._state.top.items)

    def _holds(self, trail: Trail) -> bool:
        """Whether a line that was found stands where it stood."""
        section: Section | None = self._state.top
        for item in trail:
            found = section.items.get(item.key) if section is not None else None
            if found is None or found.norm != item.norm:
                return False
            section = found.section
        return bool(trail)


def _key(grammar: Grammar, line: str) -> str:
    """The key of a line of the top level."""
    return grammar.place("").key(line.removeprefix("no ")).text


@lru_cache(maxsize=16)
def _cutting(grammar: Grammar) -> tuple[frozenset[str], tuple[str, ...]]:
    """The keys of the lines that cut by coming, and how those begin that take the harm out."""
    facts = [fact for fact in grammar.facts.lifelines if fact.never]
    lines = (line for fact in facts for line in fact.lines)
    begins = tuple(fact.unless for fact in facts if fact.unless)
    return frozenset(_key(grammar, line) for line in lines), begins


def _trails(section: Section, path: Sequence[Patterns], fact: Lifeline) -> Iterator[Trail]:
    """Each line of a lifeline below a path of header patterns."""
    words = set(fact.word.split("|")) if fact.word else set()
    for item in section.items.values():
        if not path:
            if item.norm.startswith(fact.lines) and (not words or words & set(item.norm.split())):
                yield (item,)
        elif item.section is not None and path[0].find(item.norm.split(" ")):
            for trail in _trails(item.section, path[1:], fact):
                yield (item, *trail)
