"""How IOS-XR writes down what was typed: masks for prefix lengths, hashes for passwords."""

from __future__ import annotations

import hashlib
import re
from ipaddress import IPv4Interface, IPv6Interface
from typing import TYPE_CHECKING

from lab.sim.grammar import interface_name

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lab.sim.tree import Node

_STEP = 10
_PREFIX = re.compile(r"^((?:no )?ipv4 addr\w*) (\d+\.\d+\.\d+\.\d+/\d+)(.*)$")
_PREFIX6 = re.compile(r"^((?:no )?ipv6 address) ([\da-fA-F:]+/\d+)(.*)$")
_ENTRY = re.compile(r"^(?:permit|deny|remark) ")
_NAMED = re.compile(r"^(no route-policy [^\s(]+)\([^)]*\)$")
_BUNDLE = re.compile(r"\b((?:interface|source) )be(?=\d)", re.IGNORECASE)
# In the sections named first, a secret in the clear turns into what the template says.
_IN_THE_CLEAR = (
    ("username", r"^secret (?:0 )?(\S+)$", "secret 10 $6${0}"),
    ("username", r"^password (?:0 )?(\S+)$", "password 7 {0}"),
    ("tacacs-host", r"^key (?:0 )?(\S+)$", "key 7 {0}"),
    ("bgp-neighbor", r"^password (?:clear )?(\S+)$", "password encrypted {0}"),
    ("ntp", r"^(authentication-key \d+ md5) (?:clear )?(\S+)$", "{1} encrypted {0}"),
    ("ospf-area", r"^(message-digest-key \d+ md5) (?:clear )?(\S+)$", "{1} encrypted {0}"),
    ("ospf-interface", r"^(message-digest-key \d+ md5) (?:clear )?(\S+)$", "{1} encrypted {0}"),
)


def spelled(section: Node, line: str, interfaces: Sequence[str]) -> str:
    """A line as the device keeps it."""
    line = _BUNDLE.sub(r"\1Bundle-Ether", _NAMED.sub(r"\1", line))
    if found := _PREFIX.match(line):
        address = IPv4Interface(found[2])
        return f"{found[1]} {address.ip} {address.netmask}{found[3]}"
    if found := _PREFIX6.match(line):
        return f"{found[1]} {IPv6Interface(found[2])}{found[3]}"
    if section.mode == "acl" and _ENTRY.match(line):
        return f"{_next_number(section)} {line}"
    return _joined(_hidden(section.mode, line), interfaces)


def _next_number(section: Node) -> int:
    return max((int(entry.key) for entry in section.children), default=0) + _STEP


def _hidden(mode: str, line: str) -> str:
    for where, pattern, template in _IN_THE_CLEAR:
        if where == mode and (found := re.match(pattern, line)):
            digest = hashlib.sha256(found.groups()[-1].encode()).hexdigest()[:16]
            return template.format(f"labSecret{digest}", *found.groups())
    return line


def _joined(line: str, interfaces: Sequence[str]) -> str:
    """`interface Gi 0/0/0/1` is `interface Gi0/0/0/1`."""
    words = line.split()
    at = next((i for i, word in enumerate(words) if "interface".startswith(word.lower())), None)
    if at is None or len(words) < at + 3 or not words[at + 2][0].isdigit():
        return line
    name = interface_name(words[at + 1] + words[at + 2], interfaces)
    return " ".join((*words[: at + 1], name, *words[at + 3 :])) if name else line
