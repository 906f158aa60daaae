"""Who passes a filter of a router, and by which address a session comes."""

from collections.abc import Iterator
from contextlib import suppress
from ipaddress import ip_address, ip_interface, ip_network
from typing import NamedTuple

from netops.config.statements.active import found, values
from netops.config.statements.tree import Node, Tree
from netops.platforms.ports import NAMED

# What a new session over TCP never is.
_NEVER = frozenset(
    {"icmp-type", "icmp-code", "is-fragment", "fragment-offset", "fragment-flags"}
    | {"first-fragment", "tcp-established", "source-port", "ttl"}
)
_SOURCES = ("source-address", "address")
_LISTS = ("source-prefix-list", "prefix-list")
_ASKED = frozenset({*_SOURCES, *_LISTS, "protocol", "next-header", "payload-protocol"})
_LEADS = frozenset({"destination-port", "port", "destination-address", "tcp-initial"})
_INBOUND = ("host-inbound-traffic", "system-services")
# Where a session may end: SSH, and NETCONF beside it.
DOORS = ("22", "830")


class Bind(NamedTuple):
    """A filter in front of the routing engine or on a port: where, which one, its family."""

    place: str
    names: tuple[str, ...]
    family: str


def binds(tree: Tree, ports: set[str]) -> Iterator[Bind]:
    """The filters on `lo0` and on these ports, for packets that come in."""
    pattern = ("interfaces", "*", "unit", "*", "family", "*", "filter")
    for node, (port, unit, family) in found(tree.root, pattern):
        names = (*values(node, "input"), *values(node, "input-list"))
        if names and (port == "lo0" or f"{port}.{unit}" in ports):
            yield Bind(f"{port}.{unit} {family}", names, family)


def admits(tree: Tree, bind: Bind, source: str, port: str) -> bool:
    """Whether a session from `source` to a port passes; what nothing decides is discarded."""
    if (":" in source) != (bind.family == "inet6"):
        return True
    for name in bind.names:
        for term in _terms(tree, bind.family, name):
            verdict = _verdict(tree, term, source, port)
            if verdict is not None:
                return verdict
    return False


def _terms(tree: Tree, family: str, name: str) -> Iterator[Node]:
    heads: list[tuple[str, ...]] = [("firewall", "family", family, "filter", name)]
    heads += [("firewall", "filter", name)] if family == "inet" else []
    for head in heads:
        for node, _ in found(tree.root, (*head, "term", "*")):
            yield node


def _verdict(tree: Tree, term: Node, source: str, port: str) -> bool | None:
    """True where a term lets the session in, False where not, None where the next one decides."""
    said = set(values(term, "then"))
    accepts = not said & {"discard", "reject", "next"}
    if "next" in said:
        return None
    conditions = {key: one for key, one in _from(term).items() if not one.is_inactive}
    if not _may_match(tree, conditions, source, port):
        return None
    # What nobody here can tell of the session: it is not counted on to let it in.
    is_sure = not set(conditions) - _ASKED - _LEADS
    return accepts if is_sure or not accepts else None


def _from(term: Node) -> dict[str, Node]:
    node = term.children.get("from")
    return node.children if node is not None and not node.is_inactive else {}


def _may_match(tree: Tree, conditions: dict[str, Node], source: str, port: str) -> bool:
    if set(conditions) & _NEVER:
        return False
    for word in ("protocol", "next-header", "payload-protocol"):
        if word in conditions and not {"tcp", "6"} & set(conditions[word].children):
            return False
    for word in ("destination-port", "port"):
        if word in conditions and not any(_is_port(p, port) for p in conditions[word].children):
            return False
    return _comes_from(tree, conditions, source)


def _comes_from(tree: Tree, conditions: dict[str, Node], source: str) -> bool:
    """The longest prefix that covers the source decides; none named means any."""
    nets: dict[str, bool] = {}
    is_asked = False
    for word in _SOURCES:
        for key, entry in conditions[word].children.items() if word in conditions else ():
            is_asked = True
            nets[key] = "except" not in entry.children
    for word in _LISTS:
        for key, entry in conditions[word].children.items() if word in conditions else ():
            is_asked = True
            prefixes = values(tree.root, "policy-options", "prefix-list", key)
            nets |= dict.fromkeys(prefixes, "except" not in entry.children)
    covering = [(length, one) for one in nets if (length := _covers(one, source)) >= 0]
    return nets[max(covering)[1]] if covering else not is_asked


def _covers(prefix: str, source: str) -> int:
    """The length of a prefix that holds the source, -1 where it does not."""
    with suppress(ValueError):
        network = ip_network(prefix, strict=False)
        address = ip_address(source)
        if address.version == network.version and address in network:
            return network.prefixlen
    return -1


def _is_port(name: str, port: str) -> bool:
    first, _, last = name.partition("-")
    if first.isdecimal() and last.isdecimal():
        return int(first) <= int(port) <= int(last)
    return NAMED.get(name, name) == port


class Way(NamedTuple):
    """How a session comes in: `port` is the unit (`ge-0/0/0.0`), `address` its address.

    `router` is the next hop of the static route back, "" where the source is next door.
    """

    port: str
    address: str
    prefix: str = ""
    router: str = ""


def way_in(tree: Tree, source: str) -> Way | None:
    """The unit and address by which a session from `source` comes, None where nothing tells."""
    if near := _next_door(tree, source):
        return near
    routes = found(tree.root, ("routing-options", "static", "route", "*", "next-hop"))
    covering = [(length, one) for _, (one,) in routes if (length := _covers(one, source)) >= 0]
    _, prefix = max(covering, default=(-1, ""))
    for router in values(tree.root, "routing-options", "static", "route", prefix, "next-hop"):
        if near := _next_door(tree, router):
            return Way(near.port, near.address, prefix, router)
    return None


def _next_door(tree: Tree, source: str) -> Way | None:
    pattern = ("interfaces", "*", "unit", "*", "family", "*", "address", "*")
    for node, (port, unit, _, address) in found(tree.root, pattern):
        with suppress(ValueError):
            if (
                not _is_off(tree, port, unit)
                and ip_address(source) in ip_interface(address).network
            ):
                return Way(f"{port}.{unit}", node.key)
    return None


def lets_in(tree: Tree, port: str, service: str) -> bool:
    """Whether the security zone of a unit lets a service in; what a port says of itself counts."""
    for zone, _ in found(tree.root, ("security", "zones", "security-zone", "*")):
        for own, _ in found(zone, ("interfaces", port)):
            named = [node for holder in (own, zone) for node, _ in found(holder, _INBOUND)]
            served = named[0].children if named else {}
            asked = served.get(service) or served.get("all") or served.get("any-service")
            return asked is not None and not asked.is_inactive and "except" not in asked.children
    return False


def _is_off(tree: Tree, port: str, unit: str) -> bool:
    places = (("interfaces", port, "disable"), ("interfaces", port, "unit", unit, "disable"))
    return any(next(found(tree.root, place), None) is not None for place in places)


def stands(tree: Tree, way: Way) -> bool:
    """Whether this way in is still there."""
    port, _, unit = way.port.rpartition(".")
    path = ("interfaces", port, "unit", unit, "family", "*", "address", way.address)
    if _is_off(tree, port, unit) or next(found(tree.root, path), None) is None:
        return False
    route = ("routing-options", "static", "route", way.prefix, "next-hop")
    return not way.router or way.router in values(tree.root, *route)
