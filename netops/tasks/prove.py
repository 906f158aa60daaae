"""From a capture to a snapshot: proven whole, clean, and without a secret in it; or why not."""

from collections.abc import Awaitable, Callable

from netops.config.clean import Cleaned, canonical, cleaned
from netops.config.listing import listing, stable
from netops.config.whole import doubt, unproven
from netops.errors import Cause, DeviceError
from netops.model.config import Capture, Collected, NotCollected, Snapshot
from netops.model.device import Device
from netops.platforms.registry import platform

_NAMED = 5


async def prove(
    capture: Capture,
    device: Device,
    *,
    last: str | None,
    key: bytes,
    reread: Callable[[], Awaitable[str]],
    harmless: tuple[str, ...] = (),
) -> Collected:
    """Believe a capture or say why not; never raises for what the device showed.

    `last` is the last good canonical text. A config that lost much since, or that does not say
    where it ends, is read again in the same session (`reread`), and believed when it comes out
    the same. `harmless` are the patterns of lines that only look like a secret (see `leaks`).
    """
    known = platform(device.platform)
    seen = stable(listing(capture.text, known))
    if found := doubt(seen, device=device, identity=capture.identity):
        return _doubted(capture, *found)
    clean = cleaned(seen, key, harmless)
    if clean.suspects:
        return _doubted(capture, Cause.LEAK, _held(clean))
    way = device.transport or next(iter(known.transports))
    open_question = unproven(clean.text, known, last=last, way=way)
    if open_question:
        try:
            again = await reread()
        except DeviceError as error:
            return _doubted(capture, error.cause, error.reason)
        if canonical(again, known, key) != clean.text:
            reason = f"{open_question}, and a second read in the session differs from the first"
            return _doubted(capture, Cause.NOT_WHOLE, reason)
    return _snapshot(capture, clean.text)


def _held(clean: Cleaned) -> str:
    """What to do about lines that look like a secret, without a word of them."""
    named = ", ".join(str(number) for number in clean.suspects[:_NAMED])
    more = f" and {len(clean.suspects) - _NAMED} more" if len(clean.suspects) > _NAMED else ""
    lines = "line" if len(clean.suspects) == 1 else "lines"
    return (
        f"{lines} {named}{more} of the config as the device shows it may hold a secret that no "
        "rule masks; if not, say so with a reason in inventory/not-secret.yaml, else the "
        "platform needs a rule for it"
    )


def _doubted(capture: Capture, cause: Cause, reason: str) -> NotCollected:
    return NotCollected(
        device=capture.device,
        kind=capture.kind,
        cause=cause,
        reason=reason,
        taken=capture.taken,
        raw=capture.text,
    )


def _snapshot(capture: Capture, clean: str) -> Snapshot:
    return Snapshot(
        device=capture.device,
        kind=capture.kind,
        exact=capture.text,
        canonical=clean,
        identity=capture.identity,
        taken=capture.taken,
        events=capture.events,
    )
