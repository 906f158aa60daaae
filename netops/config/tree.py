"""A config text as a tree of lines; banners, certificates and scripts stay opaque text.

The tree keeps comments and indentation, so `render(parse(text))` gives the text back (blank
lines, trailing blanks and volatile lines excepted). Indentation alone makes the sections: IOS
uses one blank a level, EOS three.
"""

import re
import sys
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
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


# Of a row.
_Fields = tuple[int, int, str, str, tuple[str, ...], Opaque | None, bool, bool]
# Of the levels above the last line: how deep their header is, and the lines below it.
_Level = tuple[int, list[Node]]
# Deeper than any line.
_CLOSED = sys.maxsize

# What `Row(...)` does, in a third of the time: one is made of every line of every device.
_row: Callable[[_Fields], Row] = partial(tuple.__new__, Row)
_node: Callable[[tuple[object, ...]], Node] = partial(tuple.__new__, Node)


def rows(text: str, platform: Platform) -> tuple[Row, ...]:
    """Split a text into rows; blank lines are left out, terminal CR LF counts as LF.

    `is_comment` says that a line means nothing to the device.
    """
    return tuple(map(_row, _lines_of(text, platform)))


def _lines_of(text: str, platform: Platform) -> Iterator[_Fields]:
    """The fields of each row."""
    text = text.replace("\r\n", "\n")
    lines = text.split("\n")
    may_open = _may_open(text, platform.opaque)
    starts = _starts(platform) if may_open else ()
    unclosed: set[str] = set()
    volatile = any_of(platform.capture.volatile)
    comments = tuple(platform.comment.split())
    done = -1
    for at, line in enumerate(lines):
        raw = line.rstrip()
        if not raw or at <= done:
            continue
        bare = raw.lstrip()
        indent = len(raw) - len(bare)
        opaque, done = _block(starts, lines, at, unclosed) if at + 1 in may_open else (None, at)
        body = tuple(lines[at + 1 : done + 1]) if opaque else ()
        is_volatile = not indent and volatile(bare)
        yield at + 1, indent, bare, raw, body, opaque, is_volatile, bare.startswith(comments)


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
    return _Builder(platform).tree(_lines_of(text, platform))


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


class _Builder:
    """Grows the tree line by line; a line belongs to the last line that is less indented.

    Each level holds the lines below one line, which is the last of the level above; `indent` is
    that of the last line of all, out of reach where nothing comes below it any more.
    """

    def __init__(self, platform: Platform) -> None:
        self._closers = platform.closers
        self._levels: list[_Level] = [(-1, [])]
        self._indent = _CLOSED
        self._lead: list[str] = []

    def tree(self, lines: Iterable[_Fields]) -> Tree:
        """The whole tree of a text."""
        closers, lead = self._closers, self._lead
        for number, indent, text, raw, body, _, is_volatile, is_comment in lines:
            if is_volatile or (text in closers and self._closed(text, indent, raw)):
                continue
            if is_comment or text in _EXITS or (text == "end" and not indent):
                lead += (raw, *body)
                continue
            if indent != self._indent:
                self._enter(indent)
            before = tuple(lead) if lead else ()
            self._levels[-1][1].append(_node((text, number, (), body, before, "", indent)))
            if lead:
                lead.clear()
        while len(self._levels) > 1:
            self._leave()
        return Tree(tuple(self._levels[0][1]), tuple(lead))

    def _enter(self, indent: int) -> None:
        """Go to the level of the next line."""
        if indent > self._indent:
            last = self._levels[-1][1][-1]
            self._levels.append((self._indent, list(last.children)))
        while self._levels[-1][0] >= indent:
            self._leave()
        self._indent = indent

    def _leave(self) -> None:
        """Give the lines of the innermost level to the line that they stand below."""
        self._indent, below = self._levels.pop()
        above = self._levels[-1][1]
        above[-1] = above[-1]._replace(children=tuple(below))

    def _closed(self, text: str, indent: int, raw: str) -> bool:
        """Whether a line ends a section that is open; the lines after it stand beside that."""
        while self._indent > indent:
            if len(self._levels) == 1:
                self._indent = _CLOSED
                return False
            self._leave()
        at = self._opened(self._closers[text])
        if at < 0:
            return False
        siblings = self._levels[-1][1]
        children = (*siblings[at].children, *siblings[at + 1 :])
        close = "\n".join((*self._lead, raw))
        siblings[at:] = [siblings[at]._replace(children=children, close=close)]
        self._lead.clear()
        self._indent = _CLOSED
        return True

    def _opened(self, opener: str) -> int:
        """Where in the innermost level the section stands that ends here, -1 where none does."""
        siblings = self._levels[-1][1]
        last = len(siblings) - 1
        inner = siblings[last]
        if not opener and inner.indent and not inner.children:
            return -1  # an `exit` as deep as the lines of the section: it closes nothing new
        if inner.text.startswith(opener):
            return last
        # XR ends a class-map one blank deep, as deep as the lines inside it.
        if len(self._levels) > 1 and self._levels[-2][1][-1].text.startswith(opener):
            self._leave()
            return len(self._levels[-1][1]) - 1
        # IOS 12 prints the lines of an address family no deeper than its first line.
        open_ones = (at for at in range(last, -1, -1) if not siblings[at].close)
        return next((at for at in open_ones if siblings[at].text.startswith(opener)), -1)


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
