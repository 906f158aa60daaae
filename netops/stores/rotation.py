"""A new key of this machine: every sealed text is encrypted anew, and the old key retires.

It may be killed at any moment and is continued by calling it again. Until the last text is done
both keys are in `identity.txt`, so every text can be opened; a text is done when the new key
alone opens it, so there is no list of what is done that could be wrong.
"""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import pyrage

from netops.errors import SecretError, StoreError
from netops.stores.files import told, write_whole
from netops.stores.recipients import OURS, KeyRing, PrivateKey, Recipient
from netops.stores.sealed import AgeSealed, opened

# So many texts are replaced between two points of no loss.
_BATCH = 200
_PROBED = 5


@dataclass(frozen=True, slots=True)
class Rotated:
    """How a rotation ended: `texts` that there are, `fresh` of them encrypted now.

    `closed` are files that no key opens, as they were before; `retired` holds the old keys, and
    is to be deleted; None if there was no old key.
    """

    texts: int
    fresh: int
    closed: tuple[Path, ...]
    retired: Path | None
    continued: bool


def is_rotating(keys: KeyRing) -> bool:
    """Whether a rotation began that has not ended."""
    return _record(keys).exists()


def rotate(
    sealed: AgeSealed,
    *,
    at: datetime,
    identity: Path | None = None,
    seen: Callable[[int, int], None] = lambda _done, _all: None,
) -> Rotated:
    """Make a new key, or go on where a rotation was killed; `seen` hears texts done, and all.

    `identity` opens texts whose key is lost or away. Raises `SecretError`, before anything is
    changed, when no key at hand opens what is sealed. The caller holds the lock.
    """
    keys = sealed.keys
    escrow = keys.private(identity) if identity else ()
    continued = is_rotating(keys)
    if not continued:
        _begin(sealed, escrow, at)
    retired = keys.folder / str(_recorded(keys)["retired"])
    _address(keys)
    files = sealed.files()
    closed: list[Path] = []
    new, *old = keys.private()
    fresh = 0
    for start in range(0, len(files), _BATCH):
        left = tuple(_left(files[start : start + _BATCH], new, (*old, *escrow), closed))
        sealed.replace(left)
        fresh += len(left)
        seen(min(start + _BATCH, len(files)), len(files))
    _finish(keys, retired)
    kept = retired if retired.exists() else None
    return Rotated(len(files), fresh, tuple(closed), kept, continued)


def _begin(sealed: AgeSealed, escrow: tuple[PrivateKey, ...], at: datetime) -> None:
    """The new key beside the old ones; the record comes last, for it says that the key is there."""
    keys = sealed.keys
    old = keys.own() if keys.identity_file.exists() or not escrow else ()
    at_hand = (*(keys.private() if old else ()), *escrow)
    probes = sealed.files()[:_PROBED]
    if probes and not any(_content(path, at_hand) is not None for path in probes):
        raise SecretError("no key at hand opens the sealed texts; nothing was changed")
    made = pyrage.x25519.Identity.generate()
    keys.keep_own((str(made), *old))
    retired = f"identity-retired-{at:%Y%m%dT%H%M%SZ}.txt"
    record = {"public": str(made.to_public()), "retired": retired}
    write_whole(_record(keys), json.dumps(record).encode())


def _address(keys: KeyRing) -> None:
    """Seal from now on to the new key instead of the old ones, and to everyone else as before."""
    new = str(_recorded(keys)["public"])
    ours = keys.public_of_own()
    if ours[:1] != (new,):
        raise StoreError(f"{keys.identity_file} has lost the new key; put the saved file back")
    others = [one for one in keys.recipients() if one.key not in ours and one.comment != OURS]
    keys.replace((*others, Recipient(new, OURS)))


def _left(
    files: list[Path], new: PrivateKey, others: tuple[PrivateKey, ...], closed: list[Path]
) -> Iterator[tuple[Path, bytes]]:
    """The texts that the new key does not open yet, in clear; what nothing opens is `closed`."""
    for path in files:
        if _content(path, (new,)) is None:
            content = _content(path, others) if others else None
            if content is None:
                closed.append(path)
            else:
                yield path, content


def _finish(keys: KeyRing, retired: Path) -> None:
    new, *old = keys.own()
    if old:
        write_whole(retired, "".join(f"{key}\n" for key in old).encode())
        keys.keep_own((new,))
    with told("ending the rotation"):
        _record(keys).unlink()


def _content(path: Path, keys: tuple[PrivateKey, ...]) -> bytes | None:
    try:
        return opened(path, keys)
    except SecretError:
        return None


def _record(keys: KeyRing) -> Path:
    return keys.folder / "rotation.json"


def _recorded(keys: KeyRing) -> dict[str, str]:
    with told("reading rotation.json"):
        record: dict[str, str] = json.loads(_record(keys).read_bytes())
    return record
