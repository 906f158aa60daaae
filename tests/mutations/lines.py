"""A config as lines that can be changed, and how it is written again."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from netops.config.tree import parse

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from netops.config.tree import Node
    from netops.platforms.spec import Platform


@dataclass(slots=True)
class Line:
    """One line with what stands below it; `body` is the rest of a banner, `close` its own end."""

    text: str
    children: list[Line] = field(default_factory=list)
    body: tuple[str, ...] = ()
    close: str = ""

    @property
    def words(self) -> list[str]:
        """The words of the line; what a brace opens or a semicolon ends is none."""
        return self.text.split()

    def clone(self) -> Line:
        """A copy that shares nothing."""
        return Line(self.text, [one.clone() for one in self.children], self.body, self.close)


def lines_of(text: str, platform: Platform) -> list[Line]:
    """The lines of a config without comments, and without what only ends the text."""
    return [_line(node) for node in parse(text, platform).children]


def _line(node: Node) -> Line:
    close = node.close.rpartition("\n")[2].strip()
    return Line(node.text, [_line(child) for child in node.children], node.body, close)


def text_of(lines: Sequence[Line], platform: Platform) -> str:
    """The config again, indented as the platform does it."""
    return "".join(f"{line}\n" for one in lines for line in _shown(one, 0, platform.judge.indent))


def _shown(line: Line, depth: int, indent: int) -> Iterator[str]:
    pad = " " * indent * depth
    yield pad + line.text
    yield from line.body
    for child in line.children:
        yield from _shown(child, depth + 1, indent)
    if line.close:
        yield pad + line.close


def sections(lines: list[Line]) -> Iterator[tuple[Line | None, list[Line]]]:
    """Every list of lines that stand side by side, with the line above them (None at the top)."""
    yield None, lines
    for line in lines:
        if line.children:
            yield from ((above or line, below) for above, below in sections(line.children))
