"""Reads what FRR shows as JSON."""

from __future__ import annotations

import json
from typing import Any

OSPF = "show ip ospf neighbor json"
BGP = "show bgp ipv4 unicast summary json"
ROUTES = "show ip route json"


def values(said: str) -> list[Any]:
    """The JSON values that commands of one vtysh printed, one after the other."""
    said, found = said.lstrip(), []
    while said:
        value, end = json.JSONDecoder().raw_decode(said)
        found.append(value)
        said = said[end:].lstrip()
    return found


def neighbours(ospf: dict[str, Any], bgp: dict[str, Any]) -> dict[str, dict[str, str]]:
    """State by neighbour: `ospf` by router id (Full), `bgp` by address (Established)."""
    return {
        "ospf": {
            router: one["nbrState"].split("/")[0]
            for router, many in ospf.get("neighbors", {}).items()
            for one in many
        },
        "bgp": {peer: one["state"] for peer, one in bgp.get("peers", {}).items()},
    }


def count_up(seen: dict[str, dict[str, str]]) -> int:
    """How many neighbours are up."""
    states = [state for kind in seen.values() for state in kind.values()]
    return states.count("Full") + states.count("Established")
