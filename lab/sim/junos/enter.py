"""Puts one statement into a configuration, and takes empty containers away."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lab.sim.junos.statements import Statement, SyntaxProblem, match

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lab.sim.junos.schema import Rule


def enter(parent: Statement, words: Sequence[str]) -> list[Statement]:
    """Set one statement; return it and the statements on the way to it.

    Several statements of one level may stand behind each other, as in
    `server 10.0.0.1 key 1 prefer`. Raise SyntaxProblem, and then nothing has changed.
    """
    at, path = parent, list[Statement]()
    for rule, values in _steps(parent.rule, tuple(words)):
        found = at.get(rule, values[0] if rule.is_list else "")
        if found is None:
            found = at.put(Statement(rule, list(dict.fromkeys(values))))  # a list holds each once
        elif rule.kind == "L":
            found.values += [value for value in values if value not in found.values]
        elif rule.is_leaf:
            found.values = values
        path.append(found)
        at = found if rule.children else at
    return path


def _steps(rule: Rule, words: tuple[str, ...]) -> list[tuple[Rule, list[str]]]:
    steps: list[tuple[Rule, list[str]]] = []
    at = 0
    while at < len(words):
        child, values, used = match(rule, words[at:], at)
        if (child.is_list or child.is_leaf) and not values:
            raise SyntaxProblem("missing argument", len(words), words[-1])
        steps.append((child, values))
        at += used
        rule = child if child.children else rule
    return steps


def tidy(statement: Statement) -> bool:
    """Take away containers that hold nothing; say whether this one means something."""
    statement.children = [child for child in statement.children if tidy(child)]
    rule = statement.rule
    if rule.oneline == "=":
        return bool(statement.children)
    return bool(
        statement.children or rule.is_list or rule.is_leaf or rule.is_present or not rule.children
    )
