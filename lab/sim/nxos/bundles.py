"""Port-channels: they take the settings that their ports share, and a port alone takes none.

"After a Layer 2 port becomes part of a port channel, all switchport configurations must be done
on the port channel" and "any configuration changes that you apply to the port channel are applied
to each member" (interfaces guide of the Nexus 9000). The words of the refusals are from memory.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from lab.sim.tree import begins

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lab.sim.tree import Node

_SHARED = ("switchport", "mtu", "speed", "duplex")
_BUNDLE = "interface port-channel"


def is_shared(rest: str) -> bool:
    """Whether a line, without its `no`, is one that all ports of a bundle have."""
    return any(begins(rest, words) for words in _SHARED)


def group(section: Node) -> str:
    """The number of the bundle that a port is in, empty if it is in none."""
    line = next(section.starting("channel-group"), None)
    return line.line.split()[1] if line else ""


def members(root: Node, section: Node) -> Iterator[Node]:
    """The ports of a bundle; none of what is no bundle."""
    number = section.line.removeprefix(_BUNDLE)
    if section.line.startswith(_BUNDLE):
        yield from (port for port in root.starting("interface") if group(port) == number)


def can_join(section: Node) -> bool:
    """Whether an interface may be a port of a bundle."""
    return section.line.startswith("interface Ethernet") and "." not in section.line


def founding(root: Node, port: Node) -> tuple[str, ...]:
    """The lines of the bundle that a port makes by joining it; none where it is there."""
    header = f"{_BUNDLE}{group(port)}"
    if root.get(header):
        return ()
    return (header, *(line.line for line in port.children if _is_setting(line)))


def align(root: Node) -> None:
    """Let each port show what its bundle has, however the text that was booted came about."""
    for bundle in root.starting("interface"):
        for port in members(root, bundle):
            port.children[:] = [line for line in port.children if not _is_setting(line)]
            for line in filter(_is_setting, bundle.children):
                port.add(line.clone())


def _is_setting(line: Node) -> bool:
    return is_shared(line.line.removeprefix("no "))


def refusal(root: Node, section: Node, line: str) -> str:
    """What the switch says to a line typed below a port; nothing if it takes it."""
    name = section.line.removeprefix("interface ")
    if is_shared(line.removeprefix("no ")) and group(section):
        return f"ERROR: {name}: the port is a member of port-channel{group(section)}\n"
    if begins(line, "channel-group"):
        return _joining(root, section, line.split())
    return ""


def _joining(root: Node, section: Node, words: list[str]) -> str:
    name, number = section.line.removeprefix("interface "), words[1]
    if group(section) not in {"", number}:
        return f"ERROR: {name}: the port is a member of port-channel{group(section)} already\n"
    bundle = root.get(f"{_BUNDLE}{number}")
    if bundle and "force" not in words and _settings(bundle) != _settings(section):
        return f"command failed: port not compatible [{name}, port-channel{number}]\n"
    return ""


def _settings(section: Node) -> set[str]:
    return {line.line for line in section.children if _is_setting(line)}
