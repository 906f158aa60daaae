"""After a crash: what the journal says of each device, and the phase that settles it.

Until the decision to commit is durable, abort is presumed; after it, every member rolls forward.
The device is read first in every phase, so that each of them can be run again.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import cast

from netops.change import verify
from netops.change.apply import arm, keep, take_back
from netops.change.deeds import (
    CleanUp,
    Note,
    Read,
    Seen,
    Settled,
    Stand,
    Step,
    Talk,
    Target,
    Unseen,
)
from netops.change.journal import Record, Trace, decided, traces
from netops.change.rollout import Course, Ended, Enter, Phase, Run, undo
from netops.model.change import DeviceState, Outcome, State

_BACK = "the run died"


def forward(target: Target) -> Talk[Settled]:
    """After a decision to commit: confirm what is armed, apply again what went back by itself."""
    seen = cast("Seen | Unseen", (yield Read(target.label)))
    home = isinstance(seen, Seen) and verify.same(target, seen.running, target.base)
    if not home or (isinstance(seen, Seen) and seen.pending):
        return (yield from keep(target))
    prepared = yield from arm(target)
    if prepared.stand is Stand.ARMED:
        return (yield from keep(target))
    return (yield from take_back(target, prepared.reason))


def withdraw(target: Target) -> Talk[Settled]:
    """Died before the commit: our candidate goes, and whatever else is there is not ours."""
    yield Note(Step.CLEAN)
    yield CleanUp(target.label)
    yield Note(Step.END, DeviceState.UNTOUCHED)
    return Settled(Outcome(target.name, DeviceState.UNTOUCHED, f"{_BACK} before the commit"))


def phase_of(trace: Trace, journal: Sequence[Record]) -> Phase | None:
    """Which phase settles a device; None when the run had settled it."""
    if trace.end:
        return None
    if Step.RESTORE in trace.steps:
        return Phase.RESTORE
    if Step.ARM not in trace.steps:
        return Phase.WITHDRAW
    if Step.ROLLBACK in trace.steps or not decided(journal, trace.device):
        return Phase.TAKE_BACK
    return Phase.FORWARD


def recovery(
    journal: Sequence[Record], waves: Sequence[tuple[str, ...]], *, on_failure: str
) -> Course[Ended]:
    """Settle every device of a run that died; those that it never began with were not touched.

    What was kept in a run that did not end well goes by `on_failure`, as in the run itself.
    """
    seen = {trace.device: trace for trace in traces(journal)}
    done: dict[str, Settled] = {name: _ended(trace) for name, trace in seen.items() if trace.end}
    phases = {name: phase_of(trace, journal) for name, trace in seen.items()}
    if any(phase in {Phase.TAKE_BACK, Phase.RESTORE} for phase in phases.values()):
        yield Enter(State.ROLLING_BACK, _BACK)
    for phase in (Phase.FORWARD, Phase.WITHDRAW, Phase.TAKE_BACK, Phase.RESTORE):
        names = tuple(name for name, needed in phases.items() if needed is phase)
        if names:
            answer = cast("tuple[Settled, ...]", (yield Run(phase, names, _BACK)))
            done.update({one.outcome.device: one for one in answer})
    every = [name for wave in waves for name in wave]
    kept = all(name in done and _applied(done[name]) for name in every)
    settled = list(done.values())
    if not kept:
        wave = next((wave for wave in reversed(waves) if any(name in done for name in wave)), ())
        settled = yield from undo(settled, wave, _BACK, on_failure)
    return _all({one.outcome.device: one for one in settled}, every)


def _applied(settled: Settled) -> bool:
    return settled.outcome.state is DeviceState.APPLIED


def _ended(trace: Trace) -> Settled:
    return Settled(Outcome(trace.device, DeviceState(trace.end), "settled before the run died"))


def _all(done: Mapping[str, Settled], devices: Iterable[str]) -> Ended:
    untouched = "the run died before it came to this device"
    whole = tuple(
        done.get(name) or Settled(Outcome(name, DeviceState.UNTOUCHED, untouched))
        for name in devices
    )
    return Ended(tuple(each.outcome for each in whole), whole)
