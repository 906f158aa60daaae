"""Where the secrets of a config stand, line by line."""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from netops.config.listing import Listing
from netops.config.tree import Row
from netops.platforms.spec import Platform, Secret

LEAD = re.compile(
    r"\s*(?:[-+]\s*)?(?:(?:inactive|protect|replace|delete): *)*(?:(?:no|default) +)?"
)
_HIDDEN = "<env:>"
# How often a line is looked through; a device's own lines hold three secrets at most.
_PASSES = 8
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
    spots: tuple[Spot, ...]


def marked(given: Listing) -> Iterator[Marked]:
    """The lines that are worth a second look, with their secrets.

    In a banner or a comment only URLs hold one.
    """
    find, hinted, worth = _table(given.platform).find, given.hinted, given.hinted | given.shady
    parents = Parents(given.rows)
    for at, row in enumerate(given.rows):
        number = row.number
        if number in worth:
            if row.opaque is not None or row.is_comment:
                spots = _in_url(row.raw)
            else:
                spots = find(row, at, parents) if number in hinted else ()
            yield Marked(row.raw, number, row, spots)
        if row.body:
            for below, line in enumerate(row.body, start=number + 1):
                if below in worth:
                    yield Marked(line, below, row, _in_url(line))


class Parents:
    """The headers above a row; asked for rows in their order, so that it takes one pass."""

    def __init__(self, rows: tuple[Row, ...]) -> None:
        self._rows, self._done = rows, 0
        self._open: list[Row] = []
        # Of each header (by its line's number) whether it is such a section or stands in one.
        self._inside: dict[tuple[int, str], bool] = {}

    def innermost(self, at: int) -> str:
        """The header of the section that a row stands in, "" at top level."""
        self._go_to(at)
        return self._open[-2].text if len(self._open) > 1 else ""

    def within(self, at: int, section: re.Pattern[str]) -> bool:
        """Whether a header above a row begins as a section; each header is asked once."""
        self._go_to(at)
        known, unknown = False, []
        for above in range(len(self._open) - 2, -1, -1):
            place = (self._open[above].number, section.pattern)
            if place in self._inside:
                known = self._inside[place]
                break
            unknown.append(above)
        for above in reversed(unknown):
            row = self._open[above]
            known = known or section.match(row.raw, _begin(row.raw)) is not None
            self._inside[row.number, section.pattern] = known
        return known

    def _go_to(self, at: int) -> None:
        opened = self._open
        for row in self._rows[self._done : at + 1]:
            if not row.is_comment:
                while opened and opened[-1].indent >= row.indent:
                    opened.pop()
                opened.append(row)
        self._done = at + 1


def _in_url(raw: str) -> tuple[Spot, ...]:
    return tuple(Spot(*found.span("secret")) for found in _URL.finditer(raw))


class _Known(NamedTuple):
    pattern: re.Pattern[str]
    section: re.Pattern[str] | None
    resalted: bool


class _Table:
    """The patterns of a platform by the first word of the lines that they match."""

    def __init__(self, secrets: tuple[Secret, ...]) -> None:
        self._all = tuple((_first_words(secret.pattern), secret) for secret in secrets)
        self._words = frozenset[str]().union(*(words for words, _ in self._all))
        self._choices: dict[str, _Choice] = {}

    def find(self, row: Row, at: int, parents: Parents) -> tuple[Spot, ...]:
        start = _begin(row.raw)
        word = row.raw[start:].partition(" ")[0]
        choice = self._choices.get(word) or self._choice(word if word in self._words else "")
        return choice.find(row.raw, start, at, parents)

    def _choice(self, word: str) -> "_Choice":
        """Compiled when the first such line comes: few platforms meet all their words."""
        if word not in self._choices:
            fit = (secret for words, secret in self._all if not words or word in words)
            self._choices[word] = _Choice(tuple(fit))
        return self._choices[word]


class _Choice:
    """The patterns of one first word, and one regex that says whether any of them fits."""

    def __init__(self, secrets: tuple[Secret, ...]) -> None:
        bare = (secret.pattern.replace("(?P<secret>", "(?:") for secret in secrets)
        self._any = re.compile("|".join(f"(?:{pattern})" for pattern in bare) or r"(?!)")
        self._known = tuple(_known(secret) for secret in secrets)

    def find(self, raw: str, start: int, at: int, parents: Parents) -> tuple[Spot, ...]:
        """The secrets of a line; a pattern that fits again behind one of them names one more."""
        spots: list[Spot] = []
        hidden = raw
        for _ in range(_PASSES):
            more = self._found(hidden, start, at, parents) if self._any.match(hidden, start) else []
            if not more:
                return tuple(spots)
            spots = sorted([*spots, *(_in_original(spot, spots) for spot in more)])
            if len(spots) == 1 and spots[0].end == len(raw):
                return tuple(spots)
            hidden = _hidden(raw, spots)
        # A line made to be slow: nothing behind its first secret is shown.
        return (Spot(spots[0].start, len(raw), spots[0].resalted),)

    def _found(self, raw: str, start: int, at: int, parents: Parents) -> list[Spot]:
        spots: list[Spot] = []
        for pattern, section, resalted in self._known:
            found = pattern.match(raw, start)
            if found is None or (section and not parents.within(at, section)):
                continue
            first, end = found.span("secret")
            is_new = not any(spot.start < end and first < spot.end for spot in spots)
            if is_new and _HIDDEN not in raw[first:end]:
                spots.append(Spot(first, end, resalted))
        return spots


def _hidden(raw: str, spots: list[Spot]) -> str:
    """The line with a word in place of each secret that no pattern takes for one."""
    for spot in reversed(spots):
        raw = raw[: spot.start] + _HIDDEN + raw[spot.end :]
    return raw


def _in_original(spot: Spot, hidden: list[Spot]) -> Spot:
    """A spot of a line in which others are hidden, where it stands in the line itself."""
    longer = 0
    for one in hidden:
        if one.start > spot.start + longer:
            break
        longer += one.end - one.start - len(_HIDDEN)
    return Spot(spot.start + longer, spot.end + longer, spot.resalted)


def _begin(raw: str) -> int:
    lead = LEAD.match(raw)
    return lead.end() if lead else 0


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
def _table(platform: Platform) -> _Table:
    return _Table(platform.secrets)
