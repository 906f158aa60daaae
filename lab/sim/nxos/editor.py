"""What an NX-OS command line does that the shared engine does not: features, VLANs, short forms."""

from __future__ import annotations

import hashlib
import re
from fnmatch import fnmatch
from ipaddress import IPv4Interface, IPv4Network
from typing import TYPE_CHECKING

from lab.sim.engine import Editor
from lab.sim.grammar import Match, Refused, interface_name
from lab.sim.nxos.bundles import can_join, founding, group, is_shared, members, refusal
from lab.sim.nxos.facts import COMES_WITH, DEFAULT_NAME, DEFAULT_VLAN, GATES, PHYSICAL, VLANS
from lab.sim.nxos.interface import is_routed, settle
from lab.sim.nxos.lists import collected, is_entry
from lab.sim.tree import begins
from lab.sim.vlans import listed, vlans

if TYPE_CHECKING:
    from lab.sim.grammar import Grammar
    from lab.sim.tree import Node

_MASK = re.compile(r"\b(\d+\.\d+\.\d+\.\d+) ((?:255|0)\.\d+\.\d+\.\d+)\b")
_HOST = re.compile(r"\bhost (\d+\.\d+\.\d+\.\d+)\b")
_ADDRESSED = re.compile(r"(?:\d+ )?(?:permit|deny|ip|ipv6|network|aggregate-address) ")
_IPV6 = re.compile(r"(?<!\S)[0-9A-Fa-f]*:[0-9A-Fa-f:.]*:[0-9A-Fa-f:./]*(?!\S)")
_PLAIN = re.compile(r"^(username \S+ password) (?:0 )?(?![0-9]+ )(\S+)")
_ROLE = re.compile(r"^(username \S+ password \d \S+) +role\b")
_UNNUMBERED = re.compile(
    r"^(ip (?:prefix-list|as-path access-list|community-list \w+) \S+) (?=perm|deny)"
)
_OVERLAP = re.compile(r"% \S+ overlaps with (\S+)")
_NAMES = {"switchname ": "hostname ", "ip access-class ": "access-class "}
_RENAMED = re.compile("|".join(f"^{old}" for old in _NAMES))
_STEP = 5
_RANGE = re.compile(r"int\w* +([a-z-]+) ?((?:\d+/)*)(\d+)( ?- ?\d+)?(,.+)?", re.IGNORECASE)
_ONE_LINERS = re.compile(r"^(neighbor \S+) (.+)$")


class NxosEditor(Editor):
    """One operator's place in the configuration of a switch."""

    def __init__(
        self, grammar: Grammar, root: Node, *, abbreviated: bool = True, is_typed: bool = False
    ) -> None:
        super().__init__(grammar, root, abbreviated=abbreviated)
        self._is_typed = is_typed
        self._group: list[Node] = []

    @property
    def is_range(self) -> bool:
        """Whether the next line goes to several interfaces."""
        return any(node is self.section for node in self._group)

    def enter(self, raw: str) -> str:
        """Apply one line; return what the switch says to it, or raise `Refused`."""
        if not self.in_banner and (names := _several(raw.strip())):
            self._group = [self._opened(name) for name in names]
            return ""
        if not self.is_range or raw.strip() == "exit":
            return self._enter(raw)
        said = []
        for node in self._group:
            self.path[1:] = [node]
            said.append(self._enter(raw))
            if self.section is not node:  # the line left the interfaces
                break
        return "\n".join(filter(None, said))

    def _opened(self, name: str) -> Node:
        self._enter(f"interface {name}")
        return self.section

    def _enter(self, raw: str) -> str:
        line = raw.strip()
        if self.in_banner or line.startswith("!"):
            return super().enter(raw)
        verb, rest = ("no", line[3:].strip()) if line.startswith("no ") else ("", line)
        if begins(rest, "vlan") and self.section.mode in {"", "vlan"} and rest != "vlan":
            return self._vlan(verb, rest.split(maxsplit=1)[1])
        if not verb and (parts := _ONE_LINERS.match(line)):
            super().enter(parts[1])
            return self._enter(parts[2])
        if (match := collected(self.section, verb, rest)) is not None:
            return self._collect(*match)
        before = self._features() if verb else []
        port = self.section
        is_port = self._is_typed and port.mode == "interface"
        if is_port and (words := refusal(self.path[0], port, line)):
            raise Refused(words)
        said = super().enter(raw if line.startswith("banner ") else self._spelled(line))
        if self._is_typed and self.section is port and is_shared(rest):
            self._spread(port, line)
        if self.section.mode == "interface":
            settle(self.section)
        for feature in set(before) - set(self._features() if verb else []):
            self._without(feature)
        self._rename()
        return said

    def _store(self, parent: Node, found: Match, line: str) -> str:
        said = super()._store(parent, found, line)
        if header := COMES_WITH.get(line):
            super().enter(header)
            del self.path[1:]
        if begins(line, "channel-group"):
            bundling = NxosEditor(self.grammar, self.path[0])
            for one in founding(self.path[0], parent):
                bundling.enter(one)
        return said

    def _add_entry(self, parent: Node, found: Match) -> None:
        if not is_entry(parent, found.words):
            raise Refused("invalid", 1)
        super()._add_entry(parent, found)

    def _spread(self, bundle: Node, line: str) -> None:
        """What a bundle takes its ports take."""
        for port in members(self.path[0], bundle):
            inner = NxosEditor(self.grammar, self.path[0])
            inner.path.append(port)
            inner.enter(line)

    def _collect(self, key: str, line: str) -> str:
        self.section.drop(key)
        return super().enter(line) if line else ""

    def _features(self) -> list[str]:
        return [node.key.removeprefix("feature ") for node in self.path[0].starting("feature")]

    def _rename(self) -> None:
        """The device context goes by the name of the switch."""
        name, context = self.path[0].get("hostname"), self.path[0].get("vdc id 1")
        if context:
            context.line = f"vdc {name.line.split()[1] if name else DEFAULT_NAME} id 1"

    def _complaint(self, parent: Node, line: str) -> str:
        said = super()._complaint(parent, line)
        if found := _OVERLAP.match(said):
            own = IPv4Interface(line.split()[2]).network
            return f"% {own} overlaps with address configured on {found[1]}"
        return said

    def _negated(self, line: str, rest: str, verb: str) -> str:
        first, _, last = rest.partition(" ")
        name = interface_name(last, self.grammar.interfaces) or ""
        is_whole = len(first) > 1 and "interface".startswith(first)
        is_built_in = name.startswith(PHYSICAL) and "." not in name
        if is_whole and (is_built_in or f"interface {name}" in COMES_WITH.values()):
            raise Refused("invalid", 2)  # from memory: hardware cannot be removed
        said = super()._negated(line, rest, verb)
        if first == "username" and " " not in last:
            self.path[0].drop_prefix(rest)
        if is_whole and name.startswith("port-channel"):
            for port in self.path[0].starting("interface"):
                if group(port) == name.removeprefix("port-channel"):
                    port.drop_prefix("channel-group")
        return said

    def _find(self, line: str, *, is_negated: bool = False) -> tuple[int, Match]:
        level, found = super()._find(line, is_negated=is_negated)
        words = found.words
        self._check_features(self.path[level], words)
        if words[0] == "channel-group" and not can_join(self.path[level]):
            raise Refused("invalid", 0)
        if _needs_layer_3(self.path[level], words) and not is_routed(self.path[level]):
            raise Refused("invalid", 1)
        return level, found

    def _check_features(self, section: Node, words: tuple[str, ...]) -> None:
        for feature, mode, starts in GATES:
            is_known = mode != section.mode or not _is_like(words, starts)
            if not is_known and not self.path[0].get(f"feature {feature}"):
                raise Refused("invalid", starts.count(" "))

    def _without(self, feature: str) -> None:
        for name, mode, starts in GATES:
            if name == feature:
                _drop(self.path[0], mode, starts)

    def _vlan(self, verb: str, numbers: str) -> str:
        root, given = self.path[0], vlans(numbers)
        if not given <= VLANS:
            raise Refused("invalid", 1)
        if verb and DEFAULT_VLAN in given:
            raise Refused("ERROR: the default VLAN cannot be deleted\n")  # from memory
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
        line = _RENAMED.sub(lambda found: _NAMES[found[0]], line, count=1)
        if _ADDRESSED.match(line):
            line = _MASK.sub(lambda found: f"{found[1]}/{_length(found[2])}", line)
            line = _HOST.sub(r"\1/32", line)
            line = _IPV6.sub(lambda found: found[0].lower(), line)
        if plain := _PLAIN.match(line):
            digest = hashlib.sha256(plain[2].encode()).hexdigest()[:16]
            role = line[plain.end() :] or " role network-operator"
            return f"{plain[1]} 5 $5$labSecret{digest} {role}"
        line = _ROLE.sub(r"\1  role", line)
        if short := _UNNUMBERED.match(line):
            return f"{short[1]} seq {self._next(short[1])} {line[short.end() :]}"
        return line

    def _next(self, words: str) -> int:
        taken = [int(n.line.split(" seq ")[1].split()[0]) for n in self.path[0].starting(words)]
        return max(taken, default=0) + _STEP


def _several(line: str) -> list[str]:
    """The interfaces of `interface Ethernet1/1-3, Ethernet1/7`; none if it names only one."""
    names: list[str] = []
    rest = line
    while found := _RANGE.fullmatch(rest):
        kind, slot, first, last, more = found.groups()
        final = int(last.strip(" -")) if last else int(first)
        names += [f"{kind}{slot}{number}" for number in range(int(first), final + 1)]
        if not more:
            return names if len(names) > 1 else []
        rest = f"interface {more.strip(', ')}"
    return []


def _needs_layer_3(section: Node, words: tuple[str, ...]) -> bool:
    return section.mode == "interface" and words[:2] in {("ip", "address"), ("vrf", "member")}


def _length(mask: str) -> int:
    return IPv4Network(f"0.0.0.0/{mask}").prefixlen


def _is_like(words: tuple[str, ...], starts: str) -> bool:
    if not starts.startswith(words[0]):
        return False
    count = starts.count(" ") + 1
    return fnmatch(" ".join(" ".join(words).split()[:count]), starts)


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
