"""The intended side of a workspace: render it, adopt it, check it. No device is touched."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

import rich_click as click

from netops.cli.common import in_workspace, limited
from netops.cli.screen import Screen, diff_text, plain
from netops.config.textdiff import unified
from netops.errors import InputError
from netops.model.config import ConfigKind
from netops.playbook.schema import load_playbook
from netops.wiring import Workspace


@click.command()
@limited
@click.option("--check", is_flag=True, help="Write nothing; exit 3 if a file would change.")
@click.option("--adopt", is_flag=True, help="Take the last stored running config as intended.")
@in_workspace
def intended(
    workspace: Workspace, screen: Screen, limit: tuple[str, ...], *, check: bool, adopt: bool
) -> int:
    """Render golden templates to inventory/intended/, and show what changes there.

    With --adopt, a device that has no template takes its last stored running config instead:
    secrets stay digests, so such a line is compared but can never be pushed.
    """
    changed: dict[str, str] = {}
    for device in workspace.devices(limit):
        path = workspace.intended.path(device.name)
        fresh = (
            _adopted(workspace, device.name) if adopt else workspace.intended.render(device.name)
        )
        old = path.read_text(encoding="utf-8") if path.exists() else ""
        if fresh != old:
            changed[device.name] = unified(old, fresh, old_name="committed", new_name=path.name)
            if not old:
                changed[device.name] = f"new: {path.name}, {len(fresh.splitlines())} lines"
            if not check:
                _write(path, fresh)
    screen.document({"changed": changed, "written": not check})
    for text in changed.values():
        screen.show(diff_text(text))
    screen.show(plain(f"{len(changed)} intended configs {'differ' if check else 'written'}"))
    return 3 if check and changed else 0


def _adopted(workspace: Workspace, name: str) -> str:
    stored = workspace.stored(name, ConfigKind.RUNNING)
    if stored is None:
        raise InputError(f"no stored running config of {name}", hint="run `netops backup` first")
    return stored


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(exist_ok=True)
    path.write_text(text, encoding="utf-8")


@click.command()
@in_workspace
def lint(workspace: Workspace, screen: Screen) -> int:
    """Check inventory, templates, rules and playbooks without touching a device."""
    wrong: list[str] = []
    devices = workspace.devices()
    checks: list[Callable[[], object]] = [
        *(partial(workspace.intended.text, device.name) for device in devices),
        *(partial(load_playbook, path) for path in workspace.playbooks()),
        lambda: workspace.rules,
        workspace.reading.not_secret,
        lambda: workspace.desk,
    ]
    for check in checks:
        try:
            check()
        except InputError as error:
            wrong.append(str(error))
    screen.document({"devices": len(devices), "errors": wrong})
    for sentence in wrong:
        screen.show(plain(sentence, "red"))
    screen.show(plain(f"{len(devices)} devices, {len(checks)} files checked, {len(wrong)} errors"))
    return 2 if wrong else 0
