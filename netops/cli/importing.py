"""`netops import`: the history that Oxidized or RANCID has kept becomes ours."""

from collections.abc import Iterator, Sequence
from pathlib import Path

import rich_click as click
from rich.console import RenderableType
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
from rich.table import Table

from netops.cli.common import in_workspace, limited
from netops.cli.evidence import spelled
from netops.cli.screen import Screen, plain
from netops.config.foreign import NODES
from netops.errors import InputError
from netops.sinks.text import counted, some
from netops.wiring import Workspace
from netops.wiring.importing import Imported, Importing

_FOLDER = click.Path(path_type=Path, file_okay=False, exists=True)


@click.command("import")
@click.argument("tool", type=click.Choice(sorted(NODES)))
@click.argument("repositories", metavar="REPOSITORY...", nargs=-1, required=True, type=_FOLDER)
@click.option("--as", "names", multiple=True, metavar="NODE=DEVICE", help="Who a node is; repeat.")
@click.option("--dry-run", is_flag=True, help="Count what would come in; store nothing.")
@limited
@in_workspace
def import_(
    workspace: Workspace,
    screen: Screen,
    tool: str,
    repositories: tuple[Path, ...],
    names: tuple[str, ...],
    limit: tuple[str, ...],
    *,
    dry_run: bool,
) -> None:
    """Bring the git history of another tool in, redacted, before the first backup."""
    work = Importing(
        workspace, tool, repositories, devices=workspace.devices(limit), names=_named(names)
    )
    with workspace.lock("import"), _bar(screen, work.total) as bar:
        found = work.run(stores=not dry_run, seen=lambda: bar.advance(bar.task_ids[0]))
    if not dry_run:
        workspace.store.upkeep()
    screen.document(_document(found, dry_run=dry_run))
    screen.show(*_lines(found, work.total, dry_run=dry_run))


def _named(pairs: Sequence[str]) -> dict[str, str]:
    """`--as` as a mapping; raise `InputError` for one that is no pair."""
    found = {node: device for node, _, device in (pair.partition("=") for pair in pairs)}
    if "" in found or "" in found.values():
        raise InputError("no pair", where="--as", hint="write --as NODE=DEVICE")
    return found


def _bar(screen: Screen, total: int) -> Progress:
    hidden = screen.quiet or screen.json or not screen.err.is_terminal
    bar = Progress(
        TextColumn("importing commits"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn(),
        console=screen.err, disable=hidden, transient=True,
    )  # fmt: skip
    bar.add_task("import", total=total)
    return bar


def _lines(found: Imported, total: int, *, dry_run: bool) -> Iterator[RenderableType]:
    table = Table(box=None, pad_edge=False, header_style="dim")
    for title in ("device", "their node", "revisions", "withheld", "first", "last"):
        right = title in {"revisions", "withheld"}
        table.add_column(title, justify="right" if right else "left", overflow="fold")
    for name, tally in found.devices.items():
        days = (f"{day:%Y-%m-%d}" if day else "" for day in (tally.first, tally.last))
        withheld = plain(f"{tally.withheld}", "yellow" if tally.withheld else "dim")
        table.add_row(plain(name), plain(tally.node), str(tally.taken), withheld, *days)
    if found.devices:
        yield table
    would = "would become" if dry_run else "became"
    yield plain(f"{counted(total, 'commit')} of theirs {would} {counted(found.commits, 'commit')}; "
                "none of them is verified: the first backup is")  # fmt: skip
    if withheld_all := sum(tally.withheld for tally in found.devices.values()):
        yield plain(
            f"{counted(withheld_all, 'revision')} withheld: a line may hold a secret that no rule "
            "masks, or nothing tells which platform wrote them",
            "yellow",
        )
    if found.unknown:
        yield plain(
            f"not in the inventory, not imported: {some(found.unknown)}; "
            "say who one is with --as NODE=DEVICE",
            "yellow",
        )
    if found.doubled:
        yield plain(
            f"left out, as another file was the same device then: {some(found.doubled)}; "
            "say which node is who with --as NODE=DEVICE",
            "yellow",
        )


def _document(found: Imported, *, dry_run: bool) -> dict[str, object]:
    return {
        "dry_run": dry_run,
        "commits": found.commits,
        "unknown": found.unknown,
        "doubled": found.doubled,
        "devices": {
            name: {
                "node": tally.node,
                "taken": tally.taken,
                "withheld": tally.withheld,
                "first": spelled(tally.first),
                "last": spelled(tally.last),
            }
            for name, tally in found.devices.items()
        },
    }
