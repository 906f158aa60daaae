"""The facts of a language of statements, compiled: what stands behind a word, and what it means."""

import re
from collections.abc import Callable, Iterable
from functools import cache, lru_cache
from ipaddress import ip_address, ip_interface

from netops.config.statements.words import plain
from netops.platforms.statements import StatementFacts

Names = tuple[str, ...]
_NONE: frozenset[str] = frozenset()

# What may stand in every holder, also beside entries that go by their names alone, and its kind.
EVERYWHERE = {"apply-groups": "lists", "apply-groups-except": "lists", "apply-macro": "keyed"}

_V6 = re.compile(r"[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*(?:/\d+)?")
_PORT = re.compile(r"(?:[a-z]{2}-\d+/\d+/\d+(?::\d+)?|ae\d+|lo0|fxp0|em\d|irb|vlan)")


class Ends:
    """Patterns by the end of a path; the longest that fits wins."""

    def __init__(self, patterns: Iterable[tuple[str, str]]) -> None:
        self._by_last: dict[str, list[tuple[Names, str]]] = {}
        for pattern, payload in patterns:
            words = tuple(pattern.split())
            self._by_last.setdefault(words[-1], []).append((words, payload))
        for found in self._by_last.values():
            found.sort(key=lambda one: -len(one[0]))
        # A config asks for the same few thousand paths again and again.
        self.find = cache(self._find)

    def _find(self, names: Names) -> str:
        """The payload of the pattern that fits, "" where none does."""
        best = ("", 0)
        for last in (names[-1], "*") if names else ():
            for words, payload in self._by_last.get(last, ()):
                if len(words) > best[1] and fits(names[-len(words) :], words):
                    best = (payload, len(words))
        return best[0]


def _below(above: Names, word: str) -> Names:
    return (*above, word)


def fits(names: Names, pattern: Names) -> bool:
    """Whether words fit a pattern of as many words."""
    return len(names) == len(pattern) and all(
        p in ("*", name) for name, p in zip(names, pattern, strict=True)
    )


class Grammar:
    """What is asked of a language; in a path, names that people gave are `*`."""

    def __init__(self, facts: StatementFacts) -> None:
        self.facts = facts
        kinds = ("single", "lists", "keyed", "entries", "headed", "containers")
        self._kinds = Ends((p, kind) for kind in kinds for p in getattr(facts, kind))
        named = ((p, kind) for kind in kinds for p in getattr(facts, kind) if p[-1] != "*")
        self._named = Ends(one for one in named if " " in one[0])
        self._present = Ends((p, "yes") for p in facts.present)
        self._oneline = Ends((p, "yes") for p in facts.oneline)
        self._continued = Ends((p, "yes") for p in facts.continued)
        self._ordered = Ends((p, "yes") for p in facts.ordered)
        self._choices = Ends(
            (f"{holder} {word}", f"{holder}|{words}")
            for holder, words in facts.choices
            for word in words.split()
        )
        self._spelt = Ends(facts.spelt)
        self.marked = re.compile(facts.marked)
        # The statements of one kind share their path.
        self.below: Callable[[Names, str], Names] = cache(_below)

    def kind(self, names: Names) -> str:
        """What follows a statement: `single`, `lists`, `keyed`, ...; "" where nothing is known."""
        return self._kinds.find(names)

    def is_named(self, names: Names) -> bool:
        """Whether a word beside bare entries is a statement of the language, not an entry."""
        return names[-1] in EVERYWHERE or bool(self._named.find(names))

    def is_present(self, names: Names) -> bool:
        """Whether a statement means something when it holds nothing."""
        return bool(self._present.find(names))

    def is_oneline(self, names: Names) -> bool:
        """Whether a statement shows what it holds on its own line."""
        return bool(self._oneline.find(names))

    def is_continued(self, names: Names) -> bool:
        """Whether a statement goes on in the heading of its holder."""
        return bool(self._continued.find(names))

    def is_ordered(self, names: Names) -> bool:
        """Whether what follows a statement is read from the top."""
        return bool(self._ordered.find(names))

    def rivals(self, names: Names) -> frozenset[str]:
        """The statements that leave a holder when this one comes."""
        words = self._choices.find(names).partition("|")[2]
        return frozenset(words.split()) - {names[-1]} if words else _NONE

    def normal(self, names: Names, word: str) -> str:
        """The one spelling of a word below a statement."""
        text = plain(word)
        form = self._spelt.find(names)
        if form == "area" and text.isdecimal():
            return str(ip_address(int(text)))
        if form == "logical" and _PORT.fullmatch(text):
            return f"{text}.0"
        if form == "prefix" or (":" in text and _V6.fullmatch(text)):
            return _address(text, is_prefix=form == "prefix")
        return text


def _address(text: str, *, is_prefix: bool) -> str:
    try:
        return str(ip_interface(text) if "/" in text or is_prefix else ip_address(text))
    except ValueError:
        return text


@lru_cache(maxsize=16)
def grammar(facts: StatementFacts) -> Grammar:
    """The compiled facts, made once per value."""
    return Grammar(facts)
