"""Which packet passes a list on the port where it comes in: the first SYN of a new session.

As the configuration guides of IOS, EOS, NX-OS and IOS XR on access lists have it: the first entry
that fits decides, an entry fits by protocol, source, its port, destination, its port and flags,
what no entry fits is dropped, and a list without entries drops nothing.
"""

from __future__ import annotations

import re
from ipaddress import IPv4Address, IPv4Interface, IPv4Network
from typing import TYPE_CHECKING

from lab.sim.portnames import NUMBERS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lab.sim.tree import Node

_DOTTED = r"\d+\.\d+\.\d+\.\d+"
_PLACE = rf"any|host {_DOTTED}|{_DOTTED}/\d+|{_DOTTED} {_DOTTED}"
_ENTRY = re.compile(
    rf"(?:ip|ipv4|tcp|6) (?P<source>{_PLACE})(?P<sent> (?:eq|gt|lt|neq) \S+| range \S+ \S+)?"
    rf" (?P<target>{_PLACE})(?P<port> eq(?: (?!log)\S+)+| (?:gt|lt|neq) \S+| range \S+ \S+)?"
    r"(?P<rest>.*)"
)
_STANDARD = re.compile(rf"(?P<source>{_PLACE}|{_DOTTED})(?: log)?")
_ADDRESS = re.compile(rf"ip(?:v4)? address ({_DOTTED})(?:/(\d+)| ({_DOTTED}))?")
_FILTER = re.compile(r"ip(?:v4)? access-group (\S+) (?:in|ingress)")
_NUMBERS = {**NUMBERS, "ssh": 22, "https": 443}
_EPHEMERAL = 49152


def comes_in(root: Node, source: str, port: int) -> bool:
    """Whether the port that `source` is next to lets a session to one of its TCP ports in."""
    for section in root.starting("interface"):
        lists = [found[1] for line in section.children if (found := _FILTER.fullmatch(line.line))]
        home = _home(section, source) if lists else ""
        if home and not all(_passes(root, name, source, home, port) for name in lists):
            return False
    return True


def _home(section: Node, source: str) -> str:
    """The address of the interface whose network the source is in."""
    for line in section.children:
        if found := _ADDRESS.match(line.line):
            here = IPv4Interface(f"{found[1]}/{found[2] or found[3] or 32}")
            if IPv4Address(source) in here.network:
                return str(here.ip)
    return ""


def _passes(root: Node, name: str, source: str, target: str, port: int) -> bool:
    entries = list(_entries(root, name))
    verdicts = (e.startswith("permit") for e in entries if _fits(e, source, target, port))
    return next(verdicts, not entries)


def _entries(root: Node, name: str) -> Iterator[str]:
    for section in root.children:
        words = section.line.split()
        if words[-1] == name and words[-2:-1] != ["access-group"] and "access-list" in words:
            lines = (re.sub(r"^\d+ ", "", child.line) for child in section.children)
            yield from (line for line in lines if line.startswith(("permit ", "deny ")))


def _fits(entry: str, source: str, target: str, port: int) -> bool:
    said = entry.partition(" ")[2]
    if standard := _STANDARD.fullmatch(said):
        return _is_in(source, standard["source"])
    found = _ENTRY.fullmatch(said)
    return (
        found is not None
        and _is_in(source, found["source"])
        and _is_in(target, found["target"])
        and _is_asked(_EPHEMERAL, found["sent"])
        and _is_asked(port, found["port"])
        and not re.search(r"established|ack|rst|fragments", found["rest"])
    )


def _is_in(address: str, place: str) -> bool:
    words = place.removeprefix("host ").split()
    if words in (["any"], [address]):
        return True
    if "/" in words[0]:
        return IPv4Address(address) in IPv4Network(words[0], strict=False)
    free = int(IPv4Address(words[1])) if len(words) > 1 else 0
    return (int(IPv4Address(words[0])) ^ int(IPv4Address(address))) & ~free == 0


def _is_asked(port: int, said: str | None) -> bool:
    verb, *names = (said or "").split() or [""]
    numbers = [int(one) if one.isdigit() else _NUMBERS.get(one, 0) for one in names]
    if verb == "range":
        return numbers[0] <= port <= numbers[1]
    if verb in {"gt", "lt"}:
        return port > numbers[0] if verb == "gt" else port < numbers[0]
    return not verb or (port in numbers) is (verb == "eq")
