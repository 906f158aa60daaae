"""States side by side: whether they are alike, and copies that may be changed."""

from netops.config.meaning import Item, Section, State


def alike(one: Section, other: Section) -> bool:
    """Whether two sections hold the same, quickly: False may still be equal in meaning."""
    if one.items.keys() != other.items.keys() or one.numbered != other.numbered:
        return False
    if one.sequence is not None and list(one.items) != list(other.items):
        return False
    return all(_alike(item, other.items[key]) for key, item in one.items.items())


def _alike(item: Item, other: Item) -> bool:
    if item.norm != other.norm or item.body != other.body:
        return False
    if item.section is None or other.section is None:
        return item.section is other.section
    return alike(item.section, other.section)


def copied(item: Item) -> Item:
    """An item that can be changed without changing this one."""
    inner = item.section
    return Item(
        item.key,
        item.norm,
        item.text,
        item.number,
        item.body,
        copied_section(inner) if inner is not None else None,
        item.lead,
        item.close,
        item.order,
        item.plain,
    )


def copied_section(section: Section) -> Section:
    """A section with its own items."""
    return Section(
        section.header,
        {key: copied(item) for key, item in section.items.items()},
        section.sequence,
        section.numbered,
        section.flat,
        set(section.negated),
        dict(section.by_text),
        section.highest,
    )


def copied_state(state: State) -> State:
    """A state that can be changed without changing this one."""
    return State(state.grammar, copied_section(state.top), state.demoted, state.tail)
