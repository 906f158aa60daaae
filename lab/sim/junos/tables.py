"""The show commands of a Junos device, as text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lab.sim.commands import Reply
from lab.sim.junos.facts import MODEL, moment

if TYPE_CHECKING:
    from lab.sim.commands import Commands
    from lab.sim.junos.cli import JunosCli


def _version(cli: JunosCli, _words: tuple[str, ...]) -> Reply:
    box = cli.box
    return Reply(
        f"Hostname: {box.hostname}\nModel: {MODEL}\nJunos: {box.identity.version}\n"
        f"JUNOS OS Kernel 64-bit  [{box.identity.version}]"
    )


def _commits(cli: JunosCli, _words: tuple[str, ...]) -> Reply:
    rows = []
    for number, one in enumerate(cli.box.database.commits):
        armed = f" commit confirmed, rollback in {one.minutes}mins" if one.minutes else ""
        rows.append(f"{number:<4}{moment(one.moment)} by {one.user} via {one.client}{armed}")
        if one.comment:
            rows.append(f"    {one.comment}")
        if number == 0 and cli.box.database.armed:
            rows.append("    rollback pending")
    return Reply("\n".join(rows))


def register(commands: Commands[JunosCli, Reply]) -> None:
    """Add these commands to the table."""
    commands("show version")(_version)
    commands("show system commit")(_commits)
