"""Sections that two texts spell alike: they mean the same, so they are loaded once."""

from collections import Counter
from collections.abc import Sequence

from netops.config.blankets import spread_all
from netops.config.copies import copied, disown
from netops.config.grammar import Grammar
from netops.config.joined import joined
from netops.config.layers import settle_all
from netops.config.loading import load, spelled
from netops.config.meaning import Item, State, key_of
from netops.config.spans import cut, filled
from netops.config.tree import Node

Twins = dict[str, tuple[Node, Item]]


def states(grammar: Grammar, *trees: tuple[Node, ...]) -> list[State]:
    """One state per tree; what one text shows to have many values has so in all of them.

    What a later text spells like the first one is the very item of the first.
    """
    demoted: set[tuple[str, str]] = set()
    whole = tuple(filled(grammar, nodes) for nodes in trees)
    trees = tuple(joined(grammar, nodes) for nodes in cut(grammar, whole))
    while True:
        known = len(demoted)
        found: list[State] = []
        for nodes in trees:
            state = State(grammar, demoted=demoted)
            alike = _load_beside(state, nodes, _twins(found[0], trees[0]) if found else {})
            for one in (state, *found[:1]) if alike else ():
                disown(one, alike)
            settle_all(state)
            spread_all(state)
            found.append(state)
        if len(demoted) == known:
            return found


def _twins(state: State, nodes: tuple[Node, ...]) -> Twins:
    """The sections of a loaded state, each by the line that it comes from alone."""
    grammar = state.grammar
    habits = grammar.facts.habits
    # There lines of other sections decide what a section holds.
    if habits.born or habits.inlined or habits.elsewhere or habits.activation:
        return {}
    shares = Counter(key for node in nodes for key in _keys(state, node))
    found: Twins = {}
    for node in nodes:
        if not node.children:
            continue
        item = state.top.items.get(key_of(state, state.top, grammar.normal(node.text))[0])
        if item is not None and shares[item.key] == 1:
            found[node.text] = (node, item)
    return found


def _keys(state: State, node: Node) -> Sequence[str]:
    """The sections that a line has a share in."""
    grammar, top = state.grammar, state.top
    norm = grammar.normal(node.text)
    if flat := grammar.flat(norm):
        return flat[:1]
    if not node.children and not norm.startswith("vlan "):
        return ()
    texts = spelled(grammar, top, node, norm)
    return [key_of(state, top, grammar.normal(text))[0] for text in texts]


def _load_beside(state: State, nodes: tuple[Node, ...], known: Twins) -> set[str]:
    """Load a text; what another one spells alike is the other's item. The keys of those."""
    items = state.top.items
    taken: set[str] = set()
    waiting: list[Node] = []
    for node in nodes:
        keys = _keys(state, node) if known else ()
        if not keys:
            waiting.append(node)  # it has no share in a section: it may be loaded with the next
            continue
        load(state, tuple(waiting), state.top)
        waiting.clear()
        twin = known.get(node.text)
        if twin and twin[1].key not in items and _is_alike(node, twin[0]):
            items[twin[1].key] = twin[1]
            taken.add(twin[1].key)
            continue
        for key in taken.intersection(_keys(state, node)):
            items[key] = copied(items[key])  # here it has more lines
            taken.discard(key)
        load(state, (node,), state.top)
    load(state, tuple(waiting), state.top)
    return taken


def _is_alike(node: Node, other: Node) -> bool:
    """Whether two lines with all below them are spelled alike, wherever they stand."""
    return (
        node.text == other.text
        and node.body == other.body
        and node.lead == other.lead
        and node.close == other.close
        and len(node.children) == len(other.children)
        and all(map(_is_alike, node.children, other.children))
    )
