"""The lab's network: what a device sees of the others, from all their configs and the links.

Everything is computed when somebody asks, from the devices that links join to the one that is
asked; a device without links costs nothing. The last few answers are kept.
"""

from __future__ import annotations

from functools import lru_cache
from ipaddress import IPv4Address
from typing import TYPE_CHECKING

from lab.sim.cabling import Cabling, End, Link
from lab.sim.routing import Routing
from lab.sim.view import Adjacent, Heard, Resolved, Seen

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from lab.sim.device import Chassis
    from lab.sim.view import Session, View

_KEPT = 64


def link(text: str) -> Link:
    """A link from its line in `devices.yaml`: `device:port - device:port`."""
    one, two = (side.strip().partition(":") for side in text.split(" - "))
    return End(one[0], one[2]), End(two[0], two[2])


class Network:
    """The devices that are started, and the links of which both ends are."""

    def __init__(self, devices: Iterable[Chassis] = (), links: Iterable[Link] = ()) -> None:
        self._devices = {device.identity.name: device for device in devices}
        self._links: dict[str, list[Link]] = {}
        for one, two in links:
            if {one.device, two.device} <= self._devices.keys():
                for end in (one, two):
                    self._links.setdefault(end.device, []).append((one, two))
        for device in self._devices.values():
            device.network = self

    def seen(self, device: Chassis) -> Seen:
        """What this device sees now."""
        name = device.identity.name
        names = sorted(self._reach(name))
        others = {other: self._devices[other] for other in names if other != name} | {name: device}
        links = dict.fromkeys(link for other in names for link in self._links.get(other, ()))
        views = tuple((other, others[other].view()) for other in names)
        down = frozenset(other for other in names if not others[other].is_powered)
        return _network(views, tuple(links), down)[name]

    def _reach(self, name: str) -> set[str]:
        """The devices that links join to this one, however far."""
        found, queue = {name}, [name]
        while queue:
            for link in self._links.get(queue.pop(), ()):
                new = {end.device for end in link} - found
                found |= new
                queue += new
        return found


@lru_cache(maxsize=_KEPT)
def _network(
    views: tuple[tuple[str, View], ...], links: tuple[Link, ...], down: frozenset[str]
) -> dict[str, Seen]:
    cabling = Cabling(dict(views), links, down)
    routing = Routing(cabling)
    return {name: _seen(name, cabling, routing) for name, _ in views}


def _seen(name: str, cabling: Cabling, routing: Routing) -> Seen:
    sessions = routing.sessions(name)
    return Seen(
        up=frozenset(end.port for end in cabling.up if end.device == name),
        heard=tuple(_heard(name, cabling)),
        adjacent=tuple(_adjacent(name, cabling, routing)),
        resolved=tuple(_resolved(name, cabling, sessions)),
        routes=tuple(sorted(routing.tables[name].values(), key=lambda r: (r.vrf, r.prefix))),
        sessions=sessions,
    )


def _heard(name: str, cabling: Cabling) -> Iterator[Heard]:
    for port in cabling.views[name].ports:
        far = cabling.across(End(name, port.name))
        if far and port.hears_lldp and cabling.at(far).sends_lldp:
            yield Heard(port.name, cabling.views[far.device], cabling.at(far))


def _adjacent(name: str, cabling: Cabling, routing: Routing) -> Iterator[Adjacent]:
    for contact in routing.adjacencies:
        if contact.here.device == name:
            router_id = cabling.views[contact.far.device].router_id
            area = cabling.at(contact.here).area
            yield Adjacent(contact.here.port, contact.far_address.ip, router_id, area)


def _resolved(name: str, cabling: Cabling, sessions: dict[str, Session]) -> Iterator[Resolved]:
    known = set()
    for contact in cabling.contacts:
        if contact.here.device == name:
            known.add(contact.far_address.ip)
            port = cabling.at(contact.here)
            mac = cabling.at(contact.far).mac
            yield Resolved(port.name, contact.far_address.ip, mac, port.vrf)
    for session in sessions.values():
        address = session.peer.address
        for port in cabling.views[name].ports:
            is_up = session.is_established and End(name, port.name) in cabling.up
            if is_up and address not in known and any(address in a.network for a in port.addresses):
                yield Resolved(port.name, address, _stranger(address), port.vrf)


def _stranger(address: IPv4Address) -> str:
    """A hardware address for somebody outside the lab: a local one that ends in its address."""
    digits = f"0200{int(address):08x}"
    return ":".join(digits[at : at + 2] for at in range(0, 12, 2))
