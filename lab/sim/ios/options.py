"""Lines that IOS builds part by part: what one does not name stays as it was.

Cisco's command reference has it so for `redistribute` in BGP, OSPF and RIP: `no redistribute
static route-map X` takes the filter away and leaves the redistribution. A `match` line of a
route-map adds its values and `no` takes away those that it names; the order in which they show is
from memory. So are the lines of a user.
"""

from __future__ import annotations

import re

from lab.sim.grammar import Refused

_VALUED = ("metric", "metric-type", "route-map", "tag", "weight")
_BARE = ("subnets",)
_SHOWN = ("metric", "metric-type", "subnets", "tag", "route-map", "weight")


COLLECTED = frozenset(
    {
        "match ip address",
        "match ip address prefix-list",
        "match ip next-hop",
        "match ip next-hop prefix-list",
        "match ip route-source",
        "match ip route-source prefix-list",
        "match as-path",
        "match tag",
        "match interface",
    }
)
_USER = re.compile(r"(username \S+)( privilege \d+)?( (?:password|secret) .+)?")


def user(old: str, typed: str) -> str:
    """The line of a user after a new one was typed."""
    held, named = _USER.fullmatch(old), _USER.fullmatch(typed)
    if not (held and named):
        return typed
    return "".join(named[part] or held[part] or "" for part in (1, 2, 3))


def collected(key: str, old: str, typed: str) -> str:
    """A line that collects values after a new one was typed."""
    return " ".join((key, *sorted({*_values(key, old), *_values(key, typed)})))


def left(key: str, old: str, typed: str) -> str:
    """Such a line after a `no` that names values; empty where none stays."""
    named = _values(key, typed)
    kept = sorted(_values(key, old) - named) if named else []
    return " ".join((key, *kept)) if kept else ""


def _values(key: str, line: str) -> set[str]:
    return set(line.removeprefix(key).split())


def merged(old: str, typed: str) -> str:
    """The line after a new one was typed."""
    head, named = _read(typed)
    return _written(head, _read(old)[1] | named)


def without(old: str, typed: str) -> str:
    """The line after a `no` that names keywords; empty where it names none."""
    head, named = _read(typed)
    kept = {word: value for word, value in _read(old)[1].items() if word not in named}
    return _written(head, kept) if named else ""


def _read(line: str) -> tuple[str, dict[str, str]]:
    words = line.split()
    at = next((i for i, word in enumerate(words) if word in (*_VALUED, *_BARE)), len(words))
    head, found = words[:at], dict[str, str]()
    while at < len(words):
        is_valued = words[at] in _VALUED
        if is_valued and at + 1 == len(words):
            raise Refused("incomplete", at + 1)
        found[words[at]] = words[at + 1] if is_valued else ""
        at += 2 if is_valued else 1
    return " ".join(head), found


def _written(head: str, named: dict[str, str]) -> str:
    order = (word for word in _SHOWN if word in named)
    return " ".join((head, *(f"{word} {named[word]}".strip() for word in order)))
