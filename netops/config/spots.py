"""Where the secrets of a config stand, line by line."""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from netops.config.listing import Listing
from netops.config.tree import Row
from netops.platforms.spec import Secret

LEAD = re.compile(
    r"\s*(?:[-+]\s*)?(?:(?:inactive|protect|replace|delete): *)*(?:(?:no|default) +)?"
)
_URL = re.compile(r"[a-z]://[^\s:/@]+:(?P<secret>[^\s@/<]+)@")
# How a pattern may begin: `(?:a|b)-server `, `(?:a )?b `, `a `.
_BEGIN = re.compile(r"(?:\(\?:([\w |-]+)\)(\??))?([\w-]*)( (?![*?{]))?")


class Spot(NamedTuple):
    """A secret: from `start` to `end` in its line."""

    start: int
    end: int
    resalted: bool = False


class Marked(NamedTuple):
    """A line as it stands, its number, the row that it belongs to, and its secrets."""

    text: str
    number: int
    row: Row
    spots: tuple[Spot, ...] = ()


def marked(given: Listing) -> Iterator[Marked]:
    """Every line of the rows with its secrets; in a banner or a comment only URLs hold one."""
    table = _table(given.platform.secrets)
    suspect = given.suspect
    parents: list[tuple[int, str]] = []
    for row in given.rows:
        number, indent = row.number, row.indent
        while parents and parents[-1][0] >= indent:
            parents.pop()
        is_text = row.opaque is not None or row.is_comment
        if number not in suspect:
            yield Marked(row.raw, number, row)
        elif is_text:
            yield Marked(row.raw, number, row, _in_url(row.raw))
        else:
            yield Marked(row.raw, number, row, table.find(row.raw, parents))
        for at, line in enumerate(row.body, start=number + 1):
            yield Marked(line, at, row, _in_url(line) if at in suspect else ())
        if not row.is_comment:
            parents.append((indent, row.raw))


def _in_url(raw: str) -> tuple[Spot, ...]:
    return tuple(Spot(*found.span("secret")) for found in _URL.finditer(raw))


class _Known(NamedTuple):
    pattern: re.Pattern[str]
    section: re.Pattern[str] | None
    resalted: bool


class _Table:
    """The patterns of a platform by the first word of the lines that they match."""

    def __init__(self, secrets: tuple[Secret, ...]) -> None:
        self._all = tuple((_first_words(secret.pattern), _known(secret)) for secret in secrets)
        self._by_word: dict[str, tuple[_Known, ...]] = {
            word: self._that_may_begin_with(word) for words, _ in self._all for word in words
        }
        self._others = self._that_may_begin_with("")

    def _that_may_begin_with(self, word: str) -> tuple[_Known, ...]:
        return tuple(known for words, known in self._all if not words or word in words)

    def find(self, raw: str, parents: list[tuple[int, str]]) -> tuple[Spot, ...]:
        start = _begin(raw)
        spots: list[Spot] = []
        word = raw[start:].partition(" ")[0]
        for pattern, section, resalted in self._by_word.get(word, self._others):
            found = pattern.match(raw, start)
            if found is None or (section and not _within(section, parents)):
                continue
            first, end = found.span("secret")
            if not any(spot.start < end and first < spot.end for spot in spots):
                spots.append(Spot(first, end, resalted))
        return tuple(sorted(spots))


def _begin(raw: str) -> int:
    lead = LEAD.match(raw)
    return lead.end() if lead else 0


def _within(section: re.Pattern[str], parents: list[tuple[int, str]]) -> bool:
    return any(section.match(header, _begin(header)) for _, header in parents)


def _known(secret: Secret) -> _Known:
    section = re.compile(secret.section) if secret.section else None
    return _Known(re.compile(secret.pattern), section, secret.resalted)


def _first_words(pattern: str) -> frozenset[str]:
    """The first words of the lines that a pattern can match; none where that is not plain."""
    begin = _BEGIN.match(pattern)
    choice, may, word, blank = begin.groups() if begin else (None, None, "", None)
    choices = [] if choice is None else choice.split("|")
    if choice is None or may:
        choices.append("")
    starts = [f"{one}{word}{blank or ''}" for one in choices]
    if any(" " not in start for start in starts):
        return frozenset()
    return frozenset(start.partition(" ")[0] for start in starts)


@lru_cache(maxsize=32)
def _table(secrets: tuple[Secret, ...]) -> _Table:
    return _Table(secrets)
