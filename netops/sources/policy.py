"""`inventory/approval.yaml` and `inventory/windows.yaml`: who must agree, and when."""

from collections.abc import Mapping
from datetime import time
from pathlib import Path
from typing import Annotated, Any, Literal, TypeVar
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, ValidationError
from ruamel.yaml.comments import CommentedMap, CommentedSeq

from netops.change import canonical_json
from netops.change.policy import Match, Policy, Rule
from netops.change.windows import Calendar, Freeze, Weekly
from netops.errors import InputError, suggestion
from netops.model.change import Window
from netops.yamlfile import place, read_mapping

_DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_Day = Literal["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
_Words = tuple[str, ...]
_M = TypeVar("_M", bound=BaseModel)


class _Closed(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class _Match(_Closed):
    role: _Words = ()
    site: _Words = ()
    tag: _Words = ()
    platform: _Words = ()
    section: _Words = ()
    risk: tuple[Literal["low", "medium", "high"], ...] = ()
    type: tuple[Literal["normal", "standard", "emergency"], ...] = ()


class _Require(_Closed):
    roles: Annotated[_Words, Field(min_length=1)]
    count: Annotated[int, Field(ge=1, le=20)]


class _Rule(_Closed):
    name: str
    match: _Match = _Match()
    require: _Require
    hours: Annotated[int, Field(ge=1, le=24 * 90)] = 72


class _PolicyFile(_Closed):
    people: Mapping[str, _Words]
    rules: Annotated[tuple[_Rule, ...], Field(min_length=1)]


class _Hours(_Closed):
    days: Annotated[tuple[_Day, ...], Field(min_length=1)]
    opens: time
    closes: time
    zone: str = "UTC"


class _FreezeEntry(_Closed):
    name: str
    opens: AwareDatetime
    closes: AwareDatetime


class _WindowsFile(_Closed):
    maintenance: tuple[_Hours, ...] = ()
    freezes: tuple[_FreezeEntry, ...] = ()


_SHAPES = (_Match, _Require, _Rule, _PolicyFile, _Hours, _FreezeEntry, _WindowsFile)
_WORDS = frozenset(word for shape in _SHAPES for word in shape.model_fields)


def policy(path: Path) -> Policy:
    """Read the approval policy; raise `InputError` with `file:line`.

    A role that nobody holds could never be satisfied, so it is an error here and not at the gate.
    """
    file = _read(path, _PolicyFile)
    held = {role for roles in file.people.values() for role in roles}
    for number, rule in enumerate(file.rules):
        for role in rule.require.roles:
            if role not in held:
                where = _line(path, ("rules", number, "require", "roles"))
                raise InputError(
                    f"nobody holds the role '{role}'", where=where, hint=suggestion(role, held)
                )
    rules = tuple(
        Rule(rule.name, Match(**rule.match.model_dump()), **rule.require.model_dump(),
             hours=rule.hours)
        for rule in file.rules
    )  # fmt: skip
    return Policy(dict(file.people), rules, canonical_json.digest(path.read_bytes()))


def calendar(path: Path) -> Calendar:
    """Read maintenance hours and freezes; a missing file means every hour is open."""
    if not path.exists():
        return Calendar()
    file = _read(path, _WindowsFile)
    weekly = tuple(_weekly(path, number, hours) for number, hours in enumerate(file.maintenance))
    return Calendar(weekly, tuple(_freeze(path, at, each) for at, each in enumerate(file.freezes)))


def _weekly(path: Path, number: int, hours: _Hours) -> Weekly:
    try:
        zone = ZoneInfo(hours.zone)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        where = _line(path, ("maintenance", number, "zone"))
        raise InputError(
            f"unknown time zone '{hours.zone}'", where=where, hint="such as Europe/Amsterdam"
        ) from None
    days = frozenset(_DAYS.index(day) for day in hours.days)
    return Weekly(days, hours.opens, hours.closes, zone)


def _freeze(path: Path, number: int, entry: _FreezeEntry) -> Freeze:
    if entry.opens >= entry.closes:
        where = _line(path, ("freezes", number, "closes"))
        raise InputError(f"the freeze '{entry.name}' ends before it begins", where=where)
    return Freeze(entry.name, Window(entry.opens, entry.closes))


def _read(path: Path, shape: type[_M]) -> _M:
    document = read_mapping(path)
    try:
        return shape.model_validate(document)
    except ValidationError as error:
        # A word that we do not know explains the required one that seems to be missing.
        found = error.errors(include_url=False)
        first = min(found, key=lambda one: one["type"] != "extra_forbidden")
        where = _line(path, first["loc"])
        if first["type"] == "extra_forbidden":
            word = str(first["loc"][-1])
            raise InputError(
                f"unknown word '{word}'", where=where, hint=suggestion(word, _WORDS)
            ) from None
        dotted = ".".join(str(part) for part in first["loc"])
        raise InputError(f"{dotted}: {first['msg'].lower()}", where=where) from None


def _line(path: Path, loc: tuple[int | str, ...]) -> str:
    """`file:line` of the deepest part of a place in the file that is written there."""
    node: Any = read_mapping(path)
    where = str(path)
    for part in loc:
        if isinstance(node, CommentedMap) and part in node:
            where = place(path, node, str(part))
        elif isinstance(node, CommentedSeq) and isinstance(part, int) and part < len(node):
            where = f"{path}:{int(node.lc.item(part)[0]) + 1}"
        else:
            break
        node = node[part]
    return where
