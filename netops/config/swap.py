"""A list in use replaced through a second one under another name."""

from collections.abc import Iterator, Sequence
from typing import Protocol

from netops.config.grammar import Grammar
from netops.config.meaning import Item, Section, State
from netops.config.places import bare

Path = tuple[str, ...]
# A line that names an object, with its path and section.
User = tuple[Path, Section, Item]


class Planner(Protocol):
    """What a list needs of the plan that it is part of."""

    state: State
    swaps: bool

    def emit(
        self, path: Path, line: str, body: tuple[str, ...] = (), *, opens: bool = False
    ) -> None:
        """Play one command and keep it."""

    def inside(self, section: Section, wanted: Section, path: Path) -> None:
        """Make one section equal to the wanted one."""

    def drop(self, section: Section, item: Item, path: Path) -> None:
        """Take one line away."""


class Swap:
    """A list replaced through a second one: fill B, bind B, rebuild A, bind A, drop B."""

    def __init__(self, plan: Planner, section: Section, wanted: Section, path: Path) -> None:
        self.plan, self.section, self.wanted, self.path = plan, section, wanted, path
        self.grammar = plan.state.grammar

    def run(self) -> bool:
        """Swap where every reference can be moved; False where nothing refers or one cannot."""
        defined = self.grammar.definition(self.section.header)
        found = users(self.plan.state, defined) if defined else []
        if (
            not defined
            or not found
            or not any(decides(item.plain) for item in self.wanted.items.values())
        ):
            return False
        name = defined[1]
        kind = self.section.header.rsplit(" ", 1)[0]
        taken = self.plan.state.top.items
        spare = f"{name}-NETOPS" if f"{kind} {name}-NETOPS" not in taken else f"{name}-NETOPS-2"
        self._fill(f"{kind} {spare}", "")
        bind(self.plan, found, name, (name, spare))
        flat = self.section.flat
        self.plan.emit((), f"no {flat.strip() or self.section.header}")
        self._fill(self.section.header, flat)
        bind(self.plan, found, name, (spare, name))
        self.plan.emit((), f"no {kind} {spare}")
        return True

    def _fill(self, header: str, flat: str) -> None:
        sequence = self.wanted.sequence
        for item in self.wanted.entries():
            is_numbered = sequence is not None and self.wanted.numbered and bool(item.plain)
            number = sequence.number.format(item.order) if sequence and is_numbered else ""
            if flat:
                self.plan.emit((), flat + number + bare(item))
            else:
                self.plan.emit((header,), number + bare(item))


def bind(plan: Planner, found: Sequence[User], name: str, turn: tuple[str, str]) -> None:
    """Turn every user from one list to another; where lines stand side by side, add first."""
    for path, section, item in found:
        lines = [
            " ".join(one if word == name else word for word in item.text.split(" "))
            for one in reversed(turn)
        ]
        plan.emit(path, lines[0])
        if plan.state.grammar.place(section.header).key(item.norm).text == item.norm:
            plan.emit(path, f"no {lines[1]}")


def users(state: State, defined: tuple[str, str]) -> list[User]:
    """The lines that name an object, each with its path and section."""
    top, grammar, name = state.top, state.grammar, defined[1]
    found: list[User] = []
    for item in top.items.values():
        if name in item.norm and defined in grammar.references("", item.norm):
            found.append(((), top, item))
        if item.section is not None and not (
            item.section.sequence and item.section.sequence.numbered
        ):
            found.extend(_users_below(grammar, defined, item, (item.text,)))
    return found


def _users_below(
    grammar: Grammar, defined: tuple[str, str], item: Item, path: Path
) -> Iterator[User]:
    if item.section is None:
        return
    for line in item.section.items.values():
        if defined[1] in line.norm and defined in grammar.references(item.norm, line.norm):
            yield path, item.section, line
        yield from _users_below(grammar, defined, line, (*path, line.text))


def decides(plain: str) -> bool:
    """Whether an entry lets something pass or not; a remark does neither."""
    return plain.startswith(("permit", "deny"))
