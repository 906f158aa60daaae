"""In which order the devices of a change go, and how long each may stay armed.

A class is platform x role x shape of the commands. The first waves hold one low-impact device of
every class; then 5 %, 25 % and the rest. Never two members of a redundancy group in one wave, and
never a whole change at once: where each device is a class of its own, one of them goes ahead.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from netops.errors import InputError
from netops.model.change import DevicePlan
from netops.model.device import Device
from netops.platforms.spec import RevertFacts

# Parts of the whole change that follow the first waves; what is left after them goes at once.
STEPS = (0.05, 0.25, 1.0)
# Seconds: one new session with its reading, and how many devices are read at the same time.
SESSION = 15
WORKERS = 20

_NUMBER = re.compile(r"\d+")


@dataclass(frozen=True, slots=True)
class Member:
    """One device of a change: its class, and how much hangs on it (low goes first)."""

    name: str
    kind: str
    impact: int
    group: str | None


def member(device: Device, plan: DevicePlan) -> Member:
    """The device as the waves see it: numbers and addresses do not make a shape of their own.

    A device whose peer carries on without it, and a short change, have less impact.
    """
    shape = _NUMBER.sub("#", "\n".join(plan.commands))
    alone = 0 if device.redundancy_group else 1
    impact = alone * 100_000 + min(len(plan.commands), 99_999)
    kind = f"{device.platform}\n{device.role}\n{shape}"
    return Member(device.name, kind, impact, device.redundancy_group)


def waves(members: Iterable[Member]) -> tuple[tuple[str, ...], ...]:
    """The waves, first to last, each with its devices by impact and name."""
    left = sorted(members, key=lambda one: (one.impact, one.name))
    total = len(left)
    made: list[list[Member]] = []
    while pilots := _pilots(left, made):
        made.append(pilots)
        left = [one for one in left if one not in pilots]
    if not left and len(made) == 1 and total > 1:
        made = [made[0][:1], made[0][1:]]
    sizes = [max(1, -int(-total * part // 1)) for part in STEPS]
    while left:
        wave = _apart(left, sizes.pop(0) if len(sizes) > 1 else sizes[0])
        made.append(wave)
        left = [one for one in left if one not in wave]
    return tuple(tuple(one.name for one in wave) for wave in made)


def revert_minutes(facts: Iterable[RevertFacts], *, soak: int, widest: int) -> int:
    """At least twice what arming, checking and confirming the widest wave can take, in minutes.

    Raises `InputError` when a platform's timer cannot run that long.
    """
    rounds = -(-widest // WORKERS)
    worst = 2 * (soak + 3 * SESSION * rounds)
    known = tuple(facts)
    seconds = max([worst, *(fact.shortest for fact in known)])
    minutes = -(-seconds // 60)
    longest = min((fact.longest for fact in known), default=minutes * 60)
    if minutes * 60 > longest:
        raise InputError(
            f"a revert timer of {minutes} minutes is more than the {longest // 60} of a platform",
            hint="make the soak shorter or the change smaller",
        )
    return minutes


def _pilots(left: Sequence[Member], made: Sequence[Sequence[Member]]) -> list[Member]:
    """One device of every class that has none yet, as far as redundancy groups allow."""
    covered = {one.kind for wave in made for one in wave}
    wave: list[Member] = []
    for one in left:
        if one.kind not in covered and _fits(one, wave):
            covered.add(one.kind)
            wave.append(one)
    return wave


def _apart(left: Sequence[Member], size: int) -> list[Member]:
    wave: list[Member] = []
    for one in left:
        if len(wave) < size and _fits(one, wave):
            wave.append(one)
    return wave


def _fits(one: Member, wave: Iterable[Member]) -> bool:
    return one.group is None or all(one.group != other.group for other in wave)
