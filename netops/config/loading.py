"""A parsed text as a state: each line under its key, as the device would hold it."""

from netops.config.elsewhere import as_shown
from netops.config.grammar import Grammar, entry
from netops.config.headers import several
from netops.config.meaning import (
    Item,
    Section,
    State,
    flat_section,
    fold_vlans,
    key_of,
    opens,
    put_entry,
    section_of,
)
from netops.config.tree import Node


def load(state: State, nodes: tuple[Node, ...], section: Section) -> None:
    """Add parsed lines to a section of a state, as the device holds them."""
    grammar, header = state.grammar, section.header
    normal, place, silent = grammar.normal, grammar.place(header), grammar.silent(header)
    unusual = grammar.unusual if header else grammar.unusual_top
    may_open = not header or grammar.candidate.may_open
    is_list = section.sequence is not None
    is_numbered = section.sequence is not None and section.sequence.numbered
    for node in as_shown(grammar, header, nodes):
        norm = normal(node.text)
        if norm.startswith(unusual) or node.children or node.body:
            _load(state, section, node, norm)
        elif is_numbered and (found := entry(norm)):
            put_entry(section, (node.text, norm), found, node.number, is_loading=True)
        elif not silent.is_one(norm):
            key = place.key(norm.removeprefix("no ")).text
            is_known = key in section.items or (header, key) in state.demoted
            if is_list or is_known or (may_open and opens(grammar, section, norm)):
                _load(state, section, node, norm)
                continue
            text = norm if norm == node.text else " ".join(node.text.split())
            item = Item(key, norm, text, node.number, (), None, node.lead, node.close)
            section.items[key] = item


def _load(state: State, section: Section, node: Node, norm: str) -> None:
    """Add one line of any kind."""
    grammar = state.grammar
    if not section.header and (flat := grammar.flat(norm)):
        _load_flat(state, section, node, flat)
        return
    for text in spelled(grammar, section, node, norm):
        _load_line(state, section, node, (text, grammar.normal(text)))


def spelled(grammar: Grammar, section: Section, node: Node, norm: str) -> list[str]:
    """The lines that one line of the text stands for."""
    if not section.header and (node.children or norm.startswith(("vlan ", "interface "))):
        return several(grammar, node.text, norm)
    spread = grammar.spread(norm)
    return spread if len(spread) > 1 else [node.text]


def _load_flat(state: State, section: Section, node: Node, flat: tuple[str, str, str]) -> None:
    header, text, prefix = flat
    inner = flat_section(state, section, header, prefix, number=node.number, lead=node.lead)
    norm = state.grammar.normal(text)
    put_entry(inner, (text, norm), entry(norm), node.number, is_loading=True)


def _load_line(state: State, section: Section, node: Node, spelling: tuple[str, str]) -> None:
    grammar, (text, norm) = state.grammar, spelling
    if section.sequence and section.sequence.numbered and (found := entry(norm)):
        put_entry(section, spelling, found, node.number, is_loading=True)
        return
    if words := grammar.vlan_set(norm):
        fold_vlans(section, words, norm, node.number)
        return
    if not node.children and not node.body and grammar.silent(section.header).is_one(norm):
        return
    item = _put(state, section, text, norm, node)
    if node.children or (node.body == () and opens(grammar, section, norm)):
        if item.section is None:
            item.section = section_of(grammar, norm)
        load(state, node.children, item.section)


def _put(state: State, section: Section, text: str, norm: str, node: Node) -> Item:
    """Set one loaded line; two unequal lines of one key show that the key has many values."""
    key, kind = key_of(state, section, norm)
    old = section.items.get(key)
    if old is not None and old.norm != norm and _is_many(old, node, kind, norm):
        state.demoted.add((section.header, key))
        del section.items[key]
        old.key = old.norm.removeprefix("no ")
        section.items[old.key] = old
        key, old = norm.removeprefix("no "), None
    is_again = old is not None and old.section is not None and old.norm == norm
    if old is not None and (node.children or is_again):
        old.text, old.norm = text, norm
        return old
    body = state.grammar.candidate.shown(norm, node.body)
    item = Item(key, norm, " ".join(text.split()), node.number, body, None, node.lead, node.close)
    if section.sequence:
        section.highest += section.sequence.step
        item.order = section.highest
    section.items[key] = item
    return item


def _is_many(old: Item, node: Node, kind: str, norm: str) -> bool:
    is_flip = old.is_negative != norm.startswith("no ")
    return kind in {"single", "named"} and not is_flip and not old.section and not node.children
