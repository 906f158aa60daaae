"""Where a line of a config text stands: the headers above it, told by indentation alone.

Every platform that netops reads indents what belongs to a section, curly braces or not. Blank
lines and comments stand nowhere: IOS prints `!` at the margin in the middle of a section.
"""

from collections.abc import Sequence

# How a line begins that says nothing to the device.
COMMENT = ("!",)


def lines_of(text: str) -> list[str]:
    """The lines of a text as git counts them: only a line feed ends one."""
    return text.removesuffix("\n").split("\n") if text else []


def indent(line: str) -> int:
    """How many blanks a line begins with."""
    return len(line) - len(line.lstrip(" "))


def section(lines: Sequence[str], at: int, comment: tuple[str, ...] = COMMENT) -> tuple[str, ...]:
    """The headers above line `at` (from 0), outermost first, () at top level.

    >>> section(["router bgp 65000", " address-family ipv4", "  redistribute static"], 2)
    ('router bgp 65000', 'address-family ipv4')
    """
    return tuple(lines[row].strip() for row in reversed(_above(lines, at, comment)))


def body(lines: Sequence[str], header: int, comment: tuple[str, ...] = COMMENT) -> range:
    """The lines below a header (both from 0): up to the next that is indented no deeper."""
    depth = indent(lines[header])
    end = last = header + 1
    for row in range(header + 1, len(lines)):
        if says_nothing(lines[row], comment):
            continue
        if indent(lines[row]) <= depth:
            break
        last = row + 1
    return range(end, last)


def says_nothing(line: str, comment: tuple[str, ...]) -> bool:
    """Whether a line is blank or a comment."""
    bare = line.lstrip()
    return not bare or bare.startswith(comment)


def _above(lines: Sequence[str], at: int, comment: tuple[str, ...]) -> list[int]:
    depth, found = indent(lines[at]), []
    for row in range(at - 1, -1, -1):
        if not depth:
            break
        if indent(lines[row]) < depth and not says_nothing(lines[row], comment):
            depth = indent(lines[row])
            found.append(row)
    return found
