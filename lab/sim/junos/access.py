"""Who gets into a Junos device: services, the filter on lo0, login methods."""

from __future__ import annotations

import hmac
from ipaddress import IPv4Address, IPv4Network
from typing import TYPE_CHECKING

from lab.sim.access import PASSWORD, TACACS_USER
from lab.sim.ports import NETCONF

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lab.sim.junos.statements import Statement
    from lab.sim.ports import Service

_PORTS = {"ssh": "22", "telnet": "23", "bgp": "179"}
_LOOPBACK = ("interfaces", "lo0", "unit", "*", "family", "inet", "filter", "input")
_REFUSING = ("discard", "reject")
_SERVICES = ("system", "services")


def admits(root: Statement, source: str, service: Service) -> bool:
    """Whether a new connection to a service reaches a login: is it on, does lo0 let it in."""
    is_on = has_netconf(root) if service is NETCONF else root.at(*_SERVICES, "ssh") is not None
    return is_on and all(
        _passes(root, name, source, str(service.own))
        for applied in root.walk(*_LOOPBACK)
        for name in applied.values
    )


def has_netconf(root: Statement) -> bool:
    """Whether NETCONF is spoken, on port 830 and as a subsystem on port 22."""
    return root.at(*_SERVICES, "netconf", "ssh") is not None


def _passes(root: Statement, name: str, source: str, port: str) -> bool:
    for term in root.walk("firewall", "family", "inet", "filter", name, "term", "*"):
        if all(_matches(root, term, source, port)):
            if any(term.at("then", word) for word in _REFUSING):
                return False
            if term.at("then", "next") is None:
                return True
    return False


def _matches(root: Statement, term: Statement, source: str, port: str) -> Iterator[bool]:
    protocols = [name for one in term.walk("from", "protocol") for name in one.values]
    yield not protocols or "tcp" in protocols
    ports = [name for one in term.walk("from", "destination-port") for name in one.values]
    yield not ports or any(_is_port(name, port) for name in ports)
    # What these ask of the far end's port is not so for a client that comes to log in.
    for other in ("port", "source-port"):
        named = [name for one in term.walk("from", other) for name in one.values]
        yield not named or (other == "port" and any(_is_port(name, port) for name in named))
    yield _comes_from(root, term, source)


def _comes_from(root: Statement, term: Statement, source: str) -> bool:
    nets = {
        one.key: one.at("except") is None
        for word in ("source-address", "address")
        for one in term.walk("from", word, "*")
    }
    for word in ("source-prefix-list", "prefix-list"):
        for used in term.walk("from", word, "*"):
            entries = root.walk("policy-options", "prefix-list", used.key, "*")
            nets |= {one.key: used.at("except") is None for one in entries if "/" in one.key}
            nets.setdefault("255.255.255.255/32", True)
    covering = [n for n in nets if IPv4Address(source) in IPv4Network(n, strict=False)]
    longest = max(covering, key=lambda net: IPv4Network(net, strict=False).prefixlen, default="")
    return nets[longest] if longest else not nets


def _is_port(name: str, port: str) -> bool:
    first, _, last = name.partition("-")
    if last.isdecimal() and first.isdecimal():
        return int(first) <= int(port) <= int(last)
    return _PORTS.get(name, name) == port


def logs_in(root: Statement, user: str, password: str) -> bool:
    """Whether the login methods accept this user, in the order of `authentication-order`."""
    if not hmac.compare_digest(password.encode(), PASSWORD.encode()):
        return False
    order = root.at("system", "authentication-order")
    methods = order.values if order else ["password"]
    has_servers = next(root.walk("system", "tacplus-server", "*"), None) is not None
    if "tacplus" in methods and has_servers and user == TACACS_USER:
        return True
    # A server that answers "no" does not end it: the next method is asked, unlike on IOS.
    is_local = root.at("system", "login", "user", user) is not None
    return "password" in methods and is_local
