"""Where a change may go from where it stands, as a table; one function owns each decision."""

from collections.abc import Iterable, Mapping, Sequence

from netops.errors import Refused
from netops.model.change import DeviceState, Outcome, State

S = State

# From CHANGE.md's table. `applying -> approved` is its recovery row "begin, pre: the change stays
# approved": nothing was touched, so the approvals still stand. A move to `planned` is revision n+1.
MOVES: Mapping[State, frozenset[State]] = {
    S.DRAFT: frozenset({S.PLANNED, S.CANCELLED}),
    S.PLANNED: frozenset({S.IN_REVIEW, S.PLANNED, S.DRAFT, S.CANCELLED}),
    S.IN_REVIEW: frozenset({S.APPROVED, S.REJECTED, S.DRAFT, S.PLANNED, S.EXPIRED, S.CANCELLED}),
    S.APPROVED: frozenset({S.SCHEDULED, S.APPLYING, S.STALE, S.EXPIRED, S.CANCELLED}),
    S.SCHEDULED: frozenset({S.APPLYING, S.STALE, S.EXPIRED, S.CANCELLED}),
    S.APPLYING: frozenset({S.VERIFYING, S.ROLLING_BACK, S.HALTED, S.STALE, S.APPROVED}),
    S.VERIFYING: frozenset({S.APPLIED, S.ROLLING_BACK, S.HALTED}),
    S.HALTED: frozenset({S.APPLYING, S.ROLLING_BACK, S.PARTIALLY_APPLIED}),
    S.ROLLING_BACK: frozenset({S.ROLLED_BACK, S.PARTIALLY_APPLIED, S.NEEDS_ATTENTION}),
    S.NEEDS_ATTENTION: frozenset({S.ROLLING_BACK, S.REVIEW}),
    S.APPLIED: frozenset({S.ROLLING_BACK, S.REVIEW}),
    S.ROLLED_BACK: frozenset({S.REVIEW, S.PLANNED}),
    S.PARTIALLY_APPLIED: frozenset({S.ROLLING_BACK, S.REVIEW}),
    S.STALE: frozenset({S.PLANNED, S.CANCELLED}),
    S.REVIEW: frozenset({S.CLOSED}),
    S.REJECTED: frozenset({S.DRAFT, S.PLANNED, S.CANCELLED}),
    S.EXPIRED: frozenset({S.PLANNED, S.CANCELLED}),
    S.CANCELLED: frozenset(),
    S.CLOSED: frozenset(),
}


def moved(change: str, state: State, to: State) -> State:
    """Return `to` if the table allows it; raise `Refused` that names what is allowed."""
    if to in MOVES[state]:
        return to
    allowed = ", ".join(sorted(MOVES[state])) or "nothing more"
    raise Refused(f"{change} is {state} and cannot become {to}; from here: {allowed}")


def reviewed(*, unmet: Sequence[str], vetoes: Sequence[str]) -> State:
    """Where an approval or a rejection takes a change that is in review."""
    if vetoes:
        return State.REJECTED
    return State.IN_REVIEW if unmet else State.APPROVED


def ended(outcomes: Iterable[Outcome], *, stale: bool, halted: bool) -> State:
    """Where a run leaves the change. What nobody touched stays approved, unless it is stale."""
    seen = {outcome.state for outcome in outcomes}
    if DeviceState.NEEDS_ATTENTION in seen:
        return State.NEEDS_ATTENTION
    if seen == {DeviceState.APPLIED}:
        return State.APPLIED
    if DeviceState.APPLIED in seen:
        return State.HALTED if halted else State.PARTIALLY_APPLIED
    if DeviceState.ROLLED_BACK in seen:
        return State.ROLLED_BACK
    return State.STALE if stale else State.APPROVED
