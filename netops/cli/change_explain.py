"""`netops change explain`: of each line of a plan, why it is there and what undoes it."""

import rich_click as click

from netops.change.dossier import dossier
from netops.change.explanation import explained
from netops.cli.common import in_workspace
from netops.cli.explain_view import explanation_document, explanation_lines
from netops.cli.screen import Screen, plain
from netops.wiring import Workspace


@click.command()
@click.argument("change", metavar="CHANGE")
@click.argument("devices", metavar="[DEVICE]...", nargs=-1)
@in_workspace
def explain(workspace: Workspace, screen: Screen, change: str, devices: tuple[str, ...]) -> None:
    """Say of each line of CHANGE's plan why it is there, what it undoes, and what undoes it."""
    found = explained(workspace.desk, dossier(workspace.desk, change), devices)
    devices_found = {name: explanation_document(one) for name, one in found}
    screen.document({"change": change, "devices": devices_found})
    for name, one in found:
        screen.show(plain(f"\n{name}", "bold"), *explanation_lines(one))
