"""Names, addresses and ports that a person wrote, checked before they are used."""

import re

from netops.errors import InputError

_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,62}")
_ADDRESS = re.compile(r"[A-Za-z0-9:][A-Za-z0-9.:_-]{0,252}")
_LAST_PORT = 65535


def checked_name(name: str, what: str, *, where: str) -> str:
    """Return a name that is safe as a word and as a part of a path, or raise `InputError`."""
    if not _NAME.fullmatch(name):
        hint = "use letters, digits, dot, dash and underscore, at most 63"
        raise InputError(f"{name!r} cannot be a {what}", where=where, hint=hint)
    return name


def checked_address(text: str, *, where: str) -> str:
    """Return an IP address or a host name, or raise `InputError`."""
    if not _ADDRESS.fullmatch(text):
        raise InputError(f"{text!r} is no address or host name", where=where)
    return text


def checked_port(value: object, *, where: str) -> int:
    """Return a TCP port, or raise `InputError`."""
    if isinstance(value, int) and not isinstance(value, bool) and 0 < value <= _LAST_PORT:
        return value
    raise InputError(f"{value!r} is no port", where=where, hint="give 1 to 65535")
