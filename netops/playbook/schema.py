"""YAML to a checked playbook: every mistake is found at load, with file, line and a hint."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from ruamel.yaml.comments import CommentedMap, CommentedSeq

from netops.errors import InputError, suggestion
from netops.playbook.words import WORDS, Word
from netops.yamlfile import line_of, read_mapping

KEYS = ("playbook", "scope", "steps")
SCOPE_KEYS = ("name", "site", "role", "platform", "tag")


@dataclass(frozen=True, slots=True)
class Step:
    """One word with its list (`items`) or its mapping (`options`); values are always tuples."""

    word: str
    items: tuple[str, ...] = ()
    options: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Playbook:
    """A checked playbook. `scope` maps an attribute to the values it may have; {} is everything."""

    name: str
    steps: tuple[Step, ...]
    scope: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Place:
    """A spot in the file that errors point at."""

    file: str
    line: int

    def error(self, what: str, hint: str = "") -> InputError:
        return InputError(what, where=f"{self.file}:{self.line}", hint=hint)


def load_playbook(path: Path) -> Playbook:
    """Read and check one playbook file; raise `InputError` naming file and line."""
    tree, file = read_mapping(path), path.name
    start = _Place(file, 1)
    _known(tree, KEYS, file, "key")
    name, steps = tree.get("playbook"), tree.get("steps")
    if not isinstance(name, str) or not name:
        raise start.error("the playbook has no name", "add `playbook: what it does`")
    if not isinstance(steps, CommentedSeq) or not steps:
        raise _at(tree, "steps", file).error("`steps` is not a list of words", _vocabulary())
    checked = tuple(_step(steps, index, file) for index in range(len(steps)))
    _check_order(checked, steps, file)
    return Playbook(name=name, steps=checked, scope=_scope(tree, file))


def _step(steps: CommentedSeq, index: int, file: str) -> Step:
    place = _Place(file, steps.lc.item(index)[0] + 1)
    item = steps[index]
    if isinstance(item, CommentedMap) and len(item) == 1:
        name, value = next(iter(item.items()))
    else:
        name, value = item, None
    if not isinstance(name, str):
        raise place.error("a step is a word, or one word with its options", _vocabulary())
    if name not in WORDS:
        raise place.error(f"unknown word '{name}'", suggestion(name, WORDS))
    return _with_value(WORDS[name], value, place)


def _with_value(word: Word, value: Any, place: _Place) -> Step:  # noqa: ANN401 (YAML is any value)
    if value is None:
        if word.items:
            raise place.error(f"'{word.name}' needs a list", f"one of {', '.join(word.items)}")
        return Step(word.name)
    if word.items:
        return Step(word.name, items=_values(value, word.items, word.name, place))
    if not word.options:
        raise place.error(f"'{word.name}' takes nothing", f"write `- {word.name}`")
    if not isinstance(value, CommentedMap):
        raise place.error(f"'{word.name}' takes options", f"of {', '.join(word.options)}")
    _known(value, tuple(word.options), place.file, f"option of '{word.name}'")
    options = {
        key: _values(given, word.options[key], key, _at(value, key, place.file))
        for key, given in value.items()
    }
    return Step(word.name, options=options)


def _values(given: object, allowed: Sequence[str], name: str, place: _Place) -> tuple[str, ...]:
    listed = tuple(given) if isinstance(given, CommentedSeq) else (given,)
    for value in listed:
        if value not in allowed:
            raise place.error(f"'{name}' does not take '{value}'", suggestion(value, allowed))
    if not listed:
        raise place.error(f"'{name}' is empty", f"one of {', '.join(allowed)}")
    return tuple(str(value) for value in listed)


def _scope(tree: CommentedMap, file: str) -> Mapping[str, tuple[str, ...]]:
    scope = tree.get("scope")
    if scope is None:
        return {}
    if not isinstance(scope, CommentedMap):
        raise _at(tree, "scope", file).error(f"`scope` maps {', '.join(SCOPE_KEYS)} to values")
    _known(scope, SCOPE_KEYS, file, "scope key")
    return {
        key: tuple(str(v) for v in value) if isinstance(value, CommentedSeq) else (str(value),)
        for key, value in scope.items()
    }


def _check_order(steps: tuple[Step, ...], source: CommentedSeq, file: str) -> None:
    given: set[str] = set()
    seen: set[str] = set()
    for index, step in enumerate(steps):
        place, word = _Place(file, source.lc.item(index)[0] + 1), WORDS[step.word]
        if step.word in seen:
            raise place.error(f"'{step.word}' stands twice", "list everything in one step")
        if missing := [need for need in word.needs if need not in given]:
            giver = next(w.name for w in WORDS.values() if missing[0] in w.gives)
            raise place.error(f"'{step.word}' needs {missing[0]}", f"put '{giver}' before it")
        if late := [name for name in word.before if name in seen]:
            raise place.error(f"'{step.word}' stands after '{late[0]}'", "put it before")
        seen.add(step.word)
        given.update(word.gives)


def _known(mapping: CommentedMap, known: Sequence[str], file: str, what: str) -> None:
    for key in mapping:
        if key not in known:
            raise _at(mapping, key, file).error(f"unknown {what} '{key}'", suggestion(key, known))


def _at(mapping: CommentedMap, key: object, file: str) -> _Place:
    return _Place(file, line_of(mapping, str(key)))


def _vocabulary() -> str:
    return f"words: {', '.join(WORDS)}"
