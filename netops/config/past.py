"""The canonical text of a config that another tool kept, whatever the device was then.

The inventory says what a device is today. A router that replaced one of another vendor kept its
name, and the rules of today know nothing of where the old one kept its secrets.
"""

import re
from functools import lru_cache

from netops.config.clean import cleaned, clear
from netops.config.foreign import own_text, remarks
from netops.config.leaks import leaks
from netops.config.listing import listing, stable
from netops.config.redact import RESALTED, digest, redact
from netops.config.spots import marked
from netops.platforms.registry import PLATFORMS
from netops.platforms.spec import Platform


def past_text(kept: str, today: Platform, key: bytes) -> str | None:
    """The canonical text of a kept one, None where it may still hold a secret.

    Masked and looked through as the one platform whose signs it bears; one with the signs of none,
    or of several, by the rules of all of them, so that more is masked than need be. `today` is
    what the device is now.
    """
    kept = kept.replace("\r\n", "\n")
    writers = _writers(kept, today)
    given = own_text(kept, writers[0])
    if len(writers) == 1:
        clean = cleaned(stable(listing(given, writers[0])), key)
        text, hides = clean.text, bool(clean.suspects)
    else:
        text = _masked(clear(given, today), writers, key)
        hides = any(leaks(text, one) for one in writers)
    return None if hides or any(_hides(text, one, key) for one in writers) else text


def _writers(text: str, today: Platform) -> tuple[Platform, ...]:
    """The platforms that a text may be of."""
    signed = tuple(one for one in PLATFORMS.values() if _signs(one).search(text))
    if len(signed) == 1:
        return signed
    return (today, *(one for one in PLATFORMS.values() if one is not today))


@lru_cache(maxsize=32)
def _signs(platform: Platform) -> re.Pattern[str]:
    return re.compile(rf"^(?:{'|'.join(platform.signs)}) *$", re.MULTILINE)


def _masked(text: str, writers: tuple[Platform, ...], key: bytes) -> str:
    """The text without what any of the platforms takes for a secret.

    All of them look at the text as it is: behind a digest, or a word that is none, a rule would
    not find its own.
    """
    spans: dict[int, list[tuple[int, int]]] = {}
    for one in writers:
        for line in marked(listing(text, one)):
            spans.setdefault(line.number, []).extend((spot.start, spot.end) for spot in line.spots)
    lines = text.split("\n")
    for number, found in spans.items():
        shown = lines[number - 1]
        for start, end in reversed(_merged(found)):
            word = shown[start:end]
            mask = RESALTED if RESALTED in word else digest(word, key)
            shown = shown[:start] + mask + shown[end:]
        lines[number - 1] = shown
    return "\n".join(lines)


def _merged(spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The same stretches of a line in their order, those that overlap as one."""
    merged: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if merged and start < merged[-1][1]:
            first, last = merged.pop()
            merged.append((first, max(last, end)))
        else:
            merged.append((start, end))
    return merged


def _hides(text: str, platform: Platform, key: bytes) -> bool:
    """Whether a comment holds a secret: ours never do, a line that they left out may."""
    said = remarks(text, platform)
    return redact(said, platform, key) != said or bool(leaks(said, platform))
