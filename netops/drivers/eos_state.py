"""Neighbours, routes and interfaces of an Arista EOS device, from eAPI's JSON."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from netops.errors import Cause, DeviceError
from netops.model.state import MOST_WAYS, Neighbour, NetworkState

# Between routers that are neither DR nor BDR of a segment, 2-Way is as far as it goes.
_OSPF_UP = frozenset({"full", "2Ways"})
# What EOS answers where no BGP is configured.
_NO_BGP = "BGP inactive"

_Vrfs = Mapping[str, Any]
_Table = Mapping[str, Any]


def network_state(ask: Callable[[str], Mapping[str, Any]]) -> NetworkState:
    """One reading of everything; raise `DeviceError` when an answer cannot be read."""
    try:
        bgp = _sessions(ask)
        ospf = dict(_adjacencies(ask("show ip ospf neighbor")["vrfs"]))
        routes = dict(_routes(ask("show ip route vrf all")["vrfs"]))
        ports: _Table = ask("show interfaces")["interfaces"]
        return NetworkState(
            frozenset((*_bgp(bgp), *_ospf(ospf))),
            frozenset(routes),
            frozenset(name for name, one in ports.items() if one["lineProtocolStatus"] == "up"),
            {"bgp": bgp, "ospf": ospf, "interfaces": ports, "routes": _ways(routes)},
        )
    except (AttributeError, KeyError, TypeError) as error:
        reason = f"neighbours and routes cannot be read ({type(error).__name__})"
        raise DeviceError(Cause.REFUSED, reason) from error


def _sessions(ask: Callable[[str], Mapping[str, Any]]) -> _Vrfs:
    try:
        vrfs: _Vrfs = ask("show ip bgp summary vrf all")["vrfs"]
    except DeviceError as error:
        if _NO_BGP in str(error.__cause__):
            return {}
        raise
    return vrfs


def _bgp(vrfs: _Vrfs) -> Iterator[Neighbour]:
    for vrf, one in vrfs.items():
        for peer, session in one["peers"].items():
            if session["peerState"] == "Established":
                yield Neighbour("bgp", peer, _place(vrf))


def _adjacencies(vrfs: _Vrfs) -> Iterator[tuple[str, _Table]]:
    for one in vrfs.values():
        for instance in one["instList"].values():
            for near in instance["ospfNeighborEntries"]:
                yield f"{near['routerId']} on {near['interfaceName']}", near


def _ospf(adjacencies: _Table) -> Iterator[Neighbour]:
    for near in adjacencies.values():
        if near["adjacencyState"] in _OSPF_UP:
            yield Neighbour("ospf", near["routerId"], near["interfaceName"])


def _routes(vrfs: _Vrfs) -> Iterator[tuple[str, _Table]]:
    for vrf, one in vrfs.items():
        place = _place(vrf)
        for prefix, route in one["routes"].items():
            yield f"{prefix} in {place}" if place else prefix, route


def _ways(routes: _Table) -> _Table:
    """By which protocol and next hops each prefix is reached; {} for very large tables."""
    if len(routes) > MOST_WAYS:
        return {}
    return {
        prefix: {
            "by": route.get("routeType"),
            "metric": route.get("metric"),
            "via": {via.get("nexthopAddr") or via.get("interface"): "" for via in route["vias"]},
        }
        for prefix, route in routes.items()
        if "vias" in route
    }


def _place(vrf: str) -> str:
    return "" if vrf == "default" else vrf
