"""May this change run now? Every reason why not, so that nobody fixes them one at a time."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from netops.change.plan import NORMALISER
from netops.change.policy import Policy, Scope, matching, objections, unmet
from netops.change.signatures import Verifier, payload
from netops.change.states import MOVES
from netops.change.windows import Calendar
from netops.change.windows import refusals as closed
from netops.model.change import Approval, Decision, Plan, State


@dataclass(frozen=True, slots=True)
class Case:
    """A planned change as the evidence holds it.

    `digest` is of `plan.json` as it stands now, `logged` the one that the log recorded when it was
    planned; `edited` are files of the revision that no longer say what the plan says.
    """

    state: State
    plan: Plan
    digest: str
    logged: str
    edited: tuple[str, ...]
    approvals: tuple[Approval, ...]
    scope: Scope


@dataclass(frozen=True, slots=True)
class Rulebook:
    """What is in force today, read from the inventory and never from the change."""

    policy: Policy
    signers: str
    signers_digest: str
    calendar: Calendar


@dataclass(frozen=True, slots=True)
class Count:
    """Signed words, weighed: whose count, whose do not and why, who said no."""

    approvals: tuple[Approval, ...]
    objections: tuple[str, ...]
    vetoes: tuple[str, ...]
    unmet: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Refusal:
    """One reason, and the state that it takes an approved change to, None to stay."""

    reason: str
    leads_to: State | None = None


def refusals(
    case: Case, book: Rulebook, verifier: Verifier, *, operator: str, now: datetime
) -> tuple[Refusal, ...]:
    """Every reason against applying this plan now; () opens the gate."""
    return (
        *_integrity(case),
        *_outdated(case, book),
        *_unapproved(weigh(case, book, verifier, now=now, operator=operator), operator),
        *(Refusal(reason) for reason in window_refusals(case.plan, book.calendar, now)),
    )


def window_refusals(plan: Plan, calendar: Calendar, now: datetime) -> tuple[str, ...]:
    """Is there time for one wave to fail and be taken back? Asked again before each wave."""
    return closed(now, plan.window, calendar, need=timedelta(minutes=2 * plan.revert_minutes))


def weigh(
    case: Case, book: Rulebook, verifier: Verifier, *, now: datetime, operator: str = ""
) -> Count:
    """Check every signature and every rule, under the policy and the signers of today."""
    against = {one: tuple(_against(case, book, verifier, one, now)) for one in case.approvals}
    sound = [one for one, reasons in against.items() if not reasons]
    yes = tuple(one for one in sound if one.decision is Decision.APPROVE)
    return Count(
        yes,
        tuple(reason for reasons in against.values() for reason in reasons),
        tuple(f"{one.who} rejects: {one.reason}" for one in sound if one not in yes),
        unmet(matching(book.policy, case.scope), yes, operator=operator),
    )


def _against(
    case: Case, book: Rulebook, verifier: Verifier, approval: Approval, now: datetime
) -> Iterator[str]:
    who = approval.who
    if (approval.change, approval.rev) != (case.plan.change, case.plan.rev):
        yield f"{who} signed {approval.change} revision {approval.rev}, not this one"
    if approval.plan_digest != case.digest:
        yield f"{who} signed another plan than the one that stands here"
    if not approval.signature:
        yield f"{who}'s approval is not signed"
    elif wrong := verifier.verify(payload(approval), approval.signature, who, book.signers, now):
        yield f"{who}'s signature does not hold: {wrong}"
    yield from objections(
        approval,
        policy=book.policy,
        rules=matching(book.policy, case.scope),
        requester=case.plan.requester,
        now=now,
    )


def _integrity(case: Case) -> Iterator[Refusal]:
    plan = case.plan
    if State.APPLYING not in MOVES[case.state]:
        yield Refusal(f"{plan.change} is {case.state}, not approved")
    if case.digest != case.logged:
        yield Refusal(f"plan.json of revision {plan.rev} is not the one in the log: it was edited")
    for path in case.edited:
        yield Refusal(f"{path} does not say what the plan says: it was edited")


def _unapproved(count: Count, operator: str) -> Iterator[Refusal]:
    """Words that counted once and do not any more leave the change expired."""
    alone = {one.who for one in count.approvals} == {operator}
    for reason in count.unmet:
        yield Refusal(reason, None if alone else State.EXPIRED)
    for reason in (*count.vetoes, *(count.objections if count.unmet else ())):
        yield Refusal(reason)


def _outdated(case: Case, book: Rulebook) -> Iterator[Refusal]:
    if case.plan.normaliser != NORMALISER:
        yield Refusal("this netops compares configs otherwise than the plan", State.STALE)
    if case.plan.policy_digest != book.policy.digest:
        yield Refusal("the approval policy changed since the plan", State.STALE)
    if case.plan.signers_digest != book.signers_digest:
        yield Refusal("the allowed signers changed since the plan", State.STALE)
