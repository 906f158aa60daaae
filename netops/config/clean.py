"""The canonical text of a config: what goes to git, diffs, findings and logs."""

from collections.abc import Mapping
from dataclasses import dataclass

from netops.config.leaks import looks_secret
from netops.config.listing import Listing, listing, stable
from netops.config.redact import mask
from netops.config.spots import marked
from netops.platforms.spec import Platform


@dataclass(frozen=True, slots=True)
class Cleaned:
    """A canonical text; `suspects` are lines that still look like they hold a secret.

    Their numbers count in the text as the device showed it.
    """

    text: str
    suspects: tuple[int, ...]


def canonical(text: str, platform: Platform, key: bytes) -> str:
    """Leave out volatile and blank lines, put keyed digests in place of secrets.

    The result ends with one newline ("" for a text without lines). Canonical text stays as it
    is when cleaned again. `key` is the HMAC key of this installation.
    """
    return cleaned(stable(listing(text, platform)), key).text


def cleaned(given: Listing, key: bytes, harmless: tuple[str, ...] = ()) -> Cleaned:
    """The canonical text of a listing, and the second look at it (see `leaks`) in one go."""
    platform = given.platform
    shown: dict[int, str] = {}
    suspects: list[int] = []
    for line in marked(given):
        masked = shown[line.number] = mask(line, platform, key)
        if line.number in given.shady and looks_secret(line, masked, platform, harmless):
            suspects.append(line.number)
    return Cleaned(_text(given, shown), tuple(suspects))


def clear(text: str, platform: Platform) -> str:
    """The same lines with their secrets in clear: never for a page, a finding or a log."""
    return _text(stable(listing(text, platform)), {})


def _text(given: Listing, shown: Mapping[int, str]) -> str:
    """The lines of a listing, some of them as `shown` has them by number."""
    lines: list[str] = []
    for row in given.rows:
        lines.append(shown.get(row.number, row.raw))
        if row.body:
            below = enumerate(row.body, start=row.number + 1)
            lines += (shown.get(number, line) for number, line in below)
    return "".join([f"{line}\n" for line in lines])
