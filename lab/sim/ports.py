"""Where a device listens: a high port always, and the platform's own where the user may bind it.

The high port lets one inventory serve everybody; the own one is there because some drivers go
to it whatever they are told (NX-API copies files by SSH to port 22).
"""

from __future__ import annotations

import errno
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Awaitable, Callable

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


class Front(Protocol):
    """The listeners of one kind of a device; they can be closed and opened again."""

    async def open(self) -> None:
        """Listen."""
        ...

    async def close(self) -> None:
        """Stop listening; sessions go on."""
        ...

    async def rekey(self) -> None:
        """Listen with another key, or again with the first one."""
        ...


class Listener(Protocol):
    """What a server of any kind can do."""

    def close(self) -> None:
        """Stop listening."""
        ...


async def listeners(
    services: tuple[Service, ...], listen: Callable[[int], Awaitable[Listener]]
) -> AsyncIterator[Listener]:
    """Open every service's high port, and its own one where that can be had."""
    for service in services:
        yield await listen(service.high)
        try:
            yield await listen(service.own)
        except OSError as problem:
            if problem.errno not in _NOT_OURS:
                raise


def service_at(services: tuple[Service, ...], port: int) -> Service:
    """The service that listens at a port."""
    return next(service for service in services if port in {service.own, service.high})
