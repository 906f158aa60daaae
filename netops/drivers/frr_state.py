"""Neighbours and routes of an FRR router, from the JSON that vtysh shows."""

import json
from collections.abc import Iterable, Iterator
from typing import Any

from netops.drivers.frr_shell import RouterShell
from netops.errors import Cause, DeviceError
from netops.model.state import Neighbour, NetworkState

_BGP = "show bgp vrf all summary json"
_OSPF = "show ip ospf vrf all neighbor json"
_ROUTES = ("show ip route vrf all json", "show ipv6 route vrf all json")
# Between routers that are neither DR nor BDR of a segment, 2-Way is as far as it goes.
_OSPF_UP = ("Full", "2-Way")


def network_state(shell: RouterShell) -> NetworkState:
    """One reading of everything; raise `DeviceError` when an answer cannot be read."""
    try:
        bgp = frozenset(_bgp(_shown(shell, _BGP)))
        ospf = frozenset(_ospf(_shown(shell, _OSPF)))
        routes = frozenset(_routes(one for word in _ROUTES for one in _shown(shell, word)))
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        reason = f"neighbours and routes cannot be read ({type(error).__name__})"
        raise DeviceError(Cause.REFUSED, reason) from error
    return NetworkState(bgp | ospf, routes)


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


def _ospf(documents: list[Any]) -> Iterator[Neighbour]:
    """VRF -> `neighbors`: router id -> adjacencies, each with its interface."""
    for _, instance in _items(documents):
        for router, adjacencies in instance.get("neighbors", {}).items():
            for one in adjacencies:
                if one["nbrState"].startswith(_OSPF_UP):
                    yield Neighbour("ospf", router, one["ifaceName"].partition(":")[0])


def _routes(documents: Iterable[Any]) -> Iterator[str]:
    """Prefix -> routes to it, of which one may be in use."""
    for document in documents:
        for prefix, routes in document.items():
            for one in routes:
                if one.get("selected"):
                    vrf = _place(one["vrfName"])
                    yield f"{prefix} in {vrf}" if vrf else prefix


def _items(documents: list[Any]) -> Iterator[tuple[str, Any]]:
    for document in documents:
        yield from document.items()


def _place(vrf: str) -> str:
    return "" if vrf == "default" else vrf
