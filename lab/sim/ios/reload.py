"""IOS `reload`: now, after some minutes, or not at all.

A router boots what was saved: an armed rollback is forgotten with the change that it watched.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from lab.sim.clock import stamp
from lab.sim.commands import Reply
from lab.sim.ios.device import Scheduled

if TYPE_CHECKING:
    from collections.abc import Callable

    from lab.sim.commands import Commands
    from lab.sim.ios.cli import IosCli

_MODIFIED = "System configuration has been modified. Save? [yes/no]: "
_PROCEED = "Proceed with reload? [confirm]"
_ABORTED = "\n\n***\n*** --- SHUTDOWN ABORTED ---\n***\n"
_NONE = "% No reload is scheduled."


def _reload(cli: IosCli, _words: tuple[str, ...]) -> Reply:
    return _asked(cli, "", lambda: _down(cli))


def _reload_in(cli: IosCli, words: tuple[str, ...]) -> Reply:
    minutes = int(words[2])
    device, actor = cli.device, cli.actor
    moment = stamp(device.clock.now() + timedelta(minutes=minutes))
    about = f"Reload scheduled for {moment} UTC (in {minutes} minutes) by {actor}"
    text = f"{about}\nReload reason: Reload Command\n"

    def armed() -> Reply:
        device.cancel_reload()
        device.scheduled = Scheduled(about, device.clock.after(minutes, device.reload))
        return Reply()

    return _asked(cli, text, armed)


def _asked(cli: IosCli, text: str, go: Callable[[], Reply]) -> Reply:
    """Ask what the router asks before it reloads: whether to save, and whether to go."""

    def proceed(answer: str) -> Reply:
        return go() if answer.lower() in {"", "y", "yes"} else Reply()

    def saved(answer: str) -> Reply:
        if answer.lower() not in {"yes", "no", "y", "n"}:
            return Reply(f"% Please answer 'yes' or 'no'.\n{_MODIFIED}", ask=saved)
        if answer.lower().startswith("y"):
            cli.device.save(cli.actor)
        built = "Building configuration...\n[OK]\n" if answer.lower().startswith("y") else ""
        return Reply(f"{built}{text}{_PROCEED}", ask=proceed)

    if cli.device.text() != cli.device.startup:
        return Reply(_MODIFIED, ask=saved)
    return Reply(f"{text}{_PROCEED}", ask=proceed)


def _down(cli: IosCli) -> Reply:
    cli.device.note(
        f"%SYS-5-RELOAD: Reload requested by {cli.actor}. Reload Reason: Reload Command."
    )
    cli.device.reload()
    return Reply(closes=True)


def _cancel(cli: IosCli, _words: tuple[str, ...]) -> Reply:
    return Reply(_ABORTED if cli.device.cancel_reload() else _NONE)


def _show(cli: IosCli, _words: tuple[str, ...]) -> Reply:
    scheduled = cli.device.scheduled
    return Reply(scheduled.about if scheduled else _NONE)


def register(commands: Commands[IosCli, Reply]) -> None:
    """Add these commands to the table."""
    commands("reload")(_reload)
    commands("reload in <n>")(_reload_in)
    commands("reload cancel")(_cancel)
    commands("show reload")(_show)
