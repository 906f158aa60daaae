"""Access list and prefix list entries: numbered, in order, never twice."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lab.sim import spelling
from lab.sim.grammar import Refused
from lab.sim.tree import Node

if TYPE_CHECKING:
    from lab.sim.grammar import Grammar, Match
    from lab.sim.tree import Natural

_STEP = 10
_AFTER_SETTINGS = 1_000
_COUNTED = {"prefix-list": "seq", "acl6": "sequence"}


def add(grammar: Grammar, section: Node, found: Match) -> None:
    """Put an entry at its number, or after the last one; the same entry again changes nothing.

    A remark is no entry: it may be there twice.
    """
    number, words = _numbered(found.words)
    text = spelling.entry(grammar, section, words)
    taken = [child for child in section.children if child.key.isdigit()]
    if words[0] != "remark" and any(_content(child) == text for child in taken):
        return
    if number is None:
        number = max((int(child.key) for child in taken), default=0) + _STEP
    elif section.get(str(number)):
        raise Refused("% Duplicate sequence number")
    section.add(Node(_label(grammar, section, number) + text, str(number), "", _place(number)))


def remove(grammar: Grammar, section: Node, found: Match) -> bool:
    """Take an entry away by its number or by its words; say whether there was one."""
    number, words = _numbered(found.words)
    if number is not None and section.drop(str(number)):
        return True
    text = spelling.entry(grammar, section, words)
    return any(section.drop(c.key) for c in list(section.children) if _content(c) == text)


def _label(grammar: Grammar, section: Node, number: int) -> str:
    if section.mode in _COUNTED:
        return f"{_COUNTED[section.mode]} {number} "
    return f"{number} " if grammar.are_entries_numbered else ""


def _numbered(words: tuple[str, ...]) -> tuple[int | None, tuple[str, ...]]:
    plain = words[1:] if words[0] in {"seq", "sequence"} else words
    return (int(plain[0]), plain[1:]) if plain[0].isdigit() else (None, plain)


def _content(entry: Node) -> str:
    return " ".join(_numbered(tuple(entry.line.split()))[1])


def resequence(section: Node, first: int, step: int) -> None:
    """Number the entries anew, in their order."""
    counted = [child for child in section.children if child.key.isdigit()]
    for at, child in enumerate(sorted(counted, key=lambda child: int(child.key))):
        number = first + at * step
        old, words = _numbered(tuple(child.line.split()))
        child.line = " ".join(words) if old is None else f"{number} {' '.join(words)}"
        child.key, child.place = str(number), _place(number)


def _place(number: int) -> tuple[int, Natural, int]:
    return (_AFTER_SETTINGS, ((0, number, ""),), 0)
