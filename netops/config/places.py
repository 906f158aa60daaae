"""Small answers that plans and proofs ask for: paths, entries, VLANs that fit a line."""

from netops.config.activation import led
from netops.config.below import Place
from netops.config.grammar import Grammar, entry, ranges
from netops.config.meaning import Item, Section, State, key_of
from netops.config.patterns import Patterns

LONG_LINE = 160

Path = tuple[str, ...]


def at(state: State, path: Path) -> Section | None:
    """The section at the end of a path of headers."""
    section: Section | None = state.top
    for header in path:
        key = key_of(state, section, state.grammar.normal(header))[0] if section else ""
        found = section.items.get(key) if section else None
        section = found.section if found else None
    return section


def is_entry(section: Section, item: Item) -> bool:
    """Whether an item's place among others counts."""
    sequence = section.sequence
    if sequence is None:
        return False
    if sequence.lines:
        return item.norm.startswith(sequence.lines)
    return bool(item.plain) if sequence.numbered or section.flat else item.section is not None


def lingers(state: State, section: Section, old: Item, norm: str) -> bool:
    """Whether the device keeps of the old line what the new one does not name, or refuses it."""
    place = state.grammar.place(section.header)
    if old.norm == norm or place.is_cleared(norm):
        return old.norm != norm
    if not old.norm.startswith(place.sticky):
        return False
    gone = set(old.norm.split(" ")) - set(norm.split(" "))
    return any(
        old.norm.startswith(begin) and (kept == "*" or gone & set(kept.split()))
        for begin, kept in place.scope.sticky
    )


def goes(place: Place, item: Item, other: Item | None) -> bool:
    """Whether a line is not wanted, or makes room for lines before it gets another value."""
    if other is None:
        return True
    is_changed = other.norm != item.norm and place.is_cleared(item.norm)
    return is_changed and place.leaves_early(item.norm) < len(place.scope.leave_early)


def clings(state: State, section: Section, norm: str) -> bool:
    """Whether a `no` of this line takes only the keywords away that it names."""
    place = state.grammar.place(section.header)
    if not norm.startswith(place.sticky):
        return False
    named = set(norm.split(" "))
    facts = place.scope.sticky
    return any(norm.startswith(begin) and named & set(kept.split()) for begin, kept in facts)


def bare(item: Item) -> str:
    """The text of a line, that of an entry without its number."""
    is_numbered = item.plain and item.plain != item.norm
    found = entry(item.text) if is_numbered else None
    return found[1] if found else item.text


def undo(grammar: Grammar, section: Section, item: Item) -> str:
    """What stands behind `no` to take a line away: sometimes its key alone."""
    if words := grammar.vlan_set(item.norm):
        return words
    if group := led(grammar, section, item.norm):
        return group
    found = grammar.place(section.header).key(item.norm)
    if found.kind == "short" and not section.flat:
        words_of = item.text.split(" ")
        return " ".join(words_of[i] for i in found.indices)
    return item.text


def chunks(numbers: set[int]) -> list[str]:
    """A VLAN list in pieces that fit a line."""
    pieces: list[str] = []
    for part in ranges(numbers).split(",") if numbers else ():
        if pieces and len(pieces[-1]) + len(part) < LONG_LINE:
            pieces[-1] += f",{part}"
        else:
            pieces.append(part)
    return pieces


def trails(state: State, scope: str) -> list[tuple[Section, ...]]:
    """Each way down a path of header patterns (`line **`, `a * > b *`): the sections on it.

    The first section of each is the top level, which is also all of it where `scope` is "".
    """
    found: list[tuple[Section, ...]] = [(state.top,)]
    for part in scope.split(" > ") if scope else ():
        pattern = Patterns((part,))
        found = [
            (*trail, item.section)
            for trail in found
            for item in trail[-1].items.values()
            if item.section is not None and pattern.find(item.norm.split(" "))
        ]
    return found


def sections(state: State, scope: str) -> list[Section]:
    """The sections at the end of a path of header patterns."""
    return [trail[-1] for trail in trails(state, scope)]
