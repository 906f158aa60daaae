"""From a request to a plan: `new` and `plan`. Devices are read, never written."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from netops.change import canonical_json
from netops.change.deeds import Seen, Unseen
from netops.change.desk import Desk, changes, record
from netops.change.dossier import Dossier, device, dossier
from netops.change.log import Event
from netops.change.plan import (
    Draft,
    Subject,
    assembled,
    draft,
    exact_text,
    files,
    predicted_path,
)
from netops.change.request import checked, checked_name, folder, next_id, snippet_for
from netops.change.states import moved
from netops.change.wire import plan_bytes
from netops.config.leaks import leaks
from netops.config.redact import redact
from netops.errors import DeviceError, InputError, Refused
from netops.model.change import ChangeRequest, DevicePlan, Plan, State
from netops.model.device import Device


@dataclass(frozen=True, slots=True)
class Planned:
    """A new revision; `unchanged` are devices that already hold what is wanted."""

    plan: Plan
    digest: str
    unchanged: tuple[str, ...]


def new(desk: Desk, request: ChangeRequest) -> ChangeRequest:
    """Open a change and return it with its id; raise `InputError` for a bad request.

    `id` and `created` of the argument are ignored: the desk gives the next free number.
    """
    now = desk.clock.now()
    made = replace(request, id=next_id(changes(desk), year=now.year), created=now)
    checked_name(made.requester)
    checked(made, known=desk.fleet.keys())
    _no_secrets(desk, made)
    text = desk.requests.dump(made).encode()
    event = Event(made.id, "created", State.DRAFT, 0, made.title)
    record(
        desk,
        event,
        actor=made.requester,
        digest=canonical_json.digest(text),
        files={f"{folder(made.id)}/change.yaml": text},
    )
    return made


def plan(desk: Desk, change: str, *, actor: str) -> Planned:
    """Read the devices and make the next revision; approvals of an earlier one do not count.

    Raises `DeviceError` when a device cannot be read, and `Refused` when nothing proven can be
    planned or there is nothing to do.
    """
    found = dossier(desk, change)
    moved(change, found.state, State.PLANNED)
    request = found.request
    subjects = _subjects(desk, request)
    drafts = {one.device.name: draft(one, request.mode) for one in subjects}
    made = {name: each for name, each in drafts.items() if each}
    if not made:
        names = ", ".join(drafts)
        raise Refused(f"{change}: there is nothing to do; as wanted already: {names}")
    sealed = [one.sealed(desk.sealed.seal(exact_text(one.exact))) for one in made.values()]
    new_plan = _assembled(desk, found, sealed)
    digest = _recorded(desk, new_plan, made, actor)
    return Planned(new_plan, digest, tuple(name for name in drafts if name not in made))


def _no_secrets(desk: Desk, request: ChangeRequest) -> None:
    """A request goes to git as it was written, so a secret in it is refused, not masked."""
    for name in request.devices:
        text = snippet_for(request, name) or ""
        owner = device(desk, name)
        platform = desk.platform(owner.platform)
        masked = redact(text, platform, desk.key).splitlines()
        lines = zip(text.splitlines(), masked, strict=False)
        hidden = [number for number, (line, shown) in enumerate(lines, 1) if line != shown]
        held = leaks("\n".join(masked), platform, desk.harmless(owner))
        if found := (*hidden, *(line.number for line in held)):
            raise InputError(
                f"line {found[0]} of the lines for {name} holds a secret",
                hint="write <env:NAME> in its place, and put the value into that variable",
            )


def _subjects(desk: Desk, request: ChangeRequest) -> Sequence[Subject]:
    devices = [device(desk, name) for name in request.devices]
    readings = desk.network.read(devices)
    return [
        Subject(
            device=one,
            platform=desk.platform(one.platform),
            seen=seen,
            wanted=_wanted(desk, one, seen, snippet),
            is_snippet=snippet is not None,
            harmless=desk.harmless(one),
            key=desk.key,
        )
        for one in devices
        for snippet in (snippet_for(request, one.name),)
        for seen in (_usable(one.name, readings[one.name]),)
    ]


def _wanted(desk: Desk, device: Device, seen: Seen, snippet: str | None) -> str:
    return desk.intended(device, seen.running) if snippet is None else desk.resolve(snippet)


def _usable(name: str, seen: Seen | Unseen) -> Seen:
    if isinstance(seen, Unseen):
        raise DeviceError(seen.cause, f"{name}: {seen.reason}; nothing was planned")
    if isinstance(seen.around, Unseen):
        raise DeviceError(seen.around.cause, f"{name}: {seen.around.reason}; nothing was planned")
    if seen.pending:
        raise Refused(f"{name}: a commit by {seen.pending.owner} is armed; wait until it is over")
    return seen


def _assembled(desk: Desk, found: Dossier, parts: Iterable[DevicePlan]) -> Plan:
    whole = tuple(parts)
    return assembled(
        found.request,
        whole,
        rev=found.rev + 1,
        now=desk.clock.now(),
        digests=(desk.book.policy.digest, desk.book.signers_digest),
        fleet=desk.fleet,
        platforms={part.platform: desk.platform(part.platform) for part in whole},
    )


def _recorded(desk: Desk, made: Plan, drafts: Mapping[str, Draft], actor: str) -> str:
    base = f"{folder(made.change)}/rev-{made.rev}"
    content = plan_bytes(made)
    digest = canonical_json.digest(content)
    whole = {f"{base}/{name}": text for name, text in files(made).items()}
    whole |= {
        f"{base}/{predicted_path(name)}": one.predicted.encode() for name, one in drafts.items()
    }
    event = Event(made.change, "planned", State.PLANNED, made.rev, f"risk {made.risk}")
    record(desk, event, actor=actor, digest=digest, files={**whole, f"{base}/plan.json": content})
    return digest
