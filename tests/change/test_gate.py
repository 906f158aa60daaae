"""The gate: one story for each reason to refuse, and the one where it opens (T9)."""

from dataclasses import replace
from datetime import timedelta

import pytest

from netops.change.gate import Case, Refusal, Rulebook, refusals, weigh
from netops.change.policy import Scope, Touched
from netops.change.signatures import approval_from, payload
from netops.change.windows import Calendar
from netops.errors import InputError
from netops.model.change import Decision, State, Window

from .stories import NOW, POLICY, SealOfName, approval, plan, signed

BOOK = Rulebook(POLICY, "bo cy di ana", "sha256:signers", Calendar())
SCOPE = Scope("low", "normal", (Touched("edge", "ams1", (), "cisco_ios", ()),))
CASE = Case(
    State.APPROVED, plan(), "sha256:plan", "sha256:plan", (),
    (signed(approval("bo")), signed(approval("cy"))), SCOPE,
)  # fmt: skip


def asked(case=CASE, book=BOOK, operator="op", now=NOW):
    return refusals(case, book, SealOfName(), operator=operator, now=now)


def reasons(case=CASE, book=BOOK, **more):
    return "\n".join(refusal.reason for refusal in asked(case, book, **more))


def with_words(*words):
    return replace(CASE, approvals=words)


def test_two_reviewers_open_the_gate():
    assert asked() == ()


def test_one_bad_signature_does_not_hurt_when_enough_good_ones_stand():
    assert asked(with_words(*CASE.approvals, approval("di", signature="forged"))) == ()


def test_one_of_two_is_refused():
    assert asked(with_words(CASE.approvals[0])) == (
        Refusal("two people: 1 of 2 approvals by reviewer or cab", State.EXPIRED),
    )


def test_the_requesters_own_approval_is_refused_with_its_reason():
    words = with_words(CASE.approvals[0], signed(approval("ana")))
    assert "ana asked for this change and cannot approve it" in reasons(words)


def test_an_approval_of_another_revision_is_refused():
    words = with_words(CASE.approvals[0], signed(approval("cy", rev=2)))
    assert "cy signed CHG-2026-0001 revision 2, not this one" in reasons(words)


def test_an_approval_of_another_plan_is_refused():
    words = with_words(CASE.approvals[0], signed(approval("cy", plan_digest="sha256:other")))
    assert "cy signed another plan" in reasons(words)


def test_an_unsigned_approval_is_refused():
    assert "cy's approval is not signed" in reasons(
        with_words(CASE.approvals[0], approval("cy", signature=""))
    )


def test_somebody_elses_signature_is_refused():
    forged = replace(approval("cy"), signature=CASE.approvals[0].signature)
    words = with_words(CASE.approvals[0], forged)
    assert "cy's signature does not hold: the bytes were not signed" in reasons(words)


def test_a_signer_who_was_taken_off_the_list_is_refused():
    book = replace(BOOK, signers="bo", signers_digest="sha256:signers")
    assert "cy's signature does not hold: no such signer" in reasons(book=book)


def test_an_expired_approval_is_refused():
    assert "word expired at" in reasons(now=NOW + timedelta(hours=72))


def test_a_veto_stops_a_change_that_has_enough_approvals():
    no = signed(approval("di", role="cab", decision=Decision.REJECT, reason="not tonight"))
    assert asked(with_words(*CASE.approvals, no)) == (Refusal("di rejects: not tonight"),)


def test_the_operator_alone_is_refused():
    one = replace(POLICY, rules=(replace(POLICY.rules[0], count=1),))
    book = replace(BOOK, policy=one)
    assert asked(with_words(CASE.approvals[0]), book, operator="bo") == (
        Refusal("bo applies this change and cannot be its only approver"),
    )


@pytest.mark.parametrize("state", [State.DRAFT, State.IN_REVIEW, State.APPLIED, State.ROLLED_BACK])
def test_only_an_approved_change_is_applied(state):
    assert f"CHG-2026-0001 is {state}, not approved" in reasons(replace(CASE, state=state))


def test_an_edited_plan_is_refused():
    edited = replace(CASE, digest="sha256:edited")
    assert "plan.json of revision 1 is not the one in the log: it was edited" in reasons(edited)


def test_an_edited_file_beside_the_plan_is_refused():
    assert "rev-1/devices/r1/diff does not say what the plan says" in reasons(
        replace(CASE, edited=("rev-1/devices/r1/diff",))
    )


def test_a_policy_that_changed_makes_the_plan_stale():
    book = replace(BOOK, policy=replace(POLICY, digest="sha256:new"))
    assert asked(book=book) == (Refusal("the approval policy changed since the plan", State.STALE),)


def test_signers_that_changed_make_the_plan_stale():
    book = replace(BOOK, signers_digest="sha256:new")
    assert asked(book=book) == (Refusal("the allowed signers changed since the plan", State.STALE),)


def test_a_plan_of_another_normaliser_is_stale():
    case = replace(CASE, plan=plan(normaliser="0"))
    assert asked(case) == (
        Refusal("this netops compares configs otherwise than the plan", State.STALE),
    )


def test_a_closed_window_is_refused():
    window = Window(NOW - timedelta(hours=2), NOW)
    assert "the window closed at" in reasons(replace(CASE, plan=plan(window=window)))


def test_no_time_left_to_roll_back_is_refused():
    window = Window(NOW - timedelta(hours=2), NOW + timedelta(minutes=3))
    assert "to take all back needs 4" in reasons(replace(CASE, plan=plan(window=window)))


def test_every_reason_is_given_at_once():
    case = replace(CASE, state=State.DRAFT, digest="sha256:edited", approvals=())
    book = replace(BOOK, signers_digest="sha256:new")
    assert len(asked(case, book)) == 4


def test_the_count_tells_whose_word_counts():
    count = weigh(CASE, BOOK, SealOfName(), now=NOW)
    assert [word.who for word in count.approvals] == ["bo", "cy"]
    assert (count.objections, count.vetoes, count.unmet) == ((), (), ())


def test_a_stored_approval_reads_back_as_it_was_signed():
    word = signed(approval("bo"))
    assert approval_from(payload(word), word.signature, who="bo", where="x") == word


def test_an_edited_approval_is_no_approval():
    with pytest.raises(InputError, match=r"1-bo\.json: the approval is not JSON"):
        approval_from(b"{", "", who="bo", where="1-bo.json")
