"""Lines of the top level that only come and go: the device does nothing else with them.

A long plan is mostly about such lines (static routes, time servers). So it is asked once
for all lines that begin with the same two words whether some fact may be about them.
"""

from collections.abc import Callable, Iterator
from functools import lru_cache, partial

from netops.config.grammar import Grammar
from netops.config.kept import Kept
from netops.config.patterns import beginning
from netops.platforms.spec import JudgeFacts

# What each platform means by them.
_EVERYWHERE = ("interface ", "vlan ", "router ", "default ")


def is_bystander(grammar: Grammar, bare: str) -> bool:
    """Whether a line in normal form, without `no`, only comes and goes."""
    first, blank, rest = bare.partition(" ")
    return _known(grammar)(first + blank + rest.partition(" ")[0])


@lru_cache(maxsize=16)
def _known(grammar: Grammar) -> Callable[[str], bool]:
    facts = grammar.facts
    told = (*_EVERYWHERE, *_told(facts), *_told_of_top(facts))
    return Kept(partial(_is_free, told)).__getitem__


def _is_free(told: tuple[str, ...], words: str) -> bool:
    """Whether no line that is told of can begin with these words."""
    both = (f"{words} ", f"no {words} ")
    return not any(f"{one} ".startswith(both) or w.startswith(one) for one in told for w in both)


def _told(facts: JudgeFacts) -> Iterator[str]:
    """How the lines begin of which some fact tells, wherever they stand."""
    yield from facts.vlan_sets
    yield from facts.unremovable
    yield from facts.spread
    yield from (begins for begins, _ in facts.unfolds)
    yield from (flat.prefix.partition("{")[0] for flat in facts.flats)
    yield from (one.resequence.partition("{")[0] for one in facts.sequences if one.resequence)
    kinds = (header for _, header in facts.definitions)
    yield from map(beginning, (*kinds, *facts.exclusive, *facts.candidate.blocks))
    yield from (beginning(scope.header) for scope in facts.scopes if scope.stays)


def _told_of_top(facts: JudgeFacts) -> Iterator[str]:
    """How the lines of the top level begin of which more is told than their key and their place."""
    for scope in facts.scopes:
        if not scope.header:
            yield from (begins for begins, _ in scope.sticky)
            yield from map(beginning, scope.cleared)
    yield from (beginning(fact.line) for fact in facts.cascades if not fact.scope)
    shown = (*facts.silent, *facts.explicit, *facts.restored, *facts.candidate.opening)
    yield from (beginning(line) for scope, line in shown if not scope)
