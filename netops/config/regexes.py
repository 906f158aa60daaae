"""Regexes that are asked about every line, while few lines begin like one of them."""

import re
from collections.abc import Callable, Iterable
from functools import cached_property
from itertools import takewhile

from netops.config.kept import Kept

# A class, or a sign that stands for itself or for a kind of signs: what hides `(`, `)` and `|`.
_HIDDEN = re.compile(r"\\.|\[\^?\]?(?:\\.|[^]\\])*\]")
_PLAIN = frozenset(" !#:/,=-_")
_COUNTED = frozenset("?*+{")

_Fits = Callable[[re.Pattern[str], str], re.Match[str] | None]


class Regexes:
    """Some regexes, each read when the first line comes that begins as it must.

    To read all of a platform takes longer than to ask them about a thousand lines.
    """

    def __init__(self, patterns: Iterable[str]) -> None:
        alike: dict[str, list[str]] = {}
        for pattern in patterns:
            alike.setdefault(begins(pattern), []).append(pattern)
        self._others = alike.pop("", [])
        self._alike = alike
        self._begins = tuple(alike)
        self._read = Kept(self._joint)

    def _joint(self, beginning: str) -> re.Pattern[str]:
        return _any(self._alike[beginning])

    @cached_property
    def _other(self) -> re.Pattern[str]:
        return _any(self._others)

    def match(self, line: str) -> bool:
        """Whether one of them matches the beginning of a line."""
        return self._is_one(line, re.Pattern.match)

    def fullmatch(self, line: str) -> bool:
        """Whether one of them matches the whole line."""
        return self._is_one(line, re.Pattern.fullmatch)

    def _is_one(self, line: str, fits: _Fits) -> bool:
        if line.startswith(self._begins):
            for one in self._begins:
                if line.startswith(one) and fits(self._read[one], line):
                    return True
        return bool(self._others) and fits(self._other, line) is not None


def _any(patterns: list[str]) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{one})" for one in patterns))


def begins(pattern: str) -> str:
    """What every line begins with that a regex matches, as far as it can be read off.

    >>> begins(r"no logging (?:host|trap)"), begins("interfaces? x"), begins("exit|quit")
    ('no logging ', 'interface', '')
    """
    if _is_choice(pattern):
        return ""
    found = "".join(takewhile(_is_plain, pattern))
    return found[:-1] if pattern[len(found) : len(found) + 1] in _COUNTED else found


def _is_plain(sign: str) -> bool:
    return sign.isalnum() or sign in _PLAIN


def _is_choice(pattern: str) -> bool:
    """Whether a regex is a choice as a whole: each of its parts begins in its own way."""
    depth = 0
    for sign in _HIDDEN.sub("", pattern):
        depth += (sign == "(") - (sign == ")")
        if sign == "|" and not depth:
            return True
    return False
