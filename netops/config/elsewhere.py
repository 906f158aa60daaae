"""Lines that a device takes in one section and shows in another: `passive-interface eth1`."""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import TYPE_CHECKING

from netops.config.commands import Command
from netops.config.grammar import Grammar
from netops.config.headers import unfolded
from netops.config.tree import Node
from netops.platforms.habits import Elsewhere

if TYPE_CHECKING:  # `meaning` loads what is shown
    from netops.config.meaning import State


@lru_cache(maxsize=16)
def _facts(grammar: Grammar) -> tuple[tuple[re.Pattern[str], re.Pattern[str], Elsewhere], ...]:
    facts = grammar.facts.habits.elsewhere
    return tuple((re.compile(fact.scope), re.compile(fact.line), fact) for fact in facts)


def _home(grammar: Grammar, above: str, line: str) -> tuple[str, str] | None:
    """(header, line) as the device shows what it takes below another header."""
    no = "no " if line.startswith("no ") else ""
    for scope, pattern, fact in _facts(grammar):
        found = pattern.fullmatch(line.removeprefix("no ")) if scope.fullmatch(above) else None
        if found:
            return found.expand(fact.header), no + found.expand(fact.shown)
    return None


def as_shown(grammar: Grammar, header: str, nodes: tuple[Node, ...]) -> tuple[Node, ...]:
    """The nodes below a header, each header alone and each line where the device shows it."""
    habits = grammar.facts.habits
    if habits.inlined:
        nodes = tuple(unfolded(grammar, header, node) for node in nodes)
    if habits.elsewhere and not header:
        nodes = tuple(one for node in nodes for one in _at_home(grammar, node))
    return nodes


def _at_home(grammar: Grammar, node: Node) -> Iterator[Node]:
    above = grammar.normal(node.text)
    homes = [(one, _home(grammar, above, " ".join(one.text.split()))) for one in node.children]
    yield node._replace(children=tuple(one for one, home in homes if home is None))
    for one, home in homes:
        if home is not None:
            inner = Node(home[1], one.number, indent=grammar.facts.indent)
            yield Node(home[0], one.number, (inner,))


def taken(state: "State", command: Command) -> Command:
    """A command as one of the section that shows what it does."""
    if len(command.path) != 1 or not state.grammar.facts.habits.elsewhere:
        return command
    above, line = state.grammar.normal(command.path[0]), " ".join(command.line.split())
    home = _home(state.grammar, above, line)
    if home is None:
        return command
    state.beside.add(home[0])
    return command._replace(path=(home[0],), line=home[1])
