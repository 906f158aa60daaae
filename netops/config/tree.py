"""A config text as a tree of lines; banners, certificates and scripts stay opaque text.

The tree keeps comments and indentation, so `render(parse(text))` gives the text back (blank
lines, trailing blanks and volatile lines excepted). Indentation alone makes the sections: IOS
uses one blank a level, EOS three.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache, partial
from typing import NamedTuple

from netops.config.hints import lines_with
from netops.config.regexes import Regexes
from netops.platforms.spec import Opaque, Platform

_EXITS = frozenset({"exit", "quit"})


class Node(NamedTuple):
    """One line with everything below it; a named tuple as a row is, and for the same reason.

    `text` is stripped; `number` counts from 1 in the text; `body` holds the raw lines of a banner
    or certificate after its first; `lead` the comment lines before it; `close` the line that ends
    the section on its own (`exit-address-family`).
    """

    text: str
    number: int
    children: tuple["Node", ...] = ()
    body: tuple[str, ...] = ()
    lead: tuple[str, ...] = ()
    close: str = ""
    indent: int = 0


@dataclass(frozen=True, slots=True)
class Tree:
    """A config: its top-level lines, and what follows the last of them (`!`, `end`)."""

    children: tuple[Node, ...]
    tail: tuple[str, ...] = ()


class Row(NamedTuple):
    """One line as it stands, or one opaque block: `body` are the raw lines after the first.

    A named tuple, since collecting makes one of every line: it costs a third of a frozen class.
    """

    number: int
    indent: int
    text: str
    raw: str
    body: tuple[str, ...] = ()
    opaque: Opaque | None = None
    is_volatile: bool = False
    is_comment: bool = False


# What `Row(...)` does, in a third of the time: one is made of every line of every device.
_row: Callable[[tuple[object, ...]], Row] = partial(tuple.__new__, Row)
_node: Callable[[tuple[object, ...]], Node] = partial(tuple.__new__, Node)


def rows(text: str, platform: Platform) -> tuple[Row, ...]:
    """Split a text into rows; blank lines are left out, terminal CR LF counts as LF.

    `is_comment` says that a line means nothing to the device.
    """
    text = text.replace("\r\n", "\n")
    lines = text.split("\n")
    may_open = _may_open(text, platform.opaque)
    starts = _starts(platform)
    unclosed: set[str] = set()
    volatile = any_of(platform.capture.volatile)
    comments = tuple(platform.comment.split())
    found: list[Row] = []
    done = -1
    for at, line in enumerate(lines):
        raw = line.rstrip()
        if not raw or at <= done:
            continue
        bare = raw.lstrip()
        indent = len(raw) - len(bare)
        opaque, done = _block(starts, lines, at, unclosed) if at + 1 in may_open else (None, at)
        is_volatile = not indent and volatile(bare)
        is_comment = bare.startswith(comments)
        body = tuple(lines[at + 1 : done + 1]) if opaque else ()
        found.append(_row((at + 1, indent, bare, raw, body, opaque, is_volatile, is_comment)))
    return tuple(found)


def blocks(text: str, platform: Platform) -> Iterator[range]:
    """The lines (from 0) of each banner, certificate or script, its first line among them."""
    lines = text.split("\n")
    starts, done = _starts(platform), -1
    unclosed: set[str] = set()
    for number in sorted(_may_open(text, platform.opaque)):
        if number - 1 > done:
            opaque, done = _block(starts, lines, number - 1, unclosed)
            if opaque:
                yield range(number - 1, done + 1)


def parse(text: str, platform: Platform) -> Tree:
    """Parse a config or a list of commands; never fails, unknown lines are plain lines."""
    builder = _Builder(platform)
    for row in rows(text, platform):
        if not row.is_volatile:
            builder.take(row)
    return builder.tree()


def render(tree: Tree) -> str:
    """The text of a tree, ending with one newline ("" for an empty tree)."""
    lines = [line for node in tree.children for line in _lines(node)]
    return "".join(f"{line}\n" for line in (*lines, *tree.tail))


def _lines(node: Node) -> Iterator[str]:
    yield from node.lead
    yield " " * node.indent + node.text
    yield from node.body
    for child in node.children:
        yield from _lines(child)
    if node.close:
        yield node.close


@dataclass(slots=True)
class _Open:
    row: Row
    lead: tuple[str, ...]
    children: list["_Open"] = field(default_factory=list)
    close: str = ""

    def node(self) -> Node:
        row = self.row
        children = tuple([child.node() for child in self.children]) if self.children else ()
        below = (children, row.body, self.lead, self.close, row.indent)
        return _node((row.text, row.number, *below))


class _Builder:
    """Grows the tree row by row; a line belongs to the last line that is less indented."""

    def __init__(self, platform: Platform) -> None:
        self._closers = platform.closers
        self._root = _Open(Row(0, -1, "", ""), ())
        self._open = [self._root]
        self._lead: list[str] = []

    def take(self, row: Row) -> None:
        if row.text in self._closers and self._closed(row):
            return
        if row.is_comment or row.text in _EXITS or (row.text == "end" and not row.indent):
            self._lead += (row.raw, *row.body)
        else:
            self._add(row)

    def _add(self, row: Row) -> None:
        while self._open[-1].row.indent >= row.indent:
            self._open.pop()
        opened = _Open(row, tuple(self._lead))
        self._lead.clear()
        self._open[-1].children.append(opened)
        self._open.append(opened)

    def _closed(self, row: Row) -> bool:
        opener = self._closers[row.text]
        while self._open[-1].row.indent > row.indent:
            self._open.pop()
        section = self._opened(opener)
        if section is None:
            return False
        section.close = "\n".join((*self._lead, row.raw))
        self._lead.clear()
        return True

    def _opened(self, opener: str) -> _Open | None:
        inner = self._open[-1]
        if not opener and inner.row.indent and not inner.children:
            return None  # an `exit` as deep as the lines of the section: it closes nothing new
        if len(self._open) > 1 and inner.row.text.startswith(opener):
            return self._open.pop()
        # XR ends a class-map one blank deep, as deep as the lines inside it.
        if opener and len(self._open) > 1 and self._open[-2].row.text.startswith(opener):
            self._open.pop()
            return self._open.pop()
        # IOS 12 prints the lines of an address family no deeper than its first line.
        siblings = self._open[-2].children if len(self._open) > 1 else []
        for at in range(len(siblings) - 1, -1, -1):
            if siblings[at].row.text.startswith(opener) and not siblings[at].close:
                siblings[at].children.extend(siblings[at + 1 :])
                del siblings[at + 1 :]
                self._open.pop()
                return siblings[at]
        return None

    def tree(self) -> Tree:
        return Tree(tuple(child.node() for child in self._root.children), tuple(self._lead))


@lru_cache(maxsize=32)
def any_of(patterns: tuple[str, ...]) -> Callable[[str], bool]:
    """A test whether a line is one of the patterns, whole."""
    return Regexes(patterns).fullmatch


def _may_open(text: str, kinds: tuple[Opaque, ...]) -> set[int]:
    """The numbers of the lines that may begin an opaque block."""
    return lines_with(text, (word for kind in kinds for word in kind.words))


_Starts = tuple[tuple[Opaque, re.Pattern[str]], ...]


@lru_cache(maxsize=32)
def _starts(platform: Platform) -> _Starts:
    return tuple((kind, re.compile(kind.start)) for kind in platform.opaque)


def _block(
    starts: _Starts, lines: list[str], at: int, unclosed: set[str]
) -> tuple[Opaque | None, int]:
    """The opaque block that a line opens and the index of its last line; none without an end.

    `unclosed` remembers which ends do not come any more, so that a text full of beginnings is not
    searched to its end for each.
    """
    raw = lines[at].rstrip()
    for kind, pattern in starts:
        if found := pattern.fullmatch(raw):
            if not kind.end and found["delimiter"] in found["rest"]:
                return kind, at
            end = kind.end or rf".*{re.escape(found['delimiter'])}.*"
            last = None if end in unclosed else _last(end, lines, at)
            if last is not None:
                return kind, last
            unclosed.add(end)
            return None, at
    return None, at


def _last(end: str, lines: list[str], at: int) -> int | None:
    ends = re.compile(rf"{end}\s*").fullmatch
    return next((i for i in range(at + 1, len(lines)) if ends(lines[i])), None)
