"""Values that are written in a code, not encrypted: what anybody can read back from a config.

Each run of such a code may look different (Cisco picks a salt, Junos random letters), so a digest
is made of the value behind it: it shows a new password and not a new salt.
"""

import re
from collections.abc import Iterable
from itertools import pairwise

_TYPE7 = b"dsfd;kfoA,.iyewrkldJKDHSUBsgvca69834ncxv9873254k;fg87"
# The alphabet of Junos in its four families, and how many random letters follow a first letter.
_FAMILIES = ("QzF3n6/9CAtpu0O", "B1IREhcSyrleKvMW8LXx", "7N-dVbwsY2g4oaJZGUDj", "iHkq.mPf5T")
_LETTERS = "".join(_FAMILIES)
_PLACE = {letter: place for place, letter in enumerate(_LETTERS)}
_SKIPPED = {letter: 3 - group for group, family in enumerate(_FAMILIES) for letter in family}
# How much each gap between two letters counts, for the characters of a value in turn.
_WEIGHTS = ((1, 4, 32), (1, 16, 32), (1, 8, 32), (1, 64), (1, 32), (1, 4, 16, 128), (1, 32, 64))


def type7(text: str) -> str | None:
    """The value behind a Cisco type 7 string, None where it is none."""
    if not re.fullmatch(r"[0-9]{2}(?:[0-9A-Fa-f]{2})+", text):
        return None
    salt, coded = int(text[:2]), bytes.fromhex(text[2:])
    return _printable(c ^ _TYPE7[(salt + i) % len(_TYPE7)] for i, c in enumerate(coded))


def dollar9(text: str) -> str | None:
    """The value behind a Junos `$9$` string, None where it is none."""
    letters = text.removeprefix("$9$")
    if letters == text or not letters or not set(letters) <= _PLACE.keys():
        return None
    before, at = letters[0], 1 + _SKIPPED[letters[0]]
    codes: list[int] = []
    while at < len(letters):
        weights = _WEIGHTS[len(codes) % len(_WEIGHTS)]
        chunk = letters[at : at + len(weights)]
        if len(chunk) < len(weights):
            return None
        gaps = [_gap(a, b) for a, b in pairwise(before + chunk)]
        codes.append(sum(gap * weight for gap, weight in zip(gaps, weights, strict=True)) % 256)
        before, at = chunk[-1], at + len(weights)
    return _printable(codes)


def _gap(one: str, other: str) -> int:
    return (_PLACE[other] - _PLACE[one]) % len(_LETTERS) - 1


def _printable(codes: Iterable[int]) -> str | None:
    plain = "".join(map(chr, codes))
    return plain if plain and plain.isascii() and plain.isprintable() else None
