"""Who reaches an NX-OS switch: its features, the filter on mgmt0 and the one on the vty lines."""

from __future__ import annotations

from ipaddress import IPv4Address, IPv4Network
from typing import TYPE_CHECKING

from lab.sim.packets import comes_in

if TYPE_CHECKING:
    from lab.sim.tree import Node

_NAMED = {"www": "80", "ssh": "22", "telnet": "23"}
_SSH, _HTTPS = "22", "443"


def admits_ssh(root: Node, source: str) -> bool:
    """Whether a new SSH connection reaches a login."""
    vty = root.get("line vty")
    filters = [c.line.split()[1] for c in vty.starting("access-class")] if vty else []
    is_on = root.get("feature ssh") is None  # shown only when it is off
    names = [*filters, *_on_mgmt(root)]
    is_in = is_on and comes_in(root, source, int(_SSH))
    return is_in and all(_lets_in(root, name, source, _SSH) for name in names)


def admits_api(root: Node, source: str) -> bool:
    """Whether a new HTTPS connection reaches NX-API."""
    is_on = root.get("feature nxapi") is not None
    is_in = is_on and comes_in(root, source, int(_HTTPS))
    return is_in and all(_lets_in(root, name, source, _HTTPS) for name in _on_mgmt(root))


def _on_mgmt(root: Node) -> list[str]:
    port = root.get("interface mgmt0")
    lines = port.starting("ip access-group") if port else ()
    return [line.line.split()[2] for line in lines if line.line.endswith(" in")]


def _lets_in(root: Node, name: str, source: str, port: str) -> bool:
    """The first entry that covers the packet decides; a list that is not there lets all in."""
    section = root.get(f"ip access-list {name}")
    if not section:
        return True
    entries = [child.line.split()[1:] for child in section.children if child.key.isdigit()]
    verdicts = (e[0] == "permit" for e in entries if _covers(e, source, port))
    return next(verdicts, False) if entries else True


def _covers(entry: list[str], source: str, port: str) -> bool:
    if entry[0] not in {"permit", "deny"} or entry[1] not in {"ip", "tcp"}:
        return False
    if entry[2] != "any" and IPv4Address(source) not in IPv4Network(entry[2], strict=False):
        return False
    rest = entry[3:]
    if "eq" not in rest:
        return True
    at = rest.index("eq")
    wanted = rest[at + 1]
    return at > 0 and _NAMED.get(wanted, wanted) == port
