"""Lines that IOS builds keyword by keyword: what one does not name stays as it was.

Cisco's command reference has it so for `redistribute` in BGP, OSPF and RIP: `no redistribute
static route-map X` takes the filter away and leaves the redistribution.
"""

from __future__ import annotations

from lab.sim.grammar import Refused

_VALUED = ("metric", "metric-type", "route-map", "tag", "weight")
_BARE = ("subnets",)
_SHOWN = ("metric", "metric-type", "subnets", "tag", "route-map", "weight")


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
