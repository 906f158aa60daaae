"""`python -m bench.store`: the evidence store beside GitPython's index, and as it grows.

Every subject is a command of its own; the seconds are of the store's work alone. At ten times the
devices only netops runs, and at a hundred thousand commits the history is simulated: the configs
are made, not collected. A busy moment hits all, since they take turns. Nothing is deleted before
the end: a disk that discards what was freed makes the next subject wait, here for up to 20 s.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
from pathlib import Path
from statistics import median
from typing import Any

from bench.configs import config, path
from bench.history import ASKED, DEVICES
from bench.measure import cost, keep, picture, python
from bench.plot import Axes, svg
from bench.stored import Now
from netops.stores.git import GitStore

_ROUNDS, _RUNS = 3, 5
_BAR, _HISTORY_BAR, _SEARCH_BAR, _LINEAR_BAR = 8.0, 0.1, 2.0, 1.5
_MISSING = "^ntp server 10.7.0.1$"

Found = dict[str, Any]


def main() -> int:
    """Measure everything, print it, keep it; 1 when a bar does not hold."""
    parser = argparse.ArgumentParser(prog="python -m bench.store", description=__doc__)
    parser.add_argument("--devices", type=int, default=10_000, help="configs to compare on")
    parser.add_argument("--commits", type=int, default=100_000, help="commits of the history")
    asked = parser.parse_args()
    found: Found = {"devices": asked.devices, "commits": asked.commits, "git": _git_version()}
    with tempfile.TemporaryDirectory(prefix="netops-bench-") as name:
        work = Path(name)
        missed = [
            *_compared(asked.devices, found, work),
            *_grown(asked.devices, found, work),
            *_asked_history(asked.commits, found, work),
            *_searched(asked.devices, found, work),
        ]
    kept = keep("store", found)
    print(f"kept in {kept.relative_to(kept.parents[2])}")
    print("\n".join(missed) or "every bar holds")
    return 1 if missed else 0


def _git_version() -> str:
    done = subprocess.run(["git", "--version"], capture_output=True, check=True)  # noqa: S607
    return done.stdout.decode().strip()


def _compared(size: int, found: Found, work: Path) -> list[str]:
    """Both on the same configs, in turns; the run in the middle counts."""
    print(f"\n{size} configs of 500 lines, then one in a hundred changed\n{'':22}first  changed")
    subjects = {"netops": "bench.stored", "GitPython index": "bench.peers.gitpython_index"}
    rounds = [
        {name: _subject(one, size, work) for name, one in subjects.items()} for _ in range(_ROUNDS)
    ]
    middle = {
        name: {
            "first": median(one[name]["first"] for one in rounds),
            "changed": median(seconds for one in rounds for seconds in one[name]["changed"]),
        }
        for name in subjects
    }
    for name, one in middle.items():
        print(f"{name:18}{one['first']:9.2f}{one['changed']:9.3f}", flush=True)
    found["compared"], missed = {"rounds": rounds, "middle": middle}, []
    for what in ("first", "changed"):
        times = middle["GitPython index"][what] / middle["netops"][what]
        print(f"{what}: {times:.1f} times as fast (bar {_BAR:.0f})", flush=True)
        if times < _BAR:
            missed.append(f"{what}: {times:.1f} times as fast as GitPython's index, not {_BAR:.0f}")
    return missed


def _grown(size: int, found: Found, work: Path) -> list[str]:
    """A tenth, the whole and ten times: linear in the devices."""
    heading = f"{'first':>9}{'changed':>9}{'among all':>11}{'packing':>9}{'MB':>8}{'packed':>8}"
    print(f"\nnetops as it grows\n{'configs':10}{heading}")
    sizes = (size // 10, size, size * 10)
    grown = {one: _subject("bench.stored", one, work) for one in sizes}
    for count, one in grown.items():
        print(
            f"{count:<10}{one['first']:9.2f}{median(one['changed']):9.3f}{one['among all']:11.2f}"
            f"{one['packing']:9.1f}{one['packs']:8.1f}{one['packed']:8.1f}",
            flush=True,
        )
    found["grown"] = grown
    lines = {
        "first": [(count, one["first"]) for count, one in grown.items()],
        "1 % changed": [(count, median(one["changed"])) for count, one in grown.items()],
        "1 %, all put": [(count, one["among all"]) for count, one in grown.items()],
    }
    axes = Axes("Committing a run", "configs of 500 lines", "seconds", logarithmic=True)
    picture("store-growth", svg(axes, lines))
    whole, tenfold = grown[size]["first"], grown[size * 10]["first"]
    print(f"ten times the configs take {tenfold / whole:.1f} times as long", flush=True)
    if tenfold > whole * 10 * _LINEAR_BAR:
        return [f"first commit: ten times the configs took {tenfold / whole:.1f} times as long"]
    return []


def _asked_history(commits: int, found: Found, work: Path) -> list[str]:
    folder = _fresh(work)
    _inventory(folder, DEVICES)
    said = cost(python("bench.history", str(commits), str(folder / "backups" / "repo"))).said
    one: Found = json.loads(said)
    one["command"] = _commands(folder, "history", ASKED.split("/")[2])
    found["history"] = one
    print(f"\nhistory of one device, {one['revisions']} revisions in {commits} commits")
    for part in ("netops", "command", "git log", "git log, packed", "index"):
        print(f"{part:18}{one[part] * 1000:9.0f} ms", flush=True)
    if one["netops"] > _HISTORY_BAR:
        return [f"history took {one['netops']:.3f} s, not {_HISTORY_BAR}"]
    return []


def _searched(size: int, found: Found, work: Path) -> list[str]:
    folder = _fresh(work)
    _workspace(folder, size)
    seconds = _commands(folder, "search", "--missing", _MISSING)
    found["search --missing"] = seconds
    print(f"\nsearch --missing over {size} configs: {seconds:.2f} s (bar {_SEARCH_BAR:.0f})")
    if seconds > _SEARCH_BAR:
        return [f"search --missing took {seconds:.2f} s, not {_SEARCH_BAR:.0f}"]
    return []


def _commands(folder: Path, *words: str) -> float:
    """What a command takes, interpreter included: the run in the middle."""
    line = python("netops", *words, "--json", "--workspace", str(folder))
    return median(cost(line).seconds for _ in range(_RUNS))


def _workspace(folder: Path, size: int) -> None:
    _inventory(folder, size)
    store = GitStore(folder / "backups" / "repo", clock=Now())
    with store.transaction() as transaction:
        for number in range(size):
            transaction.put(path(number), config(number))
        transaction.commit("bench\n\nRun-Id: bench\n")
    store.upkeep()


def _inventory(folder: Path, size: int) -> None:
    inventory = folder / "inventory"
    inventory.mkdir()
    (inventory / "hosts.yaml").write_text("".join(_host(number) for number in range(size)))
    (inventory / "defaults.yaml").write_text(
        "platform: cisco_ios\nusername: env:U\npassword: env:P\ndata: {role: access}\n"
    )


def _host(number: int) -> str:
    _, site, name, _ = path(number).split("/")
    return f"{name}: {{hostname: 192.0.2.{number % 250 + 1}, data: {{site: {site}}}}}\n"


def _fresh(work: Path) -> Path:
    return Path(tempfile.mkdtemp(dir=work))


def _subject(module: str, size: int, work: Path) -> Found:
    said = cost(python(module, str(size), str(_RUNS), str(_fresh(work) / "repo"))).said
    one: Found = json.loads(said)
    return one


if __name__ == "__main__":
    sys.exit(main())
