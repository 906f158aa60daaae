"""Evidence that nobody could renew for long: a finding, though nothing on the device is wrong."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime, timedelta

from netops.model.device import Device
from netops.model.finding import Finding, Result, Severity
from netops.rules.fingerprint import fingerprint

STALE = "stale"
# So far two good clocks may be apart.
_CLOCKS = timedelta(minutes=5)


def old(verified: datetime | None, *, now: datetime, after: timedelta) -> bool:
    """Whether a config was last proven whole longer ago than `after`, or never.

    A proof that is still to come was dated by a wrong clock: nobody knows how old it is.
    """
    return verified is None or not -_CLOCKS <= now - verified <= after


def stale(
    devices: Iterable[Device],
    verified: Mapping[str, datetime],
    *,
    now: datetime,
    after: timedelta,
) -> Iterator[Finding]:
    """A finding for each device whose running config was not verified for longer than `after`.

    `verified` is when each was last proven whole, in this run or an earlier one.
    """
    for device in devices:
        last = verified.get(device.name)
        if old(last, now=now, after=after):
            hours = after.total_seconds() / 3600
            when = f"last on {last.astimezone(UTC):%Y-%m-%d at %H:%M} UTC" if last else "never yet"
            yield Finding(
                fingerprint=fingerprint(STALE, device, (), ""),
                rule=STALE,
                title="What is stored of the device is old",
                device=device.name,
                severity=Severity.MEDIUM,
                result=Result.FAIL,
                why=f"Its config was proven whole {when}; it should be every {hours:g} hours.",
                fix="Remove the cause and run `netops backup --failed-only`, or widen stale_after.",
            )
