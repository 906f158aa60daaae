"""A config read once for all that is asked of it: its rows, and where a secret may stand."""

from dataclasses import dataclass, field

from netops.config.hints import lines_with, lines_with_long_words
from netops.config.tree import Row, rows
from netops.platforms.spec import Platform

LONG_WORD = 24
# What looks like a secret holds one of these, or is a long word.
_SUSPECT = ("pass", "secret", "psk", "key", "community", "cak", "pmk", "$", "://")


@dataclass(frozen=True, slots=True)
class Listing:
    """The rows of a text, and the numbers of the lines that are worth a second look.

    All other lines hold no secret and nothing that looks like one.
    """

    platform: Platform
    rows: tuple[Row, ...] = field(repr=False)
    suspect: frozenset[int]


def listing(text: str, platform: Platform) -> Listing:
    """Read a text; every line of it is in the rows, also those that change by themselves."""
    words = (*platform.secret_words.split("|"), *_SUSPECT)
    suspect = lines_with(text.lower(), words) | lines_with_long_words(text, LONG_WORD)
    return Listing(platform, rows(text, platform), frozenset(suspect))


def stable(given: Listing) -> Listing:
    """The listing without the lines that change by themselves."""
    kept = tuple(row for row in given.rows if not row.is_volatile)
    return Listing(given.platform, kept, given.suspect)
