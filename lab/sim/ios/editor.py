"""What IOS makes of lines that concern more than their own section: vty ranges, VLANs, VRFs.

Every vty has settings of its own; the configuration shows neighbours with equal ones as one
range, and the first five apart from the rest. `line vty 0 15` therefore edits `0 4` and `5 15`,
and `line vty 0 2` takes three out of `0 4` as soon as they differ.
"""

from __future__ import annotations

import re
from contextlib import suppress
from ipaddress import IPv6Address
from itertools import pairwise
from typing import TYPE_CHECKING

from lab.sim import entries, spelling
from lab.sim.classes import unmasked
from lab.sim.grammar import Refused
from lab.sim.ios import checks, options
from lab.sim.passive import PassiveEditor

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lab.sim.grammar import Grammar, Match
    from lab.sim.tree import Node

_VTY = re.compile(r"\s*(no\s+)?line\s+vty\s+(\d+)(?:\s+(\d+))?\s*$")
_ACCESS = re.compile(r"\s*switchport\s+access\s+vlan\s+(\d+)\s*$")
_BOTH_WAYS = re.compile(r"(\s*(?:no\s+)?route-target\s+)both(\s+\S+)\s*$")
_SIX = re.compile(r"(\s*(?:no\s+)?ipv6\s+address\s+)([0-9A-Fa-f:.]+)(/.*)")
_FIRST_SHOWN_APART = 5
_PREFIX = re.compile(r"\s*(ip\s+prefix-list\s+(\S+))\s+(?=permit|deny)")
_VERSION = re.compile(r"\s*(?:no\s+)?version\s+\d+\.\d+\s*$")
# Cisco, "IP Access List Entry Sequence Numbering".
_RESEQUENCE = re.compile(r"\s*ip\s+access-list\s+resequence\s+(\S+)\s+(\d+)\s+(\d+)\s*$")
_STEP = 5
# The first is printed so in public samples, the other is from memory.
_CREATES = "% Access VLAN does not exist. Creating vlan {}"
_LAST_VTYS = "% Can't delete last 5 VTY lines"
_NO_LIST = "% Access list {} does not exist"


class IosEditor(PassiveEditor):
    """One operator's place in the configuration of a router."""

    def __init__(self, grammar: Grammar, root: Node, *, abbreviated: bool = True) -> None:
        super().__init__(grammar, root, abbreviated=abbreviated)
        self._group: list[Node] = []

    def enter(self, raw: str) -> str:
        """Apply one line; return what the router says to it, or raise `Refused`."""
        if self.in_banner:
            return super().enter(raw)
        if vty := _VTY.match(raw):
            first, last = int(vty[2]), int(vty[3] or vty[2])
            return self._without_vtys(first) if vty[1] else self._vtys(first, last)
        if several := list(spelling.several(raw)) or _ways(raw):
            return "\n".join(filter(None, [self.enter(line) for line in several]))
        if _VERSION.match(raw) and self.path[0].get("version"):
            del self.path[1:]
            return ""  # the software says which version it is, whatever is typed
        if anew := _RESEQUENCE.match(raw):
            return self._resequenced(anew[1], int(anew[2]), int(anew[3]))
        raw = unmasked(_canonical(self._counted(raw)))
        group = self._group if any(node is self.section for node in self._group) else []
        said = self._created(raw) + super().enter(raw)
        if group and self.section is group[0]:
            self._again(raw, group)
        elif group:
            self._leave()
        return said

    def _complaint(self, parent: Node, line: str) -> str:
        own = checks.complaint(self.path[0], parent, line) or self._unknown(parent, line)
        return own or super()._complaint(parent, line)

    def _unknown(self, parent: Node, line: str) -> str:
        return checks.unknown(self.path[0], parent, line)

    def _removal_complaint(self, parent: Node, found: Match) -> str:
        own = checks.removal_complaint(parent, found)
        return own or super()._removal_complaint(parent, found)

    def _add_entry(self, parent: Node, found: Match) -> None:
        if not checks.is_entry(parent, " ".join(found.words)):
            raise Refused("invalid", 1)
        super()._add_entry(parent, found)

    def _store(self, parent: Node, found: Match, line: str) -> str:
        key = found.rule.identity(found.words)
        old = parent.get(key)
        if old and line.startswith("redistribute "):
            line = options.merged(old.line, line)
        elif old and line.startswith("username "):
            line = options.user(old.line, line)
        elif key in options.COLLECTED:
            line = options.collected(key, old.line if old else "", line)
        return super()._store(parent, found, line)

    def _remove(self, parent: Node, found: Match, key: str, words: str) -> bool:
        old = parent.get(key)
        if old and words.startswith("redistribute ") and (kept := options.without(old.line, words)):
            old.line = kept
            return True
        if old and key in options.COLLECTED and (kept := options.left(key, old.line, words)):
            old.line = kept
            return True
        if found.words[0] == "username":
            return bool(parent.drop_prefix(" ".join(found.words[:2])))
        return super()._remove(parent, found, key, words)

    def _resequenced(self, name: str, first: int, step: int) -> str:
        del self.path[1:]
        headers = (f"ip access-list standard {name}", f"ip access-list extended {name}")
        for header in (*headers, f"access-list {name}"):
            if section := self.path[0].get(header):
                entries.resequence(section, first, step)
                return ""
        raise Refused(_NO_LIST.format(name))

    def _counted(self, raw: str) -> str:
        """An entry of a prefix list goes behind the last one."""
        found = _PREFIX.match(raw)
        if not found:
            return raw
        taken = self.path[0].starting(f"ip prefix-list {found[2]} seq")
        number = max((int(node.line.split()[4]) for node in taken), default=0) + _STEP
        return f"{found[1]} seq {number} {raw[found.end() :]}"

    def _again(self, raw: str, group: list[Node]) -> None:
        """Say the same to the other ranges that this section stands for."""
        for node in group[1:]:
            self.path[-1] = node
            super().enter(raw)
        self.path[-1] = group[0]

    def _leave(self) -> None:
        _join(self.path[0])
        self._group = []

    def leave(self) -> None:
        """The operator leaves configuration mode, or the file ends."""
        if self._group:
            self._leave()

    def _vtys(self, first: int, last: int) -> str:
        if last < first:
            raise Refused("invalid", 3)
        _join(self.path[0])
        # What lies below comes with it.
        below = max((end for _, end, _ in _ranges(self.path[0])), default=first - 1) + 1
        for one, two in _apart(below, first - 1) if below < first else ():
            super().enter(_named(one, two))
        self._cut(first)
        self._cut(last + 1)
        self._group = []
        for one, two in list(_pieces(self.path[0], first, last)):
            super().enter(_named(one, two))
            self._group.append(self.section)
        self.path[-1] = self._group[0]
        return ""

    def _without_vtys(self, first: int) -> str:
        """All lines from there on go; those that a router has from the first day stay.

        So JunosE has it, whose lines are like these ("Configuring vty Lines"); here from memory.
        """
        if first < _FIRST_SHOWN_APART:
            raise Refused(_LAST_VTYS)
        self._cut(first)
        for begin, _, node in list(_ranges(self.path[0])):
            if begin >= first:
                self.path[0].children.remove(node)
        del self.path[1:]
        return ""

    def _cut(self, number: int) -> None:
        """Let a range begin with this vty."""
        root = self.path[0]
        for first, last, node in list(_ranges(root)):
            if first < number <= last:
                root.children.remove(node)
                for one, two in ((first, number - 1), (number, last)):
                    super().enter(_named(one, two))
                    self.section.children[:] = node.clone().children
                    del self.path[1:]

    def _created(self, raw: str) -> str:
        vlan = _ACCESS.match(raw)
        if not vlan or vlan[1] == "1" or self.path[0].get(f"vlan {vlan[1]}"):
            return ""
        if not _shows_vlans(self.path[0]):
            return _CREATES.format(vlan[1])
        place = list(self.path)
        super().enter(f"vlan {vlan[1]}")
        self.path[:] = place
        return _CREATES.format(vlan[1])


class BootEditor(IosEditor):
    """A file that is read at boot: what a line needs may stand further down."""

    def _unknown(self, parent: Node, line: str) -> str:  # noqa: ARG002  the base asks
        return ""

    def _created(self, raw: str) -> str:  # noqa: ARG002  the base asks
        return ""

    def leave(self) -> None:
        """The file ends: what a line needs is there, or the line would not be."""
        super().leave()
        for section, line in _lines(self.path[0]):
            if complaint := checks.unknown(self.path[0], section, line):
                raise Refused(complaint)

    def _complaint(self, parent: Node, line: str) -> str:
        return "" if parent.mode == "sla" else super()._complaint(parent, line)


def _shows_vlans(root: Node) -> bool:
    """Whether VLANs stand in the configuration.

    Cisco, "Configuring VTP": a transparent switch keeps them there too, any other one in a
    database of its own.
    """
    mode = root.get("vtp mode")
    apart = mode.line.split()[-1] in {"transparent", "off"} if mode else False
    return apart or any(root.starting("vlan"))


def _lines(section: Node) -> Iterator[tuple[Node, str]]:
    for child in section.children:
        yield section, child.line
        yield from _lines(child)


def _canonical(raw: str) -> str:
    """A line with an IPv6 address of an interface as the router shows it."""
    found = _SIX.fullmatch(raw)
    with suppress(ValueError):
        return f"{found[1]}{str(IPv6Address(found[2])).upper()}{found[3]}" if found else raw
    raise Refused("invalid", 2)


def _ways(raw: str) -> list[str]:
    """The two lines that `route-target both` stands for."""
    found = _BOTH_WAYS.match(raw)
    return [f"{found[1]}{way}{found[2]}" for way in ("export", "import")] if found else []


def _named(first: int, last: int) -> str:
    return f"line vty {first} {last}" if last > first else f"line vty {first}"


def _ranges(root: Node) -> Iterator[tuple[int, int, Node]]:
    for node in root.starting("line vty"):
        numbers = [int(word) for word in node.line.split()[2:]]
        yield numbers[0], numbers[-1], node


def _pieces(root: Node, first: int, last: int) -> Iterator[tuple[int, int]]:
    """The ranges that these vtys are in, those that exist and those that do not yet."""
    at = first
    for one, two, _ in [*_ranges(root), (last + 1, last + 1, root)]:
        if first <= one and at < one <= last + 1:
            yield from _apart(at, one - 1)
        if first <= one <= two <= last:
            yield one, two
            at = two + 1


def _apart(first: int, last: int) -> Iterator[tuple[int, int]]:
    if first < _FIRST_SHOWN_APART <= last:
        yield first, _FIRST_SHOWN_APART - 1
        first = _FIRST_SHOWN_APART
    yield first, last


def _join(root: Node) -> None:
    """Show neighbours with equal settings as one range."""
    found = list(_ranges(root))
    for (first, end, one), (begin, last, two) in pairwise(found):
        is_equal = [c.line for c in one.children] == [c.line for c in two.children]
        if is_equal and begin == end + 1 and begin != _FIRST_SHOWN_APART:
            root.children.remove(one)
            two.line = two.key = _named(first, last)
            return _join(root)
    return None
