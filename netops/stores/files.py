"""Writing small files so that a crash leaves the old one or the new one, never half of one."""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from netops.errors import StoreError


@contextmanager
def told(what: str) -> Iterator[None]:
    """Turn the system's refusal into one sentence: what we did, where, and why it failed."""
    try:
        yield
    except OSError as error:
        where = f" {error.filename}" if error.filename else ""
        raise StoreError(f"{what} failed:{where} {error.strerror or error}") from error


def private_folder(path: Path) -> Path:
    """Make a folder that only its owner can enter, or tighten one that others could."""
    with told("making a private folder"):
        path.mkdir(mode=0o700, parents=True, exist_ok=True)
        if path.stat().st_mode & 0o077:
            path.chmod(0o700)
    return path


def write_whole(path: Path, content: bytes) -> None:
    """Replace a file (mode 0600) at once and durably; a failure leaves the old file."""
    with told(f"writing {path.name}"):
        temporary = _beside(path, content)
        try:
            temporary.replace(path)
        except OSError:
            temporary.unlink(missing_ok=True)
            raise
        _sync_folder(path.parent)


def create_whole(path: Path, content: bytes) -> None:
    """Write a file (mode 0600) unless it exists; of two writers the first wins."""
    with told(f"creating {path.name}"):
        temporary = _beside(path, content)
        try:
            os.link(temporary, path)
        except FileExistsError:
            pass  # the other one's content stands
        finally:
            temporary.unlink()
        _sync_folder(path.parent)


def append_line(path: Path, line: bytes) -> None:
    """Add one line durably; a torn tail of an earlier crash is closed first."""
    with told(f"appending to {path.name}"):
        handle = os.open(path, os.O_RDWR | os.O_CREAT | os.O_APPEND, 0o600)
        try:
            size = os.fstat(handle).st_size
            torn = size > 0 and os.pread(handle, 1, size - 1) != b"\n"
            _write_all(handle, (b"\n" if torn else b"") + line + b"\n")
            os.fsync(handle)
        finally:
            os.close(handle)


def _beside(path: Path, content: bytes) -> Path:
    handle, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
    try:
        _write_all(handle, content)
        os.fsync(handle)
    except OSError:
        Path(name).unlink()
        raise
    finally:
        os.close(handle)
    return Path(name)


def _write_all(handle: int, content: bytes) -> None:
    view = memoryview(content)
    while view:
        view = view[os.write(handle, view) :]


def _sync_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
