"""Brings text into a candidate configuration: set commands, or statements in braces."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from lab.sim.junos.enter import enter, tidy
from lab.sim.junos.schema import stranger
from lab.sim.junos.statements import Statement, SyntaxProblem, new_root, path_of
from lab.sim.junos.text import Unbalanced, items, quoted, split
from lab.sim.junos.verbs import command

if TYPE_CHECKING:
    from lab.sim.junos.text import Item


@dataclass(frozen=True, slots=True)
class Problem:
    """A line or statement that was not taken, or taken with a warning."""

    why: str
    element: str = ""
    severity: str = "error"


def parsed(text: str, *, keeps_unknown: bool = False) -> Statement:
    """A configuration from its text, braces or `set` lines; raise ValueError if any is no Junos."""
    root = new_root()
    action = "set" if text.lstrip().startswith("set ") else "override"
    if problems := load(root, text, action, keeps_unknown=keeps_unknown):
        raise ValueError("\n".join(f"{p.element!r}: {p.why}" for p in problems))
    return root


def load(root: Statement, text: str, action: str, *, keeps_unknown: bool = False) -> list[Problem]:
    """`load merge|replace|override|set`; what is wrong is left out and told.

    With `keeps_unknown` a statement in braces that the lab does not know stays as it stands.
    """
    if action == "set":
        return load_set(root, text)
    try:
        found = items(text)
    except Unbalanced as where:
        return [Problem("unexpected end of file" if str(where) != "}" else "syntax error", "}")]
    if action in {"override", "update"}:
        root.children.clear()
    merge = _Merge(is_replacing=action == "replace", keeps_unknown=keeps_unknown)
    merge.into(root, found)
    tidy(root)
    return merge.problems


@dataclass(frozen=True, slots=True)
class _Merge:
    is_replacing: bool
    keeps_unknown: bool
    problems: list[Problem] = field(default_factory=list)

    def into(self, parent: Statement, found: list[Item]) -> None:
        rank, behind = -1, ""
        for item in found:
            try:
                path = self._entered(parent, item)
            except SyntaxProblem as problem:
                if self.keeps_unknown:
                    parent.put(_unknown(item, rank, behind))
                else:
                    self.problems.append(Problem(problem.why, problem.element))
                continue
            if path:
                rule = path[0].rule
                rank, behind = rule.rank, path[0].key if rule.is_sorted else ""
                self.into(path[-1], item.items)

    def _entered(self, parent: Statement, item: Item) -> list[Statement]:
        if "delete:" in item.tags or (self.is_replacing and "replace:" in item.tags):
            _drop(parent, item)
        if "delete:" in item.tags:
            return []
        path = enter(parent, item.words)
        _mark(path[0], item)
        return path


def _mark(statement: Statement, item: Item) -> None:
    is_active = not statement.is_inactive or "active:" in item.tags
    statement.is_inactive = "inactive:" in item.tags or not is_active
    statement.comment = item.comment or statement.comment


def _unknown(item: Item, rank: int, behind: str) -> Statement:
    words = tuple(word if word in {"[", "]"} else quoted(word) for word in item.words)
    kept = Statement(stranger(words, rank, behind))
    kept.children = [_unknown(one, rank, "") for one in item.items]
    _mark(kept, item)
    return kept


def _drop(parent: Statement, item: Item) -> None:
    try:
        old = path_of(parent, item.words)[1]
    except SyntaxProblem as problem:
        if problem.why != "statement not found":
            raise
    else:
        parent.prune(old)


def load_set(root: Statement, text: str) -> list[Problem]:
    """A text of set, delete and other commands, each from the top."""
    problems = []
    for line in text.splitlines():
        try:
            if warning := command(root, (), split(line)):
                problems.append(Problem(warning, line.strip(), "warning"))
        except SyntaxProblem as problem:
            problems.append(Problem(problem.why, problem.element))
    return problems
