"""`python -m bench.history COMMITS FOLDER`: the history of one device among very many commits.

The repository is simulated: one `git fast-import` writes all commits, each of which changes five
of a thousand short configs. Prints as JSON the seconds of netops' answer and of
`git log -- PATH`, as it is and after packing with netops' commit graph, and what the index took.
"""

from __future__ import annotations

import json
import subprocess
import sys
import time
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING, Any

from bench.configs import path
from bench.stored import Now
from netops.stores.git import GitStore

if TYPE_CHECKING:
    from collections.abc import Iterator

DEVICES, _EACH, _START, _PERIOD = 1000, 5, 1_700_000_000, 600
ASKED = path(123)


def main() -> int:
    """Make the history, ask, and print what it took."""
    commits, folder = int(sys.argv[1]), Path(sys.argv[2])
    GitStore(folder, clock=Now())
    words = ["git", "-C", str(folder), "fast-import", "--quiet", "--done"]
    with subprocess.Popen(words, stdin=subprocess.PIPE) as child:  # noqa: S603  git
        assert child.stdin is not None  # noqa: S101  for the type
        for part in _stream(commits):
            child.stdin.write(part)
    store = GitStore(folder, clock=Now())
    began = time.perf_counter()
    revisions = sum(1 for _ in store.log(ASKED))
    found: dict[str, Any] = {"index": time.perf_counter() - began, "revisions": revisions}
    found["netops"] = median(_netops(folder) for _ in range(5))
    found["git log"] = median(_git_log(folder, revisions) for _ in range(3))
    store.upkeep()
    found["git log, packed"] = median(_git_log(folder, revisions) for _ in range(3))
    found["index bytes"] = (folder / ".git" / "netops-index.sqlite").stat().st_size
    print(json.dumps(found))
    return 0


def _stream(commits: int) -> Iterator[bytes]:
    for number in range(commits):
        at = _START + number * _PERIOD
        head = f"commit refs/heads/main\ncommitter netops <netops@localhost> {at} +0000\n"
        text = f"nightly: {_EACH} of {DEVICES} devices changed\n\nRun-Id: r{number}\n"
        yield f"{head}data {len(text)}\n{text}\n".encode()
        for step in range(_EACH):
            body = f"hostname sw\n! revision {number}\nend\n"
            where = path((number * _EACH + step) % DEVICES)
            yield f"M 100644 inline {where}\ndata {len(body)}\n{body}\n".encode()
    yield b"done\n"


def _netops(folder: Path) -> float:
    """A store that was just opened, up to the last revision."""
    store = GitStore(folder, clock=Now())
    began = time.perf_counter()
    sum(1 for _ in store.log(ASKED))
    return time.perf_counter() - began


def _git_log(folder: Path, revisions: int) -> float:
    words = ["git", "-C", str(folder), "log", "--format=%H", "main", "--", ASKED]
    began = time.perf_counter()
    done = subprocess.run(words, capture_output=True, check=True)  # noqa: S603  git
    taken = time.perf_counter() - began
    if len(done.stdout.split()) != revisions:
        sys.exit(f"git log says {len(done.stdout.split())} revisions, netops {revisions}")
    return taken


if __name__ == "__main__":
    sys.exit(main())
