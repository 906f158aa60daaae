"""Word patterns: the notation in which a platform describes its lines (see `platforms.spec`)."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple


class Hit(NamedTuple):
    """What a word pattern found: its payload, key words, `*`/`?` words, and named objects."""

    payload: int
    depth: int
    key: tuple[int, ...]
    holes: tuple[str, ...]
    named: tuple[tuple[str, str], ...]


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

    # Most tables are never asked about a line that begins like one of theirs: they stay unread.
    @cached_property
    def _root(self) -> _Step:
        root = _Step()
        for payload, pattern in enumerate(self._all):
            _add(root, pattern.split(), payload)
        return root

    @cached_property
    def _is_open(self) -> bool:
        root = self._root
        return bool(root.holes) or max(root.end, root.exact, root.rest) >= 0

    def find(self, words: list[str]) -> Hit | None:
        """The longest pattern that the words begin with."""
        if not self._is_open and not (words and words[0] in self._root.words):
            return None
        return _deepest(self._root, words, 0, (), (), ())

    def of(self, line: str) -> Hit | None:
        """What `find` says of the words of a line; quick where few patterns do not begin so."""
        return self.find(line.split(" ")) if line.startswith(self.begins) else None

    @cached_property
    def begins(self) -> tuple[str, ...]:
        """What the lines begin with that may be found, "" among them where one begins anyhow."""
        return tuple({beginning(pattern) for pattern in self._all})

    def every(self, words: list[str]) -> Iterator[Hit]:
        """Each pattern that the words begin with."""
        if self._is_open or words[0] in self._root.words:
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
    best = None
    if at < len(words):
        word = words[at]
        if word in step.words:
            best = _deepest(step.words[word], words, at + 1, (*key, at), holes, named)
        for kind, after in step.holes:
            keyed = (*key, at) if kind == "*" else key
            naming = (*named, (kind[1:], word)) if kind[0] == "@" else named
            hit = _deepest(after, words, at + 1, keyed, (*holes, word), naming)
            if hit is not None and (best is None or hit.depth > best.depth):
                best = hit
    if best is not None:
        return best
    ends = (step.end, step.exact if at == len(words) else -1, step.rest)
    payload = next((one for one in ends if one >= 0), -1)
    return Hit(payload, at, key, holes, named) if payload >= 0 else None


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
