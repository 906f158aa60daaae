"""The same config as another hand writes it: the meaning stays."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from mutations.vocabulary import places

if TYPE_CHECKING:
    from random import Random

    from mutations.lines import Line
    from netops.platforms.spec import Platform

_PORT = re.compile(r"\b([A-Z][A-Za-z-]*)(\d+(?:/\d+)*)$")
_RANGES = re.compile(r"(\bvlan )(\d[\d,-]*)$")


def respelled(lines: list[Line], nos: Platform, rng: Random) -> list[Line]:
    """Short interface names, lists without ranges, sections in another order or in two blocks."""
    found = [line.clone() for line in lines]
    # Blocks are split last: the second one may not come before the first.
    for spell in (_short_ports, _single_vlans, _mixed, _split):
        if rng.random() < 0.5:
            spell(found, nos, rng)
    return found


def _short_ports(lines: list[Line], nos: Platform, rng: Random) -> None:
    """`Gi0/1` for `GigabitEthernet0/1`."""
    short: dict[str, list[str]] = {}
    for abbreviated, full in nos.interfaces.items():
        if full.lower().startswith(abbreviated):
            short.setdefault(full, []).append(abbreviated.capitalize())
    for _, line in places(lines):
        found = _PORT.search(line.text)
        if found and found[1] in short and line.text.startswith("interface "):
            line.text = f"{line.text[: found.start()]}{rng.choice(short[found[1]])}{found[2]}"


def _single_vlans(lines: list[Line], _nos: Platform, _rng: Random) -> None:
    """`10,11,12` for `10-12`."""
    for _, line in places(lines):
        if found := _RANGES.search(line.text):
            singles = ",".join(str(n) for part in found[2].split(",") for n in _numbers(part))
            line.text = f"{line.text[: found.start()]}{found[1]}{singles}"


def _numbers(part: str) -> range:
    first, _, last = part.partition("-")
    return range(int(first), int(last or first) + 1)


def _mixed(lines: list[Line], _nos: Platform, rng: Random) -> None:
    """Sections at the top in any order, each at the place of another."""
    spots = [at for at, line in enumerate(lines) if line.children]
    for at, line in zip(spots, rng.sample([lines[at] for at in spots], k=len(spots)), strict=True):
        lines[at] = line


def _split(lines: list[Line], _nos: Platform, rng: Random) -> None:
    """One interface in two blocks."""
    ports = [line for line in lines if line.text.startswith("interface ") and line.children[1:]]
    for line in rng.sample(ports, k=min(len(ports), 1)):
        cut = rng.randrange(1, len(line.children))
        second = type(line)(line.text, line.children[cut:], (), line.close)
        line.children = line.children[:cut]
        lines.append(second)
