"""How the absence of a line shows, and what takes it back."""

from functools import lru_cache, partial

from netops.config.grammar import Grammar
from netops.config.kept import Kept
from netops.config.meaning import Item, Section, State

# (header, key, normal form) of a line.
_Line = tuple[str, str, str]


def is_back(state: State, section: Section, line: tuple[str, str], old: Item | None) -> bool:
    """Whether a line only takes its `no` back (`passive-interface X` under `default`)."""
    key, norm = line
    if old is None or not old.is_negative or state.grammar.is_explicit(section.header, key):
        return False
    is_quiet = state.grammar.facts.habits.quiet and old.norm == f"no {norm}"
    return is_quiet or state.grammar.is_restored(section.header, key)


def off(state: State, section: Section, key: str, norm: str) -> None:
    """How the absence of a line shows: as `no ...` where the device prints that."""
    negative, is_shown, beside = _absences(state.grammar)[section.header, key, norm]
    section.negated.add(key)
    if is_shown or (beside and beside in section.items):
        state.bring(section, Item(key, negative, negative))


@lru_cache(maxsize=16)
def _absences(grammar: Grammar) -> Kept[_Line, tuple[str, bool, str]]:
    return Kept(partial(_absence, grammar))


def _absence(grammar: Grammar, line: _Line) -> tuple[str, bool, str]:
    """The `no` of a line that goes, whether it shows, and the line beside which it does."""
    header, key, norm = line
    is_explicit = grammar.is_explicit(header, key)
    bare = key if is_explicit else norm
    negative = f"no {bare}"
    if grammar.is_silent(header, negative):
        return negative, False, ""
    is_shown = is_explicit or grammar.is_silent(header, bare) or grammar.is_explicit(header, bare)
    if not (grammar.facts.resets and grammar.is_restored(header, norm)):
        return negative, is_shown, ""
    return negative, is_shown or " " not in norm, f"{norm.split(' ', maxsplit=1)[0]} default"
