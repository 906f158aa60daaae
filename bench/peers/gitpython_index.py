"""`python -m bench.peers.gitpython_index SIZE ROUNDS FOLDER`: as GitPython's tutorial commits.

The files are written into the work tree, `index.add` takes their names, `index.commit` makes the
commit. Prints the seconds as JSON, without making the configs.
"""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import git

from bench.configs import config, path
from bench.stored import SHARE

if TYPE_CHECKING:
    from collections.abc import Iterable


def main() -> int:
    """Write, and print what it took."""
    size, rounds, folder = int(sys.argv[1]), int(sys.argv[2]), Path(sys.argv[3])
    with git.Repo.init(folder) as repo:
        first = _run(repo, folder, ((n, 0) for n in range(size)))
        changed = [
            _run(repo, folder, ((n, revision) for n in range(0, size, SHARE)))
            for revision in range(1, rounds + 1)
        ]
    print(json.dumps({"first": first, "changed": changed}))
    return 0


def _run(repo: git.Repo, folder: Path, configs: Iterable[tuple[int, int]]) -> float:
    taken, names = 0.0, []
    for number, revision in configs:
        where, text = path(number), config(number, revision)
        began = time.perf_counter()
        file = folder / where
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(text)
        names.append(where)
        taken += time.perf_counter() - began
    began = time.perf_counter()
    index = repo.index
    index.add(names)
    index.commit("bench")
    return taken + time.perf_counter() - began


if __name__ == "__main__":
    sys.exit(main())
