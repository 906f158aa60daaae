"""What the evidence holds of one change, and a step of it along the table.

The state is not stored beside the log: it is the log's last word about the change.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from netops.change import canonical_json
from netops.change.desk import Desk, log, record
from netops.change.gate import Case
from netops.change.log import Entry, Event
from netops.change.plan import files as plan_files
from netops.change.plan import predicted_path
from netops.change.policy import Scope, touched
from netops.change.request import folder
from netops.change.signatures import approval_from
from netops.change.states import moved
from netops.change.wire import plan_from
from netops.errors import InputError, Refused
from netops.model.change import Approval, ChangeRequest, Plan, State
from netops.model.device import Device


@dataclass(frozen=True, slots=True)
class Dossier:
    """What the evidence holds of one change. `plan` is None before the first revision."""

    request: ChangeRequest
    state: State
    rev: int
    history: tuple[Entry, ...]
    plan: Plan | None = None
    digest: str = ""
    logged: str = ""
    edited: tuple[str, ...] = ()
    approvals: tuple[Approval, ...] = ()


def glance(desk: Desk, change: str) -> Dossier:
    """The request and where it stands; raise `InputError` if there is no such change."""
    where = f"{folder(change)}/change.yaml"
    text = desk.store.read(where)
    history = tuple(entry for entry in log(desk) if entry.event.change == change)
    if text is None or not history:
        raise InputError(f"there is no change {change}", hint="see 'netops change status'")
    request = desk.requests.load(text.decode(), where=where)
    last = history[-1].event
    planned = (entry for entry in history if entry.event.word == "planned")
    logged = next((entry.digest for entry in planned if entry.event.rev == last.rev), "")
    return Dossier(request, last.state, last.rev, history, logged=logged)


def dossier(desk: Desk, change: str) -> Dossier:
    """Everything the evidence holds of a change; raise `InputError` if there is no such change."""
    found = glance(desk, change)
    return _with_plan(desk, found) if found.rev else found


def case(desk: Desk, found: Dossier) -> Case:
    """The planned change as the gate looks at it; raise `Refused` when nothing is planned."""
    plan = found.plan
    if plan is None:
        reasons = [f"{path} is not the plan in the log: it was edited" for path in found.edited]
        raise Refused(*(reasons or [f"{found.request.id} has no plan; plan it first"]))
    parts = tuple(touched(device(desk, part.device), part) for part in plan.devices)
    scope = Scope(plan.risk, found.request.type, parts)
    return Case(found.state, plan, found.digest, found.logged, found.edited, found.approvals, scope)


def device(desk: Desk, name: str) -> Device:
    """The inventory's device; raise `InputError` if it is gone."""
    if name not in desk.fleet:
        raise InputError(f"{name} is not in the inventory", hint="plan again without it")
    return desk.fleet[name]


def step(
    desk: Desk,
    found: Dossier,
    to: State,
    word: str,
    *,
    actor: str,
    note: str = "",
    files: Mapping[str, bytes] | None = None,
) -> None:
    """Move a change along the table and record it; raise `Refused` if the table says no."""
    moved(found.request.id, found.state, to)
    event = Event(found.request.id, word, to, found.rev, note)
    record(desk, event, actor=actor, digest=found.logged, files=files)


def _with_plan(desk: Desk, found: Dossier) -> Dossier:
    change, rev = found.request.id, found.rev
    where = f"{folder(change)}/rev-{rev}/plan.json"
    content = desk.store.read(where) or b""
    words = tuple(_approvals(desk, change))
    found = replace(found, digest=canonical_json.digest(content), approvals=words)
    try:
        plan = plan_from(content, where=where)
    except InputError:
        return replace(found, edited=(where,))
    return replace(found, plan=plan, edited=(*_edited_request(desk, found), *_edited(desk, plan)))


def _edited_request(desk: Desk, found: Dossier) -> Iterable[str]:
    """The request decides which rules match, so it must be the one that was planned."""
    path = f"{folder(found.request.id)}/change.yaml"
    created = (entry.digest for entry in found.history if entry.event.word == "created")
    if canonical_json.digest(desk.store.read(path) or b"") not in created:
        yield path


def _edited(desk: Desk, plan: Plan) -> Iterable[str]:
    """Files of the revision that say something else than the plan: committed, or in the view."""
    base = f"{folder(plan.change)}/rev-{plan.rev}"
    for name, content in plan_files(plan).items():
        if desk.store.read(f"{base}/{name}") != content:
            yield f"{base}/{name}"
    for part in plan.devices:
        path = f"{base}/{predicted_path(part.device)}"
        if canonical_json.digest(desk.store.read(path) or b"") != part.predicted_digest:
            yield path
    for path in desk.store.paths(folder(plan.change)):
        seen = desk.view(path)
        if seen is not None and seen != desk.store.read(path):
            yield path


def _approvals(desk: Desk, change: str) -> Iterable[Approval]:
    """The signed words of every revision: the gate says which of them count."""
    base = f"{folder(change)}/approvals"
    for path in desk.store.paths(base):
        if path.endswith(".json"):
            bare = path.removesuffix(".json")
            signature = (desk.store.read(f"{bare}.sig") or b"").decode()
            who = bare.removeprefix(f"{base}/").partition("-")[2]
            content = desk.store.read(path) or b""
            yield approval_from(content, signature, who=who, where=path)
