"""The life of a change is a table; the three decisions that move it are functions."""

import pytest

from netops.change.states import MOVES, ended, moved, reviewed
from netops.errors import Refused
from netops.model.change import DeviceState, Outcome, State


def test_every_state_has_its_row():
    assert set(MOVES) == set(State)


def test_every_state_can_be_reached_from_a_draft():
    reached, frontier = set(), {State.DRAFT}
    while frontier:
        reached |= frontier
        frontier = {to for state in frontier for to in MOVES[state]} - reached
    assert reached == set(State)


def test_an_allowed_move_is_made():
    assert moved("CHG-2026-0001", State.DRAFT, State.PLANNED) is State.PLANNED


def test_a_draft_cannot_be_applied():
    with pytest.raises(Refused, match="is draft and cannot become applying; from here: cancelled"):
        moved("CHG-2026-0001", State.DRAFT, State.APPLYING)


def test_a_closed_change_stays_closed():
    with pytest.raises(Refused, match="nothing more"):
        moved("CHG-2026-0001", State.CLOSED, State.DRAFT)


@pytest.mark.parametrize(
    ("unmet", "vetoes", "state"),
    [
        ((), (), State.APPROVED),
        (("one more",), (), State.IN_REVIEW),
        ((), ("no",), State.REJECTED),
        (("one more",), ("no",), State.REJECTED),
    ],
)
def test_a_review_ends_by_the_policy_or_by_a_veto(unmet, vetoes, state):
    assert reviewed(unmet=unmet, vetoes=vetoes) is state


U, A, R, N = (
    DeviceState.UNTOUCHED, DeviceState.APPLIED, DeviceState.ROLLED_BACK,
    DeviceState.NEEDS_ATTENTION,
)  # fmt: skip


@pytest.mark.parametrize(
    ("states", "stale", "halted", "state"),
    [
        ((A, A), False, False, State.APPLIED),
        ((A, R), False, False, State.PARTIALLY_APPLIED),
        ((A, U), False, True, State.HALTED),
        ((R, U), False, False, State.ROLLED_BACK),
        ((A, N), False, False, State.NEEDS_ATTENTION),
        ((U, U), False, False, State.APPROVED),
        ((U, U), True, False, State.STALE),
        ((R, U), True, False, State.ROLLED_BACK),
    ],
)
def test_a_run_ends_as_its_devices_do(states, stale, halted, state):
    outcomes = [Outcome(f"d{number}", each) for number, each in enumerate(states)]
    assert ended(outcomes, stale=stale, halted=halted) is state
