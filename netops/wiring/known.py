"""The inventory as it was last read and checked: thousands of devices are seconds of YAML."""

import hashlib
from collections.abc import Collection
from contextlib import suppress
from importlib.metadata import version
from pathlib import Path

import msgspec

from netops.errors import StoreError
from netops.sources.inventory import Entry, Inventory, inventory
from netops.stores.files import write_whole

_FILES = ("hosts.yaml", "groups.yaml", "defaults.yaml")


class _Known(msgspec.Struct, frozen=True):
    """What was read, and the digest of what it was read from."""

    digest: str
    entries: tuple[Entry, ...]


def known_inventory(folder: Path, kept: Path, jump_hosts: Collection[str]) -> Inventory:
    """The inventory in `folder`, from the file `kept` if nothing was written since.

    A wrong inventory is never kept: it is read again, and raises `InputError` again.
    """
    digest = _digest(folder, jump_hosts)
    if (known := _read(kept)) and known.digest == digest:
        return Inventory(folder, known.entries)
    fresh = inventory(folder, jump_hosts=jump_hosts)
    if kept.parent.exists():  # a command that only looks makes no folder
        _keep(kept, _Known(digest, fresh.entries))
    return fresh


def _digest(folder: Path, jump_hosts: Collection[str]) -> str:
    seen = hashlib.sha256(repr((version("netops"), sorted(jump_hosts))).encode())
    for name in _FILES:
        with suppress(OSError):  # not there, or not to be read: then nothing is kept
            content = (folder / name).read_bytes()
            seen.update(b"%b %d:%b" % (name.encode(), len(content), content))
    return seen.hexdigest()


def _read(kept: Path) -> _Known | None:
    """What was kept; None when nothing was, or it cannot be read."""
    try:
        return msgspec.json.decode(kept.read_bytes(), type=_Known)
    except (OSError, msgspec.MsgspecError):
        return None


def _keep(kept: Path, known: _Known) -> None:
    try:
        text = msgspec.json.encode(known)
        is_same = msgspec.json.decode(text, type=_Known) == known
    except (TypeError, msgspec.MsgspecError):
        return  # a template value that JSON has no word for
    if is_same:  # a date would come back as a text
        with suppress(StoreError):  # a full disk costs time here, and nothing else
            write_whole(kept, text)
