"""Who reaches an IOS-XR router: its SSH servers, their filters, and management plane protection."""

from __future__ import annotations

from ipaddress import IPv4Address, IPv4Network
from typing import TYPE_CHECKING

from lab.sim import access
from lab.sim.packets import comes_in
from lab.sim.ports import NETCONF

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lab.sim.ports import Service
    from lab.sim.tree import Node


def admits(root: Node, source: str, service: Service) -> bool:
    """Whether a new connection reaches a login."""
    is_netconf = service == NETCONF
    is_on = _serves_netconf(root) if is_netconf else root.get("ssh server v2") is not None
    protocol = "NETCONF" if is_netconf else "SSH"
    return (
        is_on
        and comes_in(root, source, 830 if is_netconf else 22)
        and _is_unprotected_from(root, source, protocol)
        and all(_lets_in(root, name, source) for name in _filters(root, service))
    )


def logs_in(root: Node, user: str, password: str) -> bool:
    """Whether the login methods of `line default` accept this user."""
    line = root.get("line default")
    named = line.get("login authentication") if line else None
    return access.logs_in(root, user, password, named.line.split()[-1] if named else "default")


def has_netconf(root: Node) -> bool:
    """Whether the NETCONF agent runs, whatever port a session came in by."""
    agent = root.get("netconf-yang agent")
    return agent is not None and agent.get("ssh") is not None


def _serves_netconf(root: Node) -> bool:
    lines = ("ssh server v2", "ssh server netconf vrf default")
    return has_netconf(root) and all(root.get(line) is not None for line in lines)


def _filters(root: Node, service: Service) -> Iterator[str]:
    words = "ssh server netconf vrf" if service == NETCONF else "ssh server vrf"
    for node in root.starting(words):
        listed = node.line.split()
        if "access-list" in listed:
            yield listed[listed.index("access-list") + 1]
    line = root.get("line default")
    for node in line.starting("access-class ingress") if line and service != NETCONF else ():
        yield node.line.split()[-1]


def _lets_in(root: Node, name: str, source: str) -> bool:
    """The first entry that covers the source decides; a list that is not there lets all in."""
    section = root.get(f"ipv4 access-list {name}")
    entries = [child.line.split()[1:] for child in section.children] if section else []
    verdicts = (e[0] == "permit" for e in entries if e[0] != "remark" and _covers(e[2:], source))
    return next(verdicts, False) if entries else True


def _covers(words: list[str], source: str) -> bool:
    if words[0] == "any":
        return True
    if words[0] == "host":
        return words[1] == source
    if "/" in words[0]:
        return IPv4Address(source) in IPv4Network(words[0], strict=False)
    wildcard = int(IPv4Address(words[1]))
    return (int(IPv4Address(words[0])) | wildcard) == (int(IPv4Address(source)) | wildcard)


def _is_unprotected_from(root: Node, source: str, protocol: str) -> bool:
    """Once inband protection is configured, only what it allows comes in."""
    plane = root.get("control-plane")
    management = plane.get("management-plane") if plane else None
    inband = management.get("inband") if management else None
    if inband is None:
        return True
    return any(
        _allows(rule, source, protocol)
        for interface in inband.children
        for rule in interface.children
    )


def _allows(rule: Node, source: str, protocol: str) -> bool:
    if rule.line.split()[1].lower() not in {"all", protocol.lower()}:
        return False
    peers = [IPv4Network(n.line.split()[-1], strict=False) for n in rule.starting("address ipv4")]
    return not peers or any(IPv4Address(source) in peer for peer in peers)
