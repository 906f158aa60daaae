"""A Junos configuration: a tree of statements, each with the rule that allows it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from lab.sim.junos.words import ROOT

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from lab.sim.junos.schema import Rule

# Shown behind the ports.
_INTERNAL = {"fxp", "em", "irb", "lo"}
_NUMBER = re.compile(r"(\d+)")


class SyntaxProblem(Exception):
    """The device does not take this; `word` counts the words before the wrong one."""

    def __init__(self, why: str, word: int = 0, element: str = "") -> None:
        super().__init__(why)
        self.why, self.word, self.element = why, word, element


@dataclass(slots=True)
class Statement:
    """One statement; `values` is its key, its value or its list of values."""

    rule: Rule
    values: list[str] = field(default_factory=list)
    children: list[Statement] = field(default_factory=list)
    is_inactive: bool = False
    comment: str = ""

    @property
    def key(self) -> str:
        """What tells an entry of a list from the others."""
        return self.values[0] if self.rule.is_list else ""

    @property
    def words(self) -> tuple[str, ...]:
        """How a command names it: its words, and its key if it is an entry of a list."""
        return (*self.rule.words, self.key) if self.rule.is_list else self.rule.words

    def get(self, rule: Rule, key: str = "") -> Statement | None:
        """The child of this rule and key."""
        found = (c for c in self.children if c.rule is rule and c.key == key)
        return next(found, None)

    def at(self, *words: str) -> Statement | None:
        """The statement at these words below this one, if it is there and active."""
        found = [one for one in self.walk(*words) if one.words]
        return found[0] if found else None

    def walk(self, *words: str) -> Iterator[Statement]:
        """The active statements at these words; `*` stands for any key or word."""
        if not words:
            yield self
            return
        for child in self.children:
            size = len(child.words)
            if not child.is_inactive and _fits(child.words, words[:size]):
                yield from child.walk(*words[size:])

    def value(self, *words: str, default: str = "") -> str:
        """The value at these words, or `default`."""
        found = self.at(*words)
        return found.values[-1] if found and found.values else default

    def put(self, child: Statement) -> Statement:
        """Add a child in its place: the order of the rules, then of keys or of entry."""
        if child.rule.choice:
            self.children = [c for c in self.children if c.rule.choice != child.rule.choice]
        place = child.place
        at = next((i for i, c in enumerate(self.children) if c.place > place), len(self.children))
        self.children.insert(at, child)
        return child

    @property
    def place(self) -> tuple[int, list[tuple[int, str]]]:
        """Where it stands among its siblings; equals stay in the order of entry."""
        is_sorted = self.rule.is_sorted and not self.key.startswith("<")
        key = self.key if is_sorted else self.rule.behind
        return self.rule.rank, natural(key) if key else []

    def clone(self) -> Statement:
        """A deep copy that shares only the rules."""
        copies = [child.clone() for child in self.children]
        return Statement(self.rule, list(self.values), copies, self.is_inactive, self.comment)

    def prune(self, child: Statement) -> None:
        """Take a child away."""
        self.children = [c for c in self.children if c is not child]


def half_way(old: Statement, new: Statement) -> Statement:
    """`old` with the first half of what `new` would change in it, at the first fork."""
    result = old.clone()
    keys = dict.fromkeys((c.rule, c.key) for c in (*new.children, *old.children))
    changed = [(rule, key) for rule, key in keys if old.get(rule, key) != new.get(rule, key)]
    for rule, key in changed[: (len(changed) + 1) // 2]:
        mine, theirs = old.get(rule, key), new.get(rule, key)
        result.children = [c for c in result.children if (c.rule, c.key) != (rule, key)]
        if theirs:
            is_only = len(changed) == 1
            result.put(
                half_way(mine, theirs) if mine and mine.children and is_only else theirs.clone()
            )
    return result


def new_root() -> Statement:
    """An empty configuration."""
    return Statement(ROOT)


def natural(text: str) -> list[tuple[int, str]]:
    """A sort key in which ge-0/0/10 comes after ge-0/0/9, and lo0 after both."""
    parts = _NUMBER.split(text)
    is_internal = parts[0] in _INTERNAL
    return [(int(is_internal), ""), *((int(p), "") if p.isdigit() else (-1, p) for p in parts)]


def _fits(words: Sequence[str], pattern: Sequence[str]) -> bool:
    return len(words) == len(pattern) and all(
        p in ("*", w) for w, p in zip(words, pattern, strict=True)
    )


def path_of(root: Statement, words: Sequence[str]) -> list[Statement]:
    """The statements from the root down to the one that `words` names.

    Raise SyntaxProblem if no rule allows the path or nothing stands there.
    """
    path = [root]
    rest = tuple(words)
    while rest:
        rule, values, used = match(path[-1].rule, rest, len(words) - len(rest))
        key = values[0] if rule.is_list else ""
        found = path[-1].get(rule, key)
        if found is None or (rule.kind == "L" and not set(values) <= set(found.values)):
            raise SyntaxProblem("statement not found", len(words) - len(rest), " ".join(rest))
        path.append(found)
        rest = rest[used:]
    return path


def match(rule: Rule, words: Sequence[str], skipped: int) -> tuple[Rule, list[str], int]:
    """The child rule for the next words, its key or values, and how many words they are."""
    child = rule.find(tuple(words)) or next((c for c in rule.children if not c.words), None)
    if child is None or (child.words == () and words[0].startswith(("[", "]"))):
        raise SyntaxProblem("syntax error", skipped, words[0])
    at = len(child.words)
    if not child.is_list and not child.is_leaf:
        return child, [], at
    given = list(words[at:])
    if not given:
        return child, [], at
    values, used = _values(child, given)
    wrong = next((value for value in values if not child.takes(value)), None)
    if wrong is not None:
        raise SyntaxProblem(_WRONG.get(child.checks, "syntax error"), skipped + at, wrong)
    return child, [child.spelled(value) for value in values], at + used


def _values(rule: Rule, given: list[str]) -> tuple[list[str], int]:
    if rule.kind != "L" or given[0] != "[":
        return given[:1], 1
    end = given.index("]") if "]" in given else len(given)
    return given[1:end], end + 1


# From memory of the CLI.
_WRONG = {
    "int": "syntax error, expecting <number>",
    "area": "invalid area identifier",
    "ip": "invalid ip address or hostname",
    "prefix": "invalid prefix",
    "interface": "invalid interface type",
    "logical": "invalid interface type",
}
