"""Who passes an access list: the first entry that is about a new session decides."""

from collections.abc import Sequence
from contextlib import suppress
from ipaddress import IPv4Address, IPv4Network
from typing import NamedTuple

from netops.platforms.ports import NAMED

_TCP = frozenset({"ip", "ipv4", "ipv6", "tcp", "6"})
_ALL = (0, 65535)
# The ports that systems give to their clients.
_CLIENT = (32768, 60999)
# What the first packet of a session never is, and a time of which nobody knows whether it is now.
_NEVER = frozenset({"established", "ack", "fin", "psh", "rst", "urg", "fragments", "time-range"})


class Session(NamedTuple):
    """A new session over TCP: where from, to one of which ports, to which address ("" for any)."""

    source: str
    ports: frozenset[int]
    to: str = ""


def admits(entries: Sequence[str], session: Session) -> bool:
    """Whether the first entry that covers a session permits it; an empty list lets all pass.

    `entries` are `permit`, `deny` and `remark` lines without numbers. An entry that names its
    addresses by a group is taken not to cover the session. Whether a list of remarks alone is an
    empty one no guide says, so it is taken to let nobody pass.
    """
    rules = [one for one in entries if one.startswith(("permit", "deny"))]
    for one in rules:
        if covers(one, session):
            return one.startswith("permit")
    return not entries


def covers(entry: str, session: Session) -> bool:
    """Whether an entry (`permit ...`, `deny ...`) is about a session."""
    words = entry.split()[1:]
    if not words or words[0] not in _TCP:
        # A standard list knows sources only.
        return _behind(words, session.source) is not None
    rest = _behind(words[1:], session.source)
    if rest is None:
        return False
    given, rest = _ports(rest)
    behind = _behind(rest, session.to)
    if behind is None or not any(a <= _CLIENT[0] and _CLIENT[1] <= b for a, b in given):
        return False
    taken, rest = _ports(behind)
    is_taken = any(a <= port <= b for a, b in taken for port in session.ports)
    return is_taken and not _NEVER & set(rest)


def _behind(words: list[str], wanted: str) -> list[str] | None:
    """The words behind an address that covers the wanted one; None where it does not."""
    with suppress(ValueError, IndexError):
        if words[0] == "any":
            return words[1:]
        if words[0] == "host":
            return words[2:] if wanted in {"", words[1]} else None
        network, rest = _network(words)
        address = int(IPv4Address(wanted)) if wanted else network[0]
        return rest if address | network[1] == network[0] | network[1] else None
    return None


def _network(words: list[str]) -> tuple[tuple[int, int], list[str]]:
    """((address, bits that do not count), the words behind them)."""
    if "/" in words[0]:
        prefix = IPv4Network(words[0], strict=False)
        return (int(prefix.network_address), int(prefix.hostmask)), words[1:]
    address = int(IPv4Address(words[0]))
    has_wildcard = len(words) > 1 and words[1].count(".") == 3  # noqa: PLR2004 (a dotted quad)
    wildcard = int(IPv4Address(words[1])) if has_wildcard else 0
    return (address, wildcard), words[2:] if has_wildcard else words[1:]


def _ports(words: list[str]) -> tuple[list[tuple[int, int]], list[str]]:
    """(ports from and to, the words behind them); where none are named all count."""
    verb, *rest = words or [""]
    if verb == "range":
        return [(_port(rest[0]), _port(rest[1]))], rest[2:]
    if verb == "eq":
        more = next((at for at, word in enumerate(rest) if at and not _is_port(word)), len(rest))
        return [(_port(word), _port(word)) for word in rest[:more]], rest[more:]
    if verb == "gt":
        return [(_port(rest[0]) + 1, _ALL[1])], rest[1:]
    if verb == "lt":
        return [(_ALL[0], _port(rest[0]) - 1)], rest[1:]
    if verb == "neq":
        return [(_ALL[0], _port(rest[0]) - 1), (_port(rest[0]) + 1, _ALL[1])], rest[1:]
    return [_ALL], words


def _is_port(word: str) -> bool:
    return word.isdigit() or word in NAMED


def _port(word: str) -> int:
    """The number of a port, one that no session has for a name that nobody here knows."""
    return int(NAMED.get(word, word) if _is_port(word) else -1)
