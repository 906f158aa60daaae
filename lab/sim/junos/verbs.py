"""Configuration commands: set, delete, activate, deactivate, annotate, insert, rename."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from lab.sim.junos.enter import enter, tidy
from lab.sim.junos.statements import Statement, SyntaxProblem, match, path_of
from lab.sim.junos.text import quoted


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
