"""`python -m bench.plan`: a plan with its three proofs, beside hier_config's remediation alone.

Each subject reads the same two files in a process of its own that has seen no config before, so
nothing is kept from an earlier round. The seconds are CPU seconds of the work, without loading a
program: neither waits for anything. They take turns, so a busy moment hits both, and the round in
the middle counts.
"""

from __future__ import annotations

import json
import sys
import tempfile
from itertools import pairwise
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING, Any

from bench.measure import cost, keep, picture, python
from bench.plot import Axes, svg
from bench.routers import access_list, changes, config, entries, routes

if TYPE_CHECKING:
    from collections.abc import Mapping

_ROUNDS, _CHANGES, _LONG = 5, 100, 8000
# Units of about 200 lines, by what the config is called.
_SIZES = {"2,000 lines": 10, "20,000 lines": 100, "200,000 lines": 1000}
_OURS, _PEER = "netops, with proofs", "hier_config"
_SUBJECTS = {_OURS: "bench.planned", _PEER: "bench.peers.hierarchical"}
_LIST_BAR, _LINEAR_BAR = 0.5, 1.5

Found = dict[str, Any]


def main() -> int:
    """Measure everything, print it, keep it; 1 when a bar does not hold."""
    heading = f"{_OURS:>22}{_PEER:>14}{'commands':>10}{'MiB':>7}"
    print(f"seconds, the round in the middle of {_ROUNDS}\n{'':34}{heading}")
    grown = {
        name: _compared(f"{name}, {_CHANGES} changes", *_whole(_SIZES[name])) for name in _SIZES
    }
    lists = {name: _compared(name, *texts) for name, texts in _lists().items()}
    missed = [*_beside(grown), *_short(lists), *_linear(grown)]
    _draw(grown)
    path = keep("plan", {"grown": grown, "lists": lists})
    print(f"kept in {path.relative_to(path.parents[2])}")
    print("\n".join(missed) or "every bar holds")
    return 1 if missed else 0


def _whole(units: int) -> tuple[str, str]:
    return config(units), config(units, changes(units, _CHANGES))


def _lists() -> dict[str, tuple[str, str]]:
    """Long flat lists, which are read in order or of which all leaves."""
    long = entries(_LONG)
    longer = [*long[:-1], "permit icmp any any", long[-1]]
    other = [*long[: _LONG // 2], "permit icmp any any", *long[_LONG // 2 :]]
    return {
        f"{_LONG} entries, one before the last": (access_list(long), access_list(longer)),
        f"{_LONG} entries, one in the middle": (access_list(long), access_list(other)),
        f"{_LONG} routes leave": (routes(_LONG), routes(0)),
    }


def _compared(name: str, running: str, intended: str) -> Found:
    """Both on the same two files, in turns."""
    with tempfile.TemporaryDirectory(prefix="netops-bench-") as folder:
        files = [Path(folder, "running.cfg"), Path(folder, "intended.cfg")]
        for file, text in zip(files, (running, intended), strict=True):
            file.write_text(text)
        words = [str(file) for file in files]
        rounds = [
            {subject: _run(module, words) for subject, module in _SUBJECTS.items()}
            for _ in range(_ROUNDS)
        ]
    seconds = {one: median(each[one]["seconds"] for each in rounds) for one in _SUBJECTS}
    found = {"lines": running.count("\n"), "seconds": seconds, "last": rounds[-1]}
    ours: Found = rounds[-1][_OURS]
    print(
        f"{name:34}{seconds[_OURS]:22.3f}{seconds[_PEER]:14.3f}{ours['commands']:10}"
        f"{ours['peak']:7.0f}  {ours['verdict']}",
        flush=True,
    )
    return found


def _run(module: str, words: list[str]) -> Found:
    one = cost(python(module, *words))
    said: Found = json.loads(one.said)
    return {**said, "peak": one.peak}


def _beside(grown: Mapping[str, Found]) -> list[str]:
    """Where the whole job takes longer than hier_config's part of it."""
    return [
        f"{name}: {one['seconds'][_OURS]:.3f} s, hier_config {one['seconds'][_PEER]:.3f} s"
        for name, one in grown.items()
        if one["seconds"][_OURS] > one["seconds"][_PEER]
    ]


def _short(lists: Mapping[str, Found]) -> list[str]:
    """Which long lists take too long, or have no plan."""
    return [
        f"{name}: {one['seconds'][_OURS]:.3f} s, not {_LIST_BAR}; {one['last'][_OURS]['verdict']}"
        for name, one in lists.items()
        if one["seconds"][_OURS] > _LIST_BAR or one["last"][_OURS]["verdict"] != "proven"
    ]


def _linear(grown: Mapping[str, Found]) -> list[str]:
    """Where ten times the lines take much more than ten times as long."""
    seconds = [one["seconds"][_OURS] for one in grown.values()]
    times = [after / before for before, after in pairwise(seconds)]
    print(f"ten times the lines take {' and '.join(f'{one:.1f}' for one in times)} times as long")
    if max(times) > 10 * _LINEAR_BAR:
        return [f"ten times the lines took {max(times):.1f} times as long"]
    return []


def _draw(grown: Mapping[str, Found]) -> None:
    axes = Axes(f"A plan for {_CHANGES} changes", "lines", "seconds", logarithmic=True)
    lines = {
        subject: [(one["lines"], one["seconds"][subject]) for one in grown.values()]
        for subject in _SUBJECTS
    }
    picture("plan-growth", svg(axes, lines))


if __name__ == "__main__":
    sys.exit(main())
