"""Which lines of a config match, and which configs or sections lack a line.

A pattern is a Python regex that is searched in each line as it stands, indentation included, so
`^interface` is a line at the margin. A word that every match must hold is looked for in the whole
text first: most texts are done with after that.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from netops.config.sections import Outline
from netops.errors import InputError
from netops.model.config import Line
from netops.platforms.spec import Platform

_BREAKS = frozenset(".^$*+?{}[]()\\|")
_LOOSE = frozenset("*?{")
# Choices, flags and lookarounds, and characters that are written as numbers.
_UNSURE = re.compile(r"\||\(\?|\\[0-9xuUN]")


@dataclass(frozen=True, slots=True)
class Pattern:
    """A regex, and a word that every line it matches holds ("" where none is certain)."""

    regex: re.Pattern[str]
    word: str

    def rows(self, outline: Outline) -> Iterator[int]:
        """The rows of a text that match, lazily."""
        if self.word not in outline.text:
            return iter(())
        search, word = self.regex.search, self.word
        return (row for row, line in enumerate(outline.lines) if word in line and search(line))


@dataclass(frozen=True, slots=True)
class Question:
    """What is looked for. With `within`, only below headers that match; `missing`: who lacks it."""

    pattern: Pattern
    within: Pattern | None = None
    missing: bool = False


@dataclass(frozen=True, slots=True)
class Hit:
    """One answer: a line and the headers above it.

    For a missing line: the header of the section that lacks it, or None where the whole config
    does.
    """

    section: tuple[str, ...]
    line: Line | None


def question(
    text: str, *, is_fixed: bool = False, within: str = "", missing: bool = False
) -> Question:
    """Compile a question; raise `InputError` that shows where a regex is wrong."""
    wanted = re.escape(text) if is_fixed else text
    pattern = Pattern(compiled(wanted, "PATTERN"), text if is_fixed else certain(text))
    below = Pattern(compiled(within, "--section"), certain(within)) if within else None
    return Question(pattern, below, missing)


def compiled(text: str, where: str) -> re.Pattern[str]:
    """A regex, or an `InputError` that names the place in it."""
    try:
        return re.compile(text)
    except (re.error, OverflowError) as error:
        at = getattr(error, "pos", None)
        place = f" at character {at + 1}" if at is not None else ""
        hint = "escape it with a backslash, or search for the words as they are with --fixed"
        words = getattr(error, "msg", str(error))
        raise InputError(f"the regex is wrong{place}: {words}", where=where, hint=hint) from error


def answers(asked: Question, text: str, platform: Platform) -> Iterator[Hit]:
    r"""Answers of one config text, in the order of its lines.

    What a banner or a comment says is found, but it is no header, and no config that lacks a line
    has it.

    >>> from netops.platforms.registry import platform
    >>> text = "interface Gi1\n description core\ninterface Gi2\n shutdown\n"
    >>> asked = question("description", within="^interface", missing=True)
    >>> [hit.line.text for hit in answers(asked, text, platform("cisco_ios"))]
    ['interface Gi2']
    """
    outline = Outline(text, platform)
    if asked.within is None:
        return _anywhere(asked, outline)
    headers = filter(outline.is_config, asked.within.rows(outline))
    return (_lacking if asked.missing else _within)(asked, headers, outline)


def certain(regex: str) -> str:
    """The longest word that every match of a regex holds; "" where that is not plain to see.

    Groups, choices and classes are passed over, so the word may be shorter than it could be.

    >>> certain(r"^ip ssh version [12]$"), certain("a|b"), certain("colou?r")
    ('ip ssh version ', '', 'colo')
    """
    if _UNSURE.search(regex):
        return ""
    return max(_runs(regex), key=len)


def _runs(regex: str) -> Iterator[str]:
    """Runs of plain characters outside of groups and classes."""
    run, depth, at = "", 0, 0
    while at < len(regex):
        char, width = regex[at], 1
        if char == "\\":
            char, width = _escaped(regex, at)
        elif char == "[":
            char, width = "", _class_width(regex, at)
        elif char == "{":
            char, width = "", regex[at:].find("}") + 1 or 1
        elif char in _BREAKS:
            depth += (char == "(") - (char == ")")
            char = ""
        after = regex[at + width : at + width + 1]
        is_sure = char and not depth and after not in _LOOSE
        if is_sure:
            run += char
        if not is_sure or after == "+":
            yield run
            run = ""
        at += width
    yield run


def _escaped(regex: str, at: int) -> tuple[str, int]:
    """The character behind a backslash, "" where the two mean something else."""
    char = regex[at + 1 : at + 2]
    return ("" if char.isalnum() else char), 2


def _class_width(regex: str, at: int) -> int:
    """How long `[...]` is; a bracket that comes first in it is a member."""
    first = at + 2 if regex[at + 1 : at + 2] == "^" else at + 1
    end = first + 1
    while end < len(regex) and regex[end] != "]":
        end += 2 if regex[end] == "\\" else 1
    return end + 1 - at


def _anywhere(asked: Question, outline: Outline) -> Iterator[Hit]:
    rows = asked.pattern.rows(outline)
    if not asked.missing:
        return (_hit(outline, row) for row in rows)
    is_held = any(map(outline.is_config, rows))
    return iter(() if is_held else (Hit((), None),))


def _within(asked: Question, headers: Iterable[int], outline: Outline) -> Iterator[Hit]:
    below = {row for header in headers for row in outline.body(header)}
    return (_hit(outline, row) for row in asked.pattern.rows(outline) if row in below)


def _lacking(asked: Question, headers: Iterable[int], outline: Outline) -> Iterator[Hit]:
    search: Callable[[str], object] = asked.pattern.regex.search
    for header in headers:
        found = (row for row in outline.body(header) if search(outline.lines[row]))
        if not any(map(outline.is_config, found)):
            yield _hit(outline, header)


def _hit(outline: Outline, row: int) -> Hit:
    return Hit(outline.section(row), Line(row + 1, outline.lines[row]))
