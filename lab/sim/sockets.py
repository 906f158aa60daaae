"""Unix sockets in folders whose path is too long for one."""

from __future__ import annotations

import os
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_LONGEST = 100


@contextmanager
def short_path(path: Path) -> Iterator[Path]:
    """A path to the same file that fits into a socket address (the kernel allows 108 bytes)."""
    if len(os.fsencode(path)) <= _LONGEST:
        yield path
        return
    folder = os.open(path.parent, os.O_PATH | os.O_DIRECTORY)
    try:
        yield Path(f"/proc/self/fd/{folder}") / path.name
    finally:
        os.close(folder)
