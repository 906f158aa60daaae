"""Ports in a bundle: it takes shared settings for all of them, and a port alone takes none."""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import cast

from netops.config.copies import own
from netops.config.grammar import Grammar
from netops.config.meaning import Section, State
from netops.platforms.habits import Bundle


class _Bundling:
    """The facts of a platform, compiled."""

    def __init__(self, fact: Bundle) -> None:
        self.fact = fact
        self.shared = re.compile(fact.shared)
        self.header = re.compile(fact.header.format(r"\d+"))


@lru_cache(maxsize=16)
def _bundling(grammar: Grammar) -> _Bundling | None:
    fact = grammar.facts.habits.bundle
    return _Bundling(fact) if fact else None


def is_bundle(grammar: Grammar, header: str) -> bool:
    """Whether a header is that of a bundle."""
    facts = _bundling(grammar)
    return facts is not None and facts.header.fullmatch(header) is not None


def _home(facts: _Bundling, section: Section) -> str:
    """The header of the bundle that a port is in, "" for other sections."""
    item = section.items.get(facts.fact.key)
    return facts.fact.header.format(item.norm.split(" ")[1]) if item is not None else ""


def objection(state: State, section: Section, norm: str) -> str:
    """Why a port does not take a line, "" where it does; only a system with bundles is asked."""
    facts = cast("_Bundling", _bundling(state.grammar))
    home = _home(facts, section)
    if home and facts.shared.match(norm):
        return f"{home} decides it"
    if norm.startswith(f"{facts.fact.key} "):
        return _joining(facts, state, section, norm)
    return ""


def _joining(facts: _Bundling, state: State, section: Section, norm: str) -> str:
    home, wanted = _home(facts, section), facts.fact.header.format(norm.split(" ")[1])
    bundle = state.top.items.get(wanted)
    if home not in {"", wanted}:
        return f"the port is in {home}"
    if bundle is None or bundle.section is None:
        return f"{wanted} is not there yet"
    if _settings(facts, section) != _settings(facts, bundle.section):
        return f"the port is not set like {wanted}"
    return ""


def _settings(facts: _Bundling, section: Section) -> set[str]:
    return {item.norm for item in section.items.values() if facts.shared.match(item.norm)}


def followers(state: State, section: Section, norm: str) -> Iterator[Section]:
    """The ports that take a line too which their bundle has taken; they count as touched."""
    facts = _bundling(state.grammar)
    if facts is None or not facts.shared.match(norm):
        return iter(())
    return _ports(facts, state, section.header)


def _ports(facts: _Bundling, state: State, header: str) -> Iterator[Section]:
    if not facts.header.fullmatch(header):
        return
    for key, item in tuple(state.top.items.items()):
        if item.section is not None and _home(facts, item.section) == header:
            state.beside.add(key)
            yield cast("Section", own(state, key).section)


def disband(state: State) -> None:
    """Let the ports go whose bundle went with the last command.

    Only a system with bundles is asked.
    """
    facts = cast("_Bundling", _bundling(state.grammar))
    for header, item in tuple(state.gone):
        if not header and item.key not in state.top.items:
            for port in _ports(facts, state, item.key):
                state.pop(port, facts.fact.key)
