"""The acting river on the command line: plan, approve, apply, verify, undo."""

from pathlib import Path

import rich_click as click

from netops.change import desk as desks
from netops.change import drafting, execution, review
from netops.change.dossier import dossier
from netops.change.execution import Report
from netops.change.log import Broken
from netops.cli import change_view as view
from netops.cli.change_watch import held, watched
from netops.cli.common import acting, in_workspace
from netops.cli.lazy import LazyGroup
from netops.cli.root import INTERRUPTED
from netops.cli.screen import Screen, plain
from netops.errors import InputError
from netops.model.change import Decision, State
from netops.wiring import Workspace

_HERE = "netops.cli.change"
COMMANDS = {
    "new": ("netops.cli.change_new:new", "Ask for a change: from drift, or with lines of yours."),
    "plan": (f"{_HERE}:plan", "Read the devices and plan: commands, proofs, way back, waves."),
    "show": (f"{_HERE}:show", "Show what would be applied, and who has signed it."),
    "explain": (
        "netops.cli.change_explain:explain",
        "Say of each line of the plan why it is there, and what undoes it.",
    ),
    "submit": (f"{_HERE}:submit", "Ask for review of the plan."),
    "approve": (f"{_HERE}:approve", "Sign the plan with your SSH key."),
    "reject": (f"{_HERE}:reject", "Sign a veto with your SSH key."),
    "cancel": (f"{_HERE}:cancel", "Give a change up that was not applied."),
    "apply": (f"{_HERE}:apply", "Apply an approved change, wave by wave, verified."),
    "status": (f"{_HERE}:status", "List changes, or say where one stands and how it got there."),
    "rollback": (f"{_HERE}:rollback", "Take an applied change back to its base, verified."),
    "recover": (f"{_HERE}:recover", "Settle a run that died: read each device, bring it to rest."),
    "verify-log": (f"{_HERE}:verify_log", "Prove that the change log is whole and unedited."),
}
EXIT = {
    State.APPLIED: 0,
    State.ROLLED_BACK: 6,
    State.PARTIALLY_APPLIED: 6,
    State.NEEDS_ATTENTION: 7,
    State.HALTED: 7,
}
NOTHING_DONE = 5

CHANGE = click.argument("change", metavar="CHANGE")
REASON = click.option("--reason", required=True, help="Why, for the record.")
KEY = click.option(
    "--key",
    type=click.Path(path_type=Path, dir_okay=False),
    default=Path("~/.ssh/id_ed25519"),
    show_default=True,
    help="Private key file, or the public one of a key that your agent holds.",
)
ROLE = click.option("--role", default="", help="The role you sign in (default: the one asked for).")


@click.group(cls=LazyGroup, lazy=COMMANDS)
def change() -> None:
    """Plan, approve, apply, verify and undo changes."""


@click.command()
@CHANGE
@acting
@in_workspace
def plan(workspace: Workspace, screen: Screen, change: str, who: str) -> None:
    """Read the devices and make the next revision of CHANGE: commands, proofs, way back, waves."""
    with held(workspace, screen, f"change plan {change}"):
        planned = drafting.plan(workspace.desk, change, actor=who)
    found = dossier(workspace.desk, change)
    screen.document(view.dossier_document(found))
    screen.show(*view.plan_lines(planned.plan))
    for name in planned.unchanged:
        screen.show(plain(f"{name} already holds what is wanted", "dim"))
    screen.show(plain(f"revision {planned.plan.rev}, {planned.digest[:23]}"))


@click.command()
@CHANGE
@in_workspace
def show(workspace: Workspace, screen: Screen, change: str) -> None:
    """Show the plan of CHANGE: diffs, commands, way back, proofs, risks; and who has signed."""
    found = dossier(workspace.desk, change)
    screen.document(view.dossier_document(found))
    screen.show(*view.request_lines(found))
    if found.plan:
        screen.show(*view.plan_lines(found.plan))
        screen.show(*view.count_lines(review.standing(workspace.desk, found)))


@click.command()
@CHANGE
@acting
@in_workspace
def submit(workspace: Workspace, screen: Screen, change: str, who: str) -> None:
    """Ask for review of the latest plan of CHANGE."""
    with held(workspace, screen, f"change submit {change}"):
        review.submit(workspace.desk, change, actor=who)
    _say_state(workspace, screen, change)


def _signing(name: str, decision: Decision, about: str) -> click.Command:
    """`approve` and `reject`: the same signature under another word."""

    @click.command(name, help=about)
    @CHANGE
    @REASON
    @KEY
    @ROLE
    @acting
    @in_workspace
    def command(
        workspace: Workspace,
        screen: Screen,
        change: str,
        reason: str,
        key: Path,
        role: str,
        who: str,
    ) -> None:
        with held(workspace, screen, f"change {decision} {change}"):
            _sign(workspace, change, who, key, reason, role, decision)
        _say_state(workspace, screen, change)

    return command


@click.command()
@CHANGE
@REASON
@acting
@in_workspace
def cancel(workspace: Workspace, screen: Screen, change: str, reason: str, who: str) -> None:
    """Give CHANGE up; only before it is applied."""
    with held(workspace, screen, f"change cancel {change}"):
        review.cancel(workspace.desk, change, actor=who, reason=reason)
    _say_state(workspace, screen, change)


@click.command()
@CHANGE
@click.option("--check", is_flag=True, help="Ask the gate only; touch nothing.")
@acting
@in_workspace
def apply(workspace: Workspace, screen: Screen, change: str, who: str, *, check: bool) -> int:
    """Apply the approved CHANGE: armed, re-read in fresh sessions, then confirmed or taken back."""
    if check:
        return _ask_gate(workspace, screen, change, who)
    with held(workspace, screen, f"change apply {change}"):
        ended = execution.apply(watched(workspace, screen), change, operator=who)
    return _ended(screen, ended)


@click.command()
@click.argument("change", metavar="[CHANGE]", required=False)
@in_workspace
def status(workspace: Workspace, screen: Screen, change: str | None) -> None:
    """List every change, or say where CHANGE stands and how it got there."""
    desk = workspace.desk
    if change:
        found = dossier(desk, change)
        screen.document(view.dossier_document(found))
        screen.show(*view.request_lines(found), *view.history_lines(found))
        return
    every = [dossier(desk, name) for name in desks.changes(desk)]
    screen.document([view.dossier_document(found) for found in every])
    screen.show(view.changes_table(every) if every else plain("no change yet"))


@click.command()
@CHANGE
@REASON
@acting
@in_workspace
def rollback(workspace: Workspace, screen: Screen, change: str, reason: str, who: str) -> int:
    """Take the applied CHANGE back to its sealed base; armed, verified, logged."""
    with held(workspace, screen, f"change rollback {change}"):
        ended = execution.rollback(watched(workspace, screen), change, operator=who, reason=reason)
    code = _ended(screen, ended)
    return 0 if ended.state is State.ROLLED_BACK and not ended.interrupted else code


@click.command()
@CHANGE
@acting
@in_workspace
def recover(workspace: Workspace, screen: Screen, change: str, who: str) -> int:
    """Settle every run of CHANGE that died: read each device, then bring it to rest."""
    with held(workspace, screen, f"change recover {change}"):
        ended = execution.recover(watched(workspace, screen), change, operator=who)
    screen.document([view.report_document(one) for one in ended])
    for one in ended:
        screen.show(*view.report_lines(one))
    if not ended:
        screen.show(plain(f"no run of {change} died"))
    return max((_code(one) for one in ended), default=0)


@click.command("verify-log")
@click.option(
    "--file",
    "copy",
    type=click.Path(path_type=Path, dir_okay=False, exists=True),
    help="Check this copy of log.jsonl instead of the one in the evidence.",
)
@in_workspace
def verify_log(workspace: Workspace, screen: Screen, copy: Path | None) -> int:
    """Prove that the change log is whole: every hash, its order, its end."""
    found = desks.verify_log(workspace.desk, copy.read_bytes() if copy else None)
    if isinstance(found, Broken):
        screen.document({"whole": False, "line": found.line, "reason": found.reason})
        screen.show(plain(f"the change log is broken: {found}", "bold red"))
        return 1
    screen.document({"whole": True, "records": len(found)})
    screen.show(plain(f"the change log is whole: {len(found)} records", "green"))
    return 0


def _sign(
    workspace: Workspace,
    change: str,
    who: str,
    key: Path,
    reason: str,
    role: str,
    decision: Decision,
) -> None:
    file = key.expanduser()
    if not file.exists():
        raise InputError("no such key", where=str(key), hint="name yours with --key")
    review.approve(
        workspace.desk, change, who=who, key=str(file), reason=reason, role=role,
        decision=decision,
    )  # fmt: skip


def _say_state(workspace: Workspace, screen: Screen, change: str) -> None:
    found = dossier(workspace.desk, change)
    screen.document(view.dossier_document(found))
    screen.show(plain(f"{change} is {found.state}"))
    if found.plan and found.state is State.IN_REVIEW:
        screen.show(*view.count_lines(review.standing(workspace.desk, found)))


def _ask_gate(workspace: Workspace, screen: Screen, change: str, who: str) -> int:
    against = execution.gate(workspace.desk, change, operator=who)
    screen.document({"change": change, "refused": [one.reason for one in against]})
    screen.show(*(plain(f"refused: {one.reason}", "red") for one in against))
    if not against:
        screen.show(plain(f"the gate is open for {change}", "green"))
    return NOTHING_DONE if against else 0


def _ended(screen: Screen, ended: Report) -> int:
    screen.document(view.report_document(ended))
    screen.show(*view.report_lines(ended))
    return _code(ended)


def _code(ended: Report) -> int:
    return INTERRUPTED if ended.interrupted else EXIT.get(ended.state, NOTHING_DONE)


approve = _signing(
    "approve", Decision.APPROVE, "Sign the plan of CHANGE as it stands, with your SSH key."
)
reject = _signing(
    "reject", Decision.REJECT, "Sign a veto against the plan of CHANGE, with your SSH key."
)
