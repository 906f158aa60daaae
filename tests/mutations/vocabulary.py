"""Which lines stand in which sections of a platform's configs, and which values in which place."""

from __future__ import annotations

import re
from collections import defaultdict
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from random import Random

    from mutations.lines import Line

Place = tuple[str, ...]

_KEYWORD = re.compile(r"[a-z][a-z0-9+._-]*[:;]?")
_ADDRESS = re.compile(r"(\d+\.\d+\.)(\d+)\.(\d+)(/\d+)?(;?)")
_NUMBERS = re.compile(r"\d+(?:-\d+)?(?:,\d+(?:-\d+)?)+")
# `ipv4` is a word, whatever stands at its end.
_PORT = re.compile(r"((?!ipv\d)[A-Za-z][A-Za-z-]*(?:\d+/)*)(\d+)(;?)")
_NAME = re.compile(r"[A-Z][A-Z0-9_-]+")
_HIGHEST_OCTET = 255


def kind(header: str) -> str:
    """What sort of section a header opens: its keywords up to its first name."""
    words = header.split()
    count = next((i for i, word in enumerate(words) if not _KEYWORD.fullmatch(word)), len(words))
    return " ".join(words[: max(count, 1)])


def places(lines: Iterable[Line], above: Place = ()) -> Iterator[tuple[Place, Line]]:
    """Every line with the kinds of the sections that it stands in, outermost first."""
    for line in lines:
        yield above, line
        yield from places(line.children, (*above, kind(line.text)))


class Vocabulary:
    """What may be written where, learnt from whole configs."""

    def __init__(self, configs: Iterable[Sequence[Line]]) -> None:
        self._lines: dict[Place, list[Line]] = defaultdict(list)
        self._values: dict[tuple[Place, str], set[str]] = defaultdict(set)
        for config in configs:
            for place, line in places(config):
                self._lines[place].append(line)
                for form, word in _forms(line.words):
                    self._values[place, form].add(word)

    def line(self, place: Place, rng: Random) -> Line | None:
        """Some line or section that a config has in such a place."""
        known = self._lines.get(place)
        return rng.choice(known).clone() if known else None

    def reworded(self, place: Place, line: Line, rng: Random) -> str | None:
        """The line with one value changed; None where nothing of it can be another."""
        words = line.words
        spots = list(range(len(words)))
        rng.shuffle(spots)
        for at in spots:
            if other := self._other(place, words, at, rng):
                return " ".join((*words[:at], other, *words[at + 1 :]))
        return None

    def _other(self, place: Place, words: list[str], at: int, rng: Random) -> str | None:
        form = _form(words, at)
        seen = sorted(self._values.get((place, form), set()) - {words[at]})
        if seen and rng.random() < 0.7:
            return rng.choice(seen)
        return near(words[at], rng)


def _forms(words: list[str]) -> Iterator[tuple[str, str]]:
    for at, word in enumerate(words):
        yield _form(words, at), word


def _form(words: list[str], at: int) -> str:
    """The words before a place, names and values left open."""
    return " ".join(word if _KEYWORD.fullmatch(word) else "*" for word in words[:at])


def near(word: str, rng: Random) -> str | None:
    """A value like this one: the next number, a neighbouring address, another list."""
    if word.isdigit():
        return str(max(int(word) + rng.choice((-1, 1, 5, 10)), 1))
    if found := _ADDRESS.fullmatch(word):
        net, third, last, length, end = found.groups()
        octets = [int(third), int(last)]
        at = rng.randrange(2)
        octets[at] = min(octets[at] + rng.choice((1, 4, 16)), _HIGHEST_OCTET)
        return f"{net}{octets[0]}.{octets[1]}{length or ''}{end}"
    if _NUMBERS.fullmatch(word):
        return _other_numbers(word, rng)
    if found := _PORT.fullmatch(word):
        return f"{found[1]}{int(found[2]) + 1}{found[3]}"
    return f"{word}-B" if _NAME.fullmatch(word) else None


def _other_numbers(word: str, rng: Random) -> str:
    parts = word.split(",")
    if rng.random() < 0.5:
        parts.pop(rng.randrange(len(parts)))
    else:
        last = int(parts[-1].rpartition("-")[2])
        parts.append(str(last + rng.choice((2, 10, 100))))
    return ",".join(parts)


def names(lines: Iterable[Line]) -> list[str]:
    """The names of lists, maps and the like that occur in more than one line, sorted."""
    words = (word for _, line in places(lines) for word in line.words)
    found = sorted(filter(_NAME.fullmatch, words))
    return sorted({one for one, other in pairwise(found) if one == other})
