"""How the absence of a line shows, and what takes it back."""

from netops.config.meaning import Item, Section, State


def is_back(state: State, section: Section, line: tuple[str, str], old: Item | None) -> bool:
    """Whether a line only takes its `no` back (`passive-interface X` under `default`)."""
    key, norm = line
    if old is None or not old.is_negative or state.grammar.is_explicit(section.header, key):
        return False
    is_quiet = state.grammar.facts.habits.quiet and old.norm == f"no {norm}"
    return is_quiet or state.grammar.is_restored(section.header, key)


def off(state: State, section: Section, key: str, norm: str) -> None:
    """How the absence of a line shows: as `no ...` where the device prints that."""
    bare = key if state.grammar.is_explicit(section.header, key) else norm
    is_shown = state.grammar.is_silent(section.header, bare) or state.grammar.is_explicit(
        section.header, bare
    )
    if state.grammar.facts.resets and state.grammar.is_restored(section.header, norm):
        is_shown |= " " not in norm or f"{norm.split(' ', maxsplit=1)[0]} default" in section.items
    negative = f"no {bare}"
    section.negated.add(key)
    if is_shown and not state.grammar.is_silent(section.header, negative):
        state.bring(section, Item(key, negative, negative))
