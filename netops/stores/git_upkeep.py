"""Packing what runs leave behind, so that a repository neither grows nor slows without bound.

Each run writes one pack, quickly and without looking for deltas. Many packs are joined when they
are many; everything is packed anew, with deltas, when the repository has doubled since. Both keep
every object, so a kill at any moment loses nothing, and a reader finds an object in one pack or in
the other. Counted, never timed: a quiet network has nothing to do.
"""

import fcntl
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from netops.errors import StoreError
from netops.stores.files import write_whole
from netops.stores.git_bounded import bounded
from netops.stores.git_home import Home

_MANY_PACKS = 24
_SMALL = 64 << 20
_GROWTH = 2
_LIMIT = 1800.0
# Unreachable objects stay too (-k): a run that is writing may be about to use one.
_ANEW = ("repack", "-a", "-d", "-f", "-k", "-q")
_JOIN = ("repack", "--geometric=2", "-d", "-q")
_GRAPH = ("commit-graph", "write", "--reachable", "--changed-paths", "--no-progress")


def upkeep(home: Home) -> None:
    """Do what is due; another upkeep under way, or a failure, leaves it to the next run."""
    packs = home.folder / "objects" / "pack"
    packed = home.folder / "netops-packed"
    with suppress(StoreError, OSError), (home.folder / "netops-upkeep").open("a") as turn:
        try:
            fcntl.flock(turn, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return
        if _bytes(packs) > max(_SMALL, _GROWTH * _before(packed)):
            try:
                _pack(home, _ANEW, turn.fileno())
            finally:  # what fails or takes too long is not tried again at once
                write_whole(packed, str(_bytes(packs)).encode())
        elif len(tuple(packs.glob("*.pack"))) > _MANY_PACKS:
            _pack(home, _JOIN, turn.fileno())


def _pack(home: Home, words: Sequence[str], turn: int) -> None:
    home.sweep()
    for command in (words, _GRAPH):
        bounded(home.root, command, seconds=_LIMIT, keep=(turn,))


def _bytes(packs: Path) -> int:
    return sum(path.stat().st_size for path in packs.glob("*.pack"))


def _before(packed: Path) -> int:
    """The size of all packs after they were last made anew, in bytes; 0 before that."""
    try:
        return int(packed.read_text(encoding="ascii"))
    except (FileNotFoundError, ValueError):
        return 0
