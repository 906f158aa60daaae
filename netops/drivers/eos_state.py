"""Neighbours and routes of an Arista EOS device, from eAPI's JSON."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from netops.errors import Cause, DeviceError
from netops.model.state import Neighbour, NetworkState

# Between routers that are neither DR nor BDR of a segment, 2-Way is as far as it goes.
_OSPF_UP = frozenset({"full", "2Ways"})
# What EOS answers where no BGP is configured.
_NO_BGP = "BGP inactive"

_Vrfs = Mapping[str, Any]


def network_state(ask: Callable[[str], Mapping[str, Any]]) -> NetworkState:
    """One reading of everything; raise `DeviceError` when an answer cannot be read."""
    try:
        neighbours = frozenset(
            (*_bgp(_sessions(ask)), *_ospf(ask("show ip ospf neighbor")["vrfs"]))
        )
        return NetworkState(neighbours, frozenset(_routes(ask("show ip route vrf all")["vrfs"])))
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


def _ospf(vrfs: _Vrfs) -> Iterator[Neighbour]:
    for one in vrfs.values():
        for instance in one["instList"].values():
            for near in instance["ospfNeighborEntries"]:
                if near["adjacencyState"] in _OSPF_UP:
                    yield Neighbour("ospf", near["routerId"], near["interfaceName"])


def _routes(vrfs: _Vrfs) -> Iterator[str]:
    for vrf, one in vrfs.items():
        place = _place(vrf)
        yield from (f"{prefix} in {place}" if place else prefix for prefix in one["routes"])


def _place(vrf: str) -> str:
    return "" if vrf == "default" else vrf
