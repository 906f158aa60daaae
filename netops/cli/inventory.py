"""What a person wrote, checked before a device is touched."""

from collections.abc import Callable
from functools import partial

import rich_click as click

from netops.cli.common import in_workspace
from netops.cli.intended import merged
from netops.cli.screen import Screen, plain
from netops.errors import InputError
from netops.playbook.schema import load_playbook
from netops.wiring import Workspace


@click.command()
@in_workspace
def lint(workspace: Workspace, screen: Screen) -> int:
    """Check inventory, templates, rules and playbooks without touching a device."""
    wrong: list[InputError] = []
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
            wrong.append(error)
    told = [str(error) for error in merged(wrong)]
    screen.document({"devices": len(devices), "errors": told})
    for sentence in told:
        screen.show(plain(sentence, "red"))
    screen.show(plain(f"{len(devices)} devices, {len(checks)} files checked, {len(told)} errors"))
    return 2 if wrong else 0
