"""Questions to the evidence: history, show, diff, restore. No device is touched."""

from pathlib import Path

import rich_click as click
from rich.table import Table

from netops.cli.common import in_workspace
from netops.cli.screen import Screen, diff_text, plain
from netops.config.textdiff import unified
from netops.errors import InputError
from netops.model.config import ConfigKind
from netops.stores.files import write_whole
from netops.wiring import Workspace

KIND = click.option(
    "--kind",
    type=click.Choice([ConfigKind.RUNNING.value, ConfigKind.STARTUP.value]),
    default=ConfigKind.RUNNING.value,
    show_default=True,
    help="Which config.",
)


@click.command()
@click.argument("device")
@KIND
@in_workspace
def history(workspace: Workspace, screen: Screen, device: str, kind: str) -> None:
    """List the revisions of one device's config, newest first."""
    path = workspace.config_path(device, ConfigKind(kind))
    commits = tuple(workspace.store.log(path))
    screen.document(
        [
            {"revision": c.revision, "time": c.time, "subject": c.subject, **c.trailers}
            for c in commits
        ]
    )
    table = Table("revision", "time", "run or change", box=None, pad_edge=False)
    for commit in commits:
        origin = commit.trailers.get("Change-Id") or commit.trailers.get("Run-Id", "")
        table.add_row(commit.revision[:10], f"{commit.time:%Y-%m-%d %H:%M:%S}", plain(origin))
    screen.show(table if commits else plain(f"{device} has no stored {kind} config yet"))


@click.command()
@click.argument("device", metavar="DEVICE[@REV]")
@KIND
@in_workspace
def show(workspace: Workspace, screen: Screen, device: str, kind: str) -> None:
    """Print a stored config (canonical: secrets masked), the last one or that of a revision."""
    text = _stored(workspace, device, ConfigKind(kind))
    screen.document({"device": device, "kind": kind, "text": text})
    if not screen.json:
        screen.text(text)


@click.command()
@click.argument("old", metavar="DEVICE[@REV]")
@click.argument("new", metavar="DEVICE[@REV]", required=False)
@KIND
@click.option("--startup", is_flag=True, help="Compare running with startup of one device instead.")
@in_workspace
def diff(
    workspace: Workspace, screen: Screen, old: str, new: str | None, kind: str, *, startup: bool
) -> None:
    """Compare two stored configs: revisions of one device, or two devices."""
    other = new or old.partition("@")[0]
    left_kind = ConfigKind.STARTUP if startup else ConfigKind(kind)
    left = _stored(workspace, old, left_kind)
    right = _stored(workspace, other, ConfigKind.RUNNING if startup else ConfigKind(kind))
    text = unified(left, right, old_name=f"{old} {left_kind}", new_name=f"{other} {kind}")
    screen.document({"old": old, "new": other, "diff": text})
    screen.show(diff_text(text) if text else plain("no difference"))


@click.command()
@click.argument("device", metavar="DEVICE[@REV]")
@KIND
@click.option("--to", type=click.Path(path_type=Path), required=True, help="The file to write.")
@in_workspace
def restore(workspace: Workspace, screen: Screen, device: str, kind: str, to: Path) -> None:
    """Write a device's exact config, as the device showed it, to a file of yours (mode 0600)."""
    which = ConfigKind(kind)
    name = device.partition("@")[0]
    canonical = _stored(workspace, device, which)
    exact = workspace.sealed.get(name, which, canonical=canonical)
    write_whole(to, exact.encode())
    screen.document({"device": name, "kind": kind, "file": str(to), "bytes": len(exact.encode())})
    screen.show(plain(f"{name}: exact {kind} config in {to}; it holds secrets, delete it after"))


def _stored(workspace: Workspace, address: str, kind: ConfigKind) -> str:
    name, _, revision = address.partition("@")
    stored = workspace.stored(name, kind, revision or None)
    if stored is None:
        at = f" at {revision}" if revision else ""
        raise InputError(f"no stored {kind} config of {name}{at}", hint=f"netops history {name}")
    return stored
