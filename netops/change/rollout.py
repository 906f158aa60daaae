"""Many devices, wave by wave: all of a wave armed and verified, one decision, then the confirms.

A generator like the phases: it yields what to run, and hears how each device stands. Any failure
stops it; what is armed is taken back, what was kept goes by `on_failure`, in reverse order.
"""

from collections.abc import Generator, Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeVar, cast

from netops.change.deeds import Prepared, Settled, Stand
from netops.model.change import DeviceState, Outcome, State

_T = TypeVar("_T")


class Phase(StrEnum):
    """Which generator runs for each device of a wave."""

    ARM = "arm"
    KEEP = "keep"
    TAKE_BACK = "take back"
    RESTORE = "restore"
    FORWARD = "forward"
    WITHDRAW = "withdraw"


@dataclass(frozen=True, slots=True)
class Run:
    """Run one phase for these devices, at the same time; answered by one result for each."""

    phase: Phase
    devices: tuple[str, ...]
    reason: str = ""


@dataclass(frozen=True, slots=True)
class MayStart:
    """Is the window still open, and is there time to take a wave back? Answered by the reason."""


@dataclass(frozen=True, slots=True)
class Decide:
    """Make the decision for a wave durable; answered by the reason why it could not be."""

    commit: bool
    devices: tuple[str, ...]
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Enter:
    """The change enters a state; answered by ""."""

    state: State
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Ended:
    """How a run ended: one outcome a device, in the order of the waves."""

    outcomes: tuple[Outcome, ...]
    settled: tuple[Settled, ...] = ()
    stale: bool = False
    halted: bool = False
    interrupted: bool = False


Ask = Run | MayStart | Decide | Enter
Answered = tuple[Prepared, ...] | tuple[Settled, ...] | str
Course = Generator[Ask, Answered, _T]


@dataclass(frozen=True, slots=True)
class _Fault:
    """Why a wave stopped the run, and what it leaves on its devices."""

    reason: str
    stale: bool = False


def rollout(waves: Sequence[tuple[str, ...]], *, on_failure: str) -> Course[Ended]:
    """Take every wave through; `on_failure` is `keep`, `rollback_wave` or `rollback_all`."""
    done: list[Settled] = []
    fault, halted = _Fault(""), ""
    for wave in waves:
        if halted := cast("str", (yield MayStart())):
            break
        kept, fault = yield from _wave(wave, first=not done)
        done.extend(kept)
        if fault.reason:
            done = yield from undo(done, wave, fault.reason, on_failure)
            break
    return _ended(waves, done, fault, halted)


def take_back_all(waves: Iterable[tuple[str, ...]], *, reason: str) -> Course[Ended]:
    """Restore every device to its base, one by one, last wave first: the rollback command."""
    names = [name for wave in waves for name in wave]
    done = yield from _restored(tuple(reversed(names)), reason)
    return Ended(tuple(each.outcome for each in done), tuple(done))


def _wave(wave: tuple[str, ...], *, first: bool) -> Course[tuple[tuple[Settled, ...], _Fault]]:
    prepared = cast("tuple[Prepared, ...]", (yield Run(Phase.ARM, wave)))
    failed = [each for each in prepared if each.stand is not Stand.ARMED]
    fault = _Fault(_why(failed), any(each.stand is Stand.STALE for each in failed))
    if not failed:
        yield Enter(State.VERIFYING, f"armed and verified: {', '.join(wave)}")
        unwritten = cast("str", (yield Decide(commit=True, devices=wave)))
        if not unwritten:
            kept = cast("tuple[Settled, ...]", (yield Run(Phase.KEEP, wave)))
            return kept, _Fault(_lost(kept))
        fault = _Fault(f"the decision could not be written: {unwritten}")
    return (yield from _aborted(prepared, fault, first=first)), fault


def _aborted(
    prepared: Sequence[Prepared], fault: _Fault, *, first: bool
) -> Course[tuple[Settled, ...]]:
    held = {Stand.ARMED, Stand.DOUBTED}
    armed = tuple(each.device for each in prepared if each.stand in held)
    if armed or not first:
        yield Enter(State.ROLLING_BACK, fault.reason)
    back: tuple[Settled, ...] = ()
    if armed:
        yield Decide(commit=False, devices=armed, reason=fault.reason)
        back = cast("tuple[Settled, ...]", (yield Run(Phase.TAKE_BACK, armed, fault.reason)))
    left = (each for each in prepared if each.device not in armed)
    return (*back, *(_untouched(each.device, each.reason) for each in left))


def undo(
    done: Sequence[Settled], wave: tuple[str, ...], reason: str, on_failure: str
) -> Course[list[Settled]]:
    """What was kept before the fault, by the request's `on_failure`."""
    kept = [each.outcome.device for each in done if each.outcome.state is DeviceState.APPLIED]
    if on_failure == "rollback_wave":
        kept = [name for name in kept if name in wave]
    if on_failure == "keep" or not kept:
        return list(done)
    yield Enter(State.ROLLING_BACK, reason)
    restored = yield from _restored(tuple(reversed(kept)), reason)
    return [each for each in done if each.outcome.device not in kept] + restored


def _restored(names: Iterable[str], reason: str) -> Course[list[Settled]]:
    done: list[Settled] = []
    for name in names:
        done.extend(cast("tuple[Settled, ...]", (yield Run(Phase.RESTORE, (name,), reason))))
    return done


def _ended(
    waves: Sequence[tuple[str, ...]], done: Iterable[Settled], fault: _Fault, halted: str
) -> Ended:
    settled = {each.outcome.device: each for each in done}
    why = halted or f"not started: {fault.reason}"
    names = [name for wave in waves for name in wave]
    whole = tuple(settled.get(name) or _untouched(name, why) for name in names)
    outcomes = tuple(each.outcome for each in whole)
    return Ended(outcomes, whole, stale=fault.stale, halted=bool(halted))


def _untouched(device: str, reason: str) -> Settled:
    return Settled(Outcome(device, DeviceState.UNTOUCHED, reason))


def _why(failed: Iterable[Prepared]) -> str:
    return "; ".join(f"{each.device}: {each.reason}" for each in failed)


def _lost(kept: Iterable[Settled]) -> str:
    outcomes = (each.outcome for each in kept)
    lost = (each for each in outcomes if each.state is not DeviceState.APPLIED)
    return "; ".join(f"{each.device}: {each.reason}" for each in lost)
