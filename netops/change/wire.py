"""Values of a change as plain JSON values and back, with the digest that people sign."""

from typing import TypeVar

import msgspec

from netops.change import canonical_json
from netops.errors import InputError
from netops.model.change import Plan

_T = TypeVar("_T")


def plain(value: object) -> object:
    """A frozen value as dicts, lists and text; times are RFC 3339."""
    return msgspec.to_builtins(value)


def typed(value: object, shape: type[_T], *, what: str) -> _T:
    """The frozen value of a shape; raise `InputError` that names the field that does not fit."""
    try:
        return msgspec.convert(value, shape)
    except msgspec.ValidationError as error:
        raise InputError(str(error), where=what) from error


def plan_bytes(plan: Plan) -> bytes:
    """`plan.json`: canonical JSON, one line."""
    return canonical_json.encode(plain(plan))


def plan_from(content: bytes, *, where: str) -> Plan:
    """Read `plan.json`; raise `InputError` unless it is canonical and complete."""
    try:
        value = canonical_json.decode(content)
    except InputError as error:
        raise InputError(f"the plan {error}", where=where, hint="plan again") from error
    return typed(value, Plan, what=where)
