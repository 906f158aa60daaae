"""What the network does around a device: who its neighbours are, and what it can reach."""

from collections.abc import Mapping
from dataclasses import dataclass, field

# A table of more routes is compared by its prefixes alone, not by the ways they take.
MOST_WAYS = 5_000


@dataclass(frozen=True, slots=True, order=True)
class Neighbour:
    """One adjacency or session that is up.

    `protocol` is `bgp` or `ospf`; `peer` an address or a router id; `via` the interface, or the VRF
    when it is not the default one, "" otherwise.
    """

    protocol: str
    peer: str
    via: str = ""

    def __str__(self) -> str:
        place = f" on {self.via}" if self.via else ""
        return f"{self.protocol.upper()} neighbour {self.peer}{place}"


@dataclass(frozen=True, slots=True)
class NetworkState:
    """One reading: neighbours that are up, prefixes with a route in use, interfaces that are up.

    `tables` is what the device said of each of them, by table and name (`interfaces`, `Ethernet1`),
    to be compared with another reading of it; two states are equal without it.
    """

    neighbours: frozenset[Neighbour] = frozenset()
    routes: frozenset[str] = frozenset()
    interfaces: frozenset[str] = frozenset()
    tables: Mapping[str, object] = field(default_factory=dict, compare=False, repr=False)
