"""What a reading proves. A driver's word is not looked at here: only what a fresh session read.

More post-checks (probes) take their place beside those of `around`: a function of the target and of
what was seen, returning the reasons not to confirm.
"""

from collections.abc import Iterator

from netops.change import around
from netops.change.deeds import Loaded, Seen, Target, Unseen
from netops.config.clean import canonical
from netops.config.device_diff import normalise
from netops.config.drift import drift
from netops.config.redact import redact
from netops.model.config import ConfigKind, DriftKind, Line
from netops.model.device import Identity

_Difference = tuple[DriftKind, tuple[str, ...], str | None, str | None]


def same(target: Target, one: str, other: str) -> bool:
    """Do two exact configs of the device mean the same? Secrets count, volatile lines do not."""
    return one == other or not _differences(target, one, other)


def ours(target: Target, running: str) -> bool:
    """Is every difference from the base one that the plan makes? Else others were at work."""
    planned = _differences(target, target.predicted, target.base)
    return _differences(target, running, target.base) <= planned


def unfit(target: Target, seen: Seen) -> tuple[str, ...]:
    """Why nothing may be loaded (A2); () when the device is as it was planned."""
    return tuple(_unfit(target, seen))


def stale(target: Target, running: str) -> bool:
    """The device no longer holds the base that the plan was made for."""
    return not same(target, running, target.base)


def not_approved(target: Target, loaded: Loaded) -> str:
    """Why the loaded candidate is not what people approved (A6), "" when it is."""
    if stale(target, loaded.running):
        return "the running config changed between the plan and the load"
    told = normalise(
        loaded.device_diff, mode=target.mode, platform=target.platform, base=loaded.running
    )
    if redact(told, target.platform, target.key) != target.expected_diff:
        return "the device's own diff is not the approved one"
    return ""


def armed_doubts(target: Target, seen: Seen | Unseen) -> str:
    """Why the armed commit must not be confirmed (A8, A9), "" when it may."""
    if isinstance(seen, Unseen):
        return f"no new session after the commit ({seen.cause}: {seen.reason})"
    return "; ".join(_armed_doubts(target, seen))


def kept_doubts(target: Target, seen: Seen) -> str:
    """Why a confirmed device does not hold what was approved, "" when it does."""
    if not same(target, seen.running, target.predicted):
        return "after the confirm the running config is not the predicted one"
    return ""


def saved_doubts(target: Target, seen: Seen | Unseen) -> str:
    """Why a saved device is not done, "" when running and startup are what was approved."""
    if isinstance(seen, Unseen):
        return f"no new session after the save ({seen.cause}: {seen.reason})"
    if not same(target, seen.startup, target.predicted):
        return "after the save startup is not the predicted config"
    return kept_doubts(target, seen)


def back_doubts(back: Target, seen: Seen | Unseen) -> str:
    """Why the armed way back must not be confirmed; startup is whatever the change left there."""
    if isinstance(seen, Unseen):
        return f"no new session after the commit ({seen.cause}: {seen.reason})"
    return "; ".join(_running_doubts(back, seen))


def unsaved(target: Target, seen: Seen) -> bool:
    """The base runs and nothing is armed, startup held it too, and holds something else now."""
    at_base = seen.pending is None and same(target, seen.running, target.base)
    held = same(target, target.startup, target.base)
    return at_base and held and not same(target, seen.startup, target.base)


def home_doubts(target: Target, seen: Seen | Unseen) -> str:
    """Why a device is not back at its base, "" when running and startup are."""
    if isinstance(seen, Unseen):
        return f"no new session ({seen.cause}: {seen.reason})"
    return "; ".join(_home_doubts(target, seen))


def back_again(target: Target, seen: Seen) -> bool:
    """Is everything up around the device that was up before? Then a way back is over."""
    return not tuple(around.lost(target, seen, may_lose=()))


def _unfit(target: Target, seen: Seen) -> Iterator[str]:
    yield from _stranger(target, seen.identity)
    if isinstance(seen.around, Unseen):
        yield f"neighbours and routes cannot be read ({seen.around.reason})"
    if seen.pending:
        yield f"a commit by {seen.pending.owner} is armed on the device"
    # An edit that nobody saved would be saved by us, unless the plan takes it away.
    if not same(target, seen.startup, seen.running):
        if not same(target, seen.startup, target.predicted):
            yield "running is not startup: somebody's change is not saved"
    elif not same(target, target.startup, target.base):
        yield "somebody saved the change that was not saved when this was planned"


def _stranger(target: Target, identity: Identity) -> Iterator[str]:
    if identity.serial != target.serial:
        yield f"serial {identity.serial} instead of {target.serial}"
    if identity.os_version != target.os_version:
        yield f"version {identity.os_version} instead of {target.os_version}"


def _armed_doubts(target: Target, seen: Seen) -> Iterator[str]:
    yield from _running_doubts(target, seen)
    if not same(target, seen.startup, target.startup):
        yield "startup changed before the confirm"
    yield from around.lost(target, seen, may_lose=(*target.may_lose, *around.meant(target)))


def _running_doubts(target: Target, seen: Seen) -> Iterator[str]:
    yield from _stranger(target, seen.identity)
    if seen.pending is None:
        yield "no revert is armed on the device"
    elif not seen.pending.ours:
        yield f"a commit by {seen.pending.owner} is armed, not ours"
    if not same(target, seen.running, target.predicted):
        yield "the running config is not the predicted one"


def _home_doubts(target: Target, seen: Seen) -> Iterator[str]:
    if seen.pending:
        yield f"a commit by {seen.pending.owner} is still armed"
    if not same(target, seen.running, target.base):
        yield "running is not the base"
    if not same(target, seen.startup, target.startup):
        yield "startup is not what it was"
    yield from around.lost(target, seen, may_lose=())


def _differences(target: Target, one: str, other: str) -> frozenset[_Difference]:
    """What distinguishes two configs, without line numbers."""
    left = canonical(one, target.platform, target.key)
    right = canonical(other, target.platform, target.key)
    if left == right:
        return frozenset()
    found = drift(left, right, target.platform, device=target.name, against=ConfigKind.RUNNING)
    return frozenset(
        (item.kind, item.section, _text(item.running), _text(item.reference))
        for item in found.items
    )


def _text(line: Line | None) -> str | None:
    return line.text if line else None
