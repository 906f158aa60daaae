"""The state folder: this installation's keys, its lock, and what it last verified. Never in git."""

import fcntl
import getpass
import hashlib
import hmac
import json
import os
import secrets
import socket
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from threading import Lock

from netops.errors import Locked, SecretError, StoreError
from netops.model.config import ConfigKind
from netops.stores.files import create_whole, private_folder, told, write_whole
from netops.stores.paths import checked_path

_KEY_BYTES = 32
_COLLECTED, _REFUSED = "collected.json", "refused.json"
_BOOT_ID = Path("/proc/sys/kernel/random/boot_id")


@dataclass(frozen=True, slots=True)
class LastVerified:
    """When a config was last proven whole, and the sha256 of its canonical text."""

    taken: datetime
    canonical: str


@dataclass(frozen=True, slots=True)
class RefusedCredential:
    """A credential that a device refused: it is not tried again until `record` is deleted."""

    device: str
    since: datetime
    record: Path


class StateFolder:
    """`backups/state`, mode 0700; every file in it 0600. Safe to share between threads."""

    def __init__(self, root: Path) -> None:
        self.root = private_folder(root)
        self._turn = Lock()

    def key(self) -> bytes:
        """The installation's HMAC key, made on first use. Raises `SecretError` if it is damaged."""
        path = self.root / "hmac.key"
        if not path.exists():
            create_whole(path, secrets.token_bytes(_KEY_BYTES))
        key = _read(path)
        if len(key) != _KEY_BYTES:
            raise SecretError(
                f"{path} is damaged; put the saved key back, for a new one makes every secret "
                "look changed"
            )
        return key

    @contextmanager
    def lock(self, work: str, *, at: datetime) -> Iterator[None]:
        """Hold the only right to write, for `work` begun `at`; raise `Locked` if another has it.

        The kernel drops the lock when its holder dies, so there is never one to break by hand.
        """
        with told("opening the lock"):
            handle = os.open(self.root / "lock", os.O_RDWR | os.O_CREAT, 0o600)
        try:
            try:
                fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                raise Locked(_held(os.pread(handle, 4096, 0))) from None
            with told("taking the lock"):
                os.ftruncate(handle, 0)
                os.pwrite(handle, json.dumps(_owner(work, at)).encode(), 0)
            yield
        finally:
            os.close(handle)

    def last_verified(self) -> Mapping[tuple[str, ConfigKind], LastVerified]:
        """By device and kind, what was last proven whole."""
        rows = self._json(_COLLECTED)
        return {_place(name): _verified(row) for name, row in rows.items()}

    def remember_verified(self, fresh: Mapping[tuple[str, ConfigKind], LastVerified]) -> None:
        """Merge one run's proven configs into the record, all at once."""
        with self._turn:
            rows = self._json(_COLLECTED)
            for (device, kind), last in fresh.items():
                row = {"taken": last.taken.isoformat(), "canonical": last.canonical}
                rows[f"{device}/{kind}"] = row
            self._write(_COLLECTED, rows)

    def pin_file(self, name: str) -> Path:
        """The file of a device's host key or certificate, whether it is there or not."""
        return private_folder(self.root / "known_hosts") / checked_path(name)

    def keep_pin(self, name: str, content: bytes) -> Path:
        """Write a pin unless there is one; return its file."""
        path = self.pin_file(name)
        create_whole(path, content)
        return path

    def fingerprint(self, username: str, password: str) -> str:
        """A keyed digest that names a credential without revealing it."""
        text = f"{username}\0{password}".encode()
        return hmac.new(self.key(), text, hashlib.sha256).hexdigest()

    def refused(self, fingerprint: str) -> RefusedCredential | None:
        """The refusal on record for exactly this user name and password, if any."""
        row = self._json(_REFUSED).get(fingerprint)
        if row is None:
            return None
        since = datetime.fromisoformat(row["since"])
        return RefusedCredential(row["device"], since, self.root / _REFUSED)

    def refuse(self, fingerprint: str, device: str, *, at: datetime) -> None:
        """Record that a device refused this credential; the first refusal stands."""
        with self._turn:
            rows = self._json(_REFUSED)
            rows.setdefault(fingerprint, {"device": device, "since": at.isoformat()})
            self._write(_REFUSED, rows)

    def _json(self, name: str) -> dict[str, dict[str, str]]:
        path = self.root / name
        if not path.exists():
            return {}
        try:
            rows: dict[str, dict[str, str]] = json.loads(_read(path))
        except ValueError as error:
            raise StoreError(f"{path} is damaged; move it away to begin a new one") from error
        return rows

    def _write(self, name: str, rows: Mapping[str, Mapping[str, str]]) -> None:
        write_whole(self.root / name, json.dumps(rows, indent=1, sort_keys=True).encode() + b"\n")


def _read(path: Path) -> bytes:
    with told(f"reading {path.name}"):
        return path.read_bytes()


def _place(name: str) -> tuple[str, ConfigKind]:
    device, _, kind = name.rpartition("/")
    return device, ConfigKind(kind)


def _verified(row: Mapping[str, str]) -> LastVerified:
    return LastVerified(datetime.fromisoformat(row["taken"]), row["canonical"])


def _owner(work: str, at: datetime) -> dict[str, str | int]:
    boot = ""
    with suppress(OSError):  # not every system has one
        boot = _BOOT_ID.read_text(encoding="ascii").strip()
    user = str(os.getuid())
    with suppress(OSError, KeyError):  # a container's user may have no name
        user = getpass.getuser()
    return {
        "work": work,
        "user": user,
        "host": socket.gethostname(),
        "pid": os.getpid(),
        "boot": boot,
        "since": at.isoformat(timespec="seconds"),
    }


def _held(words: bytes) -> str:
    try:
        owner = json.loads(words)
        who = f"{owner['user']} on {owner['host']} (pid {owner['pid']}, since {owner['since']})"
        return f"'{owner['work']}' of {who} is running; wait for it, or stop it"
    except (ValueError, KeyError, TypeError):
        return "another run is just starting; try again when it is done"
