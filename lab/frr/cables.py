"""The network namespaces of the routers and the cables between them."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from lab.frr.topology import Topology


def lines(plan: Topology, space: Callable[[str], str]) -> Iterator[str]:
    """The lines for `ip -batch` that make a namespace for each router and lay each cable."""
    yield from (f"netns add {space(name)}" for name in plan.routers)
    for port in plan.ports[::2]:
        far = next(p for p in plan.ports if p.link == port.link and p.router == port.neighbour)
        yield (
            f"link add {port.name} netns {space(port.router.name)} type veth "
            f"peer name {far.name} netns {space(far.router.name)}"
        )


def restart(ports: Sequence[str]) -> Iterator[str]:
    """The lines for `ip -batch` in a router's namespace that make its kernel forget its config."""
    yield "link set group default down"
    yield from (f"address flush dev {port}" for port in ("lo", *ports))
