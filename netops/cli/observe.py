"""The observing river on the command line: run, backup, drift, audit."""

from pathlib import Path

import rich_click as click

from netops.cli.common import in_workspace, limited
from netops.cli.progress import watching
from netops.cli.recap import labelled, recap
from netops.cli.screen import Screen, plain
from netops.errors import InputError, suggestion
from netops.playbook.run import Played, play
from netops.playbook.schema import Playbook, Step, load_playbook
from netops.playbook.stages import running
from netops.sinks.as_json import as_json
from netops.sources.limit import scoped
from netops.wiring import Workspace

INTERRUPTED = 130
CHECK = click.option("--check", is_flag=True, help="Read devices, store and write nothing.")
EXIT_ZERO = click.option("--exit-zero", is_flag=True, help="Leave with 0 whatever was found.")

_BOTH = Step("collect", items=("running", "startup"))
_HIGH = {"fail-on": ("high",)}
BACKUP = Playbook("backup", (_BOTH, Step("store")))
DRIFT = Playbook("drift", (_BOTH, Step("compare", items=("intended", "startup")), Step("report")))
AUDIT = Playbook(
    "audit",
    (Step("collect", items=("running",)), Step("judge"), Step("report", options=_HIGH)),
)


@click.command()
@click.argument("playbook")
@limited
@CHECK
@EXIT_ZERO
@in_workspace
def run(
    workspace: Workspace,
    screen: Screen,
    playbook: str,
    limit: tuple[str, ...],
    *,
    check: bool,
    exit_zero: bool,
) -> int:
    """Run PLAYBOOK: a name under playbooks/, or a file."""
    chosen = load_playbook(_find(workspace, playbook))
    return _play(workspace, screen, chosen, limit, check=check, exit_zero=exit_zero)


@click.command()
@limited
@CHECK
@in_workspace
def backup(workspace: Workspace, screen: Screen, limit: tuple[str, ...], *, check: bool) -> int:
    """Back up every device's config, proven whole, to git."""
    return _play(workspace, screen, BACKUP, limit, check=check)


@click.command()
@limited
@EXIT_ZERO
@in_workspace
def drift(workspace: Workspace, screen: Screen, limit: tuple[str, ...], *, exit_zero: bool) -> int:
    """Compare running configs with intended and startup, read now; store nothing."""
    return _play(workspace, screen, DRIFT, limit, check=True, exit_zero=exit_zero)


@click.command()
@limited
@EXIT_ZERO
@in_workspace
def audit(workspace: Workspace, screen: Screen, limit: tuple[str, ...], *, exit_zero: bool) -> int:
    """Judge running configs, read now, against the hardening rules; store nothing."""
    return _play(workspace, screen, AUDIT, limit, check=True, exit_zero=exit_zero)


def _find(workspace: Workspace, name: str) -> Path:
    for candidate in (workspace.settings.playbooks / f"{name}.yaml", Path(name)):
        if candidate.is_file():
            return candidate
    known = [path.stem for path in workspace.playbooks()]
    hint = suggestion(name, known)
    raise InputError(f"no playbook '{name}'", where=str(workspace.settings.playbooks), hint=hint)


def _play(
    workspace: Workspace,
    screen: Screen,
    playbook: Playbook,
    limit: tuple[str, ...],
    *,
    check: bool,
    exit_zero: bool = False,
) -> int:
    devices = scoped(workspace.devices(limit), playbook.scope, where="scope")
    stores = not check and any(step.word == "store" for step in playbook.steps)
    with (
        running(workspace, playbook.name, devices, stores=stores) as this,
        watching(screen, len(devices)) as seen,
    ):
        played = play(playbook, this, seen=seen, check=check)
    _tell(screen, played, check=check)
    if played.interrupted:
        return INTERRUPTED
    return 0 if exit_zero else played.report.exit_code


def _tell(screen: Screen, played: Played, *, check: bool) -> None:
    if screen.json:
        screen.text(as_json(played.report))
        return
    screen.show(*recap(played.report, is_stored=not check))
    for page in played.pages:
        screen.show(labelled("page", plain(str(page))))
    if played.interrupted:
        screen.show(plain("interrupted: nothing was stored or judged", "bold red"))
