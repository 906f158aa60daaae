"""Secrets out of a text.

A digest is HMAC-SHA256 of the secret's value, cut to 16 hex digits: the same password shows as
the same digest, and nobody can try words without the key. A value in a code that anybody can read
back is read first, so a new salt alone does not show. Where a device shows the same secret in
another way each time, no digest would last: the mask is the word `<secret>`.
"""

import hmac
import re

from netops.config.encodings import dollar9, type7
from netops.config.listing import listing
from netops.config.spots import Marked, Spot, marked
from netops.platforms.spec import Platform

RESALTED = "<secret>"
DIGEST = re.compile(r"<secret:[0-9a-f]{16}>")
REFERENCE = re.compile(rf"{DIGEST.pattern}|<env:[A-Za-z_][A-Za-z0-9_]*>|{RESALTED}")

_TYPE7_FOLLOWS = (" 7", " encrypted", "key-string password")


def redact(text: str, platform: Platform, key: bytes) -> str:
    """Replace every secret by its digest and keep all else, line by line; idempotent.

    Also for diffs and lists of commands.
    """
    lines = text.replace("\r\n", "\n").split("\n")
    for line in marked(listing(text, platform)):
        at = line.number - 1
        lines[at] = mask(line, platform, key) + lines[at][len(line.text) :]
    return "\n".join(lines)


def mask(line: Marked, platform: Platform, key: bytes) -> str:
    """The line with its secrets masked."""
    text = line.text
    for spot in reversed(line.spots):
        if line.text[spot.start : spot.end] != RESALTED:
            text = text[: spot.start] + _masked(line.text, spot, platform, key) + text[spot.end :]
    return text


def digest(secret: str, key: bytes, *, encoding: str = "") -> str:
    """`<secret:` and 16 hex digits; `encoding` is how the value is written (see `encoding`)."""
    bare = secret.strip('"')
    plain = {"type 7": type7, "$9$": dollar9}[encoding](bare) if encoding else None
    value = bare if plain is None else plain
    return f"<secret:{hmac.digest(key, value.encode(), 'sha256').hex()[:16]}>"


def encoding(text: str, spot: Spot, platform: Platform) -> str:
    """How the value at a spot is written: a name in `Platform.encoding`, "" for as it stands."""
    if platform.encoding != "type 7":
        return platform.encoding
    # IOS says it in the word before (`7`) and behind an NTP key, XR in words.
    before = text[: spot.start].rstrip()
    is_ntp = text.lstrip().startswith("ntp authentication-key")
    after = text[spot.end :].split(None, 1)[:1] if is_ntp else []
    return "type 7" if before.endswith(_TYPE7_FOLLOWS) or after == ["7"] else ""


def _masked(text: str, spot: Spot, platform: Platform, key: bytes) -> str:
    if spot.resalted:
        return RESALTED
    return digest(text[spot.start : spot.end], key, encoding=encoding(text, spot, platform))
