"""`python -m bench.backup`: a night's backup of emulated IOS routers, netops beside its peers.

netops collects, verifies, redacts, seals and commits every config; its devices were met before,
so that their host keys are pinned, as in every night but the first. nornir-netmiko and the
asyncssh loop only read; RANCID reads, filters and commits. Every subject is a command of its own,
timed from its start to its end, interpreter included; the devices run in a process of their own
on the same machine. Nothing is deleted before the end: a disk that discards what was freed makes
the next subject wait.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections import defaultdict
from dataclasses import asdict
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING, Any

from bench.devices import devices
from bench.measure import BenchError, Cost, cost, keep, picture, python
from bench.ours import workspace
from bench.peers.rancid import installed
from bench.plot import Axes, svg

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from lab.control import Lab

_ROUNDS = 3
_SIZES = (100, 500, 1000)
_NETMIKO_WORKERS = (20, 50, 100)
_RANCID_WORKERS = (20, 50, 100)
_OURS, _LOOP = "netops", "asyncssh loop"
_HEADING = f"{'':34}{'seconds':>9}{'CPU ms':>9}{'peak':>8}"
# What has to hold, as times of ours: (peer, devices that answer at once, slow ones).
_BARS = (("nornir-netmiko, 20 workers", 3.0, 6.0), (_LOOP, 1 / 1.5, 1 / 1.5))

Costs = dict[str, list[Cost]]


def main() -> int:
    """Measure everything, print it, keep it; 1 when a bar does not hold."""
    parser = argparse.ArgumentParser(prog="python -m bench.backup", description=__doc__)
    parser.add_argument("--devices", type=int, default=500, help="routers to compare on")
    count = parser.parse_args().devices
    found: dict[str, Any] = {"devices": count}
    missed = []
    with tempfile.TemporaryDirectory(prefix="netops-bench-") as name:
        for pace in ("fast", "slow"):
            costs = _compared(count, Path(name), is_slow=pace == "slow")
            found[pace] = {name: asdict(_middle(runs)) for name, runs in costs.items()}
            missed += _bars(pace, costs)
        found["growth"] = _growth(Path(name))
    path = keep("backup", found)
    print(f"kept in {path.relative_to(path.parents[2])}")
    print("\n".join(missed) or "every bar holds")
    return 1 if missed else 0


def _compared(count: int, work: Path, *, is_slow: bool) -> Costs:
    """Every subject on the same devices, in turns, so that a busy moment hits them all."""
    print(f"\n{count} routers, {'slow' if is_slow else 'answering at once'}\n{_HEADING}")
    costs: Costs = defaultdict(list)
    with devices(count, is_slow=is_slow) as lab:
        for _ in range(_ROUNDS):
            for name, one in _readings(lab, count, work):
                costs[name].append(one)
        if not is_slow:
            costs |= _rancid(lab)
    for name, runs in costs.items():
        _tell(name, _middle(runs), count)
    return costs


def _readings(lab: Lab, count: int, work: Path) -> Iterator[tuple[str, Cost]]:
    state, ours = str(lab.state), workspace(lab, work)
    ours.meet()
    yield _OURS, ours.run()
    ours.check()
    yield f"{_OURS}, nothing changed", ours.run()
    yield f"{_OURS} backup: startup too", ours.backup()
    yield f"{_OURS}, first contact", workspace(lab, work).run()
    yield _LOOP, _whole(cost(python("bench.peers.asyncssh_loop", state, str(count))), count)
    for workers in _NETMIKO_WORKERS:
        command = python("bench.peers.nornir_netmiko", state, str(workers))
        yield f"nornir-netmiko, {workers} workers", _whole(cost(command), count)


def _rancid(lab: Lab) -> Costs:
    """RANCID at each number of workers, one round each: it takes minutes."""
    found: Costs = {}
    with installed(lab) as rancid:
        rancid.prepare()
        for workers in _RANCID_WORKERS:
            found[f"RANCID, {workers} workers"] = [rancid.run(workers)]
    return found


def _whole(one: Cost, count: int) -> Cost:
    """A peer's cost, if it read every device."""
    if one.said != str(count):
        raise BenchError(f"only {one.said} of {count} configs came whole")
    return one


def _bars(pace: str, costs: Costs) -> list[str]:
    """What does not hold, in words."""
    ours = _middle(costs[_OURS]).seconds
    missed = []
    for peer, fast, slow in _BARS:
        bar, times = (fast if pace == "fast" else slow), _middle(costs[peer]).seconds / ours
        print(f"{times:.2f} times as fast as {peer} (bar {bar:.2f})")
        if times < bar:
            missed.append(f"{pace}: {times:.2f} times as fast as {peer}, not {bar:.2f}")
    best = min(_middle(r).seconds for name, r in costs.items() if name.startswith("nornir"))
    if best <= ours:
        missed.append(f"{pace}: nornir-netmiko took {best:.1f} s at its best, netops {ours:.1f} s")
    shipped = [_middle(r).seconds for name, r in costs.items() if name.startswith("RANCID")]
    if shipped:
        print(f"{min(shipped) / ours:.1f} times as fast as RANCID at its best (bar 20)")
        if min(shipped) / ours < 20:  # noqa: PLR2004  the bar
            missed.append(f"{min(shipped) / ours:.1f} times as fast as RANCID, not 20")
    return missed


def _growth(work: Path) -> dict[str, dict[int, Any]]:
    """CPU a device and peak memory at several sizes, and two pictures of it."""
    found: dict[str, dict[int, Any]] = {_OURS: {}, "nornir-netmiko, 20 workers": {}}
    for size in _SIZES:
        print(f"\n{size} routers, answering at once\n{_HEADING}")
        with devices(size, is_slow=False) as lab:
            ours = workspace(lab, work)
            ours.meet()
            peer = cost(python("bench.peers.nornir_netmiko", str(lab.state), "20"))
            for name, one in zip(found, (ours.run(), _whole(peer, size)), strict=True):
                found[name][size] = asdict(one)
                _tell(name, one, size)
    _draw("backup-cpu", "CPU a device", "milliseconds", found, lambda n, c: c["cpu"] * 1e3 / n)
    _draw("backup-memory", "Largest process", "MiB", found, lambda _, c: c["peak"])
    return found


def _draw(
    name: str,
    title: str,
    unit: str,
    found: dict[str, dict[int, Any]],
    value: Callable[[int, dict[str, Any]], float],
) -> None:
    lines = {
        subject: [(size, value(size, one)) for size, one in sizes.items()]
        for subject, sizes in found.items()
    }
    picture(name, svg(Axes(title, "routers", unit), lines))


def _middle(runs: list[Cost]) -> Cost:
    """The run in the middle by wall time."""
    middle = median(one.seconds for one in runs)
    return min(runs, key=lambda one: abs(one.seconds - middle))


def _tell(name: str, one: Cost, count: int) -> None:
    print(f"{name:34}{one.seconds:9.1f}{one.cpu / count * 1000:9.1f}{one.peak:8.0f}", flush=True)


if __name__ == "__main__":
    sys.exit(main())
