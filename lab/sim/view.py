"""What a configuration says to the network, and what a device then sees around it.

A platform reads its running configuration into a `View`; `network.py` turns the views of all
linked devices into what each one `Seen`. Both are frozen: equal configs give equal answers.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from ipaddress import IPv4Address, IPv4Interface, IPv4Network


@dataclass(frozen=True, slots=True)
class Port:
    """One interface as configured, by the name that the configuration gives it.

    `below` are the ports that carry it: members of a bundle, the parent of a subinterface, the
    ports in a VLAN; it is up while one of them is. None: it stands by itself (a socket, a
    loopback). `area` is its OSPF area, empty where OSPF does not run; `cost` is OSPF's.
    """

    name: str
    is_enabled: bool = True
    addresses: tuple[IPv4Interface, ...] = ()
    vrf: str = "default"
    description: str = ""
    mac: str = ""
    below: tuple[str, ...] | None = None
    sends_lldp: bool = False
    hears_lldp: bool = False
    area: str = ""
    is_passive: bool = False
    cost: int = 10


@dataclass(frozen=True, slots=True)
class Peer:
    """A BGP neighbour as configured; `source` is the port of our end, if the config names one."""

    address: IPv4Address
    remote_as: int
    local_as: int
    vrf: str = "default"
    source: str = ""
    is_enabled: bool = True
    description: str = ""

    @property
    def is_internal(self) -> bool:
        """Whether both ends are in one autonomous system."""
        return self.remote_as == self.local_as


@dataclass(frozen=True, slots=True)
class Static:
    """A static route; with neither hop nor port it discards."""

    prefix: IPv4Network
    hop: IPv4Address | None = None
    port: str = ""
    vrf: str = "default"
    distance: int = 1


@dataclass(frozen=True, slots=True)
class View:
    """The part of one running configuration that others can tell, `networks` those told by BGP."""

    name: str
    system: str = ""
    mac: str = ""
    router_id: str = ""
    ports: tuple[Port, ...] = ()
    peers: tuple[Peer, ...] = ()
    statics: tuple[Static, ...] = ()
    networks: tuple[IPv4Network, ...] = ()

    def port(self, name: str) -> Port | None:
        """The port of this name."""
        return next((port for port in self.ports if port.name == name), None)


@dataclass(frozen=True, slots=True)
class Heard:
    """A neighbour that LLDP told of: our port, and the other device and its port as configured."""

    port: str
    far: View
    far_port: Port


@dataclass(frozen=True, slots=True)
class Adjacent:
    """A full OSPF neighbour."""

    port: str
    address: IPv4Address
    router_id: str
    area: str


@dataclass(frozen=True, slots=True)
class Resolved:
    """An entry of the ARP table; `mac` is written as the neighbour's platform writes it."""

    port: str
    address: IPv4Address
    mac: str
    vrf: str = "default"


@dataclass(frozen=True, slots=True)
class Hop:
    """Where a route leads: an address, a port, or both; neither discards."""

    address: IPv4Address | None = None
    port: str = ""


@dataclass(frozen=True, slots=True)
class Route:
    """The best route of a prefix; `protocol` is connected, static, ospf, ebgp or ibgp.

    `distance` is Cisco's; other platforms print their own number for the protocol. `path` are
    the autonomous systems of a BGP route, the nearest one first.
    """

    prefix: IPv4Network
    protocol: str
    hops: tuple[Hop, ...]
    metric: int = 0
    distance: int = 0
    vrf: str = "default"
    path: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Session:
    """A BGP session: prefixes received and sent; `router_id` is the peer's, empty while down."""

    peer: Peer
    is_established: bool = False
    router_id: str = ""
    local: IPv4Address | None = None
    received: int = 0
    sent: int = 0


@dataclass(frozen=True, slots=True)
class Seen:
    """One look around: `up` are the names of the ports that are up."""

    up: frozenset[str] = frozenset()
    heard: tuple[Heard, ...] = ()
    adjacent: tuple[Adjacent, ...] = ()
    resolved: tuple[Resolved, ...] = ()
    routes: tuple[Route, ...] = ()
    sessions: Mapping[str, Session] = field(default_factory=dict)
