"""Is a captured text the whole config of the device we meant? Doubt is a value with a reason."""

import re

from netops.config.tree import Row, rows
from netops.errors import Cause
from netops.model.device import Device, Identity
from netops.platforms.spec import Platform

SHRUNK = "lines fewer than the last good config"
_KEPT = 0.7

Doubt = tuple[Cause, str]


def doubt(
    text: str, platform: Platform, *, last: str | None, device: Device, identity: Identity
) -> Doubt | None:
    """Return why the text is not believed, None when it is proven whole.

    `last` is the last good canonical text, None at the first capture: a text that lost 30 % of
    its lines is doubted (see `shrunk`), and the collector reads once more before it believes it.
    """
    lines = tuple(row for row in rows(text, platform) if not row.is_volatile)
    return (
        _incomplete(lines, platform)
        or _stranger(lines, platform, device, identity)
        or (_too_short(lines, last) if last is not None else None)
    )


def shrunk(text: str, last: str, platform: Platform) -> bool:
    """Whether more than 30 % of the lines of `last` are gone; a second equal read settles it."""
    lines = tuple(row for row in rows(text, platform) if not row.is_volatile)
    return _too_short(lines, last) is not None


def _incomplete(lines: tuple[Row, ...], platform: Platform) -> Doubt | None:
    if not lines:
        return Cause.NOT_WHOLE, "the device showed an empty config"
    if refusal := _refusal(lines, platform):
        return refusal
    end = re.compile(platform.capture.end)
    if not end.fullmatch(lines[-1].raw) or lines[-1].body:
        return Cause.NOT_WHOLE, f"the config does not end with `{platform.capture.end}`: cut short"
    early = next((row for row in lines[:-1] if end.fullmatch(row.raw)), None)
    if early:
        return Cause.NOT_WHOLE, f"line {early.number} ends the config and more follows"
    return None


def _refusal(lines: tuple[Row, ...], platform: Platform) -> Doubt | None:
    errors = re.compile("|".join(f"(?:{pattern})" for pattern in platform.capture.errors))
    for row in lines:
        if errors.fullmatch(row.text):
            return Cause.REFUSED, f"line {row.number} is an error message, not a config line"
    return None


def _stranger(
    lines: tuple[Row, ...], platform: Platform, device: Device, identity: Identity
) -> Doubt | None:
    if device.serial and identity.serial and device.serial != identity.serial:
        return Cause.WRONG_DEVICE, (
            f"serial {identity.serial} answers where the inventory has {device.serial}"
        )
    named = re.compile(platform.capture.hostname)
    found = next((m[1] for row in lines if not row.indent and (m := named.fullmatch(row.text))), "")
    if not found:
        return Cause.NOT_WHOLE, "the config names no hostname"
    if _short(found) != _short(identity.hostname):
        return Cause.WRONG_DEVICE, f"the config of {found} came from {identity.hostname}"
    if not device.serial and _short(found) != _short(device.name):
        return Cause.WRONG_DEVICE, f"{found} answers where the inventory has {device.name}"
    return None


def _short(name: str) -> str:
    return name.strip('"').split(".")[0].lower()


def _too_short(lines: tuple[Row, ...], last: str) -> Doubt | None:
    now = sum(1 + len(row.body) for row in lines)
    before = sum(1 for line in last.splitlines() if line.strip())
    if now >= before * _KEPT:
        return None
    return Cause.NOT_WHOLE, f"{before - now} of {before} {SHRUNK}; read again to believe it"
