"""A config read once for all that is asked of it: its rows, and where a secret may stand."""

from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from functools import lru_cache

from netops.config.hints import lines_with, lines_with_long_words
from netops.config.tree import Row, rows
from netops.platforms.spec import Platform

LONG_WORD = 24
# What the second look calls a secret holds one of these, or a long word.
_SHADY = ("pass", "secret", "psk", "key", "community", "cak", "pmk", "$")


@dataclass(frozen=True, slots=True)
class Listing:
    """The rows of a text, and the numbers of the lines that are worth a look.

    Only lines in `hinted` can hold a secret by the platform's rules, and only lines in `shady` can
    look like one to the second look.
    """

    platform: Platform
    rows: tuple[Row, ...] = field(repr=False)
    hinted: AbstractSet[int]
    shady: AbstractSet[int]


@lru_cache(maxsize=32)
def _hints(platform: Platform) -> tuple[str, ...]:
    """The words of a platform, without those that hold another: `auth` finds `authenticat`."""
    words = {*platform.secret_words.split("|"), "://", *_SHADY}
    covered = {word for word in words if any(other in word for other in words - {word})}
    return tuple(sorted(words - covered - {*_SHADY}))


def listing(text: str, platform: Platform) -> Listing:
    """Read a text; every line of it is in the rows, also those that change by themselves."""
    low = text.lower()
    shady = lines_with(low, _SHADY)
    hinted = shady | lines_with(low, _hints(platform))
    shady |= lines_with_long_words(text, LONG_WORD)
    return Listing(platform, rows(text, platform), hinted, shady)


def stable(given: Listing) -> Listing:
    """The listing without the lines that change by themselves."""
    kept = tuple(row for row in given.rows if not row.is_volatile)
    return Listing(given.platform, kept, given.hinted, given.shady)
