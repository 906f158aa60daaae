"""States side by side: whether they are alike, and states that share what neither has changed."""

from collections.abc import Collection, Iterable

from netops.config.meaning import Item, Section, State


def alike(one: Section, other: Section) -> bool:
    """Whether two sections hold the same, quickly: False may still be equal in meaning."""
    if one.items.keys() != other.items.keys() or one.numbered != other.numbered:
        return False
    # The numbers of entries are their keys; classes of a policy-map stand as they came.
    is_ordered = one.sequence is not None and not one.sequence.numbered
    if is_ordered and list(one.items) != list(other.items):
        return False
    theirs = other.items
    return all(
        item is theirs[key] or alike_items(item, theirs[key]) for key, item in one.items.items()
    )


def alike_items(item: Item, other: Item) -> bool:
    """Whether two lines with all below them say the same, quickly as above."""
    if item is other:
        return True
    if item.norm != other.norm or item.body != other.body:
        return False
    if item.section is None or other.section is None:
        return item.section is other.section
    return alike(item.section, other.section)


def shared(state: State, other: State) -> None:
    """Let the other state hold the items of this one where they are alike.

    To compare them again costs nothing then. Neither may be changed afterwards, only a copy.
    """
    _share(state.top, other.top)


def _share(ours: Section, theirs: Section) -> None:
    for key, item in theirs.items.items():
        mine = ours.items.get(key)
        if mine is None or mine is item:
            continue
        # A class of a policy-map may have changed its place.
        if mine.order == item.order and alike_items(mine, item):
            theirs.items[key] = mine
        elif mine.section is not None and item.section is not None:
            _share(mine.section, item.section)


def copied(item: Item) -> Item:
    """An item that can be changed without changing this one; lines never change once loaded."""
    if item.section is None:
        return item
    return Item(
        item.key,
        item.norm,
        item.text,
        item.number,
        item.body,
        copied_section(item.section),
        item.lead,
        item.close,
        item.order,
        item.plain,
    )


def copied_section(section: Section) -> Section:
    """A section with its own items."""
    return Section(
        section.header,
        {key: i if i.section is None else copied(i) for key, i in section.items.items()},
        section.sequence,
        section.numbered,
        section.flat,
        set(section.negated),
        dict(section.by_text),
        section.highest,
        section.counted,
    )


def copied_state(state: State) -> State:
    """A state of its own: from now on each of the two copies what it changes."""
    state.owned = set()
    return lent(state)


def lent(state: State, keys: Collection[str] | None = None) -> State:
    """A copy for as long as the state itself does not change: only the copy copies.

    One that nobody changes but in these top-level items takes only their marks along.
    """
    negated = state.top.negated.copy() if keys is None else _marked(state, keys)
    top = Section("", state.top.items.copy(), negated=negated)
    copy = State(state.grammar, top, state.demoted, state.tail, owned=set())
    copy.shown.update(state.shown)
    return copy


def part(state: State, keys: Iterable[str]) -> State:
    """These top-level items alone, to be looked at."""
    held = state.top.items
    items = {key: held[key] for key in keys if key in held}
    top = Section("", items, negated=_marked(state, keys))
    return State(state.grammar, top, state.demoted, owned=set())


def _marked(state: State, keys: Iterable[str]) -> set[str]:
    """What commands switched off or on without leaving a line, of these top-level items."""
    marks = (mark for key in keys for mark in (key, f"+{key}"))
    return {mark for mark in marks if mark in state.top.negated}


def disown(state: State, keys: set[str]) -> None:
    """Let these top-level items belong to another state too."""
    state.owned = (state.top.items.keys() if state.owned is None else state.owned) - keys


def own(state: State, key: str) -> Item:
    """A top-level item, copied before it is changed if another state holds it too."""
    if state.owned is not None and key not in state.owned:
        state.owned.add(key)
        state.top.items[key] = copied(state.top.items[key])
    return state.top.items[key]
