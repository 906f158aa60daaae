"""From a capture to a snapshot: proven whole, clean, and without a secret in it; or why not."""

from collections.abc import Awaitable, Callable
from dataclasses import replace

from netops.config.whole import unproven
from netops.errors import Cause, DeviceError
from netops.model.config import Capture, Collected, NotCollected, Snapshot
from netops.model.device import Device
from netops.platforms.registry import platform
from netops.tasks.claims import Claim, Verdict


async def prove(
    capture: Capture,
    claim: Claim,
    *,
    judged: Callable[[Claim], Awaitable[Verdict]],
    last: Callable[[str], str | None],
    reread: Callable[[], Awaitable[str]],
) -> Collected:
    """Believe a capture or say why not; never raises for what the device showed.

    `last` gives the last good canonical text, None at the first capture, for one that is to be
    held against it. A config that lost much since, or that does not say where it ends, is read
    again in the same session (`reread`), and believed when it comes out the same.
    """
    verdict = await judged(claim)
    if verdict.cause is not None:
        return _doubted(capture, verdict.cause, verdict.reason)
    if open_question := _unproven(claim.device, verdict.canonical, last(verdict.canonical)):
        try:
            again = await reread()
        except DeviceError as error:
            return _doubted(capture, error.cause, error.reason)
        second = await judged(replace(claim, text=again))
        if second.canonical != verdict.canonical:
            reason = f"{open_question}, and a second read in the session differs from the first"
            return _doubted(capture, Cause.NOT_WHOLE, reason)
    return _snapshot(capture, verdict.canonical)


def _unproven(device: Device, canonical: str, last: str | None) -> str:
    known = platform(device.platform)
    way = device.transport or next(iter(known.transports))
    return unproven(canonical, known, last=last, way=way)


def _doubted(capture: Capture, cause: Cause, reason: str) -> NotCollected:
    return NotCollected(
        device=capture.device,
        kind=capture.kind,
        cause=cause,
        reason=reason,
        taken=capture.taken,
        raw=capture.text,
    )


def _snapshot(capture: Capture, canonical: str) -> Snapshot:
    return Snapshot(
        device=capture.device,
        kind=capture.kind,
        exact=capture.text,
        canonical=canonical,
        identity=capture.identity,
        taken=capture.taken,
        events=capture.events,
    )
