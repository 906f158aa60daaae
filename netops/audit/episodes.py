"""Was the change allowed, and who made it? Events attribute, they never authorise."""

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256

from netops.model.config import Collected, ConfigKind, Snapshot
from netops.model.device import Device
from netops.model.finding import Verdict
from netops.platforms.registry import platform
from netops.platforms.spec import Platform


@dataclass(frozen=True, slots=True)
class Episode:
    """The verdict on how a device came to its running config, and whom its own log names."""

    device: str
    verdict: Verdict
    actors: tuple[str, ...] = ()


def episodes(
    collected: Iterable[Collected],
    devices: Mapping[str, Device],
    *,
    digests: Mapping[str, str],
    approved: Mapping[str, Collection[str]],
) -> dict[str, Episode]:
    """The episode of every device whose running config was collected, by name.

    `digests` maps a device to the digest of its running config, `approved` to the digests that
    approved changes predicted for it; both made by the same function.
    """
    return {
        one.device: Episode(
            one.device,
            *_verdict(
                allowed=digests.get(one.device) in approved.get(one.device, ()),
                actors=actors(one.events, platform(devices[one.device].platform)),
            ),
        )
        for one in collected
        if isinstance(one, Snapshot) and one.kind is ConfigKind.RUNNING
    }


def actors(events: Iterable[str], spec: Platform) -> tuple[str, ...]:
    """Whom the device's log lines name, `user from source`, each once, newest last.

    A logged command names a user without a source: told only if no other line has both.
    """
    named: dict[str, None] = {}
    for line in events:
        found = next((m for pattern in spec.capture.event if (m := re.search(pattern, line))), None)
        groups = found.groupdict() if found else {}
        who = groups.get("user") or ""
        source = groups.get("source") or ""
        if name := " from ".join(word for word in (who, source) if word):
            named.pop(name, None)
            named[name] = None
    sourced = {name.split(" from ")[0] for name in named if " from " in name}
    return tuple(name for name in named if name not in sourced)


def log_mark(events: Sequence[str]) -> str:
    """A digest of the newest line of a device's log, for `since` to find it; "" for none."""
    return _digest(events[-1]) if events else ""


def since(events: Sequence[str], mark: str) -> Sequence[str]:
    """The log lines after the one that a mark was made of; all of them if it is gone."""
    known = [number for number, line in enumerate(events, 1) if mark and _digest(line) == mark]
    return events[known[-1] :] if known else events


def _digest(line: str) -> str:
    return sha256(line.encode()).hexdigest()


def _verdict(*, allowed: bool, actors: tuple[str, ...]) -> tuple[Verdict, tuple[str, ...]]:
    if allowed:
        return Verdict.AUTHORISED, actors
    return (Verdict.UNAUTHORISED if actors else Verdict.UNATTRIBUTED), actors
