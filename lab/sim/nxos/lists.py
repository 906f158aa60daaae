"""What a route-map matches is collected: a line adds its values, and `no` takes away its own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lab.sim.tree import begins

if TYPE_CHECKING:
    from lab.sim.tree import Node

COLLECTED = (
    "match ip address prefix-list",
    "match ip next-hop prefix-list",
    "match ipv6 address prefix-list",
    "match as-path",
    "match community",
    "match tag",
)


def collected(section: Node, verb: str, rest: str) -> tuple[str, str] | None:
    """(key, the line that results, empty if none) of such a line; None of any other.

    `verb` is `no` or empty, `rest` the line without it. Playbooks for 9.3 say so; the order
    in which the values are shown is from memory.
    """
    key = next((words for words in COLLECTED if begins(rest, words)), None)
    if key is None or section.mode != "route-map":
        return None
    old, given = section.get(key), rest.removeprefix(key).split()
    before = old.line.removeprefix(key).split() if old else []
    if verb:
        after = [word for word in before if given and word not in given]
    else:
        after = [*before, *(word for word in given if word not in before)]
    return key, " ".join((key, *sorted(after))) if after else ""
