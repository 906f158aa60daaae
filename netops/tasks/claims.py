"""Whether a captured text is believed: the part of a proof that is only thinking.

It is done in the run's own process or in one beside it (see `prover`), so that what goes in and
comes out is plain values.
"""

from dataclasses import dataclass, field

from netops.config.clean import Cleaned, cleaned
from netops.config.listing import listing, stable
from netops.config.whole import doubt
from netops.errors import Cause
from netops.model.device import Device, Identity
from netops.platforms.registry import platform

_NAMED = 5


@dataclass(frozen=True, slots=True)
class Claim:
    """A text that may be a device's config.

    `harmless` are the patterns of lines that only look like a secret (see `leaks`).
    """

    text: str = field(repr=False)
    device: Device
    identity: Identity
    key: bytes = field(repr=False)
    harmless: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Verdict:
    """The canonical text, or what speaks against it."""

    canonical: str = field(default="", repr=False)
    cause: Cause | None = None
    reason: str = ""


def judged(claim: Claim) -> Verdict:
    """Judge one text; never raises for what the device showed."""
    device, known = claim.device, platform(claim.device.platform)
    seen = stable(listing(claim.text, known))
    if found := doubt(seen, device=device, identity=claim.identity):
        return Verdict("", *found)
    clean = cleaned(seen, claim.key, claim.harmless)
    if clean.suspects:
        return Verdict("", Cause.LEAK, _held(clean))
    return Verdict(clean.text)


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
