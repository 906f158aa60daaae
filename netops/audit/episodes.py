"""Was the change allowed, and who made it? Events attribute, they never authorise."""

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

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


def _verdict(*, allowed: bool, actors: tuple[str, ...]) -> tuple[Verdict, tuple[str, ...]]:
    if allowed:
        return Verdict.AUTHORISED, actors
    return (Verdict.UNAUTHORISED if actors else Verdict.UNATTRIBUTED), actors
