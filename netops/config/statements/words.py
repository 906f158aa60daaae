"""A text of statements cut into words, marks and remarks, each with its line number."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

_TOKEN = re.compile(
    r"""[^\S\n]*(?:
      (?P<newline>\n)
    | (?P<comment>/\*.*?(?:\*/|\Z))
    | (?P<remark>\#\#[^\n]*)
    | (?P<hash>\#[^\n]*)
    | (?P<quoted>"(?:[^"\\]|\\.)*")
    | (?P<broken>".*)
    | (?P<mark>[{};\[\]])
    | (?P<word>[^\s{};"\[\]]+)
    | \Z)
    """,
    re.VERBOSE | re.DOTALL,
)
_SIGNS = re.compile(r'["#;{}\[\]]|/\*')
# A comment without its end in the same line.
_GOES_ON = re.compile(r"/\*(?!.*\*/)")
_SORTS = {"quoted": "word", "broken": "word", "hash": "comment"}
# What may hold the end of a line.
_LONG = frozenset({"newline", "comment", "quoted"})
# What the device shows without quotation marks.
_BARE = re.compile(r"[A-Za-z0-9_./:+%*,<>=?@!$&~^-]+")


class Token(NamedTuple):
    """A word, mark, comment, remark (`## ...`) or newline of a text; `number` is its line."""

    kind: str
    text: str
    number: int


@dataclass(frozen=True, slots=True)
class Values:
    """The words between brackets: `[ A B ]`."""

    words: tuple[str, ...]


Word = str | Values


def tokens(text: str, number: int = 1) -> Iterator[Token]:
    """Every token but blanks, the first line being this number.

    A string that never ends goes to the end of the text.
    """
    for found in _TOKEN.finditer(text):
        kind = found.lastgroup
        if kind is None:  # blanks at the end
            continue
        word = found[kind]
        if kind == "broken":
            word = word.rstrip().rstrip("\\") + '"'
        yield Token(_SORTS.get(kind, kind), word, number)
        if kind in _LONG:
            number += word.count("\n")


def words_of(command: str) -> list[str]:
    """The words of one command."""
    if is_signed(command):
        return next((found for _, found in lines(command)), [])
    return command.split()


def grouped(words: Sequence[str]) -> list[Word]:
    """Words with each bracketed list, and each expression in parentheses, as one."""
    if "[" not in words and "(" not in "".join(words):
        return list(words)
    found: list[Word] = []
    inside: list[str] | None = None
    for word in _expressions(words):
        if word == "[":
            inside = []
        elif word == "]":
            found.append(Values(tuple(inside or ())))
            inside = None
        elif inside is not None:
            inside.append(word)
        else:
            found.append(word)
    if inside is not None:
        found.append(Values(tuple(inside)))
    return found


def _expressions(words: Sequence[str]) -> Iterator[str]:
    """Words with each expression (`( A && B )`) as one."""
    held: list[str] = []
    depth = 0
    for word in words:
        if not word.startswith('"'):
            depth += word.count("(") - word.count(")")
        held.append(word)
        if depth <= 0:
            yield " ".join(held)
            held, depth = [], 0
    yield from held


def lines(text: str) -> Iterator[tuple[int, list[str]]]:
    """(line number, words) of each command of a text of `set` lines."""
    rows = text.split("\n")
    if "/*" in text or any(row.count('"') % 2 for row in rows):
        yield from _tokenised(text, 1)
        return
    for number, row in enumerate(rows, 1):
        # Most lines are bare words, and cutting them at blanks takes a tenth of the time.
        if is_signed(row):
            yield from _tokenised(row, number)
        elif words := row.split():
            yield number, words


def is_signed(text: str) -> bool:
    """Whether there is more in a text than bare words."""
    return bool(_SIGNS.search(text))


def is_cut_by_lines(text: str) -> bool:
    """Whether no string and no comment goes on in the next line."""
    if '\\"' in text or _GOES_ON.search(text):
        return False
    return not any(row.count('"') % 2 for row in text.split("\n"))


def _tokenised(text: str, first: int) -> Iterator[tuple[int, list[str]]]:
    words: list[str] = []
    number = 0
    for token in tokens(text, first):
        if token.kind == "newline":
            if words:
                yield number, words
            words = []
        elif token.kind in {"word", "mark"} and token.text != ";":
            number = number if words else token.number
            words.append(token.text)
    if words:
        yield number, words


def plain(word: str) -> str:
    """A word as the device keeps it: without quotation marks, a line break as it is written."""
    if not word.startswith('"'):
        return word
    inner = word[1:-1] if len(word) > 1 and word.endswith('"') else word[1:]
    return inner.replace('\\"', '"').replace("\n", "\\n")


def quoted(word: str) -> str:
    """A word as a command writes it, on one line."""
    if word.startswith(('"', "(")):
        return word.replace("\n", "\\n")
    return word if _BARE.fullmatch(word) else '"{}"'.format(word.replace('"', '\\"'))


def comment_text(raw: str) -> str:
    """What a comment says, without its signs; how its lines break carries no meaning."""
    inner = raw.removeprefix("/*").removesuffix("*/") if raw.startswith("/*") else raw.lstrip("#")
    return " ".join(inner.split())
