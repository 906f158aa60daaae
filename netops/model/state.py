"""What the network does around a device: who its neighbours are, and what it can reach."""

from dataclasses import dataclass


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
    """One reading: neighbours that are up, and prefixes with a route in use (`10.0.0.0/8`)."""

    neighbours: frozenset[Neighbour] = frozenset()
    routes: frozenset[str] = frozenset()
