"""From a capture to a snapshot: proven whole, clean, and without a secret in it; or why not."""

from collections.abc import Callable

from netops.config.clean import canonical
from netops.config.redact import leaks
from netops.config.whole import doubt, shrunk
from netops.errors import Cause, DeviceError
from netops.model.config import Capture, Collected, NotCollected, Snapshot
from netops.model.device import Device
from netops.platforms.registry import platform
from netops.platforms.spec import Platform


def prove(
    capture: Capture,
    device: Device,
    *,
    last: str | None,
    key: bytes,
    reread: Callable[[], str],
) -> Collected:
    """Believe a capture or say why not; never raises for what the device showed.

    `last` is the last good canonical text. A config that lost much since is read again in the
    same session (`reread`), and believed when it comes out the same.
    """
    known = platform(device.platform)
    try:
        believed = _confirmed(capture, known, last=last, reread=reread)
    except DeviceError as error:
        return _doubted(capture, error.cause, error.reason)
    last_seen = None if believed else last
    found = doubt(capture.text, known, last=last_seen, device=device, identity=capture.identity)
    if found is not None:
        return _doubted(capture, *found)
    clean = canonical(capture.text, known, key)
    if suspects := leaks(clean, known):
        numbers = ", ".join(str(line.number) for line in suspects[:5])
        reason = f"line {numbers} of the cleaned config looks like a secret that no rule masks"
        return _doubted(capture, Cause.LEAK, reason)
    return _snapshot(capture, clean)


def _confirmed(
    capture: Capture, known: Platform, *, last: str | None, reread: Callable[[], str]
) -> bool:
    """Whether a second read settled the doubt about a config that shrank."""
    if last is None or not shrunk(capture.text, last, known):
        return False
    return _lasting(reread(), known) == _lasting(capture.text, known)


def _lasting(text: str, known: Platform) -> str:
    """The text without the lines that change by themselves, secrets masked with no lasting key."""
    return canonical(text, known, b"comparison only")


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
