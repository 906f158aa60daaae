"""The only right to write, in a folder that several hosts may share; nobody breaks it by hand.

On one machine the kernel's lock says everything: it is gone when its holder is. For another host,
which may not see that lock, the file says who holds it; the holder writes it anew while it lives,
and a host that finds it older than the lease may take over. How old it is says the disk, whose
clock is one for all: a host's own may be wrong by years.
"""

import fcntl
import getpass
import json
import os
import secrets
import socket
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from threading import Event, Thread

from netops.errors import Locked, StoreError
from netops.ports import Clock
from netops.stores.files import told

LEASE = timedelta(minutes=5)
_BOOT_ID = Path("/proc/sys/kernel/random/boot_id")
_MACHINE_ID = Path("/etc/machine-id")
_LARGEST = 4096

_Owner = Mapping[str, str | int]


@dataclass(frozen=True, slots=True)
class Machine:
    """Where a holder runs; `boot` and `id` are "" where the system has no such id."""

    host: str
    boot: str
    id: str


def this_machine() -> Machine:
    """The machine that we run on."""
    return Machine(socket.gethostname(), _line(_BOOT_ID), _line(_MACHINE_ID))


def _line(path: Path) -> str:
    with suppress(OSError):  # not every system has one
        return path.read_text(encoding="ascii", errors="replace").strip()
    return ""


class Lease:
    """A lock file that is held; `confirm` before what only the holder may do."""

    def __init__(self, path: Path, owner: _Owner, clock: Clock, length: timedelta) -> None:
        self._path, self._owner, self._clock, self._length = path, owner, clock, length
        self._over = Event()

    def confirm(self) -> None:
        """Raise `Locked` if another host took over, as after a pause longer than the lease."""
        with told("reading the lock"):
            found = _read(self._path)
        if found.get("token") != self._owner["token"]:
            raise Locked(f"this run slept longer than its lease, and {_held(found)}")

    def write(self) -> None:
        """Say that we hold it, and until when; the same length each time, so never half of it."""
        until = (self._clock.now() + self._length).isoformat(timespec="seconds")
        content = json.dumps({**self._owner, "until": until}).encode()
        handle = os.open(self._path, os.O_WRONLY)
        try:
            os.pwrite(handle, content, 0)
            os.ftruncate(handle, len(content))
            os.fsync(handle)
        finally:
            os.close(handle)

    @contextmanager
    def renewed(self) -> Iterator[None]:
        """Move the end of the lease on for as long as this block lasts."""
        thread = Thread(target=self._renew, daemon=True)
        thread.start()
        try:
            yield
        finally:
            self._over.set()
            thread.join()

    def _renew(self) -> None:
        while not self._over.wait(self._length.total_seconds() / 3):
            # A disk that is full for a moment: the next turn comes before the lease ends.
            with suppress(OSError, StoreError):
                self.confirm()
                self.write()


@contextmanager
def leased(
    path: Path,
    work: str,
    *,
    clock: Clock,
    machine: Machine | None = None,
    length: timedelta = LEASE,
) -> Iterator[Lease]:
    """Hold the lock at `path` for `work`; raise `Locked`, with its owner, if another has it."""
    here = machine or this_machine()
    with told(f"opening the lock {path}"):
        handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        with told(f"taking the lock {path}"):
            _take(handle, path, here, length)
            lease = Lease(path, _owner(work, here, clock.now()), clock, length)
            lease.write()
        try:
            with lease.renewed():
                yield lease
        finally:  # also of work that failed; where this does too, another host waits for its age
            with suppress(OSError, StoreError):
                lease.confirm()
                os.ftruncate(handle, 0)
    finally:
        os.close(handle)


def _take(handle: int, path: Path, here: Machine, length: timedelta) -> None:
    """Raise `Locked` unless nobody holds it, its holder is dead, or its lease has run out."""
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        raise Locked(_held(_read(path))) from None
    found = _read(path)
    if "token" not in found or _is_here(found, here):
        # The kernel gave it to us: on this machine, in this boot or an earlier one, nobody lives.
        return
    if _age(handle, path) < length:
        minutes = length.total_seconds() / 60
        raise Locked(
            f"{_held(found)} (it is another host: its lock may be taken over {minutes:g} minutes "
            "after it last wrote it)"
        )


def _is_here(owner: _Owner, here: Machine) -> bool:
    """Whether a holder ran on this machine. A name alone says so only where there is no id."""
    if here.boot and owner.get("boot") == here.boot:
        return True
    named = (owner.get("host"), owner.get("machine", "")) == (here.host, here.id)
    return named and bool(here.id or not here.boot)


def _age(handle: int, path: Path) -> timedelta:
    """How long ago the lock was written, by the clock of the disk that it lies on."""
    with tempfile.TemporaryFile(dir=path.parent) as fresh:
        now = os.fstat(fresh.fileno()).st_mtime
    return timedelta(seconds=now - os.fstat(handle).st_mtime)


def _owner(work: str, here: Machine, at: datetime) -> _Owner:
    user = str(os.getuid())
    with suppress(OSError, KeyError):  # a container's user may have no name
        user = getpass.getuser()
    return {
        "work": work,
        "user": user,
        "host": here.host,
        "pid": os.getpid(),
        "boot": here.boot,
        "machine": here.id,
        "since": at.isoformat(timespec="seconds"),
        "token": secrets.token_hex(8),
    }


def _read(path: Path) -> _Owner:
    """What the lock says; {} when it is free, or its holder is just about to write."""
    words = path.read_bytes()[:_LARGEST]
    try:
        found: _Owner = json.loads(words)
    except ValueError:
        return {}
    return found


def _held(owner: _Owner) -> str:
    try:
        who = f"{owner['user']} on {owner['host']} (pid {owner['pid']}, since {owner['since']}"
        until = f", its lease until {owner['until']})"
        return f"'{owner['work']}' of {who}{until} is running; wait for it, or stop it"
    except KeyError:
        return "another run is just starting; try again when it is done"
