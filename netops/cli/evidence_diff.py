"""What differs: two revisions of a device, two devices, startup and running, or two moments."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import rich_click as click
from rich.console import RenderableType
from rich.table import Table

from netops.cli.common import in_workspace, limited
from netops.cli.evidence import DEVICE, KIND, address, proof
from netops.cli.screen import Screen, diff_text, plain
from netops.config.sections import Outline, lines_of
from netops.config.textdiff import Heading, unified
from netops.errors import InputError
from netops.model.config import ConfigKind
from netops.platforms.spec import Platform
from netops.sinks.text import counted
from netops.wiring import Workspace
from netops.wiring.asking import Pair


@dataclass(frozen=True, slots=True)
class Compared:
    """One unified diff with its counts; `note` stands in its place for a config that came or went.

    `name` is the device, or both sides where they are not one device.
    """

    name: str
    diff: str
    added: int = 0
    removed: int = 0
    note: str = ""


@click.command()
@click.argument("old", metavar=DEVICE, required=False)
@click.argument("new", metavar=DEVICE, required=False)
@click.option("--startup", is_flag=True, help="Compare running with startup of one device instead.")
@click.option("--at", nargs=2, metavar="DATE DATE", help="Every device at two dates: @DATE @DATE.")
@click.option("--stat", is_flag=True, help="Only how many lines.")
@KIND
@limited
@in_workspace
def diff(
    workspace: Workspace,
    screen: Screen,
    old: str | None,
    new: str | None,
    kind: str,
    at: tuple[str, str] | None,
    limit: tuple[str, ...],
    *,
    startup: bool,
    stat: bool,
) -> None:
    """Compare two stored configs: revisions, devices, kinds; or all devices at two dates."""
    moments = _moments(old, new, at)
    if moments:
        found = tuple(_everywhere(workspace, moments, ConfigKind(kind), limit))
    elif old:
        found = (_one(workspace, screen, (old, new), ConfigKind(kind), startup=startup),)
    else:
        raise InputError("nothing to compare", hint=f"give {DEVICE} once or twice, or @DATE @DATE")
    screen.document(_document(found, is_fleet=bool(moments)))
    screen.show(*(_stats(found) if stat else _diffs(found)))
    if moments or stat:
        screen.show(plain(_sum(found), "dim"))


def _moments(
    old: str | None, new: str | None, at: tuple[str, str] | None
) -> tuple[str, str] | None:
    """The two dates of a comparison of every device, None for one of named configs."""
    if at:
        if old or new:
            raise InputError("--at compares every device", hint="choose devices with --limit")
        return at
    fleet = [side for side in (old, new) if side and side.startswith("@")]
    if not fleet:
        return None
    if len(fleet) < len([side for side in (old, new) if side]):
        raise InputError("one side is a device, the other every device", hint="write both alike")
    return fleet[0][1:], fleet[1][1:] if len(fleet) > 1 else ""


def _everywhere(
    workspace: Workspace, moments: tuple[str, str], kind: ConfigKind, limit: tuple[str, ...]
) -> Iterator[Compared]:
    old, new = (moment or "now" for moment in moments)
    for pair in workspace.asking.between(*moments, workspace.devices(limit), kind):
        names = (f"{pair.device}@{old} {kind}", f"{pair.device}@{new} {kind}")
        yield _paired(pair, names, workspace.asking.platform(pair.device))


def _paired(pair: Pair, names: tuple[str, str], platform: Platform | None) -> Compared:
    if pair.old is None or pair.new is None:
        lines = counted(len(lines_of(pair.new or pair.old or "")), "line")
        note = f"first stored in between, {lines}" if pair.new else f"no longer stored, {lines}"
        return Compared(pair.device, "", note=note)
    return _compared(pair.device, (pair.old, pair.new), names, platform)


def _one(
    workspace: Workspace,
    screen: Screen,
    sides: tuple[str, str | None],
    kind: ConfigKind,
    *,
    startup: bool,
) -> Compared:
    """Two named configs; a second side that is not named is the first device as it is now."""
    old, new = sides
    name, then = address(old)
    other, later = address(new) if new else (name, then if startup else "")
    left_kind, right_kind = (ConfigKind.STARTUP, ConfigKind.RUNNING) if startup else (kind, kind)
    left = workspace.asking.stored(name, left_kind, then)
    right = workspace.asking.stored(other, right_kind, later)
    if not later:
        screen.remark(proof(workspace, other, right_kind))
    title = name if name == other else f"{name} {other}"
    names = (f"{old} {left_kind}", f"{new or other} {right_kind}")
    known = workspace.asking.platform(name)
    return _compared(title, (left.text, right.text), names, known)


def _compared(
    name: str, texts: tuple[str, str], names: tuple[str, str], platform: Platform | None
) -> Compared:
    text = unified(*texts, old_name=names[0], new_name=names[1], heading=_heading(platform))
    rows = text.splitlines()[2:]
    added, removed = (sum(row.startswith(mark) for row in rows) for mark in "+-")
    return Compared(name, text, added, removed)


def _heading(platform: Platform | None) -> Heading:
    """Says in which section a line stands."""

    def heading(lines: Sequence[str], row: int) -> str:
        return " > ".join(Outline("\n".join(lines), platform).section(row))

    return heading


def _diffs(found: Iterable[Compared]) -> Iterator[RenderableType]:
    is_empty = True
    for one in found:
        is_empty = is_empty and not (one.diff or one.note)
        if one.diff:
            yield diff_text(one.diff)
        if one.note:
            yield plain(f"{one.name}: {one.note}", "cyan")
    if is_empty:
        yield plain("no difference")


def _stats(found: Sequence[Compared]) -> Iterator[RenderableType]:
    table = Table(box=None, pad_edge=False, show_header=False)
    for one in found:
        counts = (plain(f"+{one.added}", "green"), plain(f"-{one.removed}", "red"))
        table.add_row(plain(one.name), *counts, plain(one.note, "cyan"))
    if found:
        yield table


def _sum(found: Sequence[Compared]) -> str:
    differ = sum(bool(one.diff or one.note) for one in found)
    added, removed = sum(one.added for one in found), sum(one.removed for one in found)
    verb = "differs" if differ == 1 else "differ"
    return f"{counted(differ, 'config')} {verb}: +{added} -{removed}"


def _document(found: Sequence[Compared], *, is_fleet: bool) -> object:
    rows = [
        {
            "device": one.name,
            "added": one.added,
            "removed": one.removed,
            "note": one.note,
            "diff": one.diff,
        }
        for one in found
    ]
    return rows if is_fleet else rows[0]
