"""From a capture to a snapshot: proven whole, clean, and without a secret in it; or why not."""

from collections.abc import Awaitable, Callable
from dataclasses import replace

from netops.errors import Cause, DeviceError
from netops.model.config import Capture, Collected, NotCollected, Snapshot
from netops.tasks.claims import Claim, Verdict


async def prove(
    capture: Capture,
    claim: Claim,
    *,
    judged: Callable[[Claim], Awaitable[Verdict]],
    reread: Callable[[], Awaitable[str]],
) -> Collected:
    """Believe a capture or say why not; never raises for what the device showed.

    A config that lost much since the last good one, or that does not say where it ends, is read
    again in the same session (`reread`), and believed when it comes out the same.
    """
    verdict = await judged(claim)
    if verdict.cause is not None:
        return _doubted(capture, verdict.cause, verdict.reason)
    if verdict.reason:
        try:
            again = await reread()
        except DeviceError as error:
            return _doubted(capture, error.cause, error.reason)
        second = await judged(replace(claim, text=again))
        if second.canonical != verdict.canonical:
            differs = "and a second read in the session differs from the first"
            return _doubted(capture, Cause.NOT_WHOLE, f"{verdict.reason}, {differs}")
    return _snapshot(capture, verdict.canonical)


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
