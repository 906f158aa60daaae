"""Questions to the evidence about one device: history, show, restore. No device is touched."""

from datetime import datetime
from pathlib import Path

import rich_click as click
from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from netops.audit.moments import FORMS, moment
from netops.audit.origins import UNKNOWN, Origin
from netops.cli.common import in_workspace
from netops.cli.screen import Screen, plain
from netops.errors import InputError
from netops.model.config import ConfigKind
from netops.sinks.text import counted, last_verified
from netops.stores.files import write_whole
from netops.wiring import Workspace
from netops.wiring.asking import Change

KIND = click.option(
    "--kind",
    type=click.Choice([ConfigKind.RUNNING.value, ConfigKind.STARTUP.value]),
    default=ConfigKind.RUNNING.value,
    show_default=True,
    help="Which config.",
)
AT = click.option("--at", default="", metavar="DATE", help=f"As it was then: {FORMS}.")
DEVICE = "DEVICE[@REV|@DATE]"


@click.command()
@click.argument("device")
@KIND
@click.option("--since", default="", metavar="DATE", help=f"From then on: {FORMS}.")
@click.option("-n", "--limit", type=click.IntRange(1), metavar="N", help="The newest N only.")
@in_workspace
def history(
    workspace: Workspace, screen: Screen, device: str, kind: str, since: str, limit: int | None
) -> None:
    """List the revisions of one device's config, newest first: when, by what, by whom."""
    which = ConfigKind(kind)
    found = workspace.asking.history(device, which, since=since, limit=limit)
    verified = workspace.asking.verified(device, which)
    screen.document(
        {
            "device": device,
            "kind": kind,
            "verified": spelled(verified),
            "revisions": [_revision(change) for change in found],
        }
    )
    if not found:
        after = f" since {since}" if since else " yet"
        screen.show(plain(f"{device} has no stored {kind} config{after}"))
        return
    screen.show(_header(device, kind, found, verified, workspace.clock.now()), _table(found))


def _header(
    device: str, kind: str, found: tuple[Change, ...], verified: datetime | None, now: datetime
) -> Text:
    """What it is, how much of it, and how old the newest proof is."""
    words = f"  {kind}  {counted(len(found), 'revision')}, {last_verified(verified, now)}"
    return Text.assemble(plain(device, "bold"), plain(words, "dim"))


def _table(found: tuple[Change, ...]) -> RenderableType:
    table = Table(box=None, pad_edge=False, header_style="dim")
    for title in ("revision", "time (UTC)"):
        table.add_column(title, no_wrap=True)
    for title in ("+", "-"):
        table.add_column(title, justify="right", no_wrap=True)
    table.add_column("run or change", no_wrap=True)
    table.add_column("who", overflow="fold")
    for change in found:
        one = change.origin
        table.add_row(
            plain(one.revision[:10], "yellow"),
            plain(f"{one.time:%Y-%m-%d %H:%M}"),
            plain(f"{change.lines.added}", "green"),
            plain(f"{change.lines.removed}", "red"),
            plain(one.by),
            person(one),
        )
    return table


def person(one: Origin) -> Text:
    """Who stands behind a revision; imported text was never proven whole, and says so."""
    who = plain(one.person, "dim" if one.person == UNKNOWN else "")
    return who if one.is_verified else Text.assemble(who, plain(", not verified", "yellow"))


def spelled(time: datetime | None) -> str | None:
    """A time for --json."""
    return time.isoformat() if time else None


def origin_document(one: Origin) -> dict[str, object]:
    """A revision for --json."""
    return {
        "revision": one.revision,
        "time": spelled(one.time),
        "by": one.by,
        "person": one.person,
        "verified": one.is_verified,
    }


def _revision(change: Change) -> dict[str, object]:
    lines = change.lines
    return {**origin_document(change.origin), "added": lines.added, "removed": lines.removed}


@click.command()
@click.argument("device", metavar=DEVICE)
@KIND
@AT
@in_workspace
def show(workspace: Workspace, screen: Screen, device: str, kind: str, at: str) -> None:
    """Print a stored config (canonical: secrets masked): the last one, or as it was then."""
    name, then = address(device, at)
    stored = workspace.asking.stored(name, ConfigKind(kind), then)
    screen.document(
        {
            "device": name,
            "kind": kind,
            "revision": stored.revision,
            "time": spelled(stored.time),
            "verified": spelled(workspace.asking.verified(name, ConfigKind(kind))),
            "text": stored.text,
        }
    )
    if not screen.json:
        screen.text(stored.text)
        if not then:
            screen.remark(proof(workspace, name, ConfigKind(kind)))


def proof(workspace: Workspace, name: str, kind: ConfigKind) -> str:
    """How old the newest proof of a config is, as a sentence beside its text."""
    words = last_verified(workspace.asking.verified(name, kind), workspace.clock.now())
    return f"{name} {kind}: {words}"


@click.command()
@click.argument("device", metavar=DEVICE)
@KIND
@click.option("--to", type=click.Path(path_type=Path), required=True, help="The file to write.")
@click.option(
    "--identity",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help="An escrow recipient's private key, when this machine's own is lost or away.",
)
@in_workspace
def restore(
    workspace: Workspace,
    screen: Screen,
    device: str,
    kind: str,
    to: Path,
    identity: Path | None,
) -> None:
    """Write a device's exact config, as the device showed it, to a file of yours (mode 0600)."""
    which = ConfigKind(kind)
    name, then = address(device)
    stored = workspace.asking.stored(name, which, then)
    _checked_target(to)
    until = (moment(then, workspace.clock.now()) or stored.time) if then else None
    exact = workspace.sealed.get(name, which, canonical=stored.text, until=until, identity=identity)
    write_whole(to, exact.encode())
    screen.document({"device": name, "kind": kind, "file": str(to), "bytes": len(exact.encode())})
    screen.show(plain(f"{name}: exact {kind} config in {to}; it holds secrets, delete it after"))


def _checked_target(to: Path) -> None:
    """Writing replaces a file; a link, a terminal or `/dev/null` is nobody's to replace."""
    if to.is_symlink() or (to.exists() and not to.is_file()):
        raise InputError(f"{to} is no plain file", where="--to", hint="name a new file")


def address(text: str, at: str = "") -> tuple[str, str]:
    """The device and the moment of `DEVICE@MOMENT`; "" for the last. `at` may say it instead."""
    name, mark, then = text.partition("@")
    if not name:
        raise InputError(f"'{text}' names no device", hint=f"write {DEVICE}")
    if mark and not then:
        raise InputError(f"'{text}' says no moment after the @", hint=f"give a hash, or {FORMS}")
    if then and at:
        raise InputError(f"'{text}' and --at {at} both say when", hint="give one of them")
    return name, then or at
