"""Which ports of linked devices are up, and which of them can talk to each other."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from ipaddress import IPv4Interface

    from lab.sim.view import Port, View


@dataclass(frozen=True, slots=True, order=True)
class End:
    """A port of a device; two of them make a link."""

    device: str
    port: str


Link = tuple[End, End]


@dataclass(frozen=True, slots=True)
class Contact:
    """Two ports, both up, with addresses in one network, seen from one of them."""

    here: End
    far: End
    address: IPv4Interface
    far_address: IPv4Interface


class Cabling:
    """The devices of one network by name, and the links between them; `down` are powered off."""

    def __init__(
        self, views: Mapping[str, View], links: Iterable[Link], down: frozenset[str]
    ) -> None:
        self.views = views
        self._down = down
        self._far = {here: far for one, two in links for here, far in ((one, two), (two, one))}

    def at(self, end: End) -> Port:
        """The port as configured."""
        return self._ports[end]

    @cached_property
    def _ports(self) -> dict[End, Port]:
        return {
            End(name, port.name): port for name, view in self.views.items() for port in view.ports
        }

    @cached_property
    def up(self) -> frozenset[End]:
        """All ports that are up: enabled at both ends of their link, or above one that is."""
        return frozenset(end for end in self._ports if self._is_up(end))

    def _is_up(self, end: End) -> bool:
        port = self._ports.get(end)
        if not port or not self._is_lit(end):
            return False
        if port.below is not None:
            return any(self._is_up(End(end.device, name)) for name in port.below)
        far = self._far.get(end)
        return far is None or self._is_lit(far)

    def _is_lit(self, end: End) -> bool:
        port = self._ports.get(end)
        return port is not None and port.is_enabled and end.device not in self._down

    def across(self, end: End) -> End | None:
        """The other end of this port's link while the link is up."""
        return self._far.get(end) if end in self.up else None

    def leads_out(self, end: End) -> bool:
        """Whether a port that is up is on a cable that leaves the lab."""
        return any(socket in self.up and socket not in self._far for socket in self._sockets(end))

    @cached_property
    def contacts(self) -> tuple[Contact, ...]:
        """Who can talk to whom: once from each side."""
        return tuple(contact for end in sorted(self.up) for contact in self._contacts(end))

    def _contacts(self, here: End) -> Iterator[Contact]:
        sockets = set(self._sockets(here))
        fars = {far for socket in sockets if (far := self.across(socket))}
        for far in sorted({end for socket in fars for end in self._above[socket]} & self.up):
            for one in self._ports[here].addresses:
                for two in self._ports[far].addresses:
                    if one.network == two.network and one.ip != two.ip:
                        yield Contact(here, far, one, two)

    @cached_property
    def _above(self) -> dict[End, list[End]]:
        found: dict[End, list[End]] = {}
        for end in self._ports:
            for socket in self._sockets(end):
                found.setdefault(socket, []).append(end)
        return found

    def _sockets(self, end: End) -> Iterator[End]:
        port = self._ports.get(end)
        if port and port.below is None:
            yield end
        for name in (port.below if port else None) or ():
            yield from self._sockets(End(end.device, name))
