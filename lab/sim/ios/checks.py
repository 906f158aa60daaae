"""What IOS refuses although it understands the words, where EOS and NX-OS are of another mind."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from lab.sim.grammar import Match
    from lab.sim.tree import Node

_LAYER_2 = "% IP addresses may not be configured on L2 links."
_UNTAGGED = (
    "% Configuring IP routing on a LAN subinterface is only allowed if that\n"
    "subinterface is already configured as part of an IEEE 802.10, IEEE 802.1Q,\n"
    "or ISL vLAN."
)
_PRIMARY = "Must delete secondary before deleting primary"
# From memory.
_SAME = "Secondary can't be same as primary"
_MEMBER = re.compile(r"neighbor (\S+) peer-group (\S+)")
_NO_AS = "% Specify remote-as or peer-group remote AS first"
# With AAA the methods of a line are lists; the words are not there any more.
_BEFORE_AAA = frozenset({"login", "login local"})
# From memory.
_BUILT_IN = frozenset({"class-default"})
_NAMES = (
    (
        {"interface"},
        re.compile(r"vrf forwarding (\S+)"),
        "vrf definition {}",
        "% VRF {} not configured.",
    ),
    ({"policy-map"}, re.compile(r"class (\S+)"), "class-map {}", "% class map {} not configured"),
    (
        {"interface", "control-plane", "policy-class"},
        re.compile(r"service-policy (?:(?:input|output) )?(\S+)"),
        "policy-map {}",
        "% policy map {} not configured",
    ),
    ({""}, re.compile(r"ip sla schedule (\d+) .*"), "ip sla {}", "%Entry not configured"),
)
# Command reference of IP SLAs: what was scheduled is deleted and written anew. Words from memory.
_RUNNING = "Entry already running and cannot be modified\n\t(only can delete (no) and start over)"
# From memory, the three of them.
_BOTH = "ERROR: Can not have both a user password and a user secret.\nPlease choose one of them."
_KEY = "OSPF: Key {} already exists"
_OTHER_KIND = "% A named {} IP access list with this name already exists"
_LIST = re.compile(r"ip access-list (standard|extended) (\S+)")
# By its number, in a line of its own or in its section.
_STANDARD = re.compile(r"access-list (?:\d{1,2}|1[3-9]\d\d)(?: |$)")
# A standard list knows sources only: its guide, "Access List Overview".
_SOURCE = re.compile(
    r"(?:\d+ )?(?:remark .*|(?:permit|deny) (?:any|(?:host )?[\d.]+( [\d.]+)?)( log)?)"
)
# An extended one asks for a protocol first: command reference, "permit (IP)".
_PROTOCOL = re.compile(
    r"(?:\d+ )?(?:remark |evaluate |(?:permit|deny) (?:\d+|[a-z]{2,5}|object-group \S+) )"
)
# Command reference, "aaa authentication login": up to four methods, a group by its word.
_METHOD_LISTS = ("aaa authentication login ", "aaa authentication enable ")
_METHODS = re.compile(
    r"aaa authentication \S+ \S+"
    r"(?: (?:group \S+|local|local-case|enable|line|none|krb5|krb5-telnet)){1,4}"
)
_USER = re.compile(r"(username \S+) (?:.* )?(password|secret) \S+")


def complaint(root: Node, section: Node, line: str) -> str:
    """What the router says to this line here; nothing if it takes it."""
    check = _CHECKS.get(section.mode)
    return check(root, section, line) if check else ""


def is_entry(section: Node, words: str) -> bool:
    """Whether a list takes an entry of these words."""
    alone = _STANDARD.match(words)
    is_named = section.line.startswith("ip access-list standard ")
    if alone or is_named or _STANDARD.match(section.line):
        return _SOURCE.fullmatch(words, alone.end() if alone else 0) is not None
    is_extended = section.line.startswith("ip access-list extended ")
    return not is_extended or _PROTOCOL.match(words) is not None


def _on_a_line(root: Node, _section: Node, line: str) -> str:
    return "invalid" if line in _BEFORE_AAA and root.get("aaa new-model") else ""


def _on_a_port(_root: Node, section: Node, line: str) -> str:
    if line.startswith("ip ospf message-digest-key "):
        number = line.split()[3]
        held = section.get(f"ip ospf message-digest-key {number}")
        return _KEY.format(number) if held and held.line != line else ""
    return _unaddressed(section) or _held(section, line) if line.startswith("ip address ") else ""


def _held(section: Node, line: str) -> str:
    """A port has an address once, as the first or as a further one."""
    is_further = line.endswith(" secondary")
    twin = line.removesuffix(" secondary") if is_further else f"{line} secondary"
    return _SAME if any(one.line == twin for one in section.starting("ip address")) else ""


def _in_bgp(_root: Node, section: Node, line: str) -> str:
    member = _MEMBER.fullmatch(line)
    known = (section.get(f"neighbor {one} remote-as") for one in member.groups()) if member else ()
    return _NO_AS if member and not any(known) else ""


def _in_a_probe(root: Node, section: Node, _line: str) -> str:
    return _RUNNING if root.get(f"ip sla schedule {section.line.split()[-1]}") else ""


def _at_the_top(root: Node, _section: Node, line: str) -> str:
    if wanted := _LIST.fullmatch(line):
        kind = "standard" if wanted[1] == "extended" else "extended"
        twin = root.get(f"ip access-list {kind} {wanted[2]}")
        return _OTHER_KIND.format(kind.capitalize()) if twin else ""
    if line.startswith(_METHOD_LISTS):
        return "" if _METHODS.fullmatch(line) else "invalid"
    if line.startswith("class-map "):
        return _matched_otherwise(root, line)
    user = _USER.match(line)
    old = root.get(user[1]) if user else None
    other = _USER.match(old.line) if old else None
    return _BOTH if user and other and other[2] != user[2] else ""


_CHECKS: Mapping[str, Callable[[Node, Node, str], str]] = {
    "": _at_the_top,
    "line": _on_a_line,
    "interface": _on_a_port,
    "bgp": _in_bgp,
    "sla": _in_a_probe,
}


def _matched_otherwise(root: Node, line: str) -> str:
    """A class matches any or all from its first day; no guide says that one becomes the other."""
    _, kind, name = line.split()
    old = root.get(f"class-map {name}")
    was = old.line.split()[1] if old else kind
    return f"% class-map {name} already exists: {was}" if was != kind else ""


def _unaddressed(section: Node) -> str:
    if _is_switched(section):
        return _LAYER_2
    if "." in section.line and not any(section.starting("encapsulation")):
        return _UNTAGGED
    return ""


def _is_switched(section: Node) -> bool:
    is_routed = section.get("switchport") is not None  # shown only as `no switchport`
    return not is_routed and any(section.starting("switchport"))


def removal_complaint(section: Node, found: Match) -> str:
    """What the router says to `no` before this line; nothing if it takes it."""
    is_address = section.mode == "interface" and found.words[:2] == ("ip", "address")
    if not is_address or len(found.words) != len(("ip", "address", "A", "M")):
        return ""
    if _is_switched(section):
        return _LAYER_2
    others = (line.line for line in section.starting("ip address"))
    return _PRIMARY if any(one.endswith(" secondary") for one in others) else ""


def unknown(root: Node, section: Node, line: str) -> str:
    """What the router says to a line that names something which is not there; else nothing."""
    for modes, words, needs, said in _NAMES:
        found = words.fullmatch(line) if section.mode in modes else None
        if found and found[1] not in _BUILT_IN and root.get(needs.format(found[1])) is None:
            return said.format(found[1])
    return ""
