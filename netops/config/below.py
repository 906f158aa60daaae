"""What the lines below one kind of header mean: their keys, when they come, what they displace."""

import re
from collections.abc import Callable
from functools import partial
from typing import NamedTuple

from netops.config.kept import Kept
from netops.config.patterns import Patterns
from netops.platforms.spec import Scope


class Key(NamedTuple):
    """The key of a line in its section. `known` says whether a fact names it."""

    text: str
    indices: tuple[int, ...]
    kind: str  # single, short, named, many, or "" where nothing is known


# What `Key(...)` does, in half the time: one is made of every line.
_key: Callable[[tuple[str, tuple[int, ...], str]], Key] = partial(tuple.__new__, Key)


class Place:
    """The meaning of the lines below one kind of header."""

    def __init__(self, scope: Scope) -> None:
        self.scope = scope
        kinds = (("single", scope.single), ("short", scope.short), ("many", scope.many))
        self._kinds = [(kind, p) for kind, patterns in kinds for p in patterns]
        self._patterns = Patterns(pattern for _, pattern in self._kinds)
        self._named = re.compile("|".join(f"(?:{one})" for one in scope.named))
        self._first = Patterns(scope.first)
        self._last = Patterns(scope.last)
        self._guards = Patterns(scope.guards)
        self._leave_early = Patterns(scope.leave_early)
        self._cleared = Patterns(scope.cleared)
        # How the lines begin that keep what they are not told to leave.
        self.sticky = tuple(begin for begin, _ in scope.sticky)
        self._rivals = Patterns(line for line, _ in scope.rivals)
        # The key of a line in normal form, without `no`.
        self.key = Kept(self._key).__getitem__
        # When a line is set within its section: lines with lower numbers come first.
        self.turn = Kept(self._turn).__getitem__

    def _key(self, line: str) -> Key:
        if self.scope.named and (found := self._named.match(line)):
            return Key(found[0], (), "named")
        words = line.split(" ")
        hit = self._patterns.find(words)
        kind = self._kinds[hit.payload][0] if hit else ""
        if hit is None or kind == "many":
            return _key((line, (), kind))
        return _key((" ".join([words[at] for at in hit.key]), hit.key, kind))

    def _turn(self, line: str) -> int:
        bare = line.removeprefix("no ")
        if hit := self._first.of(bare):
            return hit.payload - 1000
        if self.is_guard(bare):
            return -1
        return 1000 if self._last.of(bare) else 0

    def leaves_early(self, line: str) -> int:
        """When a line goes before what it leans on, lower numbers first; the highest is later."""
        hit = self._leave_early.of(line)
        return hit.payload if hit else len(self.scope.leave_early)

    def is_cleared(self, line: str) -> bool:
        """Whether the device takes a new value of this line only when the old one is gone."""
        return self._cleared.of(line) is not None

    def rival(self, line: str) -> str:
        """The key of the line that must go before this one comes, "" where it comes anyhow."""
        hit = self._rivals.find(line.split(" ")) if self.scope.rivals else None
        return self.scope.rivals[hit.payload][1].format(*hit.holes) if hit else ""

    def is_guard(self, line: str) -> bool:
        """Whether a line keeps a door: a filter, or who may log in."""
        return self._guards.of(line.removeprefix("no ")) is not None
