"""Looking at commits and going back: the commit list, its changes, sessions and rollback."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lab.sim.commands import Reply
from lab.sim.xr import delta

if TYPE_CHECKING:
    from lab.sim.commands import Commands
    from lab.sim.tree import Node
    from lab.sim.xr.books import Books, Commit
    from lab.sim.xr.cli import XrCli
    from lab.sim.xr.target import Target

_EMPTY = "The commit database is empty.\n"
_COLUMNS = "{:<5}{:<22}{:<10}{:<20}{:<12}{}"
_TITLES = ("SNo.", "Label/ID", "User", "Line", "Client", "Time Stamp")
_MOMENT = "%a %b %e %H:%M:%S %Y"
_USER_SHOWN, _LINE_SHOWN = 9, 18
_ROLLED = """
Loading Rollback Changes.
Loaded Rollback Changes in 1 sec
Committing.
{items} items committed in 1 sec ({items})items/sec
Updating.
Updated Commit database in 1 sec
Configuration successfully rolled back {what}.
"""


def _list(cli: XrCli, words: tuple[str, ...]) -> Reply:
    newest = list(reversed(cli.books.commits))
    wanted = int(words[-1]) if words[-1].isdigit() else None
    if not newest:
        return Reply(_EMPTY)
    rows = [_row(at, commit) for at, commit in enumerate(newest[:wanted], 1)]
    lines = ["~" * len(title) for title in _TITLES]
    return Reply("\n".join((_COLUMNS.format(*_TITLES), _COLUMNS.format(*lines), *rows, "")))


def _row(at: int, commit: Commit) -> str:
    line = f"{commit.actor.terminal}:node0_RP0_CPU0"[:_LINE_SHOWN]
    moment = commit.moment.strftime(_MOMENT)
    user = commit.actor.user[:_USER_SHOWN]
    return _COLUMNS.format(at, commit.name, user, line, commit.client, moment)


def _detail(cli: XrCli, _words: tuple[str, ...]) -> Reply:
    blocks = [_details(at, one) for at, one in enumerate(reversed(cli.books.commits), 1)]
    return Reply("\n".join(blocks) or _EMPTY)


def _details(at: int, commit: Commit) -> str:
    moment = commit.moment.strftime(_MOMENT)
    return (
        f"   {at}) CommitId: {commit.number:<26} Label: {commit.label or 'NONE'}\n"
        f"      UserId:   {commit.actor.user:<26} Line:  {commit.actor.terminal}\n"
        f"      Client:   {commit.client:<26} Time:  {moment}\n"
        f"      Comment:  {commit.comment or 'NONE'}\n"
    )


def _changes(cli: XrCli, words: tuple[str, ...]) -> Reply:
    steps = int(words[-1]) if words[-2] == "last" else cli.books.steps_to(words[-1])
    before, after = cli.books.change(steps)
    return _shown(cli, before, after)


def _rollback_changes(cli: XrCli, words: tuple[str, ...]) -> Reply:
    steps = int(words[-1]) if words[-2] == "last" else cli.books.steps_to(words[-1])
    before, _ = cli.books.change(steps)
    return _shown(cli, cli.device.running, before)


def _shown(cli: XrCli, before: Node, after: Node) -> Reply:
    version = cli.device.identity.version
    head = ("Building configuration...", f"!! IOS XR Configuration {version}")
    return Reply("\n".join((*head, *delta.commands(before, after), "end")) + "\n\n")


def _roll_back(cli: XrCli, words: tuple[str, ...]) -> Reply:
    is_count = words[-2] == "last"
    steps = int(words[-1]) if is_count else cli.books.steps_to(words[-1])
    before = cli.device.running.clone()
    cli.books.undo(cli.actor, steps)
    items = len(list(delta.commands(before, cli.device.running)))
    what = f"{steps} commits" if is_count else f"to '{words[-1]}'"
    return Reply(_ROLLED.format(items=items, what=what))


def sessions(books: Books) -> str:
    """`show configuration sessions`: nothing if there is none."""
    if not books.sessions:
        return ""
    head = "Current Configuration Session  Line       User     Date                     Lock\n"
    return head + "".join(f"{_session(books, target)}\n" for target in books.sessions)


def _session(books: Books, target: Target) -> str:
    line, user = target.actor.terminal, target.actor.user
    mark = " *" if books.holder is target else ""
    return f"{target.name}     {line:<10} {user:<8} {target.began.strftime(_MOMENT)}{mark}"


def _sessions_detail(books: Books) -> str:
    rows = [(target, target.client, "config") for target in books.sessions]
    rows += [(books.trial, "commit-confirm", "cfgmgr_trial_co")] if books.trial else []
    return "".join(
        f"\n  {at}) Session: {target.name}  {target.began.strftime(_MOMENT)}\n"
        f"     Line: {target.actor.terminal:<30} "
        f"Lock: {'Reserved' if books.holder is target else 'None'}\n"
        f"     User: {target.actor.user:<30} Client: {client}\n"
        f"     Process: {process:<27} PID: {4242 + at}\n"
        "     Node:                                Elapsed Time: unknown\n"
        for at, (target, client, process) in enumerate(rows, 1)
    )


def register(commands: Commands[XrCli, Reply]) -> None:
    """Add these commands to the table."""
    commands("show configuration commit list", "show configuration commit list <n>")(_list)
    commands("show configuration commit list detail")(_detail)
    commands("show configuration commit changes <w>", "show configuration commit changes last <n>")(
        _changes
    )
    commands(
        "show configuration rollback changes last <n>", "show configuration rollback changes to <w>"
    )(_rollback_changes)
    commands("rollback configuration last <n>", "rollback configuration to <w>")(_roll_back)
    commands("show configuration sessions")(lambda cli, _words: Reply(sessions(cli.books)))
    commands("show configuration sessions detail")(
        lambda cli, _words: Reply(_sessions_detail(cli.books))
    )
