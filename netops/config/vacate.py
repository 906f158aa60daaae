"""Addresses that leave one interface for another: they go before they come."""

from collections import defaultdict
from collections.abc import Iterable
from ipaddress import IPv4Network

from netops.config.access import networks
from netops.config.meaning import Item
from netops.config.swap import Planner

_BITS = 32
_Net = tuple[str, int, int]  # VRF, prefix length, the bits that count


class Homes:
    """On which interface each network is wanted. A network has part in all that lie in it."""

    def __init__(self, items: Iterable[Item]) -> None:
        self._at: dict[_Net, set[str]] = defaultdict(set)
        self._around: dict[_Net, set[str]] = defaultdict(set)
        for item in items:
            for name in networks(item):
                wider = _wider(name)
                self._at[wider[-1]].add(item.key)
                for one in wider:
                    self._around[one].add(item.key)

    def has_elsewhere(self, name: str, key: str) -> bool:
        """Whether it leaves this one, and another interface gets a network that overlaps."""
        wider = _wider(name)
        if key in self._at.get(wider[-1], ()):
            return False
        found = self._around.get(wider[-1], set()).union(*(self._at.get(n, ()) for n in wider))
        return bool(found - {key})


def _wider(name: str) -> list[_Net]:
    """The networks that this one lies in, itself last."""
    vrf, _, text = name.rpartition(" ")
    network = IPv4Network(text)
    bits = int(network.network_address)
    return [(vrf, n, bits >> (_BITS - n)) for n in range(network.prefixlen + 1)]


def vacate(plan: Planner, item: Item, homes: Homes) -> None:
    """Take the addresses of an interface away whose network has its home elsewhere.

    Those that lean on one of them leave before it, a secondary before the primary, and come back
    with the rest of the interface where they are wanted.
    """
    held = networks(item).items()
    moved = {line for network, line in held if homes.has_elsewhere(network, item.key)}
    if not moved or item.section is None:
        return
    place, lines = plan.state.grammar.place(item.norm), item.section.items.values()
    last = max(place.leaves_early(line.norm) for line in lines if line.text in moved)
    going = [i for i in lines if i.text in moved or place.leaves_early(i.norm) < last]
    for line in sorted(going, key=lambda i: place.leaves_early(i.norm)):
        plan.emit((item.text,), f"no {line.text}")
