"""Differences between two configurations, as the devices write them."""

from __future__ import annotations

import difflib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator


@dataclass(slots=True)
class _Branch:
    line: str = ""
    under: list[_Branch] = field(default_factory=list)


def _tree(lines: Iterable[str]) -> _Branch:
    root = _Branch()
    open_at: list[tuple[int, _Branch]] = [(-1, root)]
    for line in lines:
        text = line.strip()
        if not text or text.startswith("!") or text == "end":
            continue
        depth = len(line) - len(line.lstrip())
        while open_at[-1][0] >= depth:
            open_at.pop()
        branch = _Branch(text)
        open_at[-1][1].under.append(branch)
        open_at.append((depth, branch))
    return root


def contextual(old: Iterable[str], new: Iterable[str]) -> str:
    """`show archive config differences`."""
    body = list(_contextual(_tree(old), _tree(new), 0))
    return "\n".join(["!Contextual Config Diffs:", *(body or ["!No changes were found"])])


def _contextual(old: _Branch, new: _Branch, depth: int) -> Iterator[str]:
    pad = " " * depth
    before = {branch.line: branch for branch in old.under}
    after = {branch.line: branch for branch in new.under}
    for line, branch in after.items():
        if line not in before:
            yield from _all("+", branch, depth)
        else:
            inner = list(_contextual(before[line], branch, depth + 1))
            yield from [pad + line, *inner] if inner else []
    for line, branch in before.items():
        if line not in after:
            yield from _all("-", branch, depth)


def _all(sign: str, branch: _Branch, depth: int) -> Iterator[str]:
    yield f"{' ' * depth}{sign}{branch.line}"
    for child in branch.under:
        yield from _all(sign, child, depth + 1)


def incremental(running: Iterable[str], given: Iterable[str]) -> str:
    """`show archive config incremental-diffs`: what of `given` is not in `running`."""
    body = list(_incremental(_tree(running), _tree(given), 0))
    tail = [] if body else ["!No changes were found"]
    return "\n".join(["!List of Commands:", *body, "end", *tail])


def _incremental(running: _Branch, given: _Branch, depth: int) -> Iterator[str]:
    known = {branch.line.lower(): branch for branch in running.under}
    for branch in given.under:
        there = known.get(branch.line.lower())
        inner = list(_incremental(there or _Branch(), branch, depth + 1))
        if inner or there is None:
            yield f"{' ' * depth}{branch.line}"
            yield from inner


def unified(old: Iterable[str], new: Iterable[str], old_name: str, new_name: str) -> str:
    """`show session-config diffs`: two head lines, then hunks."""
    return "\n".join(difflib.unified_diff(list(old), list(new), old_name, new_name, lineterm=""))
