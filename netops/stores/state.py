"""The state folder: this installation's keys, its lock, and what it last verified. Never in git."""

import hashlib
import hmac
import json
import secrets
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property
from pathlib import Path
from threading import Lock

from netops.errors import SecretError, StoreError
from netops.model.config import ConfigKind
from netops.ports import Clock
from netops.stores.attempts import Attempts
from netops.stores.files import create_whole, private_folder, told, write_whole
from netops.stores.lease import Lease, leased
from netops.stores.paths import checked_path

_KEY_BYTES = 32
_COLLECTED, _REFUSED = "collected.json", "refused.json"


@dataclass(frozen=True, slots=True)
class LastVerified:
    """When a config was last proven whole, and the sha256 of its canonical text.

    `logged` is the mark of the newest line in the device's log then, "" where it told none.
    """

    taken: datetime
    canonical: str
    logged: str = ""


@dataclass(frozen=True, slots=True)
class RefusedCredential:
    """A credential refused `times` in a row: not tried before `until`, or `record` is deleted."""

    device: str
    since: datetime
    until: datetime
    times: int
    record: Path


class StateFolder:
    """`backups/state`, mode 0700; every file in it 0600. Safe to share between threads."""

    def __init__(self, root: Path) -> None:
        self.root = private_folder(root)
        self._turn = Lock()
        self._lease: Lease | None = None
        self.attempts = Attempts(self.root)

    def key(self) -> bytes:
        """The installation's HMAC key, made on first use.

        Raises `SecretError` if it is damaged, or gone while there is evidence that it masked.
        """
        path = self.root / "hmac.key"
        if not path.exists():
            if evidence := next((one for one in self._masked() if one.exists()), None):
                raise SecretError(
                    f"{path} is gone, and {evidence} was made with it; put the saved key back, or, "
                    f"if it is lost for good, write {_KEY_BYTES} random bytes there: every secret "
                    "then looks changed once"
                )
            create_whole(path, secrets.token_bytes(_KEY_BYTES))
        key = _read(path)
        if len(key) != _KEY_BYTES:
            raise SecretError(
                f"{path} is damaged; put the saved key back, for a new one makes every secret "
                "look changed"
            )
        return key

    def _masked(self) -> Iterator[Path]:
        """What is there once digests under the key were written."""
        beside = self.root.parent
        yield from (beside / "repo" / "configs", beside / "sealed" / "index.jsonl")
        yield from (beside / "shards").glob("*/configs")

    @contextmanager
    def lock(self, work: str, *, clock: Clock) -> Iterator[None]:
        """Hold the only right to write, for `work`; raise `Locked` if another has it.

        It ends with its holder, so there is never one to break by hand (see `lease`).
        """
        with leased(self.root / "lock", work, clock=clock) as lease:
            self._lease = lease
            try:
                yield
            finally:
                self._lease = None

    def confirm_lock(self) -> None:
        """Raise `Locked` if another host took the lock over meanwhile; comes before a commit."""
        if self._lease is not None:
            self._lease.confirm()

    def last_verified(self) -> Mapping[tuple[str, ConfigKind], LastVerified]:
        """By device and kind, what was last proven whole."""
        rows = self._json(_COLLECTED)
        return {_place(name): _verified(row) for name, row in rows.items()}

    def remember_verified(self, fresh: Mapping[tuple[str, ConfigKind], LastVerified]) -> None:
        """Merge one run's proven configs into the record, all at once."""
        with self._turn:
            rows = self._json(_COLLECTED)
            for (device, kind), last in fresh.items():
                place = f"{device}/{kind}"
                row = {"taken": last.taken.isoformat(), "canonical": last.canonical}
                # A log that was refused once does not make old lines new.
                row["logged"] = last.logged or rows.get(place, {}).get("logged", "")
                rows[place] = row
            self._write(_COLLECTED, rows)

    def pin_file(self, name: str) -> Path:
        """The file of a device's host key or certificate, whether it is there or not."""
        return self._pins / checked_path(name)

    @cached_property
    def _pins(self) -> Path:
        return private_folder(self.root / "known_hosts")

    def keep_pin(self, name: str, content: bytes) -> Path:
        """Write a pin unless there is one; return its file."""
        path = self.pin_file(name)
        create_whole(path, content)
        return path

    def move_pin(self, name: str, content: bytes) -> None:
        """Write a pin anew that pins the same under another address."""
        write_whole(self.pin_file(name), content)

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
        # A row of the version before has no time of its end: it rested for one hour at least.
        until = datetime.fromisoformat(row.get("not_before", "") or _later(since))
        times = int(row.get("times", "1"))
        return RefusedCredential(row["device"], since, until, times, self.root / _REFUSED)

    def refuse(self, fingerprint: str, device: str, *, at: datetime, until: datetime) -> None:
        """Record one more refusal of this credential, and until when it is not tried again."""
        with self._turn:
            rows = self._json(_REFUSED)
            times = int(rows.get(fingerprint, {}).get("times", "0")) + 1
            rows[fingerprint] = {
                "device": device,
                "since": at.isoformat(),
                "not_before": until.isoformat(),
                "times": str(times),
            }
            self._write(_REFUSED, rows)

    def clear(self, fingerprint: str) -> None:
        """Forget the refusals of a credential: a device took it."""
        with self._turn:
            rows = self._json(_REFUSED)
            if rows.pop(fingerprint, None) is not None:
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


def _later(since: datetime) -> str:
    return (since + timedelta(hours=1)).isoformat()


def _place(name: str) -> tuple[str, ConfigKind]:
    device, _, kind = name.rpartition("/")
    return device, ConfigKind(kind)


def _verified(row: Mapping[str, str]) -> LastVerified:
    taken = datetime.fromisoformat(row["taken"])
    return LastVerified(taken, row["canonical"], row.get("logged", ""))
