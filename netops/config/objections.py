"""What a device may have against a line, by the section that is told it."""

from collections.abc import Callable
from functools import lru_cache, partial

from netops.config import apart, bundles, gates, neighbours, numbers, obstacles
from netops.config.grammar import Grammar
from netops.config.kept import Kept
from netops.config.meaning import Section, State

# Why a line is not taken in a section, "" where it is.
Objection = Callable[[State, Section, str], str]


@lru_cache(maxsize=16)
def objections(grammar: Grammar) -> Kept[str, tuple[Objection, ...]]:
    """Those that may come up below a header, by the header ("" is the top level)."""
    return Kept(partial(_below, grammar))


def _below(grammar: Grammar, header: str) -> tuple[Objection, ...]:
    habits = grammar.facts.habits
    kinds = (
        (gates.objection, gates.may_object(grammar, header)),
        (bundles.objection, habits.bundle and header.startswith("interface ")),
        (apart.objection, habits.apart),
        (obstacles.objection, obstacles.may_object(grammar, header)),
        (neighbours.objection, habits.activation),
        (numbers.uncounted, grammar.sequence(header)),
    )
    return tuple(objects for objects, may_be in kinds if may_be)
