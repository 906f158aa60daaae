"""How a device writes down what was typed: hashes for passwords, short forms of entries."""

from __future__ import annotations

import hashlib
import re
from typing import TYPE_CHECKING

from lab.sim import portnames
from lab.sim.vlans import vlans

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lab.sim.grammar import Grammar
    from lab.sim.tree import Node

_ALGORITHM = re.compile(r" algorithm-type \w+(?= secret )")
_IOS_PLAIN = re.compile(r"^((?:username .+|enable) secret) (?:0 )?(\S+)$")
_EOS_PLAIN = re.compile(r"^((?:username .+) secret|enable password) (?:0 )?(\S+)$")
_SERVERS = re.compile(r"\s*((?:no\s+)?ip\s+name-server(?:\s+vrf\s+\S+)?)\s+(\d\S*)\s+(\d.*)")
_VLANS = re.compile(r"\s*((?:no\s+)?vlan)\s+(\d+[-,][\d,-]+)\s*$")
_LISTS = frozenset({"acl", "acl-numbered", "acl6"})
# The numbers of standard lists on IOS.
_STANDARD = frozenset(str(number) for number in (*range(1, 100), *range(1300, 2000)))


def aliased(grammar: Grammar, typed: str) -> str:
    """A line by the name under which the device keeps it."""
    verb = next((word for word in ("no ", "default ") if typed.startswith(word)), "")
    bare = typed.removeprefix(verb)
    for old, new in grammar.aliases:
        bare = re.sub(old, new, bare, count=1)
    return verb + bare


def entry(grammar: Grammar, section: Node, words: tuple[str, ...]) -> str:
    """An access list entry as the device shows it."""
    text = " ".join(words)
    if section.mode in _LISTS and words[0] != "remark":
        text = portnames.named(grammar.ports, text)
    if section.mode == "acl6":
        return re.sub(r"\S*:\S*", lambda found: found[0].upper(), text)
    number = section.line.removeprefix("access-list ")
    is_standard = section.line.startswith("ip access-list standard") or number in _STANDARD
    if section.mode in {"acl", "acl-numbered"} and is_standard:
        return re.sub(r"^(permit|deny) host ", r"\1 ", text)
    return text


def line(grammar: Grammar, typed: str) -> str:
    """A line as the device keeps it: a password typed in the clear becomes a hash."""
    is_eos = bool(grammar.banner_end)
    plain = (_EOS_PLAIN if is_eos else _IOS_PLAIN).match(_ALGORITHM.sub("", typed))
    if not plain:
        return typed
    digest = hashlib.sha256(plain[2].encode()).hexdigest()[:16]
    return f"{plain[1]} {'sha512 $6$' if is_eos else '9 $9$'}labSecret{digest}"


def several(raw: str) -> Iterator[str]:
    """The single lines that one line stands for: name servers, VLANs."""
    if found := _SERVERS.match(raw):
        yield from (f"{found[1]} {word}" for word in (found[2], *found[3].split()))
    if found := _VLANS.match(raw):
        yield from (f"{found[1]} {number}" for number in sorted(vlans(found[2])))
