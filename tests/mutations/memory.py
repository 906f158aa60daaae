"""Two memories of a device side by side: their lines, and their order where that decides.

Told from the text that the device shows; nothing here is netops's.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

Path = tuple[str, ...]

# Sections that a device reads from the top.
_READ_IN_ORDER = re.compile(
    r"(?:ip|ipv4|ipv6|mac) access-list |ip(?:v6)? prefix-list |policy-map |route-policy "
    r"|prefix-set |as-path-set |community-set |(?:policy-statement|filter|path) .*\{"
    r"|(?:name-server|tacplus-server|radius-server|archive-sites) \{"
)
# Lists that are read in order and shown in lines at the top.
_LISTED = re.compile(
    r"(?:access-list|ip as-path access-list|ip community-list(?: \w+)?) \S+ (?=permit|deny)"
)
# The servers of a group are asked in the order in which they stand, beside other lines of it. What
# IOS XR makes of one that goes and comes back in one commit no guide says: there it is left out.
_GROUP, _SERVER, _UNTOLD = "aaa group server ", "server", "cisco_xr"
# Sets of a policy: an element is in one or not, however often it is written.
_SET = re.compile(r"(?:prefix|as-path|community|large-community)-set ")
_NOTHING = frozenset({"", "!", "end", "}", "exit"})


@dataclass(frozen=True, slots=True)
class Memory:
    """The lines of a config, each below its headers, and their `orders` in some sections."""

    lines: Counter[Path]
    orders: Mapping[Path, tuple[str, ...]]

    def difference(self, wanted: Memory, *, before: Memory | None = None) -> str:
        """Where this is not what was wanted, in words; "" where it is.

        A line that says `no` and was there `before` may stay: netops takes none away unasked.
        """
        for path in (self.lines - wanted.lines).elements():
            is_old = before is not None and path in before.lines
            if not (is_old and path[-1].startswith("no ")):
                return f"too much: {' > '.join(path)}"
        for path in (wanted.lines - self.lines).elements():
            return f"missing: {' > '.join(path)}"
        for path, order in wanted.orders.items():
            if self.orders.get(path) != order:
                return f"another order: {' > '.join(path)}"
        return ""


def memory(text: str, nos: str = "") -> Memory:
    """Read what a device of this platform shows."""
    lines: Counter[Path] = Counter()
    orders: dict[Path, list[str]] = {}
    for path in _counted(text):
        lines[path] += 1
        is_server = nos != _UNTOLD and path[-1].startswith(_SERVER)
        header = path[-2] if path[:-1] else ""
        if _READ_IN_ORDER.match(header) or (is_server and header.startswith(_GROUP)):
            orders.setdefault(path[:-1], []).append(path[-1])
        elif listed := _LISTED.match(path[0]):
            orders.setdefault((listed[0],), []).append(path[0])
    return Memory(lines, {path: tuple(order) for path, order in orders.items()})


def _counted(text: str) -> Iterator[Path]:
    elements: set[Path] = set()
    for path in _paths(text):
        element = (*path[:-1], path[-1].rstrip(","))
        if not (path[:-1] and _SET.match(path[-2])):
            yield path
        elif element not in elements:
            elements.add(element)
            yield element


def _paths(text: str) -> Iterator[Path]:
    above: list[tuple[int, str]] = []
    for raw in text.splitlines():
        line = raw.strip().replace('"', "")  # a text means the same with quotes and without
        indent = len(raw) - len(raw.lstrip())
        is_told = not indent and line.startswith("version ")  # what the device runs
        if line in _NOTHING or is_told:
            continue
        while above and above[-1][0] >= indent:
            above.pop()
        above.append((indent, line))
        yield tuple(text for _, text in above)
