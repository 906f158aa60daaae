"""Secrets back into a text that names them by digest, from a config that holds them.

An adopted intended config says `<secret:...>` where it was taken from a device. Such a line can be
sent only if the device still holds the value: nobody else knows it.
"""

import re
from collections import defaultdict, deque
from collections.abc import Mapping

from netops.config.encodings import type7
from netops.config.listing import listing
from netops.config.redact import DIGEST, RESALTED, digest, encoding, mask
from netops.config.spots import Marked, Spot, marked
from netops.model.config import Line
from netops.platforms.spec import Platform

_HIDDEN = re.compile(rf"{DIGEST.pattern}|{RESALTED}")


def unmask(text: str, source: str, platform: Platform, key: bytes) -> str:
    """Put the values that `source` (exact) holds in place of their digests in `text`.

    A line that stands in `source` comes back as it stands there. In another line a value comes
    back only where it is written the same way (a type 7 string is none behind `password 0`). What
    `source` does not hold, or shows in another way each time, stays: `masked` finds it.
    """
    if not DIGEST.search(text):
        return text
    known = _Known(source, platform, key)
    return "\n".join(known.exact(line) for line in text.split("\n"))


def named(text: str, values: Mapping[str, str], platform: Platform, key: bytes) -> str:
    """Put `<env:NAME>` in place of each digest of a value of `values` (name -> value).

    Only where the value could stand as it is: behind `password 7` no plain word can.
    """
    known: dict[tuple[str, str], str] = {}
    for name, value in sorted(values.items(), reverse=True):
        known["", digest(value, key)] = f"<env:{name}>"
        if platform.encoding != "type 7" or type7(value) is not None:
            coded = digest(value, key, encoding=platform.encoding)
            known[platform.encoding, coded] = f"<env:{name}>"

    def at(line: str, found: re.Match[str]) -> str:
        written = encoding(line, Spot(*found.span()), platform)
        return known.get((written, found[0]), found[0])

    def referenced(line: str) -> str:
        return DIGEST.sub(lambda found: at(line, found), line)

    return "\n".join(referenced(line) for line in text.split("\n"))


def masked(text: str) -> tuple[Line, ...]:
    """The lines of a text that still hide a secret."""
    lines = enumerate(text.split("\n"), start=1)
    return tuple(Line(number, line) for number, line in lines if _HIDDEN.search(line))


class _Known:
    """The lines and the values that a source holds, by how they look masked."""

    def __init__(self, source: str, platform: Platform, key: bytes) -> None:
        self._platform = platform
        self._lines: dict[str, deque[str]] = defaultdict(deque)
        self._values: dict[tuple[str, str], str] = {}
        for line in marked(listing(source, platform)):
            if line.spots:
                self._lines[mask(line, platform, key).rstrip()].append(line.text.rstrip())
                self._values |= {
                    self._place(line, spot, key): _at(line, spot) for spot in line.spots
                }

    def _place(self, line: Marked, spot: Spot, key: bytes) -> tuple[str, str]:
        written = encoding(line.text, spot, self._platform)
        return written, digest(_at(line, spot), key, encoding=written)

    def exact(self, line: str) -> str:
        """A line with the values that are known; the same lines come back in their order."""
        if RESALTED in line:
            return line
        bare = line.rstrip()
        if same := self._lines.get(bare):
            return (same.popleft() if len(same) > 1 else same[0]) + line[len(bare) :]
        return DIGEST.sub(lambda found: self._value(line, found), line)

    def _value(self, line: str, found: re.Match[str]) -> str:
        written = encoding(line, Spot(*found.span()), self._platform)
        return self._values.get((written, found[0]), found[0])


def _at(line: Marked, spot: Spot) -> str:
    return line.text[spot.start : spot.end]
