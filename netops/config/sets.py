"""How what holds a set is changed: the VLANs of a trunk, the elements of a prefix-set."""

from netops.config.grammar import ranges
from netops.config.meaning import Item, Section, vlan_members
from netops.config.places import LONG_LINE, Path, chunks
from netops.config.swap import Planner
from netops.config.vlansets import ALL_VLANS


def want_vlans(plan: Planner, current: Item | None, item: Item, words: str, path: Path) -> None:
    """Add and remove VLANs so that no VLAN is carried that neither set has."""
    before, after = vlan_members(current, words), vlan_members(item, words)
    gone, new = set(before - after), set(after - before)
    whole = f"{words} {ranges(set(after)) or 'none'}"
    if before != ALL_VLANS and after and not (gone and new and len(whole) < LONG_LINE):
        for verb, numbers in (("remove", gone), ("add", new)):
            for chunk in chunks(numbers):
                plan.emit(path, f"{words} {verb} {chunk}")
        return
    first, *more = chunks(set(after)) or ["none"]
    plan.emit(path, f"{words} {first}")
    for chunk in more:
        plan.emit(path, f"{words} add {chunk}")


def want_block(plan: Planner, item: Item, wanted: Section) -> None:
    """Write a block of elements whole, with a comma behind each but the last."""
    lines = [one.text.rstrip(",") for one in wanted.items.values()]
    elements = [at for at, line in enumerate(lines) if not line.startswith("#")]
    plan.emit((), item.text, opens=True)
    for at, line in enumerate(lines):
        plan.emit((item.text,), f"{line}," if at in elements[:-1] else line)
