"""Neighbours, routes and interfaces of an FRR router, from the JSON that vtysh shows."""

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from netops.drivers.frr_shell import RouterShell
from netops.errors import Cause, DeviceError
from netops.model.state import MOST_WAYS, Neighbour, NetworkState

_BGP = "show bgp vrf all summary json"
_OSPF = "show ip ospf vrf all neighbor json"
_ROUTES = ("show ip route vrf all json", "show ipv6 route vrf all json")
_PORTS = "show interface vrf all json"
# Between routers that are neither DR nor BDR of a segment, 2-Way is as far as it goes.
_OSPF_UP = ("Full", "2-Way")


def network_state(shell: RouterShell) -> NetworkState:
    """One reading of everything; raise `DeviceError` when an answer cannot be read."""
    try:
        bgp, ospf = _shown(shell, _BGP), dict(_adjacencies(_shown(shell, _OSPF)))
        routes = dict(_routes(one for word in _ROUTES for one in _shown(shell, word)))
        ports = dict(_items(_shown(shell, _PORTS)))
        return NetworkState(
            frozenset((*_bgp(bgp), *_ospf(ospf))),
            frozenset(routes),
            frozenset(name for name, one in ports.items() if one["operationalStatus"] == "up"),
            {"bgp": dict(_items(bgp)), "ospf": ospf, "interfaces": ports, "routes": _ways(routes)},
        )
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        reason = f"neighbours and routes cannot be read ({type(error).__name__})"
        raise DeviceError(Cause.REFUSED, reason) from error


def _shown(shell: RouterShell, command: str) -> list[Any]:
    """Every JSON document of a reply: one for all VRFs, or one for each.

    A daemon that does not run has no neighbours; those that it had are missed.
    """
    try:
        text = shell.run(f"vtysh -c '{command}'")
    except DeviceError as error:
        if error.raw.rstrip().endswith("is not running"):
            return []
        raise
    decoder, found, at = json.JSONDecoder(), [], 0
    text = text.strip()
    while at < len(text):
        document, at = decoder.raw_decode(text, at)
        found.append(document)
        at += len(text[at:]) - len(text[at:].lstrip())
    return found


def _bgp(documents: list[Any]) -> Iterator[Neighbour]:
    """VRF -> address family -> `peers`: address -> `state`."""
    for vrf, families in _items(documents):
        for _, family in _items([families]):
            if isinstance(family, dict):
                for peer, one in family.get("peers", {}).items():
                    if one["state"] == "Established":
                        yield Neighbour("bgp", peer, _place(vrf))


def _adjacencies(documents: list[Any]) -> Iterator[tuple[str, Any]]:
    """VRF -> `neighbors`: router id -> adjacencies, each with its interface."""
    for _, instance in _items(documents):
        for router, adjacencies in instance.get("neighbors", {}).items():
            for one in adjacencies:
                yield f"{router} on {_port(one)}", {"router": router, **one}


def _ospf(adjacencies: Mapping[str, Any]) -> Iterator[Neighbour]:
    for one in adjacencies.values():
        if one["nbrState"].startswith(_OSPF_UP):
            yield Neighbour("ospf", one["router"], _port(one))


def _port(adjacency: Mapping[str, Any]) -> str:
    name: str = adjacency["ifaceName"]
    return name.partition(":")[0]


def _routes(documents: Iterable[Any]) -> Iterator[tuple[str, Any]]:
    """Prefix -> routes to it, of which one may be in use."""
    for document in documents:
        for prefix, routes in document.items():
            for one in routes:
                if one.get("selected"):
                    vrf = _place(one["vrfName"])
                    yield f"{prefix} in {vrf}" if vrf else prefix, one


def _ways(routes: Mapping[str, Any]) -> Mapping[str, Any]:
    """By which protocol and next hops each prefix is reached; {} for very large tables."""
    if len(routes) > MOST_WAYS:
        return {}
    return {
        prefix: {
            "by": route.get("protocol"),
            "metric": route.get("metric"),
            "via": {
                hop.get("ip") or hop.get("interfaceName"): "" for hop in route.get("nexthops", ())
            },
        }
        for prefix, route in routes.items()
    }


def _items(documents: list[Any]) -> Iterator[tuple[str, Any]]:
    for document in documents:
        yield from document.items()


def _place(vrf: str) -> str:
    return "" if vrf == "default" else vrf
