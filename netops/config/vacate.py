"""Addresses that leave one interface for another: they go before they come."""

from collections.abc import Mapping

from netops.config.access import networks
from netops.config.meaning import Item
from netops.config.swap import Planner


def vacate(plan: Planner, item: Item, homes: Mapping[str, str]) -> None:
    """Take the addresses of an interface away whose network has its home elsewhere.

    Those that lean on one of them leave before it, a secondary before the primary, and come back
    with the rest of the interface where they are wanted.
    """
    moved = {line for net, line in networks(item).items() if homes.get(net, item.key) != item.key}
    if not moved or item.section is None:
        return
    place, lines = plan.state.grammar.place(item.norm), item.section.items.values()
    last = max(place.leaves_early(line.norm) for line in lines if line.text in moved)
    going = [i for i in lines if i.text in moved or place.leaves_early(i.norm) < last]
    for line in sorted(going, key=lambda i: place.leaves_early(i.norm)):
        plan.emit((item.text,), f"no {line.text}")
