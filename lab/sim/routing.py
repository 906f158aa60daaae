"""Routes and BGP sessions of linked devices: connected, static, OSPF's shortest paths, BGP.

Route maps and prefix lists are not applied, and one OSPF domain ignores where areas meet. What
lies outside the lab announces a default route to whoever has a session with it.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from heapq import heappop, heappush
from ipaddress import IPv4Address, IPv4Network
from typing import TYPE_CHECKING

from lab.sim.cabling import End
from lab.sim.view import Hop, Route, Session

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from lab.sim.cabling import Cabling, Contact
    from lab.sim.view import Peer, Static

_DISTANCES = {"ebgp": 20, "ospf": 110, "ibgp": 200}
_DEFAULT = IPv4Network("0.0.0.0/0")

Table = dict[tuple[str, IPv4Network], Route]


@dataclass(frozen=True, slots=True)
class _Talk:
    """An established session: from whom, to whom; no `far` is somebody outside the lab."""

    device: str
    session: Session
    far: str = ""


class Routing:
    """What the devices of one network tell each other about prefixes."""

    def __init__(self, cabling: Cabling) -> None:
        self._cabling = cabling
        self._owners = {
            address.ip: end
            for end in sorted(cabling.up, reverse=True)
            for address in cabling.at(end).addresses
        }

    @cached_property
    def adjacencies(self) -> tuple[Contact, ...]:
        """The OSPF neighbours: one area, one network, both sides active."""
        return tuple(c for c in self._cabling.contacts if self._is_adjacent(c))

    def _is_adjacent(self, contact: Contact) -> bool:
        here, far = self._cabling.at(contact.here), self._cabling.at(contact.far)
        is_one_area = bool(here.area) and here.area == far.area
        return is_one_area and not here.is_passive and not far.is_passive

    @cached_property
    def interior(self) -> dict[str, Table]:
        """The tables without BGP."""
        return {name: self._interior(name) for name in self._cabling.views}

    def _interior(self, device: str) -> Table:
        table: Table = {}
        for route in (*self._connected(device), *self._ospf(device)):
            _offer(table, route)
        for static in self._cabling.views[device].statics:
            if (hop := self._hop(device, static, table)) is not None:
                offered = Route(static.prefix, "static", (hop,), 0, static.distance, static.vrf)
                _offer(table, offered)
        return table

    def _connected(self, device: str) -> Iterator[Route]:
        for port in self._cabling.views[device].ports:
            if End(device, port.name) in self._cabling.up:
                for address in port.addresses:
                    hops = (Hop(port=port.name),)
                    yield Route(address.network, "connected", hops, vrf=port.vrf)

    def _hop(self, device: str, static: Static, table: Table) -> Hop | None:
        if static.port:
            is_up = End(device, static.port) in self._cabling.up
            return Hop(static.hop, static.port) if is_up else None
        if static.hop is None:
            return Hop()
        way = longest(table, static.hop, static.vrf)
        return Hop(static.hop, way.hops[0].port) if way and way.hops[0].port else None

    def _ospf(self, device: str) -> Iterator[Route]:
        for far, (cost, hops) in self._paths(device).items():
            for port in self._cabling.views[far].ports:
                if port.area and End(far, port.name) in self._cabling.up and far != device:
                    for address in port.addresses:
                        metric = cost + (1 if address.network.prefixlen == 32 else port.cost)  # noqa: PLR2004  a host
                        yield Route(address.network, "ospf", hops, metric, 110, port.vrf)

    def _paths(self, device: str) -> dict[str, tuple[int, tuple[Hop, ...]]]:
        """The cheapest way to every other device by OSPF: its cost and its first hops."""
        best: dict[str, tuple[int, tuple[Hop, ...]]] = {device: (0, ())}
        queue = [(0, device)]
        while queue:
            cost, near = heappop(queue)
            for contact in self._beside.get(near, ()):
                far, price = contact.far.device, cost + self._cabling.at(contact.here).cost
                first = best[near][1] or (Hop(contact.far_address.ip, contact.here.port),)
                known = best.get(far)
                if known is None or price < known[0]:
                    best[far] = (price, first)
                    heappush(queue, (price, far))
                elif price == known[0]:
                    best[far] = (price, tuple(dict.fromkeys((*known[1], *first))))
        return best

    @cached_property
    def _beside(self) -> dict[str, list[Contact]]:
        found: dict[str, list[Contact]] = {}
        for contact in self.adjacencies:
            found.setdefault(contact.here.device, []).append(contact)
        return found

    @cached_property
    def _talks(self) -> tuple[_Talk, ...]:
        views = self._cabling.views
        talks = (self._talk(name, peer) for name, view in views.items() for peer in view.peers)
        return tuple(talk for talk in talks if talk)

    def _talk(self, device: str, peer: Peer) -> _Talk | None:
        local = self._local(device, peer)
        if local is None or not peer.is_enabled:
            return None
        owner = self._owners.get(peer.address)
        session = Session(peer, is_established=True, router_id=str(peer.address), local=local)
        if owner is None:
            port = End(device, self._towards(device, peer))
            return _Talk(device, session) if self._cabling.leads_out(port) else None
        for other in self._cabling.views[owner.device].peers:
            if self._agree(peer, local, owner.device, other):
                router_id = self._cabling.views[owner.device].router_id
                return _Talk(device, replace(session, router_id=router_id), owner.device)
        return None

    def _agree(self, peer: Peer, local: IPv4Address, far: str, other: Peer) -> bool:
        names_us = other.is_enabled and other.address == local
        is_same_as = other.remote_as == peer.local_as and other.local_as == peer.remote_as
        return names_us and is_same_as and self._local(far, other) == peer.address

    def _local(self, device: str, peer: Peer) -> IPv4Address | None:
        """Our address of a session; None if there is no way to the peer."""
        way = longest(self.interior[device], peer.address, peer.vrf)
        name = peer.source or (way.hops[0].port if way else "")
        port = self._cabling.views[device].port(name)
        is_up = bool(way and way.hops[0].port) and End(device, name) in self._cabling.up
        if not port or not is_up:
            return None
        near = (a.ip for a in port.addresses if peer.address in a.network)
        return next(near, port.addresses[0].ip if port.addresses else None)

    @cached_property
    def tables(self) -> dict[str, Table]:
        """All routes of each device."""
        tables = {name: dict(table) for name, table in self.interior.items()}
        for _ in self._cabling.views:  # news travels at most once past each device
            learned = [
                (talk.device, route) for talk in self._talks for route in self._told(talk, tables)
            ]
            news = [_offer(tables[device], route) for device, route in learned]
            if not any(news):
                break
        return tables

    def _told(self, talk: _Talk, tables: Mapping[str, Table]) -> Iterator[Route]:
        """What the far end of a session announces."""
        peer = talk.session.peer
        protocol = "ibgp" if talk.session.peer.is_internal else "ebgp"
        hops = (Hop(peer.address, self._towards(talk.device, peer)),)
        for prefix, path in self._announced(talk, tables):
            route = Route(prefix, protocol, hops, 0, _DISTANCES[protocol], peer.vrf, path)
            if peer.local_as not in path:
                yield route

    def _towards(self, device: str, peer: Peer) -> str:
        way = longest(self.interior[device], peer.address, peer.vrf)
        return way.hops[0].port if way else ""

    def _announced(
        self, talk: _Talk, tables: Mapping[str, Table]
    ) -> Iterator[tuple[IPv4Network, tuple[int, ...]]]:
        peer = talk.session.peer
        own = () if talk.session.peer.is_internal else (peer.remote_as,)
        if not talk.far:
            yield _DEFAULT, own
            return
        networks = self._cabling.views[talk.far].networks
        for (vrf, prefix), route in tables[talk.far].items():
            is_told = route.protocol == "ebgp" or (
                route.protocol == "ibgp" and not talk.session.peer.is_internal
            )
            if vrf == peer.vrf and (is_told or prefix in networks):
                yield prefix, (*own, *route.path)

    def sessions(self, device: str) -> dict[str, Session]:
        """The BGP sessions of a device by the address of the peer."""
        found = {str(p.address): Session(p) for p in self._cabling.views[device].peers}
        for talk in self._talks:
            if talk.device == device:
                back = [t for t in self._talks if t.device == talk.far and t.far == device]
                counted = replace(
                    talk.session,
                    received=len(list(self._told(talk, self.tables))),
                    sent=len(list(self._told(back[0], self.tables))) if back else 0,
                )
                found[str(talk.session.peer.address)] = counted
        return found


def longest(table: Table, address: IPv4Address, vrf: str) -> Route | None:
    """The route to an address."""
    found = [route for (of, net), route in table.items() if of == vrf and address in net]
    return max(found, key=lambda route: route.prefix.prefixlen, default=None)


def _offer(table: Table, route: Route) -> bool:
    """Take a route if it is better than what there is; say whether it was taken."""
    key = (route.vrf, route.prefix)
    if key in table and _rank(table[key]) <= _rank(route):
        return False
    table[key] = route
    return True


def _rank(route: Route) -> tuple[int, int, int, str]:
    return (route.distance, route.metric, len(route.path), str(route.hops[0].address))
