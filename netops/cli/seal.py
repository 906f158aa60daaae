"""Who can open the sealed texts: list, add, remove, and rotate the key of this machine."""

from pathlib import Path

import rich_click as click
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
from rich.table import Table

from netops.cli.common import in_workspace
from netops.cli.lazy import LazyGroup
from netops.cli.screen import Screen, plain
from netops.errors import InputError, StoreError
from netops.stores.recipients import Recipient, checked
from netops.stores.rotation import Rotated, is_rotating, rotate
from netops.wiring import Workspace

COMMANDS = {
    "recipients": ("netops.cli.seal:recipients", "List who can open what is sealed."),
    "add": ("netops.cli.seal:add", "Add a recipient: an escrow key, age or SSH."),
    "remove": ("netops.cli.seal:remove", "Seal no longer to a recipient."),
    "rotate": ("netops.cli.seal:rotated", "Make a new key and encrypt every sealed text anew."),
}


@click.group(cls=LazyGroup, lazy=COMMANDS)
def seal() -> None:
    """Who can open the exact configs in backups/sealed, this machine and escrow keys."""


@click.command()
@in_workspace
def recipients(workspace: Workspace, screen: Screen) -> None:
    """List everyone who can open what is sealed from now on."""
    keys = workspace.sealed.keys
    ours, known = keys.public_of_own(), keys.recipients()
    screen.document([{**_row(one), "opens_here": one.key in ours} for one in known])
    table = Table(box=None, pad_edge=False)
    for name in ("fingerprint", "kind", "private key"):
        table.add_column(name, no_wrap=True)
    table.add_column("comment")
    for one in known:
        here = "here" if one.key in ours else ""
        table.add_row(plain(one.fingerprint), one.kind, here, plain(one.comment))
    screen.show(table)


@click.command()
@click.argument("key", metavar="AGE-OR-SSH-PUBLIC-KEY", nargs=-1, required=True)
@click.option("--comment", default="", help="Whose key it is, and where the private one lies.")
@in_workspace
def add(workspace: Workspace, screen: Screen, key: tuple[str, ...], comment: str) -> None:
    """Add a recipient; from now on its private key opens what is sealed."""
    fresh = checked(" ".join(key), comment)
    with workspace.lock("seal add"):
        known = _settled(workspace)
        if any(one.key == fresh.key for one in known):
            raise InputError("that key is a recipient already", hint="netops seal recipients")
        workspace.sealed.keys.replace((*known, fresh))
    screen.document({"added": _row(fresh)})
    screen.show(plain(f"added {fresh.fingerprint} {fresh.comment}".rstrip()))
    screen.remark("it opens what is sealed from now on; for all texts, run `netops seal rotate`")


@click.command()
@click.argument("which")
@in_workspace
def remove(workspace: Workspace, screen: Screen, which: str) -> None:
    """Seal no longer to WHICH: a comment, a key, or the start of a fingerprint."""
    with workspace.lock("seal remove"):
        known = _settled(workspace)
        found = [one for one in known if one.is_named(which)]
        if len(found) != 1:
            what = "no recipient is" if not found else f"{len(found)} recipients are"
            raise InputError(f"{what} '{which}'", hint="netops seal recipients")
        if len(known) == 1:
            raise InputError("the last recipient stays", hint="add another one first")
        workspace.sealed.keys.replace(one for one in known if one not in found)
    screen.document({"removed": _row(found[0])})
    screen.show(plain(f"removed {found[0].fingerprint} {found[0].comment}".rstrip()))
    screen.remark("it still opens what was sealed before; run `netops seal rotate` to end that")


@click.command(name="rotate")
@click.option(
    "--identity",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help="An escrow recipient's private key, when this machine's own is lost or away.",
)
@in_workspace
def rotated(workspace: Workspace, screen: Screen, identity: Path | None) -> int:
    """Make a new key of this machine and encrypt every sealed text to the recipients of now.

    Killed at any moment, it goes on when called again; until the end both keys open.
    """
    columns = (TextColumn("sealing anew"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    hidden = screen.quiet or screen.json or not screen.err.is_terminal
    with (
        workspace.lock("seal rotate"),
        Progress(*columns, console=screen.err, disable=hidden, transient=True) as bar,
    ):
        task = bar.add_task("seal", total=None)
        done = rotate(
            workspace.sealed,
            at=workspace.clock.now(),
            identity=identity,
            seen=lambda count, every: bar.update(task, completed=count, total=every),
        )
    _tell(screen, done)
    return 1 if done.closed else 0


def _tell(screen: Screen, done: Rotated) -> None:
    screen.document(
        {
            "texts": done.texts,
            "sealed_anew": done.fresh,
            "continued": done.continued,
            "cannot_be_opened": [str(path) for path in done.closed],
            "delete": str(done.retired) if done.retired else None,
        }
    )
    went_on = "the rotation that had been cut short is done: " if done.continued else ""
    screen.show(plain(f"{went_on}{done.fresh} of {done.texts} sealed texts encrypted anew"))
    for path in done.closed:
        screen.show(plain(f"{path} cannot be opened by any key here; it stays as it is", "red"))
    if done.retired:
        old = f"the old key is in {done.retired}: delete it"
        screen.show(plain(f"{old}; copies of backups/sealed made before still open with it"))


def _settled(workspace: Workspace) -> tuple[Recipient, ...]:
    """The recipients, unless a rotation is under way: it would miss the difference."""
    keys = workspace.sealed.keys
    if is_rotating(keys):
        raise StoreError("a rotation was cut short; end it with `netops seal rotate` first")
    return keys.recipients()


def _row(one: Recipient) -> dict[str, str]:
    return {
        "fingerprint": one.fingerprint,
        "kind": one.kind,
        "key": one.key,
        "comment": one.comment,
    }
