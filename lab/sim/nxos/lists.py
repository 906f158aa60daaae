"""Entries of access lists, and what a route-map matches.

What it matches is collected: a line adds its values, and `no` takes away its own.
"""

from __future__ import annotations

from ipaddress import IPv4Network
from typing import TYPE_CHECKING

from lab.sim.tree import begins

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lab.sim.tree import Node

# Command reference of the Nexus 9000, `permit (IPv4)`; a number stands for any other.
_PROTOCOLS = frozenset(
    {"ahp", "eigrp", "esp", "gre", "icmp", "igmp", "ip", "nos", "ospf", "pcp", "pim", "tcp", "udp"}
)

COLLECTED = (
    "match ip address prefix-list",
    "match ip next-hop prefix-list",
    "match ipv6 address prefix-list",
    "match as-path",
    "match community",
    "match tag",
)


def is_entry(section: Node, words: Sequence[str]) -> bool:
    """Whether an IPv4 entry says which packets from whom it is about."""
    plain = " ".join(words).removeprefix(words[0] if words[0].isdigit() else "").split()
    if not section.line.startswith("ip access-list") or plain[0] == "remark":
        return True
    protocol, source, *_ = *plain[1:], "", ""
    is_known = protocol in _PROTOCOLS or protocol.isdigit()
    return is_known and (source in {"any", "addrgroup"} or _is_prefix(source))


def _is_prefix(text: str) -> bool:
    try:
        IPv4Network(text, strict=False)
    except ValueError:
        return False
    return True


def collected(section: Node, verb: str, rest: str) -> tuple[str, str] | None:
    """(key, the line that results, empty if none) of such a line; None of any other.

    `verb` is `no` or empty, `rest` the line without it. Playbooks for 9.3 say so; the order
    in which the values are shown is from memory.
    """
    key = next((words for words in COLLECTED if begins(rest, words)), None)
    if key is None or section.mode != "route-map":
        return None
    old, given = section.get(key), rest.removeprefix(key).split()
    before = old.line.removeprefix(key).split() if old else []
    if verb:
        after = [word for word in before if given and word not in given]
    else:
        after = [*before, *(word for word in given if word not in before)]
    return key, " ".join((key, *sorted(after))) if after else ""
