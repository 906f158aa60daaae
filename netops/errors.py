"""Everything netops raises on purpose, as one tree.

    NetopsError                    exit code
    ├── InputError                 2   a file or argument that a person wrote is wrong
    │   └── Unrendered             2   a template gives no config for a device
    ├── Refused                    5   the gate says no; nothing was touched
    ├── StoreError                 1   the evidence cannot be read or written
    │   ├── Locked                 1   another run holds the lock
    │   └── PartlyStored           1   some shards could not be written, the others are
    ├── SecretError                1   a secret reference has no value, or a key is missing
    └── DeviceError                4   one device could not be read or changed (see `Cause`)

A message says where, what, and what now. It never holds a secret.
"""

from collections.abc import Iterable, Mapping
from difflib import get_close_matches
from enum import StrEnum

# So many devices are named where one sentence is about all of them.
_NAMED = 5


class Cause(StrEnum):
    """Why a device was not collected, in our words whatever the library raised."""

    UNREACHABLE = "unreachable"
    NOT_SSH = "not ssh"
    HOST_KEY = "host key changed"
    AUTHENTICATION = "authentication failed"
    AUTH_TIMEOUT = "authentication timed out"
    SESSION_LOST = "session lost"
    TIMEOUT = "device timeout"
    REFUSED = "command refused"
    NOT_WHOLE = "config not proven whole"
    WRONG_DEVICE = "wrong device"
    LEAK = "secret not recognised"
    NOT_TRIED = "not tried: credential refused elsewhere"
    INTERRUPTED = "interrupted"


class NetopsError(Exception):
    """The root: `str(error)` is one clear sentence for a person."""

    exit_code = 1


class InputError(NetopsError):
    """A file or an argument that a person wrote cannot be used.

    `where` is `file`, `file:line` or an option; `hint` says what to do now.
    """

    exit_code = 2

    def __init__(self, what: str, *, where: str = "", hint: str = "") -> None:
        self.what, self.where, self.hint = what, where, hint
        place = f"{where}: " if where else ""
        super().__init__(f"{place}{what}; {hint}" if hint else f"{place}{what}")


class Unrendered(InputError):
    """A template gives no config for these devices: what is wrong with it, and at which line."""

    def __init__(self, what: str, where: str, *devices: str) -> None:
        self.why, self.devices = what, devices
        names = ", ".join(devices[:_NAMED])
        more = f" and {len(devices) - _NAMED} more" if len(devices) > _NAMED else ""
        super().__init__(f"template error: {what}", where=where, hint=f"for {names}{more}")


class Refused(NetopsError):
    """The gate refuses; `reasons` holds every reason, not only the first."""

    exit_code = 5

    def __init__(self, *reasons: str) -> None:
        self.reasons = reasons
        super().__init__("; ".join(reasons))


class StoreError(NetopsError):
    """The evidence store cannot be read or written; the last commit stands."""


class Locked(StoreError):
    """Another run holds the lock; the message names its owner, host and age."""


class PartlyStored(StoreError):
    """Some shards could not be written; the others are, up to `revision`.

    `shards` says why by name, `lost` are the paths that were to go there.
    """

    def __init__(
        self, shards: Mapping[str, str], lost: frozenset[str], revision: str | None
    ) -> None:
        self.shards, self.lost, self.revision = shards, lost, revision
        named = "; ".join(f"shard {name}: {why}" for name, why in shards.items())
        super().__init__(f"not stored: {named}; the other shards are")


class SecretError(NetopsError):
    """A secret reference resolves to nothing, or a key is missing. Never carries the value."""


class DeviceError(NetopsError):
    """One device could not be read or changed."""

    exit_code = 4

    def __init__(self, cause: Cause, reason: str, *, raw: str = "") -> None:
        self.cause, self.reason, self.raw = cause, reason, raw
        super().__init__(f"{cause}: {reason}")


def suggestion(word: str, known: Iterable[str]) -> str:
    """A hint for an unknown word: `did you mean 'collect'`, or the known words."""
    words = sorted(known)
    if close := get_close_matches(word, words, n=1):
        return f"did you mean '{close[0]}'"
    return f"known: {', '.join(words)}" if words else "none is known"
