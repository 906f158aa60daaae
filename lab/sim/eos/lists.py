"""Entries of IPv4 access lists as EOS takes and shows them.

Its manual, "ACLs and Route Maps", `permit (IPv4)` and `permit (Standard)`: an address is `any`, a
`host`, a prefix, or one with a wildcard. That it shows prefixes and hosts only is from memory.
"""

from __future__ import annotations

import re
from ipaddress import IPv4Network

from lab.sim.grammar import Refused
from lab.sim.portnames import EOS

_DOTTED = r"\d+\.\d+\.\d+\.\d+"
_PLACE = rf"(?:any|host {_DOTTED}|{_DOTTED}/\d+|{_DOTTED} {_DOTTED})"
_NAMES = "|".join({name for names in EOS.values() for name in names.values()})
_PORT = rf"(?:\d+|{_NAMES})(?!\S)"
_PORTS = rf"(?: (?:eq|neq)(?: {_PORT})+| (?:gt|lt) {_PORT}| range {_PORT} {_PORT})?"
_PROTOCOLS = "ahp|ahv|eigrp|esp|gre|icmp|igmp|ip|ospf|pim|rsvp|tcp|udp|vrrp"
_MORE = r"(?: (?!any\b|host\b|eq\b)[a-z0-9-]+(?: eq \d+)?)*"
_EXTENDED = re.compile(
    rf"(?:permit|deny) (?:{_PROTOCOLS}|\d{{1,3}}) {_PLACE}{_PORTS} {_PLACE}{_PORTS}{_MORE}"
)
_STANDARD = re.compile(rf"(?:permit|deny) (?:{_PLACE}|{_DOTTED})(?: log)?")
_WILDCARD = re.compile(rf"({_DOTTED}) ({_DOTTED})")
_PREFIX = re.compile(rf"{_DOTTED}/\d+")
_BARE = re.compile(rf"(permit|deny) ({_DOTTED})(?= log|$)")
_SINGLE = 32


def shown(header: str, entry: tuple[str, ...]) -> tuple[str, ...]:
    """The words of an entry as the list shows them; Refused where it is none."""
    number, words = (entry[:1], entry[1:]) if entry[0].isdigit() else ((), entry)
    text = " ".join(words)
    if words[0] == "remark":
        return entry
    form = _STANDARD if header.startswith("ip access-list standard") else _EXTENDED
    if not form.fullmatch(text):
        raise Refused("invalid", 1)
    text = _BARE.sub(r"\1 host \2", text)
    try:
        text = _PREFIX.sub(_shortest, _WILDCARD.sub(_slashed, text))
    except ValueError:
        raise Refused("invalid", 1) from None
    return (*number, *text.split())


def _slashed(found: re.Match[str]) -> str:
    free = int.from_bytes(bytes(map(int, found[2].split("."))))
    length = _SINGLE - free.bit_length()
    is_prefix = free == (1 << free.bit_length()) - 1
    return f"{found[1]}/{length}" if is_prefix else found[0]


def _shortest(found: re.Match[str]) -> str:
    network = IPv4Network(found[0], strict=False)
    if network.prefixlen == _SINGLE:
        return f"host {network.network_address}"
    return str(network) if network.prefixlen else "any"
