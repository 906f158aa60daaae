"""Rollback patches: the commands that lead from one configuration to another, and their run."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from lab.sim.grammar import Refused
from lab.sim.nxos.editor import NxosEditor
from lab.sim.nxos.lists import COLLECTED
from lab.sim.tree import Node
from lab.sim.vlans import listed, vlans

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from lab.sim.grammar import Grammar

_PAD = "  "
_EMPTY = Node("")


@dataclass(frozen=True, slots=True)
class Stray:
    """A line of a file that the switch does not know, and the sections it stands in."""

    path: tuple[str, ...]
    line: str


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a patch: the configuration after it, and the log with its complaints."""

    root: Node
    log: tuple[str, ...]
    failures: int


def read(
    grammar: Grammar, lines: Iterable[str], *, keeps_unknown: bool = False
) -> tuple[Node, tuple[Stray, ...]]:
    """A configuration from a file; the indentation says what stands in which section.

    With `keeps_unknown` the lines that the switch does not know stay where they stand.
    """
    root, strays = Node(""), list[Stray]()
    editor = NxosEditor(grammar, root)
    headers: list[str] = []
    lost, unknown = -1, Node("")
    for raw in lines:
        line, depth = raw.strip(), (len(raw) - len(raw.lstrip())) // len(_PAD)
        if editor.in_banner or not line or line.startswith("!"):
            editor.enter(raw)
            continue
        del headers[depth:]
        lost = -1 if depth <= lost else lost
        del editor.path[depth + 1 :]
        if 0 <= lost < depth:
            strays.append(Stray(tuple(headers), line))
            editor.keep(raw, unknown)
        elif not _took(editor, raw):
            strays.append(Stray(tuple(headers), line))
            lost, unknown = depth, editor.keep(raw) if keeps_unknown else Node("")
        headers.append(line)
    return root, () if keeps_unknown else tuple(strays)


def _took(editor: NxosEditor, raw: str) -> bool:
    try:
        editor.enter(raw)
    except Refused:
        return False
    return True


def patch(old: Node, new: Node, strays: Iterable[Stray] = ()) -> list[str]:
    """The commands from `old` to `new`: what goes, from the end, then what comes, in order."""
    lines = [*_removals(old, new), *_additions(old, new)]
    for stray in strays:
        opened = [_PAD * at + line for at, line in enumerate(stray.path)]
        depth = len(stray.path)
        lines += [*opened, _PAD * depth + stray.line, *([f"{_PAD}exit"] if depth else [])]
    return lines


def _removals(old: Node, new: Node) -> Iterator[str]:
    for child in reversed(old.children):
        other = new.get(child.key)
        if child.key == "vlan":
            yield from _vlans("no vlan", child, other)
        elif child.mode == "vlan":
            # Gone from the text is a VLAN without lines, or one that the list lets go.
            lines = _removals(child, other or _EMPTY) if _stays(child, new) else ()
            yield from _section(child.line, lines)
        elif other is None:
            yield _negated(child)
        elif child.mode:
            yield from _section(child.line, _removals(child, other))
        elif child.key.isdigit() and child.line != other.line:
            yield f"no {child.key}"
        elif child.key in COLLECTED and child.line != other.line:
            yield _negated(child)


def _additions(old: Node, new: Node) -> Iterator[str]:
    for child in new.children:
        mine = old.get(child.key)
        if child.key == "vlan":
            yield from _vlans("vlan", child, mine)
        elif child.mode:
            is_new = mine is None or mine.line != child.line
            yield from _section(child.line, _additions(mine or _EMPTY, child), is_new=is_new)
        elif mine is None or mine.line != child.line:
            yield child.line


def _section(header: str, inner: Iterable[str], *, is_new: bool = False) -> Iterator[str]:
    lines = [_PAD + line for line in inner]
    if lines or is_new:
        yield from [header, *lines, f"{_PAD}exit"]


def _vlans(verb: str, child: Node, other: Node | None) -> Iterator[str]:
    there = vlans(other.line.split()[1]) if other else set()
    if more := vlans(child.line.split()[1]) - there:
        yield f"{verb} {listed(more)}"


def _stays(section: Node, root: Node) -> bool:
    kept = root.get("vlan")
    return kept is not None and int(section.line.split()[1]) in vlans(kept.line.split()[1])


def _negated(node: Node) -> str:
    line = node.line.split("\n")[0]
    if line.startswith("banner"):
        return f"no {node.key}"
    if node.key.isdigit():
        return f"no {node.key}"
    return line.removeprefix("no ") if line.startswith("no ") else f"no {line}"


def execute(grammar: Grammar, root: Node, commands: Iterable[str], *, stops: bool) -> Outcome:
    """Run a patch on a copy of `root`, at the first failure to the end or not."""
    copy, log, failures = root.clone(), list[str](), 0
    editor = NxosEditor(grammar, copy)
    for command in commands:
        if not command.startswith(_PAD) and not editor.in_banner:
            del editor.path[1:]
        log += [f"`{line.strip()}`" for line in command.split("\n")]
        for line in command.split("\n"):
            try:
                editor.enter(line)
            except Refused:
                failures += 1
                log.append(f"Syntax error while parsing '{line.strip()}'\n")
        if failures and stops:
            break
    return Outcome(copy, tuple(log), failures)
