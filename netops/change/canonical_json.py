"""JSON with one spelling (RFC 8785), so that a digest covers a value and not its formatting.

Our values hold objects, arrays, text, booleans, null and whole numbers that every JSON reader keeps
exact. Fractions are refused: RFC 8785 spells them as JavaScript does, and we need none.
"""

import hashlib
import json
from collections.abc import Mapping

from netops.errors import InputError

_LARGEST = 2**53 - 1


def encode(value: object) -> bytes:
    """Return the canonical bytes; raise `InputError` for what RFC 8785 or we do not allow."""
    _check(value)
    ordered = _ordered(value)
    text = json.dumps(ordered, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    try:
        return text.encode()
    except UnicodeEncodeError as error:
        raise InputError("text with half a surrogate pair cannot be written as JSON") from error


def decode(text: bytes) -> object:
    """Parse JSON; raise `InputError` unless the bytes are exactly the canonical spelling."""
    try:
        value: object = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise InputError("is not JSON") from error
    if encode(value) != text:
        raise InputError("is not in canonical form")
    return value


def digest(content: bytes) -> str:
    """`sha256:` and 64 hex digits over the exact bytes."""
    return f"sha256:{hashlib.sha256(content).hexdigest()}"


def _check(value: object) -> None:
    match value:
        case None | bool() | str():
            return
        case int() if abs(value) <= _LARGEST:
            return
        case list() | tuple():
            for item in value:
                _check(item)
        case Mapping():
            for key, item in value.items():
                if not isinstance(key, str):
                    raise InputError(f"a JSON object cannot have the key {key!r}")
                _check(item)
        case _:
            raise InputError(f"{type(value).__name__} {value!r} cannot be written as JSON")


def _ordered(value: object) -> object:
    """Sort keys as RFC 8785 does, by UTF-16 code units, which is not Python's order."""
    if isinstance(value, Mapping):
        keys = sorted(value, key=lambda key: key.encode("utf-16-be", "surrogatepass"))
        return {key: _ordered(value[key]) for key in keys}
    if isinstance(value, list | tuple):
        return [_ordered(item) for item in value]
    return value
