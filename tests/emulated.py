"""An emulated device as a second judge: it boots a text, takes lines, shows what it holds.

In this process and without sockets: the device's own command line takes every line, its own
memory is read, and what netops believes of the platform plays no part in it.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, Any

from lab.sim import access
from lab.sim.clock import Clock
from lab.sim.device import Actor, Identity
from lab.sim.eos.terminal import EosTerminal
from lab.sim.grammar import Refused
from lab.sim.junos import access as junos
from lab.sim.junos.checks import complaints
from lab.sim.nxos import access as nxos
from lab.sim.platforms import PLATFORMS
from lab.sim.ports import SSH
from lab.sim.tree import Node
from lab.sim.vlans import vlans
from lab.sim.xr import access as xr
from lab.sim.xr.checks import problems

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence


TOOL, STRANGER = "10.0.0.9", "203.0.113.66"
_ACTOR = Actor("netops", TOOL, "vty0")
_SERIAL, _MAC, _VERSION = "LAB00000001", "5254.0000.0001", "1.0"

# What a device says beside taking a line; every other text with a percent sign is a refusal.
_COMPLAINT = re.compile(
    r"^\s*(?:%(?! Access VLAN does not exist| Interface \S+ IPv4 disabled| WARNING:)"
    r"|BGP is already running|Must delete|ERROR:|OSPF: Key|Entry already running)",
    re.MULTILINE,
)
_HARDWARE = re.compile(r"interface (?:(?:\w*Ethernet|Management|mgmt)\d[\d/]*|MgmtEth\S+)")
_FILTER = re.compile(
    r"(?:ip|ipv4|ipv6) (?:access-group|traffic-filter) (?P<list>\S+)"
    r"|(?:ip )?access-class (?:ingress )?(?P<class>\S+)"
)
_VTYS = re.compile(r"line vty (\d+)(?: (\d+))?")
_ADDRESS = re.compile(r"ip(?:v4|v6)? address ")
_TRUNK = "switchport trunk allowed vlan"
# Their lines take effect at one commit: there is no state between two of them.
CANDIDATE = frozenset({"cisco_xr", "juniper_junos"})
# Their text names every port that the hardware has.
_NAMES_PORTS = frozenset({"cisco_ios", "arista_eos", "cisco_nxos", "cisco_xr"})


class NotTaken(Exception):
    """A line that the device refuses; the text is the line and the device's own words."""


class Emulated:
    """One device that has booted from a text; ValueError where it does not know a line.

    `beside` is another text of the same hardware: ports that only this one names exist too.
    """

    def __init__(self, platform: str, text: str, *, beside: str = "") -> None:
        self.platform = platform
        self._lab: Any = PLATFORMS[platform]
        identity = Identity(
            "r1", platform, "edge", "ams1", "127.0.0.1", {"ssh": 22}, _SERIAL, _MAC, _VERSION
        )
        ports = _ports(f"{text}\n{beside}") if platform in _NAMES_PORTS else ()
        typed = text.splitlines() if text.startswith("set ") else []  # Junos, line by line
        booted = "" if typed else "\n".join((*ports, text))
        self.device: Any = self._lab.boot(identity, Clock(), booted)
        if typed:
            self.device.edit(typed)

    @property
    def memory(self) -> str:
        """What the device holds now, as it shows it."""
        return str(self.device.text())

    def take(self, lines: Sequence[str]) -> None:
        """Type lines as an operator does; raise NotTaken at the first refusal."""
        if not lines:
            return
        operator = self._operator()
        for line in self._lab.script(lines, False):  # noqa: FBT003  (not saved: Platform.script is called by position)
            try:
                said = operator.run(line).text
            except Refused as why:
                raise NotTaken(str(why)) from None
            if _COMPLAINT.search(said):
                raise NotTaken(f"{line!r}: {said.strip()}")

    def _operator(self) -> Any:
        if self.platform != "arista_eos":
            return self._lab.operator(self.device, _ACTOR)
        # At a terminal, since over eAPI a banner comes as a value of its own.
        terminal = EosTerminal(self.device, _ACTOR)
        if "Password" in terminal.run("enable").text:
            terminal.run(access.PASSWORD)
        return terminal

    def commits(self) -> bool:
        """Whether a device that checks its whole config at each commit takes what it holds."""
        check = _COMMIT_CHECK.get(self.platform)
        return not (check and check(self.device))

    def lets_in(self, source: str) -> bool:
        """Whether a new SSH session from there would reach a login."""
        return _LETS_IN[self.platform](self.device, source)

    def has_login(self) -> bool:
        """Whether the login methods still accept somebody."""
        return any(self._accepts(user) for user in ("netops", *_users(self.memory)))

    def _accepts(self, user: str) -> bool:
        if self.platform == "juniper_junos":
            return junos.logs_in(self.device.database.active, user, access.PASSWORD)
        logs_in = xr.logs_in if self.platform == "cisco_xr" else access.logs_in
        return logs_in(self.device.running, user, access.PASSWORD)

    def shut(self) -> set[str]:
        """The sections whose filter keeps a stranger out."""
        if self.platform == "juniper_junos":
            return set()
        root = self.device.running
        return {
            each
            for name, section in _sections(root)
            if any(not access.admits(root, one, STRANGER) for one in _filters(section))
            for each in _singly(name)
        }

    def addressed(self) -> set[str]:
        """The sections that have an address: nobody comes in by one that lost its own."""
        if self.platform == "juniper_junos":
            return set()
        found = _sections(self.device.running)
        return {name for name, section in found if any(map(_ADDRESS.match, _texts(section)))}

    def loose(self) -> set[str]:
        """The entries of route-maps in use that match everything, as they have no `match`.

        A map under its second name counts as the first. Not on EOS: there the lines of an entry
        are saved together, when its mode is left.
        """
        if self.platform in {"juniper_junos", "arista_eos"}:
            return set()
        used = {found[1] for found in re.finditer(r" route-map (\S+)", self.memory)}
        maps = self.device.running.starting("route-map")
        return {
            one.line.replace("-NETOPS", "")
            for one in maps
            if one.line.split()[1] in used and not any(one.starting("match"))
        }

    def trunks(self) -> dict[str, set[int]]:
        """The VLANs that each trunk carries."""
        if self.platform == "juniper_junos":
            return {}
        return {
            section.line: _carried(section)
            for section in self.device.running.starting("interface")
            if any(line.line == "switchport mode trunk" for line in section.children)
        }


def _sections(node: Node, path: tuple[str, ...] = ()) -> Iterator[tuple[str, Node]]:
    for child in node.children:
        here = (*path, child.line)
        yield " > ".join(here), child
        yield from _sections(child, here)


def _singly(name: str) -> Iterator[str]:
    """Each of the vty lines that a device shows together, as long as they are alike."""
    found = _VTYS.fullmatch(name)
    numbers = range(int(found[1]), int(found[2] or found[1]) + 1) if found else ()
    yield from (f"line vty {number}" for number in numbers)
    if not found:
        yield name


def _texts(section: Node) -> Iterator[str]:
    return (line.line for line in section.children)


def _filters(section: Node) -> Iterator[str]:
    for line in section.children:
        if found := _FILTER.match(line.line):
            yield found["list"] or found["class"]


def _ports(text: str) -> tuple[str, ...]:
    lines = (line.strip() for line in text.splitlines())
    return tuple(dict.fromkeys(line for line in lines if _HARDWARE.fullmatch(line)))


def _users(text: str) -> list[str]:
    return re.findall(r"^(?:username| +user) (\S+)", text, re.MULTILINE)


def _carried(section: Node) -> set[int]:
    line = next(section.starting(_TRUNK), None)
    return vlans(line.line.removeprefix(_TRUNK).strip()) if line else set(range(1, 4095))


def lines_of(text: str) -> Counter[tuple[str, ...]]:
    """Each line of a shown config below its headers: what two equal memories have in common."""
    path: list[tuple[int, str]] = []
    found: Counter[tuple[str, ...]] = Counter()
    for line in text.splitlines():
        depth = len(line) - len(line.lstrip())
        if line.strip() in {"", "!"}:
            continue
        path = [(at, header) for at, header in path if at < depth]
        found[*(header for _, header in path), line.strip()] += 1
        path.append((depth, line.strip()))
    return found


_COMMIT_CHECK: Mapping[str, Callable[[Any], Sequence[object]]] = {
    "cisco_xr": lambda device: problems(Node(""), device.running),
    "juniper_junos": lambda device: complaints(device.database.active),
}
_LETS_IN: Mapping[str, Callable[[Any, str], bool]] = {
    "cisco_ios": lambda device, source: access.ios_admits(device.running, source),
    "arista_eos": lambda device, source: access.eos_admits_ssh(device.running, source),
    "cisco_nxos": lambda device, source: nxos.admits_ssh(device.running, source),
    "cisco_xr": lambda device, source: xr.admits(device.running, source, SSH),
    "juniper_junos": lambda device, source: junos.admits(device.database.active, source, SSH),
}
