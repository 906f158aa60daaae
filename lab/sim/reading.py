"""Lines as a platform reads them, kept: its devices read the same ones again and again."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from lab.sim.grammar import Refused, match

if TYPE_CHECKING:
    from lab.sim.grammar import Grammar, Match


@lru_cache(maxsize=50_000)
def read(
    grammar: Grammar,
    mode: str,
    line: str,
    *,
    negated: bool,
    abbreviated: bool,
) -> Match | tuple[str, int]:
    """What `match` finds in a mode, or why it refuses the line, and at which word."""
    table, names = grammar.modes[mode], grammar.interfaces
    try:
        return match(table, line, interfaces=names, negated=negated, abbreviated=abbreviated)
    except Refused as refused:
        return refused.why, refused.word
