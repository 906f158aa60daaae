"""Numbers that a device keeps and does not show: a command gives them anew, so that they are known.

Cisco, "IP Access List Entry Sequence Numbering": numbers are not saved, entries may be put between
others by number, and `ip access-list resequence NAME FIRST STEP` counts them anew.
"""

import re
from dataclasses import replace
from functools import lru_cache
from typing import cast

from netops.config.commands import NotUnderstood
from netops.config.copies import own
from netops.config.grammar import Grammar
from netops.config.meaning import Section, State
from netops.config.places import bare
from netops.config.swap import decides
from netops.platforms.spec import Sequence


@lru_cache(maxsize=16)
def _commands(grammar: Grammar) -> tuple[tuple[re.Pattern[str], Sequence], ...]:
    known = (one for one in grammar.facts.sequences if one.resequence)
    return tuple(
        (re.compile(one.resequence.format(r"(\S+)", r"(\d+)", r"(\d+)")), one) for one in known
    )


def resequenced(state: State, norm: str) -> bool:
    """Play a command that counts the entries of a list anew; False for any other command."""
    for pattern, sequence in _commands(state.grammar):
        is_one = norm.startswith(sequence.resequence.partition("{")[0])
        if is_one and (found := pattern.fullmatch(norm)):
            header = sequence.header.replace("*", found[1])
            if header not in state.top.items:
                message = f"`{norm}` cannot be simulated: there is no `{header}`"
                raise NotUnderstood(message)
            _count(cast("Section", own(state, header).section), int(found[2]), int(found[3]))
            state.beside.add(header)
            return True
    return False


def _count(section: Section, first: int, step: int) -> None:
    entries = [item for item in section.entries() if item.plain]
    for item in entries:
        del section.items[item.key]
    for at, item in enumerate(entries):
        order = first + at * step
        label = f"{order} " if section.numbered else ""
        norm, text = label + item.plain, label + bare(item)
        counted = replace(item, key=f"#{order}", norm=norm, text=text, order=order)
        section.items[counted.key] = counted
        section.by_text[item.plain] = counted.key
        section.highest = order
    section.counted = is_countable(section)


def is_countable(section: Section) -> bool:
    """Whether each entry has one number once the list is counted anew, as far as is known.

    Releases differ in whether a remark has a number, and what a list reflects is none of its own.
    """
    lines = section.items.values()
    is_known = section.sequence is not None and bool(section.sequence.resequence)
    return is_known and all(decides(i.plain) and " reflect " not in i.plain for i in lines)


def uncounted(_: State, section: Section, norm: str) -> str:
    """Why no number may be named in a list, "" where the numbers are known."""
    sequence = section.sequence
    if sequence is None or sequence.shown or section.numbered or section.counted:
        return ""
    is_named = norm.removeprefix("no ")[:1].isdigit()
    return "the device does not show which entry has which number" if is_named else ""
