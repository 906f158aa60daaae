"""Commands that make a device weaker: said to people, and refused where nobody asked for them."""

import re
from collections.abc import Iterable, Iterator

from netops.config.commands import Command, brief
from netops.config.meaning import State, key_of
from netops.config.places import at


def weakens(state: State, command: Command) -> list[str]:
    """What a command opens or drops, by the platform's table; usually nothing."""
    if not state.grammar.weakening.match(command.line):
        return []
    return [
        f"`{brief(command.line.split())}` {why}"
        for pattern, why in state.grammar.facts.weakening
        if re.match(pattern, command.line)
    ]


def unasked(target: State, commands: Iterable[Command]) -> str:
    """The first command that opens something which the target does not hold, "" if none does.

    A `no` only takes away what the target lacks, and entries of a list are proven as a whole.
    """
    return next((said for one in commands for said in _unasked(target, one)), "")


def _unasked(target: State, command: Command) -> Iterator[str]:
    if command.line.startswith(("no ", "default ")):
        return
    section = at(target, command.path)
    norm = target.grammar.normal(command.line)
    is_entry = section is None or section.sequence is not None or target.grammar.flat(norm)
    if section is None or is_entry:
        return
    wanted = section.items.get(key_of(target, section, norm)[0])
    if wanted is None or wanted.norm != norm:
        yield from weakens(target, command)
