"""How a device whose configuration is a tree in a grammar comes up for the first time."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, TypeVar

from lab.sim.device import Device, Signed
from lab.sim.engine import fill
from lab.sim.grammar import Refused
from lab.sim.tree import Node

if TYPE_CHECKING:
    from collections.abc import Callable

    from lab.sim.clock import Clock
    from lab.sim.device import Identity
    from lab.sim.engine import Editor
    from lab.sim.grammar import Grammar

# Reading a configuration takes tens of milliseconds, copying what was read less than one: a
# thousand clones of a device read its configuration once.
_KEPT = 32
D = TypeVar("D", bound=Device)


def born(
    kind: type[D],
    identity: Identity,
    clock: Clock,
    grammar: Grammar,
    text: str,
    *,
    physical: tuple[str, ...],
    fresh: tuple[str, ...],
) -> D:
    """A device that has booted from `text`; raise ValueError if the text is not its language."""
    keeps = identity.keeps_unknown
    reader: Callable[[Grammar, Node], Editor] = kind.reader
    tree, problems = _parsed(grammar, reader, text, keeps)
    if problems and not keeps:
        raise ValueError("\n".join(f"{identity.name}: {problem}" for problem in problems))
    root = tree.clone()
    names = tuple(
        node.line.split()[1]
        for node in root.starting("interface")
        if node.line.split()[1].rstrip("0123456789/.") in physical and "." not in node.line
    )
    booted = Signed(clock.now(), "breakglass")
    device = kind(identity, clock, grammar, root, "", booted, booted, names, fresh)
    device.startup = device.text()
    return device


@lru_cache(maxsize=_KEPT)
def _parsed(
    grammar: Grammar,
    reader: Callable[[Grammar, Node], Editor],
    text: str,
    keeps: bool,  # noqa: FBT001  (part of the cache's key, which counts by position)
) -> tuple[Node, tuple[str, ...]]:
    problems: list[str] = []

    def refused(line: str, error: Refused) -> None:
        problems.append(f"{line.strip()!r}: {error.why}")

    editor = reader(grammar, Node(""))
    tree = fill(editor, text.splitlines(), refused, keeps_unknown=keeps)
    try:
        editor.leave()
    except Refused as error:
        problems.append(error.why)
    return tree, tuple(problems)
