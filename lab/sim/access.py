"""Who gets in: access lists on the management plane and the login methods of the config."""

from __future__ import annotations

import hmac
from ipaddress import IPv4Address, IPv4Network
from typing import TYPE_CHECKING

from lab.sim.packets import comes_in
from lab.sim.tree import begins

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lab.sim.tree import Node

TACACS_USER = "netops"
PASSWORD = "labSecretLogin"  # noqa: S105  the lab's own, printed by `python -m lab env`
_PROTOCOLS = {"ip", "tcp"}
# What no login comes in by.
_OTHERS = {"udp", "icmp"}
_SSH, _HTTPS = 22, 443


def admits(root: Node, name: str, source: str) -> bool:
    """Whether an access list lets `source` in; one that is empty or undefined lets all in."""
    entries = _entries(root, name)
    verdicts = (words[0] == "permit" for words in entries if _covers(words[1:], source))
    return next(verdicts, False) if entries else True


def _entries(root: Node, name: str) -> list[list[str]]:
    sections = [n for n in root.starting("ip access-list") if n.line.split()[-1] == name]
    sections += root.starting(f"access-list {name}")
    lines = [child.line for section in sections for child in section.children]
    words = [line.split() for line in lines]
    plain = [w[1:] if w[0].isdigit() else w for w in words]
    return [w for w in plain if w[0] in {"permit", "deny"}]


def _covers(words: Sequence[str], source: str) -> bool:
    if words[0] in _OTHERS:
        return False
    words = words[1:] if words[0] in _PROTOCOLS else words
    if words[0] == "any":
        return True
    if words[0] == "host":
        return words[1] == source
    if "/" in words[0]:
        return IPv4Address(source) in IPv4Network(words[0], strict=False)
    has_wildcard = len(words) > 1 and words[1][0].isdigit()
    wildcard = int(IPv4Address(words[1])) if has_wildcard else 0
    return (int(IPv4Address(words[0])) | wildcard) == (int(IPv4Address(source)) | wildcard)


def ios_admits(root: Node, source: str) -> bool:
    """Whether a new SSH connection reaches a login on an IOS device.

    It gets the first line that takes SSH: some are kept for SSH while others take telnet.
    """
    takers = (vty for vty in root.starting("line vty") if _takes_ssh(vty))
    vty = next(takers, None)
    if vty is None:
        return False
    filters = [c.line.split()[1] for c in vty.starting("access-class") if " in" in c.line]
    is_in = comes_in(root, source, _SSH)
    return is_in and all(admits(root, name, source) for name in filters)


def _takes_ssh(vty: Node) -> bool:
    transport = vty.get("transport input")
    return transport is not None and bool({"ssh", "all"} & set(transport.line.split()))


def eos_admits(root: Node, source: str) -> bool:
    """Whether a new eAPI connection reaches a login on an EOS device."""
    api = root.get("management api http-commands")
    if not api or not api.get("shutdown") or api.get("protocol https"):
        return False
    if not comes_in(root, source, _HTTPS):
        return False
    vrf = api.get("vrf default")
    if not vrf:
        return True
    group = vrf.get("ip access-group")
    is_open = vrf.get("shutdown") is not None
    return is_open and (not group or admits(root, group.line.split()[2], source))


def eos_admits_ssh(root: Node, source: str) -> bool:
    """Whether a new SSH connection reaches a login on an EOS device; SSH is on by itself."""
    ssh = root.get("management ssh")
    if not comes_in(root, source, _SSH):
        return False
    if not ssh:
        return True
    lines = (line.line.split() for line in ssh.starting("ip access-group"))
    groups = [words[2] for words in lines if "vrf" not in words or "default" in words]
    return ssh.get("shutdown") is None and all(admits(root, name, source) for name in groups)


def logs_in(root: Node, user: str, password: str, login_list: str = "") -> bool:
    """Whether the login methods of the config accept this user, as the AAA lines order them.

    `login_list` is the list that the line asks for, where that is not a `line vty`.
    """
    is_known_password = hmac.compare_digest(password.encode(), PASSWORD.encode())
    for method in _methods(root, login_list or _login_list(root)):
        if method == "none":
            return True
        if method == "local":
            return is_known_password and root.get(f"username {user}") is not None
        if _has_servers(root, method):
            return is_known_password and user == TACACS_USER
    return False


def _methods(root: Node, login_list: str) -> list[str]:
    chosen = root.get(f"aaa authentication login {login_list}")
    words = chosen.line.split()[4:] if chosen else ["local"]
    return [word for word in words if word != "group"]


def _login_list(root: Node) -> str:
    vty = next(root.starting("line vty"), None)
    login = vty.get("login") if vty else None
    _, _, named = login.line.partition("login authentication ") if login else ("", "", "")
    return named or "default"


def _has_servers(root: Node, group: str) -> bool:
    if group in {"tacacs+", "radius"}:
        kind = group.rstrip("+")
        return any(
            begins(n.line, f"{kind}-server host") or begins(n.line, f"{kind} server")
            for n in root.children
        )
    section = next(
        (n for n in root.starting("aaa group server") if n.line.split()[-1] == group), None
    )
    return any(_exists(root, c.line.split()) for c in section.children) if section else False


def _exists(root: Node, member: list[str]) -> bool:
    if member[:2] == ["server", "name"]:
        return any(n.line.split()[-1] == member[2] for n in root.starting("tacacs server"))
    return member[0] in {"server", "server-private"}
