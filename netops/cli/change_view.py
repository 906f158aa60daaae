"""How a change looks: to the board member who must say yes or no, and to the operator at night."""

from collections.abc import Iterable, Iterator

from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from netops.change.dossier import Dossier
from netops.change.execution import Report
from netops.change.gate import Count
from netops.change.wire import plain as as_plain
from netops.cli.screen import diff_text, plain
from netops.model.change import DevicePlan, DeviceState, Plan, State

_COLOURS = {
    State.APPLIED: "green",
    State.APPROVED: "green",
    State.ROLLED_BACK: "yellow",
    State.PARTIALLY_APPLIED: "yellow",
    State.STALE: "yellow",
    State.REJECTED: "red",
    State.NEEDS_ATTENTION: "bold red",
}
_OUTCOMES = {
    DeviceState.APPLIED: "green",
    DeviceState.ROLLED_BACK: "yellow",
    DeviceState.UNTOUCHED: "dim",
    DeviceState.NEEDS_ATTENTION: "bold red",
}


def request_lines(found: Dossier) -> Iterator[RenderableType]:
    """What was asked, by whom, and where it stands."""
    request = found.request
    yield Text.assemble(
        plain(f"{request.id} ", "bold"),
        plain(f"{request.title}  "),
        plain(found.state, _COLOURS.get(found.state, "cyan")),
    )
    yield plain(f"asked by {request.requester} at {request.created:%Y-%m-%d %H:%M} UTC")
    yield plain(f"because {request.reason}{f' ({request.ticket})' if request.ticket else ''}")


def plan_lines(plan: Plan) -> Iterator[RenderableType]:
    """The plan: the risk first, then the waves, then device by device."""
    colour = {"high": "bold red", "medium": "yellow"}.get(plan.risk, "green")
    yield Text.assemble("risk ", (plan.risk, colour))
    for reason in plan.risk_reasons:
        yield plain(f"  ! {reason}", "yellow")
    for number, wave in enumerate(plan.waves):
        yield plain(f"wave {number}  {', '.join(wave)}")
    yield plain(
        f"each device goes back by itself after {plan.revert_minutes} min unless confirmed; "
        f"soak {plan.soak} s; on failure {plan.on_failure}"
    )
    if plan.may_lose:
        yield plain(f"may lose {', '.join(plan.may_lose)}", "yellow")
    for part in plan.devices:
        yield from _device_lines(part)


def _device_lines(part: DevicePlan) -> Iterator[RenderableType]:
    proofs = part.proofs
    marks = {
        "reaches": proofs.reaches,
        "safe at every step": proofs.safe,
        "rolls back": proofs.rolls_back,
    }
    yield Text.assemble(
        plain(f"\n{part.device}", "bold"),
        plain(f"  {part.platform} {part.os_version}  {part.mode}  ", "dim"),
        *((f"{'✓' if good else '✗'} {name}  ", "green" if good else "red")
          for name, good in marks.items()),
    )  # fmt: skip
    watched = " and ".join(part.checks) or "nothing of the network around it"
    yield plain(f"  · must stay up while armed: {watched}", "dim")
    for note in dict.fromkeys(proofs.notes):
        yield plain(f"  · {note}", "dim")
    yield diff_text(part.diff)
    yield plain("  commands", "dim")
    for line in part.commands:
        yield plain(f"    {line}")


def count_lines(count: Count) -> Iterator[RenderableType]:
    """Who has signed, what does not count and why, what is missing."""
    for approval in count.approvals:
        yield plain(f"✓ {approval.who} as {approval.role}: {approval.reason}", "green")
    for reason in (*count.vetoes, *count.objections):
        yield plain(f"✗ {reason}", "red")
    for reason in count.unmet:
        yield plain(f"· missing: {reason}", "yellow")


def history_lines(found: Dossier) -> Iterator[RenderableType]:
    """Every recorded step of one change."""
    for entry in found.history:
        event = entry.event
        yield Text.assemble(
            (f"{entry.time:%Y-%m-%d %H:%M:%S}  ", "dim"),
            plain(f"{entry.actor:<10}"),
            plain(f"{event.word:<22}"),
            plain(event.state, _COLOURS.get(event.state, "")),
        )
        if event.note:
            yield plain(f"{'':<21}{event.note}", "dim")


def changes_table(every: Iterable[Dossier]) -> Table:
    """Every change in one line."""
    table = Table("change", "state", "rev", "devices", "title", box=None, pad_edge=False)
    for found in every:
        request = found.request
        state = plain(found.state, _COLOURS.get(found.state, "cyan"))
        devices = f"{len(request.devices)}"
        table.add_row(request.id, state, str(found.rev), devices, plain(request.title))
    return table


def report_lines(report: Report) -> Iterator[RenderableType]:
    """How a run ended, device by device, the reasons in words."""
    for outcome in report.outcomes:
        yield Text.assemble(
            plain(f"{outcome.state:<16}", _OUTCOMES[outcome.state]),
            plain(outcome.device, "bold"),
            plain(f"  {outcome.reason}" if outcome.reason else ""),
        )
    yield Text.assemble(
        plain(f"{report.change} is "), plain(report.state, _COLOURS.get(report.state, "cyan"))
    )


def report_document(report: Report) -> object:
    """A run's end for --json."""
    return as_plain(report)


def dossier_document(found: Dossier) -> dict[str, object]:
    """A change for --json: request, state, plan and history."""
    plan = found.plan
    return {
        "id": found.request.id,
        "state": found.state,
        "rev": found.rev,
        "digest": found.digest,
        "request": as_plain(found.request),
        "waves": plan.waves if plan else (),
        "plan": as_plain(plan) if plan else None,
        "approvals": [as_plain(one) for one in found.approvals],
        "history": [as_plain(entry) for entry in found.history],
    }
