"""The observing river on the command line: run, backup, drift, audit."""

from collections.abc import Mapping
from datetime import datetime
from itertools import islice
from pathlib import Path

import rich_click as click

from netops.audit.report import Report
from netops.cli.common import in_workspace, limited
from netops.cli.progress import watching
from netops.cli.recap import labelled, recap
from netops.cli.screen import Screen, plain
from netops.errors import InputError, suggestion
from netops.model.device import Device
from netops.playbook.run import Played, play
from netops.playbook.schema import Playbook, Step, load_playbook
from netops.playbook.stages import running
from netops.sinks.as_json import as_json
from netops.sinks.text import age
from netops.sources.limit import scoped
from netops.wiring import Workspace
from netops.wiring.references import stored_texts

INTERRUPTED = 130
_NAMED = 10
CHECK = click.option("--check", is_flag=True, help="Read devices, store and write nothing.")
FAILED_ONLY = click.option(
    "--failed-only", is_flag=True, help="Only devices whose last run could not store them."
)
SECRETS = click.option(
    "--secrets",
    type=click.Choice(["redact", "keep"]),
    help="What git gets of secrets; 'keep' adds each config in clear.",
)
EXIT_ZERO = click.option("--exit-zero", is_flag=True, help="Leave with 0 whatever was found.")

_USUAL, _BACKUP = ("intended", "startup"), "backup"
_BOTH = Step("collect", items=("running", "startup"))
_HIGH = {"fail-on": ("high",)}
BACKUP = Playbook("backup", (_BOTH, Step("store")))
AUDIT = Playbook(
    "audit",
    (Step("collect", items=("running",)), Step("judge"), Step("report", options=_HIGH)),
)


@click.command()
@click.argument("playbook")
@limited
@FAILED_ONLY
@SECRETS
@CHECK
@EXIT_ZERO
@in_workspace
def run(
    workspace: Workspace,
    screen: Screen,
    playbook: str,
    limit: tuple[str, ...],
    *,
    failed_only: bool,
    secrets: str | None,
    check: bool,
    exit_zero: bool,
) -> int:
    """Run PLAYBOOK: a name under playbooks/, or a file."""
    chosen = load_playbook(_find(workspace, playbook))
    devices = scoped(workspace.devices(limit), chosen.scope, where="scope")
    if failed_only and not (devices := _retried(workspace, screen, devices)):
        return 0
    return _play(
        workspace, screen, chosen, devices, check=check, exit_zero=exit_zero, secrets=secrets
    )


@click.command()
@limited
@FAILED_ONLY
@SECRETS
@CHECK
@in_workspace
def backup(
    workspace: Workspace,
    screen: Screen,
    limit: tuple[str, ...],
    *,
    failed_only: bool,
    secrets: str | None,
    check: bool,
) -> int:
    """Back up every device's config, proven whole, to git."""
    devices = workspace.devices(limit)
    if failed_only and not (devices := _retried(workspace, screen, devices)):
        return 0
    return _play(workspace, screen, BACKUP, devices, check=check, secrets=secrets)


@click.command()
@limited
@click.option(
    "--against",
    multiple=True,
    default=_USUAL,
    metavar="WHAT",
    show_default=True,
    help="intended, startup, backup (the last one) or the name of another device; repeat to add.",
)
@EXIT_ZERO
@in_workspace
def drift(
    workspace: Workspace,
    screen: Screen,
    limit: tuple[str, ...],
    against: tuple[str, ...],
    *,
    exit_zero: bool,
) -> int:
    """Compare running configs, read now, with how they should be or were; store nothing."""
    stored = tuple("" if one == _BACKUP else one for one in against if one not in _USUAL)
    devices = tuple(one for one in workspace.devices(limit) if one.name not in stored)
    # What is wrong with a name is said before anybody logs in.
    stored_texts(workspace, devices, stored)
    playbook = _drift(against, stored)
    return _play(workspace, screen, playbook, devices, check=True, exit_zero=exit_zero)


@click.command()
@limited
@EXIT_ZERO
@in_workspace
def audit(workspace: Workspace, screen: Screen, limit: tuple[str, ...], *, exit_zero: bool) -> int:
    """Judge running configs, read now, against the hardening rules; store nothing."""
    devices = workspace.devices(limit)
    return _play(workspace, screen, AUDIT, devices, check=True, exit_zero=exit_zero)


def _drift(against: tuple[str, ...], stored: tuple[str, ...]) -> Playbook:
    items = tuple(one for one in _USUAL if one in against)
    kinds = ("running", "startup") if "startup" in against else ("running",)
    compare = Step("compare", items=items, options={"stored": stored})
    return Playbook("drift", (Step("collect", items=kinds), compare, Step("report")))


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
    devices: tuple[Device, ...],
    *,
    check: bool,
    exit_zero: bool = False,
    secrets: str | None = None,
) -> int:
    stores = not check and any(step.word == "store" for step in playbook.steps)
    in_clear = None if secrets is None else secrets == "keep"
    with running(workspace, playbook.name, devices, stores=stores, in_clear=in_clear) as this:
        with watching(screen, len(devices)) as seen:
            played = play(playbook, this, seen=seen, check=check)
        _tell(screen, played, check=check)
    if stores and this.staging.in_clear:
        words = "in clear in git: whoever reads the evidence reads them"
        screen.show(labelled("secrets", plain(words, "bold yellow")))
    if stores and (old := workspace.reading.stale()):
        screen.show(labelled("stale", plain(_stale(old, played.report), "red")))
    if played.interrupted:
        return INTERRUPTED
    return 0 if exit_zero else played.report.exit_code


def _retried(
    workspace: Workspace, screen: Screen, devices: tuple[Device, ...]
) -> tuple[Device, ...]:
    """Of these devices the ones that are still to be stored; says so when there is none."""
    last = workspace.state.attempts.last()
    if last is None:
        raise InputError("no run has stored anything yet", where="--failed-only")
    chosen = tuple(device for device in devices if device.name in last.missing)
    if chosen:
        every = sum(device.name in last.devices for device in devices)
        told = f"retrying {len(chosen)} of {every} devices, not stored as of run {last.run}"
        screen.show(labelled("retry", plain(told)))
    else:
        screen.document({"last_run": last.run, "retried": []})
        screen.show(plain(f"nothing to retry: run {last.run} left no device out"))
    return chosen


def _stale(old: Mapping[str, datetime | None], report: Report) -> str:
    """Every device of the inventory whose proof is old, also those that the run did not ask."""
    told = (f"{name} ({age(then, report.finished)})" for name, then in islice(old.items(), _NAMED))
    more = f" and {len(old) - _NAMED} more" if len(old) > _NAMED else ""
    return f"not verified for long: {', '.join(told)}{more}"


def _tell(screen: Screen, played: Played, *, check: bool) -> None:
    if screen.json:
        screen.text(as_json(played.report))
        return
    screen.show(*recap(played.report, is_stored=not check))
    for page in played.pages:
        screen.show(labelled("page", plain(str(page))))
    if played.interrupted:
        screen.show(plain("interrupted: nothing was stored or judged", "bold red"))
