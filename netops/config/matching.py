"""Whether the entries of route-maps in use have the match lines that they must have."""

from collections.abc import Iterable

from netops.config.maps import conditions
from netops.config.meaning import State
from netops.config.names import Named, Names


class Matching:
    """The entries in a state that changes; one without its match lines matches everything.

    On the way an entry asks at least what it asked before or what it will ask in the end. Where
    the lines of a section come into force together, an entry is looked at when it is left.
    """

    def __init__(
        self, state: State, target: State, names: Names, before: dict[str, frozenset[str]]
    ) -> None:
        """`before` is what the entries asked that need not ask more."""
        self._state, self._target, self._names, self._before = state, target, names, before
        self._begins, self._is_staged = state.grammar.facts.matched, state.grammar.facts.staged
        self._waiting: set[str] = set()

    def over(self, state: State, target: State, names: Names) -> "Matching":
        """The entries of a copy of the state, which goes its own way."""
        return Matching(state, target, names, self._before)

    def turn(self, keys: Iterable[str]) -> None:
        """Let what these entries ask now be enough."""
        self._before = asked(self._state, keys)

    @property
    def is_waiting(self) -> bool:
        """Whether an entry is to be looked at when it is left."""
        return bool(self._waiting)

    def loose(self, keys: set[str], news: Iterable[Named]) -> list[str]:
        """The keys of entries that match too much after a change of these items and names."""
        found: set[str] = set()
        for named in news if self._begins else ():
            entries = self._names.defined[named]
            found |= {key for key in entries & keys or entries if key.startswith(self._begins)}
        if self._is_staged:
            found, self._waiting = self._waiting - found, found
        return [key for key in sorted(found) if self.is_loose(key)]

    def is_loose(self, key: str) -> bool:
        """Whether an entry in use asks less than it did and less than it will."""
        item = self._state.top.items.get(key)
        if item is None or not any(self._names.uses[one] > 0 for one in self._names.of(key)):
            return False
        goals = [self._before[key]] if key in self._before else []
        if key in self._target.top.items:
            goals.append(conditions(self._target.top.items[key]))
        now = conditions(item)
        return bool(goals) and not any(goal <= now for goal in goals)


def asked(state: State, keys: Iterable[str]) -> dict[str, frozenset[str]]:
    """What each of these entries asks about, if it is there."""
    begins, items = state.grammar.facts.matched, state.top.items
    is_entry = (key for key in keys if begins and key.startswith(begins) and key in items)
    return {key: conditions(items[key]) for key in is_entry}
