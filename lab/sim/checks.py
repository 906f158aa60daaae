"""What a device refuses although it understands the words."""

from __future__ import annotations

import re
from ipaddress import IPv4Interface
from typing import TYPE_CHECKING

from lab.sim.tree import begins

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lab.sim.grammar import Grammar, Match
    from lab.sim.tree import Node

_NEEDS_PEER = re.compile(r"neighbor (\S+) (?!remote-as|peer.group|activate)")
_PHYSICAL = re.compile(r"(Fast|Gigabit|TenGigabit)?Ethernet[0-9/]+$|Management")


def complaint(grammar: Grammar, root: Node, section: Node, line: str) -> str:
    """What the device says to this line here; nothing if it takes it."""
    if line.startswith("router bgp "):
        return _other_bgp(root, line)
    if section.mode == "interface" and line.startswith("ip address "):
        return _second_first(section, line) or _overlap(root, section, line)
    if line.startswith("ip prefix-list ") and " seq " in line:
        return _entered_before(section, line)
    if section.mode == "bgp" and (peer := _NEEDS_PEER.match(line)):
        known = any(begins(c.line, f"neighbor {peer[1]}") for c in section.children)
        return (
            ""
            if known or grammar.banner_end
            else "% Specify remote-as or peer-group commands first"
        )
    return ""


def removal_complaint(grammar: Grammar, section: Node, found: Match) -> str:
    """What the device says to `no` before this line; nothing if it takes it."""
    is_whole = found.rule.opens == "interface" and not section.mode
    if is_whole and not grammar.banner_end and _PHYSICAL.match(found.words[-1]):
        return "% Removal of physical interfaces is not permitted"
    return ""


def _other_bgp(root: Node, line: str) -> str:
    running = next(root.starting("router bgp"), None)
    if running and running.line != line:
        return f"BGP is already running; AS is {running.line.split()[-1]}"
    return ""


def _second_first(section: Node, line: str) -> str:
    has_primary = any(
        _address(child.line) and not child.line.endswith(" secondary")
        for child in section.starting("ip address")
    )
    # From memory.
    is_early = line.endswith(" secondary") and not has_primary
    return "% Primary address must be configured first" if is_early else ""


def _entered_before(section: Node, line: str) -> str:
    """What is said to an entry that the list has under another number (IOS; from memory)."""
    name, number, entry = _parts(line)
    for other in section.starting(f"ip prefix-list {name} seq"):
        if _parts(other.line)[2] == entry and _parts(other.line)[1] != number:
            return f"% Insertion failed - prefix-list entry exists: {other.line.split(' ', 3)[3]}"
    return ""


def _parts(line: str) -> tuple[str, str, str]:
    """Name, number and entry of `ip prefix-list NAME seq NUMBER ENTRY`."""
    _, _, name, _, number, entry = line.split(maxsplit=5)
    return name, number, entry


def _overlap(root: Node, section: Node, line: str) -> str:
    mine = _address(line)
    if mine is None:
        return ""
    for name, other in _addresses(root, _vrf(section)):
        if name != section.line and other.network.overlaps(mine.network):
            return f"% {mine.network.network_address} overlaps with {name.split()[-1]}"
    return ""


def _addresses(root: Node, vrf: str) -> Iterator[tuple[str, IPv4Interface]]:
    for section in root.starting("interface"):
        if _vrf(section) == vrf:
            for child in section.starting("ip address"):
                if address := _address(child.line):
                    yield section.line, address


def _address(line: str) -> IPv4Interface | None:
    words = [word for word in line.split()[2:] if word[0].isdigit()]
    return IPv4Interface("/".join(words)) if words else None


def _vrf(section: Node) -> str:
    return next((c.line.split()[-1] for c in section.children if re.match(r"vrf ", c.line)), "")
