"""Junos configuration text: cut into words, and read as nested statements."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from lab.sim.junos.statements import SyntaxProblem

if TYPE_CHECKING:
    from collections.abc import Iterator

_TOKEN = re.compile(
    r"""\s+
    | (?P<comment>/\*.*?\*/)
    | \#\#[^\n]*
    | (?P<remark>\#[^\n]*)
    | "(?P<quoted>(?:[^"\\]|\\.)*)"
    | (?P<mark>[{};\[\]])
    | (?P<word>[^\s{};"\[\]]+)
    | (?P<stray>.)
    """,
    re.VERBOSE | re.DOTALL,
)
# Values of these characters are shown without quotation marks.
_PLAIN = re.compile(r"[A-Za-z0-9_./:+%*,<>=?-]+")
_TAGS = {"inactive:", "active:", "replace:", "delete:", "protect:"}


class Unbalanced(Exception):
    """The braces or quotation marks of a text do not fit each other; the text says where."""


@dataclass(frozen=True, slots=True)
class Token:
    """A word, a mark (`{`, `}`, `;`, `[`, `]`) or a comment."""

    kind: str
    text: str


@dataclass(slots=True)
class Item:
    """A statement as it stands in a text, not yet held against the rules."""

    words: list[str]
    tags: set[str]
    comment: str = ""
    items: list[Item] = field(default_factory=list)


def tokens(text: str) -> Iterator[Token]:
    """The tokens of a text; `##` remarks, which the device itself makes, are passed over.

    Raise Unbalanced for a quotation mark that is never closed.
    """
    for found in _TOKEN.finditer(text):
        kind = found.lastgroup
        if kind in {"comment", "remark"}:
            yield Token("comment", found[0].strip())
        elif kind == "quoted":
            yield Token("word", found["quoted"].replace('\\"', '"'))
        elif kind == "stray":
            raise Unbalanced(found[0])
        elif kind:
            yield Token(kind, found[0])


def split(line: str) -> list[str]:
    """The words of a command; brackets are words of their own. Raise SyntaxProblem."""
    try:
        return [token.text for token in tokens(line) if token.kind != "comment"]
    except Unbalanced as where:
        raise SyntaxProblem("missing closing quote", len(line.split()), str(where)) from None


def quoted(value: str) -> str:
    """A value as the device shows it."""
    if _PLAIN.fullmatch(value):
        return value
    escaped = value.replace('"', '\\"')
    return f'"{escaped}"'


def items(text: str) -> list[Item]:
    """The statements of a text in braces; raise Unbalanced."""
    top = Item([], set())
    path, words, comment = [top], list[str](), ""
    for token in tokens(text):
        if token.kind == "comment":
            comment = token.text
        elif token.kind == "word" or token.text in "[]":
            words.append(token.text)
        elif token.text == "}":
            if len(path) == 1:
                raise Unbalanced("}")
            path.pop()
            words = []
        else:
            item = _item(words, comment)
            if item.words:
                path[-1].items.append(item)
            path += [item] if token.text == "{" else []
            words, comment = [], ""
    if len(path) > 1 or words:
        raise Unbalanced(" ".join(words))
    return top.items


def _item(words: list[str], comment: str) -> Item:
    count = next((at for at, word in enumerate(words) if word not in _TAGS), len(words))
    return Item(words[count:], set(words[:count]), comment)
