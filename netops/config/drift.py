"""In what does a config differ from its reference? Missing, extra, changed and moved lines."""

import re
from collections import Counter
from collections.abc import Iterator
from functools import lru_cache
from itertools import zip_longest

from netops.config.grammar import grammar
from netops.config.meaning import Item, Section, State
from netops.config.places import is_entry
from netops.config.show import shown
from netops.config.statements.differences import differences as between
from netops.config.statements.read import read
from netops.config.textdiff import changes, longest_rise, unified
from netops.config.tree import parse
from netops.config.twins import states
from netops.model.config import ConfigKind, Drift, DriftItem, DriftKind, Line
from netops.platforms.spec import Platform

_NAMES = {
    ConfigKind.RUNNING: "running",
    ConfigKind.STARTUP: "startup",
    ConfigKind.INTENDED: "intended",
}

Path = tuple[str, ...]


def drift(
    running: str, reference: str, platform: Platform, *, device: str, against: ConfigKind
) -> Drift:
    """Compare two canonical texts; `items` is empty exactly when they mean the same.

    Spellings of interfaces, VLAN ranges, quotes and IPv6 case carry no meaning; order does only
    in lists that are read in order. `diff` shows the reference as old and running as new.
    """
    items = tuple(_items(running, reference, platform))
    diff = unified(reference, running, old_name=_NAMES[against], new_name="running")
    return Drift(device, against, items, diff)


def same(one: str, other: str, platform: Platform) -> bool:
    """Whether two texts mean the same to the device."""
    return next(_items(one, other, platform), None) is None


def _items(running: str, reference: str, platform: Platform) -> Iterator[DriftItem]:
    if platform.statements:
        return between(read(running, platform.statements), read(reference, platform.statements))
    ours, theirs = states(
        grammar(platform), parse(running, platform).children, parse(reference, platform).children
    )
    return differences(ours, theirs)


def differences(ours: State, theirs: State) -> Iterator[DriftItem]:
    """Every difference between two states, `ours` as running and `theirs` as reference."""
    return _compare(ours, ours.top, theirs.top, ())


def _compare(state: State, ours: Section, theirs: Section, path: Path) -> Iterator[DriftItem]:
    left, right = comparable(ours, theirs)
    for key, item in left.items():
        other = right.get(key)
        if other is item or (other is not None and _is_same(item, other)):
            continue
        if other is None:
            if not is_factory_default(state, ours, item):
                yield from _alone(ours, item, path, DriftKind.EXTRA)
        else:
            yield from _pair(state, (ours, item), (theirs, other), path)
    for key, other in right.items():
        if key not in left and not is_factory_default(state, theirs, other):
            yield from _alone(theirs, other, path, DriftKind.MISSING)
    if ours.sequence is not None:
        yield from _moved((ours, left), (theirs, right), path)


def _is_same(item: Item, other: Item) -> bool:
    """Whether two lines without sections are equal as they stand."""
    is_bare = item.section is None and other.section is None
    return is_bare and item.norm == other.norm and item.body == other.body


def comparable(ours: Section, theirs: Section) -> tuple[dict[str, Item], dict[str, Item]]:
    """The items of two sections under keys that mean the same on both sides.

    Entries of ordered lists go by number where both texts show numbers, else by their text.
    """
    if ours.sequence is None or (ours.numbered and theirs.numbered):
        return ours.items, theirs.items
    return _by_plain(ours), _by_plain(theirs)


def _by_plain(section: Section) -> dict[str, Item]:
    """The entries of a list by their text; a remark that is there again, by how many it is."""
    found: dict[str, Item] = {}
    often: Counter[str] = Counter()
    for item in section.entries():
        key = item.plain or item.key
        often[key] += 1
        found[f"{key} ({often[key]})" if often[key] > 1 else key] = item
    return found


def is_factory_default(state: State, section: Section, item: Item) -> bool:
    """What is there whether a text names it or not.

    A physical interface without settings, shut or not, and an empty section that the device
    keeps (`line con 0`) or does not show (an address family of FRR).
    """
    lines = item.section.items.values() if item.section is not None else ()
    if section.header:
        return not lines and state.grammar.place(item.norm).scope.stays
    if state.grammar.is_physical(item.norm, item.text):
        return all(line.is_negative or line.norm == "shutdown" for line in lines)
    return not lines and state.grammar.is_kept(item.norm)


def norms(section: Section, item: Item, other: Section) -> str:
    """What counts of an item when it is compared with one of another section."""
    if item.plain and not (section.numbered and other.numbered):
        return item.plain
    return item.norm


def _pair(
    state: State, ours: tuple[Section, Item], theirs: tuple[Section, Item], path: Path
) -> Iterator[DriftItem]:
    (section, item), (other_section, other) = ours, theirs
    is_equal = norms(section, item, other_section) == norms(other_section, other, section)
    if is_equal and _told_by_line(state.grammar.platform).fullmatch(item.text):
        yield from _texts(item, other, path)
    elif not is_equal or item.body != other.body:
        running, reference = _line(section, item), _line(other_section, other)
        yield DriftItem(DriftKind.CHANGED, path, running, reference)
    mine, its = item.section, other.section
    if mine is not None or its is not None:
        empty = Section(item.norm)
        is_flat = mine is not None and bool(mine.flat)
        below = path if is_flat else (*path, item.text)
        yield from _compare(state, mine or empty, its or empty, below)


@lru_cache(maxsize=32)
def _told_by_line(platform: Platform) -> re.Pattern[str]:
    starts = (kind.start for kind in platform.opaque if kind.by_line)
    return re.compile("|".join(f"(?:{start})" for start in starts) or r"(?!)")


def _texts(item: Item, other: Item, path: Path) -> Iterator[DriftItem]:
    """The lines in which two opaque texts differ; their order counts."""
    for a1, a2, b1, b2 in changes(other.body, item.body):
        old = (Line(other.number + 1 + i, other.body[i].strip()) for i in range(a1, a2))
        new = (Line(item.number + 1 + i, item.body[i].strip()) for i in range(b1, b2))
        for reference, running in zip_longest(old, new):
            one_sided = DriftKind.EXTRA if running else DriftKind.MISSING
            kind = DriftKind.CHANGED if running and reference else one_sided
            yield DriftItem(kind, (*path, item.text), running, reference)


def _alone(section: Section, item: Item, path: Path, kind: DriftKind) -> Iterator[DriftItem]:
    is_flat = item.section is not None and bool(item.section.flat)
    if not is_flat:
        yield _single(kind, path, _line(section, item))
    if item.section is not None:
        for inner in item.section.entries():
            below = path if is_flat else (*path, item.text)
            yield from _alone(item.section, inner, below, kind)


def _single(kind: DriftKind, path: Path, line: Line) -> DriftItem:
    if kind is DriftKind.EXTRA:
        return DriftItem(kind, path, line, None)
    return DriftItem(kind, path, None, line)


def _moved(
    ours: tuple[Section, dict[str, Item]], theirs: tuple[Section, dict[str, Item]], path: Path
) -> Iterator[DriftItem]:
    (section, left), (other, right) = ours, theirs
    if section.numbered and other.numbered and section.sequence and section.sequence.numbered:
        return
    pinned = section.sequence.pinned_last if section.sequence else ""
    place = {key: at for at, key in enumerate(right)}
    counts = {k for k in left if is_entry(section, left[k]) and left[k].norm != pinned}
    common = [key for key in left if key in place and key in counts]
    if common == [key for key in right if key in counts]:
        return
    kept = set(longest_rise([place[key] for key in common]))
    for at, key in enumerate(common):
        if at not in kept:
            here, there = _line(section, left[key]), _line(other, right[key])
            yield DriftItem(DriftKind.MOVED, path, here, there)


def _line(section: Section, item: Item) -> Line:
    return Line(item.number, section.flat + shown(section, item))
