"""Lists that the device prints as top-level lines, one an entry, changed by such lines."""

from typing import cast

from netops.config.copies import own
from netops.config.entries import remove_entry
from netops.config.meaning import Section, State, add_entry, flat_section


def set_flat(state: State, section: Section, flat: tuple[str, str, str]) -> None:
    """Add an entry: (header, entry, prefix) as in `grammar.flat`."""
    header, text, prefix = flat
    if header in section.items:
        own(state, header)
    inner = flat_section(state, section, header, prefix)
    add_entry(state, inner, text, 0, is_loading=False)


def remove_flat(state: State, section: Section, norm: str) -> bool:
    """Take an entry or a whole list away; False for another line."""
    flat = state.grammar.flat(norm)
    if flat is None:
        return _remove_list(state, section, norm)
    header, text, prefix = flat
    item = section.items.get(header)
    if item is None or item.section is None:
        return True
    if state.grammar.is_nested(prefix):
        # IOS takes `no access-list 10 permit ...` as `no access-list 10`.
        state.pop(section, header)
        return True
    inner = cast("Section", own(state, header).section)
    remove_entry(inner, text)
    if not inner.items:
        state.pop(section, header)
    return True


def _remove_list(state: State, section: Section, norm: str) -> bool:
    """`no access-list 10`, `no ip prefix-list NAME`: the whole list."""
    flat = state.grammar.flat(f"{norm} permit x")
    if flat is None or flat[2].strip() != norm or flat[0] not in section.items:
        return False
    state.pop(section, flat[0])
    return True
