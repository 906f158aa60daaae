"""Where a device listens: a high port always, and the platform's own where the user may bind it.

The high port lets one inventory serve everybody; the own one is there because some drivers go
to it whatever they are told (NX-API copies files by SSH to port 22).
"""

from __future__ import annotations

import errno
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from lab.sim.device import Identity

_NOT_OURS = {errno.EACCES, errno.EADDRINUSE}


@dataclass(frozen=True, slots=True)
class Service:
    """A kind of door: its name, the platform's own port, and the lab's high one."""

    name: str
    own: int
    high: int


SSH = Service("ssh", 22, 10022)
HTTPS = Service("https", 443, 10443)
NETCONF = Service("netconf", 830, 10830)


class Listener(Protocol):
    """What a server of any kind can do."""

    def close(self) -> None:
        """Stop listening."""
        ...


class Front:
    """One server of a device; it can be closed, opened again, and get another key."""

    def __init__(self, identity: Identity, services: tuple[Service, ...]) -> None:
        self._identity, self._services = identity, services
        self._listeners: list[Listener] = []
        self._has_other_key = False

    async def listener(self, port: int, key: str) -> Listener:
        """Listen at one port with the key of this name."""
        raise NotImplementedError

    async def open(self) -> None:
        """Listen at every service's high port, and at its own one where that can be had."""
        key = f"{self._identity.name}-other" if self._has_other_key else self._identity.name
        for service in self._services:
            self._listeners.append(await self.listener(service.high, key))
            try:
                self._listeners.append(await self.listener(service.own, key))
            except OSError as problem:
                if problem.errno not in _NOT_OURS:
                    raise

    async def close(self) -> None:
        """Stop listening; sessions go on."""
        for listener in self._listeners:
            listener.close()
        self._listeners = []

    async def rekey(self) -> None:
        """Listen with another key, or again with the first one."""
        self._has_other_key = not self._has_other_key
        await self.close()
        await self.open()


def service_at(services: tuple[Service, ...], port: int) -> Service:
    """The service that listens at a port."""
    return next(service for service in services if port in {service.own, service.high})
