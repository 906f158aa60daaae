"""`python -m bench.stored SIZE ROUNDS FOLDER`: netops' store takes a first run and small ones.

Prints the seconds as JSON. Only the store's work is in them: one run with every config, then runs
of which one in a hundred configs changed, then packing. The configs are made, not read from
devices, and never all in memory.
"""

from __future__ import annotations

import json
import sys
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bench.configs import config, path
from netops.stores.git import GitStore

if TYPE_CHECKING:
    from collections.abc import Iterable

SHARE = 100


class Now:
    """The time of this machine."""

    def now(self) -> datetime:
        """Return the current time, aware."""
        return datetime.now(UTC)


def main() -> int:
    """Write, and print what it took."""
    size, rounds, folder = int(sys.argv[1]), int(sys.argv[2]), Path(sys.argv[3])
    store = GitStore(folder, clock=Now())
    found: dict[str, Any] = {"first": _run(store, ((n, 0) for n in range(size)))}
    found["packs"] = _megabytes(folder)
    found["changed"] = [
        _run(store, ((n, revision) for n in range(0, size, SHARE)))
        for revision in range(1, rounds + 1)
    ]
    found["packing"] = _timed(store.upkeep)
    found["packed"] = _megabytes(folder)
    again = ((n, 0 if n % SHARE else rounds + 1) for n in range(size))
    found["among all"] = _run(store, again)
    began = time.perf_counter()
    found["bytes"] = sum(len(text) for _, text in store.texts("configs"))
    found["read all"] = time.perf_counter() - began
    print(json.dumps(found))
    return 0


def _run(store: GitStore, configs: Iterable[tuple[int, int]]) -> float:
    """The seconds that one run's configs and its commit take, without making the configs."""
    taken = 0.0
    with store.transaction() as transaction:
        for number, revision in configs:
            where, text = path(number), config(number, revision)
            began = time.perf_counter()
            transaction.put(where, text)
            taken += time.perf_counter() - began
        return taken + _timed(lambda: transaction.commit("bench\n\nRun-Id: bench\n"))


def _timed(work: Any) -> float:  # noqa: ANN401  whatever it returns
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def _megabytes(folder: Path) -> float:
    return sum(one.stat().st_size for one in folder.glob(".git/objects/pack/*.pack")) / 1e6


if __name__ == "__main__":
    sys.exit(main())
