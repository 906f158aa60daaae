"""What the tests of the evidence repository share: a clock, real git, a disk that is full."""

import os
import resource
import signal
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
RUNNING = "configs/ams1/ams1-edge1/running.cfg"


class Noon:
    """A clock that stands."""

    def now(self) -> datetime:
        return NOON


class Hourly:
    """A clock that an hour passes on at each look."""

    def __init__(self) -> None:
        self.hours = 0

    def now(self) -> datetime:
        self.hours += 1
        return NOON + timedelta(hours=self.hours)


def git(folder: Path, *words: str) -> str:
    command = ["git", "-C", str(folder), *words]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout  # noqa: S603 (our words)


def left(root: Path) -> list[str]:
    """What a writer or a packing that died leaves."""
    folder = root / ".git"
    patterns = (
        "fast_import_crash_*",
        "objects/pack/*tmp*",
        "objects/pack/*.keep",
        "netops-writing",
    )
    return [str(path) for pattern in patterns for path in folder.glob(pattern)]


def children() -> set[int]:
    """The git processes that this one has started and that live, by what the kernel says."""
    found = set()
    for stat in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):
            name, _, rest = stat.read_text().partition(") ")
            if name.endswith("(git") and int(rest.split()[1]) == os.getpid():
                found.add(int(stat.parent.name))
    return found


@contextmanager
def no_file_above(size: int) -> Iterator[None]:
    """What git meets on a full disk: a write that the kernel refuses."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    previous = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
        signal.signal(signal.SIGXFSZ, previous)
