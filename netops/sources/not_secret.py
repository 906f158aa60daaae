"""`inventory/not-secret.yaml`: lines that look like a secret to the second look and are none.

Each entry has a reason, since it opens a door: what it matches is stored as it stands.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from fnmatch import fnmatchcase
from pathlib import Path

from ruamel.yaml.comments import CommentedMap, CommentedSeq

from netops.errors import InputError, suggestion
from netops.model.device import Device
from netops.platforms.registry import platform
from netops.yamlfile import place, read_mapping

_ROOT = "not-secret"
_KEYS = ("pattern", "reason", "platform", "device")
# Unlike lines that do hold a secret: a pattern that fits one of them would let such lines pass.
_SECRETS = (
    "enable secret 9 $9$nhEmQVczB7dqsO$X.HsgL6x1il0RxkOSSvyQYwucySCt7qFm4v7pqCxkKM",
    "snmp-server community Zx81qLw0 RO",
    " neighbor 192.0.2.1 password 7 094F471A1A0A",
    'set security ike policy P pre-shared-key ascii-text "Zx81qLw0"',
    "Zx81qLw0Pv93hTnB2kYr5Ds7",
)
_PRIVATE_KEYS = tuple(
    f"-----BEGIN {kind}PRIVATE KEY-----" for kind in ("", "RSA ", "EC ", "OPENSSH ", "ENCRYPTED ")
)


@dataclass(frozen=True, slots=True)
class NotSecret:
    """A regex of lines that are no secret, why, and where: "" stands for every platform, device.

    `platform` is netmiko's name, `device` a glob over names.
    """

    pattern: str
    reason: str
    platform: str = ""
    device: str = ""

    def holds_for(self, device: Device) -> bool:
        """Whether the entry speaks of a device."""
        return self.platform in {"", device.platform} and fnmatchcase(
            device.name, self.device or "*"
        )


def harmless(entries: Iterable[NotSecret], device: Device) -> tuple[str, ...]:
    """The patterns that hold for a device."""
    return tuple(entry.pattern for entry in entries if entry.holds_for(device))


def not_secret(path: Path) -> tuple[NotSecret, ...]:
    """Read the file; () where there is none. Raise `InputError` with `file:line`."""
    if not path.exists():
        return ()
    document = read_mapping(path)
    for key in document:
        if key != _ROOT:
            hint = suggestion(str(key), (_ROOT,))
            raise InputError(f"unknown word '{key}'", where=place(path, document, key), hint=hint)
    rows = document.get(_ROOT, CommentedSeq())
    if not isinstance(rows, CommentedSeq):
        where = place(path, document, _ROOT)
        raise InputError(f"`{_ROOT}:` holds a list of entries", where=where)
    return tuple(_entry(path, row, where) for row, where in _rows(path, rows))


def _rows(path: Path, rows: CommentedSeq) -> Iterator[tuple[CommentedMap, str]]:
    for number, row in enumerate(rows):
        where = f"{path}:{int(rows.lc.item(number)[0]) + 1}"
        if not isinstance(row, CommentedMap):
            hint = "write `- pattern: ...` and `reason: ...` below it"
            raise InputError("an entry is a pattern and a reason", where=where, hint=hint)
        yield row, where


def _entry(path: Path, row: CommentedMap, where: str) -> NotSecret:
    for key in row:
        if key not in _KEYS:
            hint = suggestion(str(key), _KEYS)
            raise InputError(f"unknown word '{key}'", where=place(path, row, key), hint=hint)
    words = {key: _words(path, row, key) for key in row}
    for key, why in (("pattern", "name the line"), ("reason", "say why it is no secret")):
        if not words.get(key, "").strip():
            raise InputError(f"an entry without a {key}", where=where, hint=why)
    _narrow(words["pattern"], place(path, row, "pattern"))
    if "platform" in words:
        words["platform"] = _known(words["platform"], place(path, row, "platform"))
    return NotSecret(**words)


def _words(path: Path, row: Mapping[str, object], key: str) -> str:
    value = row[key]
    if not isinstance(value, str):
        hint = "put it in quotation marks"
        raise InputError(f"'{key}' is no text", where=place(path, row, key), hint=hint)
    return str(value)


def _known(name: str, where: str) -> str:
    try:
        return platform(name).name
    except InputError as error:
        raise InputError(error.what, where=where, hint=error.hint) from None


def _narrow(pattern: str, where: str) -> None:
    """Refuse a pattern that is no regex, or that would hide what it must not."""
    try:
        found = re.compile(pattern).search
    except re.error as error:
        raise InputError(f"the pattern is no regex: {error}", where=where) from None
    hint = "begin it with the words of the line: `^ *set thing token-name `"
    if found(""):
        raise InputError("the pattern matches everything", where=where, hint=hint)
    if any(found(line) for line in _PRIVATE_KEYS):
        raise InputError("the pattern would hide a private key", where=where, hint=hint)
    if any(found(line) for line in _SECRETS):
        raise InputError("the pattern also matches lines of secrets", where=where, hint=hint)
