"""Brings text into a candidate configuration: set commands, or statements in braces."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from lab.sim.junos.schema import stranger
from lab.sim.junos.statements import (
    Statement,
    SyntaxProblem,
    match,
    new_root,
    path_of,
)
from lab.sim.junos.text import Unbalanced, items, quoted, split

if TYPE_CHECKING:
    from lab.sim.junos.schema import Rule
    from lab.sim.junos.text import Item


@dataclass(frozen=True, slots=True)
class Problem:
    """A line or statement that was not taken, or taken with a warning."""

    why: str
    element: str = ""
    severity: str = "error"


def parsed(text: str, *, keeps_unknown: bool = False) -> Statement:
    """A configuration from its text; raise ValueError if any of it is not Junos."""
    root = new_root()
    if problems := load(root, text, "override", keeps_unknown=keeps_unknown):
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


def enter(parent: Statement, words: Sequence[str]) -> list[Statement]:
    """Set one statement; return it and the statements on the way to it.

    Several statements of one level may stand behind each other, as in
    `server 10.0.0.1 key 1 prefer`. Raise SyntaxProblem, and then nothing has changed.
    """
    at, path = parent, list[Statement]()
    for rule, values in _steps(parent.rule, tuple(words)):
        found = at.get(rule, values[0] if rule.is_list else "")
        if found is None:
            found = at.put(Statement(rule, values))
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
    return bool(
        statement.children or rule.is_list or rule.is_leaf or rule.is_present or not rule.children
    )


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


def command(root: Statement, here: Sequence[str], words: Sequence[str]) -> str:
    """One configuration command at the level `here`; return the device's warning.

    Raise SyntaxProblem for what it does not take.
    """
    if not words:
        return ""
    verb = _VERBS.get(words[0])
    if verb is None:
        raise SyntaxProblem("unknown command", 0, words[0])
    try:
        return verb(root, here, words[1:])
    except SyntaxProblem as problem:
        at = max(problem.word - len(here), 0) + 1
        raise SyntaxProblem(problem.why, at, problem.element) from None


def _set(root: Statement, here: Sequence[str], words: Sequence[str]) -> str:
    if not words:
        raise SyntaxProblem("missing argument", len(here))
    enter(root, (*here, *words))
    return ""


def _delete(root: Statement, here: Sequence[str], words: Sequence[str]) -> str:
    path = _found(root, (*here, *words))
    if not path:
        return "statement not found"
    if len(path) == 1:
        root.children.clear()
        return ""
    target, parent = path[-1], path[-2]
    if target.rule.kind == "L":
        given = match(parent.rule, (*target.rule.words, *_behind(words, target)), 0)[1]
        target.values = [value for value in target.values if value not in given]
        if given and target.values:
            return ""
    parent.prune(target)
    tidy(root)
    return ""


def _behind(words: Sequence[str], target: Statement) -> Sequence[str]:
    name = target.rule.words
    at = max(i for i in range(len(words)) if tuple(words[i : i + len(name)]) == name)
    return words[at + len(name) :]


def _found(root: Statement, words: Sequence[str]) -> list[Statement]:
    try:
        return path_of(root, words)
    except SyntaxProblem as problem:
        if problem.why == "statement not found":
            return []
        raise


def _activate(root: Statement, here: Sequence[str], words: Sequence[str]) -> str:
    return _switch(root, (*here, *words), is_inactive=False)


def _deactivate(root: Statement, here: Sequence[str], words: Sequence[str]) -> str:
    return _switch(root, (*here, *words), is_inactive=True)


def _switch(root: Statement, words: Sequence[str], *, is_inactive: bool) -> str:
    path = _found(root, words)
    if len(path) < 2:  # noqa: PLR2004  the root itself is always active
        return "statement not found"
    path[-1].is_inactive = is_inactive
    return ""


def _annotate(root: Statement, here: Sequence[str], words: Sequence[str]) -> str:
    path = _found(root, (*here, *words[:-1]))
    if len(path) < 2:  # noqa: PLR2004  the root itself cannot be annotated
        return "statement not found"
    path[-1].comment = f"/* {words[-1]} */" if words[-1] else ""
    return ""


def _insert(root: Statement, here: Sequence[str], words: Sequence[str]) -> str:
    verb = next((word for word in ("before", "after") if word in words), "")
    if not verb:
        raise SyntaxProblem("missing argument", len(here) + len(words))
    at = words.index(verb)
    path = _found(root, (*here, *words[:at]))
    parent = path[-2] if len(path) > 1 else root
    other = _found(parent, words[at + 1 :])
    if len(path) < 2 or len(other) < 2:  # noqa: PLR2004  both must stand below the root
        raise SyntaxProblem("statement not found", len(here), " ".join(words))
    moved = path[-1]
    parent.prune(moved)
    place = parent.children.index(other[1]) + (verb == "after")
    parent.children.insert(place, moved)
    return ""


def _rename(root: Statement, here: Sequence[str], words: Sequence[str]) -> str:
    if "to" not in words:
        raise SyntaxProblem("missing argument", len(here) + len(words))
    at = words.index("to")
    path = _found(root, (*here, *words[:at]))
    if len(path) < 2 or not path[-1].rule.is_list:  # noqa: PLR2004  it must stand below the root
        raise SyntaxProblem("statement not found", len(here), " ".join(words))
    rule, values, _ = match(path[-2].rule, words[at + 1 :], len(here) + at + 1)
    if rule is not path[-1].rule or path[-2].get(rule, values[0]):
        raise SyntaxProblem("target already exists", len(here) + at + 1, quoted(words[-1]))
    path[-1].values = values
    return ""


_Verb = Callable[[Statement, Sequence[str], Sequence[str]], str]
_VERBS: dict[str, _Verb] = {
    "set": _set,
    "delete": _delete,
    "activate": _activate,
    "deactivate": _deactivate,
    "annotate": _annotate,
    "insert": _insert,
    "rename": _rename,
}
