"""The canonical text of a config that another tool kept, whatever the device was then.

The inventory says what a device is today. A router that replaced one of another vendor kept its
name, and the rules of today know nothing of where the old one kept its secrets.
"""

import re
from functools import lru_cache

from netops.config.clean import cleaned
from netops.config.foreign import own_text, remarks
from netops.config.leaks import leaks
from netops.config.listing import listing, stable
from netops.config.redact import redact
from netops.platforms.registry import PLATFORMS
from netops.platforms.spec import Platform


def past_text(kept: str, key: bytes) -> str | None:
    """The canonical text of a kept one, None where it may still hold a secret.

    It is masked as the one platform whose signs it bears. Where it has the signs of none, or of
    several, nobody knows which words of it are secret: of the lines of vendors that we do not know
    every second one slips through all of our rules.
    """
    kept = kept.replace("\r\n", "\n")
    writers = [one for one in PLATFORMS.values() if _signs(one).search(kept)]
    if len(writers) != 1:
        return None
    (platform,) = writers
    clean = cleaned(stable(listing(own_text(kept, platform), platform)), key)
    return None if clean.suspects or _hides(clean.text, platform, key) else clean.text


@lru_cache(maxsize=32)
def _signs(platform: Platform) -> re.Pattern[str]:
    return re.compile(rf"^(?:{'|'.join(platform.signs)}) *$", re.MULTILINE)


def _hides(text: str, platform: Platform, key: bytes) -> bool:
    """Whether a comment holds a secret: ours never do, a line that they left out may."""
    said = remarks(text, platform)
    return redact(said, platform, key) != said or bool(leaks(said, platform))
