"""EOS `reload`: a switch boots what was saved; sessions and a commit timer are gone with it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lab.sim.eos.answer import Answer

if TYPE_CHECKING:
    from lab.sim.commands import Commands
    from lab.sim.eos.cli import EosCli


def _now(cli: EosCli, _words: tuple[str, ...]) -> Answer:
    device = cli.device
    device.note(f"%SYS-5-RELOAD: Reload requested by {cli.actor}. Reload Reason: Reload Command.")
    device.reload()
    return Answer()


def register(commands: Commands[EosCli, Answer]) -> None:
    """Add these commands to the table."""
    commands("reload now", "reload force")(_now)
