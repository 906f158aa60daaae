"""A configuration as a tree of lines, kept in the order in which the device shows it."""

from __future__ import annotations

import re
from bisect import insort
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

Natural = tuple[tuple[int, int, str], ...]


@dataclass(slots=True)
class Node:
    """One line and what is nested under it; `place` is where the device shows it."""

    line: str
    key: str = ""
    mode: str = ""
    place: tuple[int, Natural, int] = (0, (), 0)
    block: int = 0
    children: list[Node] = field(default_factory=list)

    def __lt__(self, other: Node) -> bool:
        return self.place < other.place

    def add(self, child: Node) -> Node:
        """Put `child` in its place; among equals the newest goes last."""
        insort(self.children, child)
        return child

    def get(self, key: str) -> Node | None:
        """The child that `key` identifies."""
        return next((child for child in self.children if child.key == key), None)

    def drop(self, key: str) -> bool:
        """Remove the child that `key` identifies; say whether there was one."""
        kept = [child for child in self.children if child.key != key]
        gone = len(kept) < len(self.children)
        self.children[:] = kept
        return gone

    def drop_prefix(self, words: str, spares: str = r"(?!)") -> int:
        """Remove the children whose line begins with these whole words, at any depth.

        Not below those whose whole line matches `spares`.
        """
        kept = [child for child in self.children if not begins(child.line, words)]
        gone = len(self.children) - len(kept)
        self.children[:] = kept
        below = (c for c in kept if c.children and not re.fullmatch(spares, c.line))
        return gone + sum(child.drop_prefix(words, spares) for child in below)

    def starting(self, words: str) -> Iterator[Node]:
        """The children whose line begins with these whole words."""
        stem = f"{words} "
        return (
            child for child in self.children if child.line.startswith(stem) or child.line == words
        )

    def become(self, target: Node) -> None:
        """Turn into `target` with the fewest edits: what stays keeps its place among equals."""
        wanted = {child.key for child in target.children}
        self.children[:] = [child for child in self.children if child.key in wanted]
        for child in target.children:
            mine = self.get(child.key)
            if mine is None or mine.place != child.place:
                self.drop(child.key)
                self.add(child.clone())
            else:
                mine.line = child.line
                mine.become(child)

    def clone(self) -> Node:
        """A deep copy that shares nothing."""
        copies = [child.clone() for child in self.children]
        return Node(self.line, self.key, self.mode, self.place, self.block, copies)


def begins(line: str, words: str) -> bool:
    """Say whether `line` begins with these whole words."""
    return line == words or line.startswith(words + " ")


def half_way(old: Node, new: Node) -> Node:
    """`old` with the first half of what `new` would change in it."""
    result = old.clone()
    keys = list(dict.fromkeys(child.key for child in (*new.children, *old.children)))
    changed = [key for key in keys if old.get(key) != new.get(key)]
    for key in changed[: (len(changed) + 1) // 2]:
        mine, theirs = old.get(key), new.get(key)
        result.drop(key)
        if theirs:
            is_only = len(changed) == 1
            result.add(half_way(mine, theirs) if mine and is_only else theirs.clone())
    return result
