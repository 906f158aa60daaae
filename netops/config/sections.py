"""Where a line of a config text stands: the headers above it, told by indentation alone.

Every platform that netops reads indents what belongs to a section, curly braces or not. Blank
lines and comments stand nowhere: IOS prints `!` at the margin in the middle of a section. The text
of a banner or a certificate stands below its first line, whatever it looks like.
"""

from collections.abc import Iterator, Mapping
from functools import cached_property

from netops.config.tree import blocks
from netops.platforms.spec import Platform


def lines_of(text: str) -> list[str]:
    """The lines of a text as git counts them: only a line feed ends one."""
    return text.removesuffix("\n").split("\n") if text else []


class Outline:
    r"""The sections of one text; rows count from 0. Without a platform, comments begin with `!`.

    >>> from netops.platforms.registry import platform
    >>> text = "router bgp 65000\n address-family ipv4\n  redistribute static\n"
    >>> Outline(text, platform("cisco_ios")).section(2)
    ('router bgp 65000', 'address-family ipv4')
    """

    def __init__(self, text: str, platform: Platform | None) -> None:
        self.text, self.lines = text, lines_of(text)
        self._platform = platform
        self._comments = tuple(platform.comment.split()) if platform else ("!",)

    @cached_property
    def prose(self) -> Mapping[int, int]:
        """The rows that are text inside a banner or its like, with the row that begins it."""
        every = blocks(self.text, self._platform) if self._platform else ()
        return {row: block.start for block in every for row in block[1:]}

    def is_config(self, row: int) -> bool:
        """Whether a row means something to the device: no comment, and no text of a banner."""
        return row not in self.prose and not self._is_comment(row)

    def section(self, row: int) -> tuple[str, ...]:
        """The headers above a row, outermost first, () at top level."""
        if row in self.prose:
            above = self.prose[row]
            return (*self.section(above), self.lines[above].strip())
        return tuple(self.lines[header].strip() for header in self._above(row))[::-1]

    def body(self, header: int) -> range:
        """The rows below a header: up to the next that is indented no deeper."""
        depth = _indent(self.lines[header])
        last = header + 1
        for row in range(header + 1, len(self.lines)):
            if _indent(self.lines[row]) > depth:
                last = row + 1
            elif not self._says_nothing(row):
                break
        return range(header + 1, last)

    def _above(self, at: int) -> Iterator[int]:
        depth = _indent(self.lines[at])
        for row in range(at - 1, -1, -1):
            if not depth:
                return
            if _indent(self.lines[row]) < depth and not self._says_nothing(row):
                depth = _indent(self.lines[row])
                yield row

    def _says_nothing(self, row: int) -> bool:
        return not self.lines[row].strip() or not self.is_config(row)

    def _is_comment(self, row: int) -> bool:
        return self.lines[row].lstrip().startswith(self._comments)


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(" "))
