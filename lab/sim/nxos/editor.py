"""What an NX-OS command line does that the shared engine does not: features, VLANs, short forms."""

from __future__ import annotations

import hashlib
import re
from fnmatch import fnmatch
from ipaddress import IPv4Interface, IPv4Network
from typing import TYPE_CHECKING

from lab.sim.engine import Editor
from lab.sim.grammar import Match, Refused, interface_name
from lab.sim.nxos.facts import GATES, PHYSICAL
from lab.sim.nxos.interface import is_routed, settle
from lab.sim.tree import begins
from lab.sim.vlans import listed, vlans

if TYPE_CHECKING:
    from lab.sim.tree import Node

_MASK = re.compile(r"\b(\d+\.\d+\.\d+\.\d+) ((?:255|0)\.\d+\.\d+\.\d+)\b")
_HOST = re.compile(r"\bhost (\d+\.\d+\.\d+\.\d+)\b")
_ADDRESSED = re.compile(r"(?:\d+ )?(?:permit|deny|ip|network|aggregate-address) ")
_PLAIN = re.compile(r"^(username \S+ password) (?:0 )?(?![0-9] )(\S+)")
_UNNUMBERED = re.compile(
    r"^(ip (?:prefix-list|as-path access-list|community-list \w+) \S+) (?=perm|deny)"
)
_OVERLAP = re.compile(r"% \S+ overlaps with (\S+)")
_STEP = 5
_ONE_LINERS = re.compile(r"^(neighbor \S+) (.+)$")


class NxosEditor(Editor):
    """One operator's place in the configuration of a switch."""

    def enter(self, raw: str) -> str:
        """Apply one line; return what the switch says to it, or raise `Refused`."""
        line = raw.strip()
        if self.in_banner or line.startswith("!"):
            return super().enter(raw)
        verb, rest = ("no", line[3:].strip()) if line.startswith("no ") else ("", line)
        if begins(rest, "vlan") and self.section.mode in {"", "vlan"} and rest != "vlan":
            return self._vlan(verb, rest.split(maxsplit=1)[1])
        if not verb and (parts := _ONE_LINERS.match(line)):
            super().enter(parts[1])
            return self.enter(parts[2])
        said = super().enter(raw if self._begins_banner(line) else self._spelled(line))
        if self.section.mode == "interface":
            settle(self.section)
        if verb and begins(rest, "feature"):
            self._without(rest.removeprefix("feature "))
        if begins(line, "hostname"):
            self._rename(line.split()[1])
        return said

    def _rename(self, name: str) -> None:
        context = self.path[0].get("vdc id 1")
        if context:
            context.line = f"vdc {name} id 1"

    @staticmethod
    def _begins_banner(line: str) -> bool:
        return line.startswith("banner ")

    def _complaint(self, parent: Node, line: str) -> str:
        said = super()._complaint(parent, line)
        if found := _OVERLAP.match(said):
            own = IPv4Interface(line.split()[2]).network
            return f"% {own} overlaps with address configured on {found[1]}"
        return said

    def _negated(self, line: str, rest: str, verb: str) -> str:
        name = interface_name(rest.rsplit(maxsplit=1)[-1], self.grammar.interfaces)
        if begins(rest, "interface") and name and name.startswith(PHYSICAL) and "." not in name:
            raise Refused("invalid", 2)  # from memory: hardware cannot be removed
        return super()._negated(line, rest, verb)

    def _find(self, line: str, *, is_negated: bool = False) -> tuple[int, Match]:
        level, found = super()._find(line, is_negated=is_negated)
        words = found.words
        self._check_features(self.path[level], words)
        if _needs_layer_3(self.path[level], words) and not is_routed(self.path[level]):
            raise Refused("invalid", 1)
        return level, found

    def _check_features(self, section: Node, words: tuple[str, ...]) -> None:
        for feature, mode, starts in GATES:
            is_known = mode != section.mode or not _is_like(words, starts)
            if not is_known and not self.path[0].get(f"feature {feature}"):
                raise Refused("invalid", len(starts.split()) - 1)

    def _without(self, feature: str) -> None:
        for name, mode, starts in GATES:
            if name == feature:
                _drop(self.path[0], mode, starts)

    def _vlan(self, verb: str, numbers: str) -> str:
        root, given = self.path[0], vlans(numbers)
        old = root.get("vlan")
        before = vlans(old.line.split()[1]) if old else set()
        after = before - given if verb else before | given
        del self.path[1:]
        self._keep_vlans(after)
        if verb:
            for number in given:
                root.drop(f"vlan {number}")
        elif len(given) == 1:
            super().enter(f"vlan {given.pop()}")
        return ""

    def _keep_vlans(self, numbers: set[int]) -> None:
        rule = next(r for r in self.grammar.modes[""] if r.tokens == ("vlan", "<list>"))
        self.path[0].drop("vlan")
        if numbers:
            line = f"vlan {listed(numbers)}"
            self.path[0].add(self._node(Match(rule, tuple(line.split())), "vlan", line))

    def _spelled(self, line: str) -> str:
        if _ADDRESSED.match(line):
            line = _MASK.sub(lambda found: f"{found[1]}/{_length(found[2])}", line)
            line = _HOST.sub(r"\1/32", line)
        if plain := _PLAIN.match(line):
            digest = hashlib.sha256(plain[2].encode()).hexdigest()[:16]
            role = line[plain.end() :] or " role network-operator"
            return f"{plain[1]} 5 $5$labSecret{digest} {role}"
        if short := _UNNUMBERED.match(line):
            return f"{short[1]} seq {self._next(short[1])} {line[short.end() :]}"
        return line

    def _next(self, words: str) -> int:
        taken = [int(n.line.split(" seq ")[1].split()[0]) for n in self.path[0].starting(words)]
        return max(taken, default=0) + _STEP


def _needs_layer_3(section: Node, words: tuple[str, ...]) -> bool:
    return section.mode == "interface" and words[:2] in {("ip", "address"), ("vrf", "member")}


def _length(mask: str) -> int:
    return IPv4Network(f"0.0.0.0/{mask}").prefixlen


def _is_like(words: tuple[str, ...], starts: str) -> bool:
    wanted = starts.split()
    return len(words) >= len(wanted) and fnmatch(" ".join(words[: len(wanted)]), starts)


def _drop(section: Node, mode: str, starts: str) -> None:
    if section.mode == mode:
        kept = [
            child
            for child in section.children
            if not _is_like(tuple(child.line.removeprefix("no ").split()), starts)
        ]
        section.children[:] = kept
    for child in section.children:
        _drop(child, mode, starts)
