"""Hardening rules from YAML: the library in this package, and a user's own beside the inventory."""

import re
from collections.abc import Iterable, Sequence
from importlib import resources
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError, model_validator
from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq
from ruamel.yaml.error import MarkedYAMLError, YAMLError

from netops.errors import InputError, suggestion
from netops.model.finding import Severity
from netops.platforms.registry import PLATFORMS
from netops.rules.rule import Absent, Check, Limit, Match, Reference, Refs, Rule


def library() -> tuple[Rule, ...]:
    """The rules that come with netops, by area and in file order."""
    folder = resources.files("netops.rules") / "library"
    names = sorted(entry.name for entry in folder.iterdir() if entry.name.endswith(".yaml"))
    return _distinct((name, (folder / name).read_text(encoding="utf-8")) for name in names)


def rules(folder: Path) -> tuple[Rule, ...]:
    """The library and then the rules of every `*.yaml` in a folder, which need not exist.

    Raises `InputError` with `file:line` for what is no rule, an id that is taken, a pattern that
    is no regex, a name that no group defines, and a platform that is not known.
    """
    own = _distinct((str(path), _text(path)) for path in sorted(folder.glob("*.yaml")))
    taken = {rule.id for rule in library()}
    for rule in own:
        if rule.id in taken:
            raise InputError(
                f"rule '{rule.id}' comes with netops", where=str(folder), hint="give yours its own"
            )
    return (*library(), *own)


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"cannot be read as text ({error})", where=str(path)) from error


def _distinct(files: Iterable[tuple[str, str]]) -> tuple[Rule, ...]:
    found: dict[str, Rule] = {}
    for name, text in files:
        for rule in _rules(name, text):
            if rule.id in found:
                hint = "give one of them another id"
                raise InputError(f"rule '{rule.id}' is defined twice", where=name, hint=hint)
            found[rule.id] = rule
    return tuple(found.values())


def _rules(name: str, text: str) -> tuple[Rule, ...]:
    # The C parser is 20 times faster; the round-trip one is asked only where an error is.
    try:
        written = YAML(typ="safe").load(text)
    except YAMLError as error:
        mark = error.problem_mark if isinstance(error, MarkedYAMLError) else None
        where = f"{name}:{mark.line + 1}" if mark else name
        problem = str(getattr(error, "problem", None) or "unreadable").split("\n")[0]
        raise InputError(f"is not valid YAML: {problem}", where=where) from None
    if not isinstance(written, list):
        raise InputError("must hold a list of rules", where=f"{name}:1", hint="begin with `- id:`")
    try:
        return tuple(one.rule(Path(name).stem) for one in _File(rules=written).rules)
    except ValidationError as error:
        raise _invalid(error, name, text) from None


def _invalid(error: ValidationError, name: str, text: str) -> InputError:
    wrong = error.errors(include_url=False)
    # A misspelt key is also a missing one; the misspelling is what to say.
    first = next((one for one in wrong if one["type"] == "extra_forbidden"), wrong[0])
    loc = [step for step in first["loc"][1:] if step != "[key]"]
    where = f"{name}:{_line(YAML().load(text), loc)}"
    key = next((step for step in reversed(loc) if isinstance(step, str)), "rule")
    if first["type"] == "extra_forbidden":
        return InputError(f"unknown key '{key}'", where=where, hint=suggestion(key, _known(loc)))
    if first["type"] == "missing":
        return InputError(f"'{key}' is missing", where=where)
    said = first["msg"].removeprefix("Value error, ")
    return InputError(f"{key}: {said[:1].lower()}{said[1:]}", where=where)


def _known(loc: Sequence[int | str]) -> Iterable[str]:
    inner: dict[str, type[BaseModel]] = {"limit": _Limit, "refers": _Refers, "refs": _Refs}
    depth = len(loc)
    if depth > 2 and (model := inner.get(str(loc[-2]))):  # noqa: PLR2004  rule, key, inner key
        return model.model_fields
    return (_Check if "platforms" in loc else _Rule).model_fields


def _line(node: object, loc: Sequence[int | str]) -> int:
    """The line, from 1, of the deepest part of a path that is written in the file."""
    line = 1
    for step in loc:
        if isinstance(node, CommentedSeq) and isinstance(step, int) and step < len(node):
            line, node = int(node.lc.item(step)[0]) + 1, node[step]
        elif isinstance(node, CommentedMap) and step in node:
            line, node = int(node.lc.key(step)[0]) + 1, node[step]
    return line


def _pattern(written: str) -> str:
    if not written.startswith("^"):
        message = f"pattern {written!r} must begin with ^, so that `no ...` never matches it"
        raise ValueError(message)
    try:
        re.compile(_NAMES.sub("x", written))
    except re.error as error:
        message = f"pattern {written!r} is no regex: {error}"
        raise ValueError(message) from None
    return written


def _with_group(written: str, group: str) -> str:
    if f"(?P<{group}>" not in written:
        message = f"pattern {written!r} needs a group (?P<{group}>...)"
        raise ValueError(message)
    return written


_NAMES = re.compile(r"\{([a-z_]+)\}")
_Pattern = Annotated[str, AfterValidator(_pattern)]
_Patterns = tuple[_Pattern, ...]
_Word = Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9-]*$")]
_Text = Annotated[str, Field(min_length=1)]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class _Limit(_Strict):
    name: _Word
    line: Annotated[_Pattern, AfterValidator(lambda line: _with_group(line, "number"))]
    unit: _Text
    at_most: float | None = None
    at_least: float | None = None
    absent: float | None = None
    zero_is_never: bool = False

    @model_validator(mode="after")
    def _one_side(self) -> "_Limit":
        if (self.at_most is None) == (self.at_least is None):
            message = "a limit has either at_most or at_least"
            raise ValueError(message)
        return self


class _Refers(_Strict):
    line: Annotated[_Pattern, AfterValidator(lambda line: _with_group(line, "name"))]
    sections: _Patterns
    lines: _Patterns = ()
    must_not_have: _Patterns = ()


class _Refs(_Strict):
    stig: tuple[str, ...] = ()
    nist: tuple[str, ...] = ()
    cis: tuple[str, ...] = ()
    pci: tuple[str, ...] = ()
    attack: tuple[str, ...] = ()


class _Check(_Strict):
    each: _Patterns = ()
    required: bool = False
    beside: bool = False
    anywhere: bool = False
    where: _Patterns = ()
    unless: _Patterns = ()
    must_have: _Patterns = ()
    at_least: Annotated[int, Field(ge=1)] = 1
    absent: Absent = Absent.UNKNOWN
    or_global: _Patterns = ()
    must_not_have: _Patterns = ()
    limit: _Limit | None = None
    refers: _Refers | None = None
    ask: _Patterns = ()
    fix: _Text
    bad: _Text
    good: _Text

    @model_validator(mode="after")
    def _says_something(self) -> "_Check":
        if not (self.must_have or self.must_not_have or self.limit or self.refers or self.ask):
            message = "needs one of must_have, must_not_have, limit, refers, ask"
            raise ValueError(message)
        known = set(re.findall(r"\(\?P<(\w+)>", "".join(self.each))) | {"section"}
        lines = (*self.where, *self.unless, *self.must_have, *self.or_global, *self.must_not_have)
        for pattern in lines:
            for name in set(_NAMES.findall(pattern)) - known:
                message = f"{{{name}}} in pattern {pattern!r} is matched by no group of `each`"
                raise ValueError(message)
        return self

    def check(self) -> Check:
        fields: dict[str, Any] = {name: getattr(self, name) for name in _MATCH}
        limit = Limit(**self.limit.model_dump()) if self.limit else None
        refers = Reference(**self.refers.model_dump()) if self.refers else None
        match = Match(**fields, limit=limit, refers=refers)
        return Check(match, fix=self.fix, bad=self.bad, good=self.good)


_MATCH = tuple(
    name for name in _Check.model_fields if name not in ("limit", "refers", "fix", "bad", "good")
)


class _Rule(_Strict):
    id: _Word
    title: _Text
    severity: Literal["info", "low", "medium", "high", "critical"]
    why: _Text
    refs: _Refs = _Refs()
    platforms: Annotated[dict[str, _Check], Field(min_length=1)]

    @model_validator(mode="after")
    def _known_platforms(self) -> "_Rule":
        for name in self.platforms:
            if name not in PLATFORMS:
                message = f"unknown platform '{name}'; {suggestion(name, PLATFORMS)}"
                raise ValueError(message)
        return self

    def rule(self, area: str) -> Rule:
        return Rule(
            id=self.id,
            title=self.title,
            area=area,
            severity=Severity[self.severity.upper()],
            why=self.why,
            platforms={name: check.check() for name, check in self.platforms.items()},
            refs=Refs(**self.refs.model_dump()),
        )


class _File(_Strict):
    rules: list[_Rule]
