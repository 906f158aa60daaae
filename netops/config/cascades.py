"""What an undo or a new value of a line takes along with it."""

from netops.config.meaning import Section, State


def cascade(state: State, section: Section, norm: str, *, is_change: bool) -> None:
    """Take away what a line in normal form takes along when it is set or undone."""
    begins, facts = state.grammar.cascades(section.header)
    is_no = norm.startswith("no ")
    for fact, pattern in facts if norm.startswith(begins) else ():
        hit = pattern.of(norm[3:] if fact.on_change and is_no else norm)
        if hit is None or (is_change and is_no):
            continue
        starts = tuple(take.format(*hit.holes) for take in fact.takes)
        taken = [k for k, i in section.items.items() if _begins(i.norm, starts) and i.norm != norm]
        for key in taken:
            state.pop(section, key)
        if not section.header or section.header.startswith("router "):
            _cascade_below(state, section, starts, fact.spares)


def _cascade_below(
    state: State, section: Section, starts: tuple[str, ...], spares: tuple[str, ...]
) -> None:
    """An address family loses its lines about a neighbour that the router lost."""
    for item in section.items.values():
        if item.section is not None and section.header and not item.norm.startswith(spares):
            inner = item.section.items
            for key in [k for k, i in inner.items() if _begins(i.norm, starts)]:
                state.pop(item.section, key)


def _begins(norm: str, starts: tuple[str, ...]) -> bool:
    if not norm.startswith(starts):
        return False
    return any(norm == start or norm.startswith(f"{start} ") for start in starts)
