"""Which BGP neighbours take part in which address families, and what their device shows of them.

A neighbour takes part as its group does, or as all do, unless a line says otherwise. A line that
says what holds anyway does not show, and what holds anyway changes with the group and with a line
of the router.
"""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from netops.config.grammar import Grammar
from netops.platforms.habits import Activation

if TYPE_CHECKING:  # `meaning` settles what it has loaded
    from netops.config.meaning import Item, Section, State


class Regexes(NamedTuple):
    """The facts of a platform, compiled."""

    router: re.Pattern[str]
    family: re.Pattern[str]
    default: re.Pattern[str]
    member: re.Pattern[str]
    peer: re.Pattern[str]
    line: re.Pattern[str]
    own_as: re.Pattern[str]
    group: re.Pattern[str]
    fact: Activation


@lru_cache(maxsize=16)
def regexes(grammar: Grammar) -> Regexes | None:
    """The facts of a platform; None where no line of it says who takes part."""
    fact = grammar.facts.habits.activation
    if fact is None:
        return None
    return Regexes(
        router=re.compile(fact.router),
        family=re.compile(fact.family),
        default=re.compile(fact.default),
        member=re.compile(fact.member),
        peer=re.compile(fact.peer),
        line=re.compile(fact.line),
        own_as=re.compile(fact.own_as.format(r"(\S+)")),
        group=re.compile(fact.group.format(r"(\S+)") + "$"),
        fact=fact,
    )


def settle_families(state: "State") -> None:
    """Leave out of a text that was just loaded what its device does not show."""
    known = regexes(state.grammar)
    if known is None:
        return
    for item in state.top.items.values():
        if item.section is not None and known.router.fullmatch(item.norm):
            drop_own_as(known, item.section)
            for family in families(known, item.section):
                hide(known, item.section, family)


def families(known: Regexes, router: "Section") -> "Iterator[Section]":
    """The address families of a router."""
    for item in router.items.values():
        if item.section is not None and known.family.fullmatch(item.norm):
            yield item.section


def groups(known: Regexes, router: "Section") -> dict[str, str]:
    """Member -> its group."""
    found = (known.member.fullmatch(item.norm) for item in router.items.values())
    return {hit[1]: hit[2] for hit in found if hit}


def drop_own_as(known: Regexes, router: "Section") -> None:
    """A member of a group with an AS has that one, and shows none of its own."""
    own_as = known.fact.own_as.format
    for member, group in groups(known, router).items():
        if own_as(group) in router.items:
            router.items.pop(own_as(member), None)


def led(grammar: Grammar, router: "Section", norm: str) -> str:
    """The line of the group whose AS a line tells, "" for another line.

    A group that was internal keeps `ebgp-multihop 255` when its AS goes: it must go as well.
    """
    known = regexes(grammar)
    found = known.own_as.match(norm) if known and known.router.fullmatch(router.header) else None
    line = known.fact.group.format(found[1]) if known and found else ""
    return line if is_there(router, line) else ""


def is_there(router: "Section", line: str) -> bool:
    """Whether a router has this very line: a member's has the key of a group's."""
    return line in router.items and router.items[line].norm == line


def named(known: Regexes, item: "Item") -> str:
    """The neighbour that a line of a family switches on or off, "" for another line."""
    found = known.line.fullmatch(item.key)
    return found[1] if found else ""


def is_on(known: Regexes, router: "Section", family: str) -> bool:
    """Whether neighbours take part in a family where nothing is said of them."""
    line = known.family.sub(known.fact.decides, family)
    item = router.items.get(line)
    return line in known.fact.on if item is None else not item.is_negative


def hide(known: Regexes, router: "Section", family: "Section") -> None:
    """Leave out what says of a neighbour what holds anyway."""
    group_of, items = groups(known, router), family.items
    every = is_on(known, router, family.header)
    for item in tuple(items.values()):
        name = named(known, item)
        leader = items.get(known.fact.shown.format(group_of.get(name, "")))
        holds = every if leader is None else not leader.is_negative
        if name and item.is_negative is not holds:
            del items[item.key]
            family.negated -= {item.key, f"+{item.key}"}
