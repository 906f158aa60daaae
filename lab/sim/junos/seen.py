"""What a Junos device sees of the world around it: links, neighbours, routes."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Heard:
    """A neighbour that speaks LLDP: our port, its name, its port, its MAC address."""

    port: str
    system: str
    far_port: str
    chassis: str


@dataclass(frozen=True, slots=True)
class Adjacent:
    """An OSPF neighbour: our unit, its address, its router id."""

    unit: str
    address: str
    router_id: str


@dataclass(frozen=True, slots=True)
class Resolved:
    """An entry of the ARP table."""

    address: str
    mac: str
    unit: str


@dataclass(frozen=True, slots=True)
class Route:
    """A route of inet.0; `hop` is empty for what is attached or discarded."""

    prefix: str
    protocol: str
    preference: int
    hop: str
    unit: str
    metric: int = 0


@dataclass(frozen=True, slots=True)
class Seen:
    """One look around: `established` maps a BGP peer to its router id."""

    up: frozenset[str] = frozenset()
    heard: tuple[Heard, ...] = ()
    established: dict[str, str] = field(default_factory=dict)
    adjacent: tuple[Adjacent, ...] = ()
    resolved: tuple[Resolved, ...] = ()
    routes: tuple[Route, ...] = ()
