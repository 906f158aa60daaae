"""The tool's part: `apply`, `rollback` and `recover`, each to a recorded end."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from netops.change import canonical_json
from netops.change.around import from_detail
from netops.change.deeds import Seen, Settled, Step, Target
from netops.change.desk import Desk, Watch, record
from netops.change.dossier import Dossier, case, device, dossier, glance, step
from netops.change.gate import Refusal, refusals, window_refusals
from netops.change.journal import Journal, Record, before, records
from netops.change.log import Event
from netops.change.plan import exact_from, target
from netops.change.recover import recovery
from netops.change.request import folder
from netops.change.rollout import Course, Ended, rollout, take_back_all
from netops.change.states import MOVES, ended, moved
from netops.change.wire import plain
from netops.config.clean import canonical, clear
from netops.config.leaks import leaks
from netops.errors import Locked, Refused
from netops.model.change import Outcome, Plan, State
from netops.model.config import ConfigKind

_ROLLBACK = "rollback"
# Device -> its exact running and startup config.
_Texts = Mapping[str, tuple[str, str]]
# Only what was approved can lose it.
_OPEN = frozenset({State.APPROVED, State.SCHEDULED})


@dataclass(frozen=True, slots=True)
class _Shown:
    """A config on its way to the evidence."""

    kind: ConfigKind
    path: str
    exact: str = field(repr=False)
    canonical: str
    clear: bytes | None = field(repr=False)

    @property
    def clear_path(self) -> str:
        """Where the same text lies in clear, if anywhere."""
        return f"{self.path.removesuffix('.cfg')}.clear.cfg"


@dataclass(frozen=True, slots=True)
class Report:
    """How a run ended: where the change stands, and each device with its reason."""

    change: str
    run: str
    state: State
    outcomes: tuple[Outcome, ...]
    interrupted: bool = False


def gate(desk: Desk, change: str, *, operator: str) -> tuple[Refusal, ...]:
    """Every reason against applying the change now; () means that `apply` would start."""
    return _against(desk, dossier(desk, change), operator)


def apply(desk: Desk, change: str, *, operator: str) -> Report:
    """Carry the approved plan out, wave by wave; raise `Refused` with every reason if not now.

    A plan that only a new one can replace becomes `stale`, or `expired`, on the way.
    """
    found = dossier(desk, change)
    if against := _against(desk, found, operator):
        reasons = [refusal.reason for refusal in against]
        if found.state in _OPEN and (to := _left_for(against)):
            step(desk, found, to, str(to), actor="netops", note="; ".join(reasons))
        raise Refused(*reasons)
    plan = case(desk, found).plan
    targets = _targets(desk, plan)
    run = _run_id(desk)
    journal = _begun(desk, plan, run, "apply")
    step(desk, found, State.APPLYING, "apply", actor=operator, note=f"run {run}")
    course = rollout(plan.waves, on_failure=plan.on_failure)
    return _played(desk, plan, run, journal, course, targets)


def rollback(desk: Desk, change: str, *, operator: str, reason: str) -> Report:
    """Take an applied change back to its sealed base, device by device, armed and verified."""
    found = dossier(desk, change)
    moved(change, found.state, State.ROLLING_BACK)
    plan = case(desk, found).plan
    targets = _targets(desk, plan)
    run = _run_id(desk)
    journal = _begun(desk, plan, run, _ROLLBACK)
    step(desk, found, State.ROLLING_BACK, "rollback", actor=operator, note=reason)
    course = take_back_all(plan.waves, reason=f"{_ROLLBACK} by {operator}: {reason}")
    return _played(desk, plan, run, journal, course, targets)


def recover(desk: Desk, change: str, *, operator: str) -> tuple[Report, ...]:
    """Settle every run of a change that died: each device is read, then brought to rest."""
    reports = []
    for run in desk.journals.live(change):
        found = dossier(desk, change)
        plan = case(desk, found).plan
        past = _past(change, run, desk.journals.content(change, run))
        event = Event(change, "recover", found.state, found.rev, f"run {run} died")
        record(desk, event, actor=operator, digest=found.logged)
        course = _recovery(plan, past)
        journal = desk.journals.open(change, run)
        targets = {
            name: replace(one, around=from_detail(before(past, name)))
            for name, one in _targets(desk, plan).items()
        }
        reports.append(_played(desk, plan, run, journal, course, targets))
    return tuple(reports)


def _recovery(plan: Plan, past: Sequence[Record]) -> Course[Ended]:
    """A rollback that died is done again from its start: what is at its base is only verified."""
    if _goes_back(past):
        return take_back_all(plan.waves, reason=f"{_ROLLBACK}, taken up after a crash")
    return recovery(past, plan.waves, on_failure=plan.on_failure)


def _past(change: str, run: str, journal: bytes) -> tuple[Record, ...]:
    return records(journal, where=f"{change}-{run}.jsonl")


def _goes_back(past: Sequence[Record]) -> bool:
    """Whether a run is a rollback: what it found before is what the change left."""
    return bool(past) and past[0].detail == _ROLLBACK


def _left_for(against: Iterable[Refusal]) -> State | None:
    """Where refusals take an approved change; a stale plan is more than an expired word."""
    states = {refusal.leads_to for refusal in against}
    return next((state for state in (State.STALE, State.EXPIRED) if state in states), None)


def _against(desk: Desk, found: Dossier, operator: str) -> tuple[Refusal, ...]:
    change, now = found.request.id, desk.clock.now()
    reasons = [
        f"run {run} of {change} died; recover it first" for run in desk.journals.live(change)
    ]
    if found.history[-1].time > now:
        reasons.append("the clock is behind the last record of the log; set it right first")
    return (
        *refusals(case(desk, found), desk.book, desk.verifier, operator=operator, now=now),
        *(Refusal(reason) for reason in reasons),
    )


def _played(
    desk: Desk,
    plan: Plan,
    run: str,
    journal: Journal,
    course: Course[Ended],
    targets: Mapping[str, Target],
) -> Report:
    watch = Watch(
        enter=lambda state, note: _enter(desk, plan.change, state, note),
        may_start=lambda: _may_start(desk, plan),
    )
    end = desk.network.run(course, targets, journal=journal, watch=watch)
    state = ended(end.outcomes, stale=end.stale, halted=end.halted)
    stood = glance(desk, plan.change).state
    if state is not stood and state not in MOVES[stood]:
        # The table knows no straight way, so the change passes the state that leads there.
        on_the_way = State.VERIFYING if state is State.APPLIED else State.ROLLING_BACK
        _enter(desk, plan.change, on_the_way, "settled")
    _finished(desk, plan, run, state, end, targets)
    return Report(plan.change, run, state, end.outcomes, end.interrupted)


def _may_start(desk: Desk, plan: Plan) -> str:
    """Why no further wave may start, "" when it may: a window closes, a lease may be lost."""
    try:
        desk.confirm()
    except Locked as taken:
        return str(taken)
    return "; ".join(window_refusals(plan, desk.book.calendar, desk.clock.now()))


def _finished(
    desk: Desk, plan: Plan, run: str, state: State, end: Ended, targets: Mapping[str, Target]
) -> None:
    """The result, the journal and the proofs in one commit; only then the live journal goes.

    What others wrote before goes into a commit of its own: nobody asked for it by this change.
    """
    journal = desk.journals.content(plan.change, run)
    found = (
        {} if _goes_back(_past(plan.change, run, journal)) else _found(desk, end.settled, targets)
    )
    if files := _backups(desk, found):
        desk.confirm()
        desk.store.write(files, message=f"found before {plan.change}\n\nRun-Id: {run}\n")
    base = folder(plan.change)
    result = canonical_json.encode(
        {"run": run, "state": state, "rev": plan.rev, "outcomes": plain(end.outcomes)}
    )
    whole = {
        f"{base}/result.json": result,
        f"{base}/runs/{run}.jsonl": journal,
        **_backups(desk, {o.outcome.device: _both(o.seen) for o in end.settled if o.seen}),
    }
    note = "; ".join(
        f"{one.device} {one.state}: {one.reason}" for one in end.outcomes if one.reason
    )
    event = Event(plan.change, str(state), state, plan.rev, note)
    digest = canonical_json.digest(result)
    record(desk, event, actor="netops", digest=digest, files=whole, trailers={"Run-Id": run})
    desk.journals.retire(plan.change, run)


def _found(desk: Desk, settled: Iterable[Settled], targets: Mapping[str, Target]) -> _Texts:
    """What devices held before the run, where git has something else: the work of others.

    Each of them was at its base when it was armed: a fresh session had read it.
    """
    bases = (targets[one.outcome.device] for one in settled if one.seen)
    held = {base.name: (base.base, base.startup) for base in bases}
    return {
        name: texts
        for name, texts in held.items()
        for news in _shown(desk, name, texts)
        if desk.store.read(news.path) != news.canonical.encode()
    }


def _backups(desk: Desk, held: _Texts) -> Mapping[str, bytes | None]:
    """Running and startup of devices, as the collector stores them (A12)."""
    whole: dict[str, bytes | None] = {}
    for name, texts in held.items():
        for one in _shown(desk, name, texts):
            now = desk.clock.now()
            desk.sealed.put(name, one.kind, one.exact, canonical=one.canonical, taken=now)
            whole |= {one.path: one.canonical.encode(), one.clear_path: one.clear}
    desk.sealed.settle()
    return whole


def _shown(desk: Desk, name: str, texts: tuple[str, str]) -> Iterator[_Shown]:
    """What of a device's texts shows no secret."""
    owner = device(desk, name)
    platform = desk.platform(owner.platform)
    for kind, exact in zip((ConfigKind.RUNNING, ConfigKind.STARTUP), texts, strict=True):
        shown = canonical(exact, platform, desk.key)
        if not leaks(shown, platform, desk.harmless(owner)):
            words = clear(exact, platform).encode() if desk.in_clear else None
            yield _Shown(kind, desk.place(name, kind), exact, shown, words)


def _both(seen: Seen) -> tuple[str, str]:
    return seen.running, seen.startup


def _enter(desk: Desk, change: str, state: State, note: str) -> None:
    found = glance(desk, change)
    if found.state is not state:
        step(desk, found, state, str(state), actor="netops", note=note)


def _targets(desk: Desk, plan: Plan) -> Mapping[str, Target]:
    return {
        part.device: target(
            plan,
            part,
            exact_from(desk.sealed.unseal(part.sealed), where=f"sealed texts of {part.device}"),
            device=device(desk, part.device),
            platform=desk.platform(part.platform),
            key=desk.key,
        )
        for part in plan.devices
    }


def _begun(desk: Desk, plan: Plan, run: str, kind: str) -> Journal:
    journal = desk.journals.open(plan.change, run)
    journal.append(Record(desk.clock.now(), "", Step.RUN, "", kind))
    return journal


def _run_id(desk: Desk) -> str:
    return f"{desk.clock.now():%Y%m%dT%H%M%S%fZ}"
