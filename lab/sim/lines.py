"""What a device takes of configuration lines: all of them, unless a fault eats at line k."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from lab.sim.device import Chassis
    from lab.sim.faults import Active

# What is typed among configuration lines and configures nothing, in all the lab's languages;
# `file prompt quiet` is what drivers type on IOS before a change and after it.
_COUNTS_NOT = re.compile(
    r"\s*((?:!|#|/\*|do |show |run |commit|abort|rollback).*"
    r"|end|exit|quit|top|up|.*\{|\}|(?:no )?file prompt quiet|)\s*"
)
_LINE_FAULTS = ("refuse-line", "ignore-line", "halve-line", "lose-lines")


@dataclass(frozen=True, slots=True)
class Offer:
    """What a device takes of a line; `said` is what it says instead of taking it."""

    line: str
    said: str | None = None


def counts(line: str) -> bool:
    """Whether a line configures something."""
    return _COUNTS_NOT.fullmatch(line) is None


def offered(device: Chassis, lines: Sequence[str]) -> list[Offer]:
    """What a device takes of a whole load."""
    offers = [Offer(line) for line in lines]
    counted = [at for at, line in enumerate(lines) if counts(line)]
    for active in _active(device):
        wanted = int(active.settings["line"])
        for number, at in enumerate(counted, 1):
            if _hits(active, number, min(wanted or len(counted), len(counted))):
                offers[at] = _struck(active, offers[at])
    return offers


def typed(device: Chassis, line: str, number: int) -> Offer:
    """What a device takes of the line that somebody types as number `number`, from 1."""
    offer = Offer(line)
    for active in _active(device):
        if _hits(active, number, int(active.settings["line"]) or number):
            offer = _struck(active, offer)
    return offer


def taken(offers: Iterable[Offer]) -> list[str]:
    """The lines that arrive."""
    return [offer.line for offer in offers if offer.said is None]


def complaints(offers: Iterable[Offer]) -> list[Offer]:
    """The lines that are refused in words."""
    return [offer for offer in offers if offer.said]


def _active(device: Chassis) -> list[Active]:
    return [active for active in device.faults.values() if active.does in _LINE_FAULTS]


def _hits(active: Active, number: int, wanted: int) -> bool:
    return number >= wanted if active.does == "lose-lines" else number == wanted


def _struck(active: Active, offer: Offer) -> Offer:
    if active.does == "halve-line":
        return replace(offer, line=_halved(offer.line))
    return replace(offer, said=active.says(offer.line))


def _halved(line: str) -> str:
    """Half of the last word, as when an input buffer overflows; a closing `;` stays."""
    body, end = (line[:-1], ";") if line.endswith(";") else (line, "")
    head, blank, word = body.rstrip().rpartition(" ")
    return f"{head}{blank}{word[: (len(word) + 1) // 2]}{end}"
