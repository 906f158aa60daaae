"""Lists of VLANs: `10,20-22`, and the lines that add to them or take away."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lab.sim.grammar import Match, Refused

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from lab.sim.tree import Node

_ALL = range(1, 4095)


def edited(parent: Node, found: Match) -> Match:
    """Turn `... vlan add 30` into the whole line that results from it."""
    rule, key = found.rule, found.rule.identity(found.words[: found.rule.key])
    verb, _, numbers = found.words[-1].rpartition(" ")
    old = parent.get(key)
    before = vlans(old.line.split()[-1]) if old else set(_ALL)
    after = _CHANGES[verb](before, vlans(numbers)) if verb in _CHANGES else None
    if after is None:
        raise Refused("invalid", rule.key)
    return Match(rule, (*found.words[: rule.key], listed(after)))


def is_unrestricted(found: Match) -> bool:
    """Whether a line names all VLANs: that is how a trunk begins, and no line shows it."""
    return vlans(found.words[-1]) == set(_ALL)


_CHANGES: Mapping[str, Callable[[set[int], set[int]], set[int]]] = {
    "": lambda _, given: given,
    "add": lambda before, given: before | given,
    "remove": lambda before, given: before - given,
    "except": lambda _, given: set(_ALL) - given,
}


def vlans(text: str) -> set[int]:
    """Read a list of VLANs; `none` and `all` are lists too."""
    if text in {"none", "all"}:
        return set(_ALL) if text == "all" else set()
    numbers: set[int] = set()
    for part in text.split(","):
        first, _, last = part.partition("-")
        if not first.isdigit() or not (last or first).isdigit():
            raise Refused("invalid", 4)
        numbers.update(range(int(first), int(last or first) + 1))
    return numbers


def listed(numbers: Iterable[int]) -> str:
    """Write a list of VLANs, with ranges for three and more in a row."""
    ordered = sorted(numbers)
    if not ordered:
        return "none"
    runs: list[list[int]] = [[ordered[0], ordered[0]]]
    for number in ordered[1:]:
        if number == runs[-1][1] + 1:
            runs[-1][1] = number
        else:
            runs.append([number, number])
    return ",".join(_run(first, last) for first, last in runs)


def _run(first: int, last: int) -> str:
    return str(first) if first == last else f"{first}{',' if last == first + 1 else '-'}{last}"
