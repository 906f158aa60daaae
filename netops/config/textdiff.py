"""A unified line diff that stays fast on long configs.

`difflib` is quadratic on long texts (49 s on 50,000 lines). Lines that occur once on both sides
anchor the alignment (patience diff); only what is left between two anchors goes to difflib, and
what is still long there is shown as replaced.
"""

from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from difflib import SequenceMatcher
from operator import lt

_CONTEXT = 3
_LONG = 250_000

Change = tuple[int, int, int, int]


Heading = Callable[[Sequence[str], int], str]


def unified(
    old: str, new: str, *, old_name: str, new_name: str, heading: Heading = lambda _, __: ""
) -> str:
    """Unified diff of two texts with three lines of context; "" when they are equal.

    `heading` tells where a line stands (lines, row from 0): it ends the head of its hunk.
    """
    before, after = old.splitlines(), new.splitlines()
    hunks: list[str] = []
    for group in _hunks(before, after):
        head, *rows = _hunk(group, before, after)
        place = _heading(group[0], before, after, heading)
        hunks += (f"{head} {place}" if place else head, *rows)
    if not hunks:
        return ""
    return "\n".join((f"--- {old_name}", f"+++ {new_name}", *hunks, ""))


def changes(old: Sequence[str], new: Sequence[str]) -> list[Change]:
    """Runs `(a1, a2, b1, b2)` where `old[a1:a2]` became `new[b1:b2]`, in order."""
    found: list[Change] = []
    a = b = 0
    for i, j in (*_anchors(old, new), (len(old), len(new))):
        gap = _between(old[a:i], new[b:j]) if a < i or b < j else ()
        for a1, a2, b1, b2 in gap:
            found.append((a + a1, a + a2, b + b1, b + b2))
        a, b = i + 1, j + 1
    return found


def _anchors(old: Sequence[str], new: Sequence[str]) -> list[tuple[int, int]]:
    """Lines that are unique on both sides, in the longest order that both sides share."""
    ours, theirs = Counter(old), Counter(new)
    where = {line: j for j, line in enumerate(new) if theirs[line] == 1}
    pairs = [(i, where[line]) for i, line in enumerate(old) if line in where and ours[line] == 1]
    return [pairs[k] for k in longest_rise([j for _, j in pairs])]


def longest_rise(values: Sequence[int]) -> list[int]:
    """Indices of a longest increasing subsequence of distinct values, O(n log n)."""
    if all(map(lt, values, values[1:])):
        return list(range(len(values)))
    tails: list[int] = []
    at: list[int] = []
    back: list[int] = []
    for k, value in enumerate(values):
        place = bisect_left(tails, value)
        back.append(at[place - 1] if place else -1)
        if place == len(tails):
            tails.append(value)
            at.append(k)
        else:
            tails[place], at[place] = value, k
    rise: list[int] = []
    k = at[-1] if at else -1
    while k >= 0:
        rise.append(k)
        k = back[k]
    return rise[::-1]


def _between(old: Sequence[str], new: Sequence[str]) -> Iterator[Change]:
    if old == new:
        return
    if not old or not new or len(old) * len(new) > _LONG:
        yield 0, len(old), 0, len(new)
        return
    for tag, a1, a2, b1, b2 in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag != "equal":
            yield a1, a2, b1, b2


def _hunks(old: Sequence[str], new: Sequence[str]) -> list[list[Change]]:
    groups: list[list[Change]] = []
    for change in changes(old, new):
        if groups and change[0] - groups[-1][-1][1] <= 2 * _CONTEXT:
            groups[-1].append(change)
        else:
            groups.append([change])
    return groups


def _hunk(group: list[Change], old: Sequence[str], new: Sequence[str]) -> Iterator[str]:
    start = max(0, group[0][0] - _CONTEXT)
    end = min(len(old), group[-1][1] + _CONTEXT)
    shift = group[0][2] - group[0][0]
    grown = group[-1][3] - group[-1][1]
    yield f"@@ -{_range(start, end)} +{_range(start + shift, end + grown)} @@"
    at = start
    for a1, a2, b1, b2 in group:
        yield from [f" {line}" for line in old[at:a1]]
        yield from [f"-{line}" for line in old[a1:a2]]
        yield from [f"+{line}" for line in new[b1:b2]]
        at = a2
    yield from [f" {line}" for line in old[at:end]]


def _heading(first: Change, old: Sequence[str], new: Sequence[str], heading: Heading) -> str:
    """Where the first changed line of a hunk stands, in the text that has it."""
    a1, a2, b1, _ = first
    return heading(old, a1) if a2 > a1 else heading(new, b1)


def _range(start: int, end: int) -> str:
    length = end - start
    if length == 1:
        return str(start + 1)
    return f"{start + 1 if length else start},{length}"
