"""Word patterns: the notation in which a platform describes its lines (see `platforms.spec`)."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property, partial
from typing import NamedTuple


class Hit(NamedTuple):
    """What a word pattern found: its payload, key words, `*`/`?` words, and named objects."""

    payload: int
    depth: int
    key: tuple[int, ...]
    holes: tuple[str, ...]
    named: tuple[tuple[str, str], ...]


# What `Hit(...)` does, in half the time: one is made of nearly every line.
_hit: Callable[[tuple[object, ...]], Hit] = partial(tuple.__new__, Hit)


# How a pattern begins that has no first word; "" is one without words.
_ANY = frozenset(("", "*", "?", "@", "$"))


@dataclass(slots=True)
class _Step:
    words: dict[str, "_Step"] = field(default_factory=dict)
    holes: list[tuple[str, "_Step"]] = field(default_factory=list)
    end: int = -1
    exact: int = -1
    rest: int = -1


class Patterns:
    """Word patterns as a tree of words; the longest match wins, plain words before holes."""

    def __init__(self, patterns: Iterable[str]) -> None:
        self._all = tuple(patterns)
        self._root = _Step()
        self._unread: dict[str, list[tuple[int, str]]] | None = None
        self._is_open = False

    # Threads share a table: what one of them has not read to its end, another still finds unread,
    # and to read a pattern twice changes nothing.
    def _sorted(self) -> dict[str, list[tuple[int, str]]]:
        """The patterns by their first word: they are read when a line with that word comes."""
        unread: dict[str, list[tuple[int, str]]] = {}
        root = self._root
        for payload, pattern in enumerate(self._all):
            word = pattern.partition(" ")[0]
            if word[:1] in _ANY:
                _add(root, pattern.split(), payload)
            else:
                unread.setdefault(word, []).append((payload, pattern))
        self._is_open = bool(root.holes) or max(root.end, root.exact, root.rest) >= 0
        self._unread = unread
        return unread

    def _begun(self, words: list[str]) -> bool:
        """Whether a pattern begins like these words; the tree holds all that do."""
        unread = self._sorted() if self._unread is None else self._unread
        word = words[0] if words else ""
        for payload, pattern in unread.get(word, ()):
            _add(self._root, pattern.split(), payload)
        unread.pop(word, None)
        return self._is_open or word in self._root.words

    def find(self, words: list[str]) -> Hit | None:
        """The longest pattern that the words begin with."""
        return _deepest(self._root, words, 0, (), (), ()) if self._begun(words) else None

    def of(self, line: str) -> Hit | None:
        """What `find` says of the words of a line; quick where few patterns do not begin so."""
        return self.find(line.split(" ")) if line.startswith(self.begins) else None

    @cached_property
    def begins(self) -> tuple[str, ...]:
        """What the lines begin with that may be found, "" among them where one begins anyhow."""
        return tuple({beginning(pattern) for pattern in self._all})

    def every(self, words: list[str]) -> Iterator[Hit]:
        """Each pattern that the words begin with."""
        if self._begun(words):
            yield from self._walk(self._root, words, 0, (), (), ())

    def _walk(
        self,
        step: _Step,
        words: list[str],
        at: int,
        key: tuple[int, ...],
        holes: tuple[str, ...],
        named: tuple[tuple[str, str], ...],
    ) -> Iterator[Hit]:
        if step.end >= 0:
            yield Hit(step.end, at, key, holes, named)
        if step.exact >= 0 and at == len(words):
            yield Hit(step.exact, at, key, holes, named)
        if step.rest >= 0:
            yield Hit(step.rest, at, key, holes, named)
        if at == len(words):
            return
        word = words[at]
        if word in step.words:
            yield from self._walk(step.words[word], words, at + 1, (*key, at), holes, named)
        for kind, after in step.holes:
            keyed = (*key, at) if kind == "*" else key
            naming = (*named, (kind[1:], word)) if kind[0] == "@" else named
            yield from self._walk(after, words, at + 1, keyed, (*holes, word), naming)


def _deepest(
    step: _Step,
    words: list[str],
    at: int,
    key: tuple[int, ...],
    holes: tuple[str, ...],
    named: tuple[tuple[str, str], ...],
) -> Hit | None:
    """The longest pattern from a step on: of equal ones the first that `_walk` comes to.

    It walks by itself, without a generator at each word, since it is asked about every line.
    """
    found = None
    total = len(words)
    while True:
        if (payload := _end(step, is_whole=at == total)) >= 0:
            found = _hit((payload, at, key, holes, named))
        if at == total:
            return found
        word = words[at]
        after = step.words.get(word)
        if step.holes:
            break
        if after is None:
            return found
        # One way on: it is gone without a call.
        step, key, at = after, (*key, at), at + 1
    best = _deepest(after, words, at + 1, (*key, at), holes, named) if after else None
    for kind, beyond in step.holes:
        keyed = (*key, at) if kind == "*" else key
        naming = (*named, (kind[1:], word)) if kind[0] == "@" else named
        hit = _deepest(beyond, words, at + 1, keyed, (*holes, word), naming)
        if hit is not None and (best is None or hit.depth > best.depth):
            best = hit
    return best or found


def _end(step: _Step, *, is_whole: bool) -> int:
    """The pattern that ends here, of several the plainest; -1 where none does."""
    if step.end >= 0:
        return step.end
    return step.exact if is_whole and step.exact >= 0 else step.rest


def beginning(pattern: str) -> str:
    """The words of a pattern before the first that may be any."""
    words = pattern.split(" ")
    ends = (at for at, word in enumerate(words) if word[:1] in {*"*?@>$"})
    return " ".join(words[: next(ends, len(words))])


def _add(step: _Step, parts: list[str], payload: int) -> None:
    for part in parts:
        if part == "**":
            step.rest = payload
            return
        if part == "$":
            step.exact = payload
            return
        is_hole = part[0] in "*?@"
        step = _hole(step, part) if is_hole else step.words.setdefault(part, _Step())
    step.end = payload


def _hole(step: _Step, part: str) -> _Step:
    for kind, after in step.holes:
        if kind == part:
            return after
    after = _Step()
    step.holes.append((part, after))
    return after
