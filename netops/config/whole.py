"""Is a captured text the whole config of the device we meant? Doubt is a value with a reason."""

import re
from collections.abc import Iterable

from netops.config.listing import Listing
from netops.config.spots import Parents
from netops.config.tree import Row, any_of
from netops.errors import Cause
from netops.model.device import Device, Identity
from netops.platforms.spec import Platform

SHRUNK = "lines fewer than the last good config"
_KEPT = 0.7

Doubt = tuple[Cause, str]


def doubt(given: Listing, *, device: Device, identity: Identity) -> Doubt | None:
    """Return why a stable listing is not believed, None when nothing speaks against it."""
    return _incomplete(given.rows, given.platform) or _stranger(given, device, identity)


def unproven(canonical: str, platform: Platform, *, last: str | None, way: str) -> str:
    """Return why a second, equal read must settle that a text is whole, "" when it need not.

    `canonical` is the clean text and `last` the last good one, None at the first capture: a text
    that did not change since is whole, and one that lost 30 % of its lines is doubted. `way` is
    the transport that it came by.
    """
    if canonical == last:
        return ""
    if not platform.capture.end and way not in platform.capture.framed:
        return "nothing in the config says where it ends"
    before, now = (last or "").count("\n"), canonical.count("\n")
    if now >= before * _KEPT:
        return ""
    return f"{before - now} of {before} {SHRUNK}"


def _incomplete(lines: tuple[Row, ...], platform: Platform) -> Doubt | None:
    if not lines:
        return Cause.NOT_WHOLE, "the device showed an empty config"
    if refusal := _refusal(lines, platform):
        return refusal
    if platform.capture.braces and (unclosed := _unclosed(lines)):
        return Cause.NOT_WHOLE, unclosed
    if landmark := _lacking(lines, platform.capture.landmarks):
        return Cause.NOT_WHOLE, f"the config has no line `{landmark}`: cut short"
    return _not_ended(lines, platform.capture.end) if platform.capture.end else None


def _lacking(lines: tuple[Row, ...], landmarks: Iterable[str]) -> str:
    """The first landmark that no top-level line is, "" when all are there."""
    for landmark in landmarks:
        is_it = re.compile(landmark).fullmatch
        if not any(is_it(row.text) for row in reversed(lines) if not row.indent):
            return landmark
    return ""


def _not_ended(lines: tuple[Row, ...], pattern: str) -> Doubt | None:
    end = re.compile(pattern)
    if not end.fullmatch(lines[-1].raw) or lines[-1].body:
        return Cause.NOT_WHOLE, f"the config does not end with `{pattern}`: cut short"
    ends = (row for row in lines[:-1] if not row.indent and end.fullmatch(row.raw))
    early = next(ends, None)
    if early:
        return Cause.NOT_WHOLE, f"line {early.number} ends the config and more follows"
    return None


def _unclosed(lines: tuple[Row, ...]) -> str:
    """Why the braces of a text do not match, "" when they do."""
    opened: list[Row] = []
    for row in lines:
        if row.is_comment or row.opaque:
            continue
        if row.text.endswith("{"):
            opened.append(row)
        elif row.text == "}":
            if not opened:
                return f"line {row.number} closes a section that no line opens"
            opened.pop()
    return f"the section of line {opened[-1].number} is not closed: cut short" if opened else ""


def _refusal(lines: tuple[Row, ...], platform: Platform) -> Doubt | None:
    errors = any_of(platform.capture.errors)
    for row in lines:
        if errors(row.text):
            return Cause.REFUSED, f"line {row.number} is an error message, not a config line"
    return None


def _stranger(given: Listing, device: Device, identity: Identity) -> Doubt | None:
    if device.serial and identity.serial and device.serial != identity.serial:
        return Cause.WRONG_DEVICE, (
            f"serial {identity.serial} answers where the inventory has {device.serial}"
        )
    found = _name(given, identity.hostname)
    if not found:
        return Cause.NOT_WHOLE, "the config names no hostname"
    if not _same(found, identity.hostname):
        return Cause.WRONG_DEVICE, f"the config of {found} came from {identity.hostname}"
    # A device that tells no serial is known by its name alone.
    is_proven = bool(device.serial and identity.serial)
    names = () if is_proven else (found, identity.hostname)
    for name in names:
        if not _same(name, device.name):
            return Cause.WRONG_DEVICE, f"{name} answers where the inventory has {device.name}"
    return None


def _name(given: Listing, expected: str) -> str:
    """The configured hostname, "" if there is none; of several the expected one."""
    facts = given.platform.capture
    named = re.compile(facts.hostname).fullmatch
    parents = Parents(given.rows)
    names = [
        found[1]
        for at, row in enumerate(given.rows)
        if (facts.named_in or not row.indent)
        and (found := named(row.text))
        and (not facts.named_in or parents.innermost(at) == facts.named_in)
    ]
    same = (name for name in names if _same(name, expected))
    return next(same, names[0] if names else "")


def _same(one: str, other: str) -> bool:
    """Whether two names are of one device: whole, or without a domain where one of them has none.

    >>> _same("sw1.berlin", "SW1"), _same("sw1.berlin", "sw1.paris")
    (True, False)
    """
    names = [name.strip('"').rstrip(".").lower() for name in (one, other)]
    if not all("." in name for name in names):
        names = [name.partition(".")[0] for name in names]
    return names[0] == names[1]
