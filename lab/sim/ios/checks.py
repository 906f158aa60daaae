"""What IOS refuses although it understands the words, where EOS and NX-OS are of another mind."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lab.sim.grammar import Match
    from lab.sim.tree import Node

_LAYER_2 = "% IP addresses may not be configured on L2 links."
_UNTAGGED = (
    "% Configuring IP routing on a LAN subinterface is only allowed if that\n"
    "subinterface is already configured as part of an IEEE 802.10, IEEE 802.1Q,\n"
    "or ISL vLAN."
)
_PRIMARY = "Must delete secondary before deleting primary"
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
)


def complaint(root: Node, section: Node, line: str) -> str:
    """What the router says to this line here; nothing if it takes it."""
    if section.mode == "line" and line in _BEFORE_AAA and root.get("aaa new-model"):
        return "invalid"
    if section.mode == "interface" and line.startswith("ip address "):
        return _unaddressed(section)
    if line.startswith("class-map "):
        return _matched_otherwise(root, line)
    if section.mode == "bgp" and (member := _MEMBER.fullmatch(line)):
        known = (section.get(f"neighbor {one} remote-as") for one in member.groups())
        return "" if any(known) else _NO_AS
    return ""


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
