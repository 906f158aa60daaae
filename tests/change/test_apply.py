"""One device through a change. Each story names how the device behaves; the end is its memory."""

import pytest

from netops.change.apply import arm, keep, restore, take_back
from netops.change.deeds import Load, Settled, Stand, Step, Wait
from netops.model.change import Answer, DeviceState, Mode, Pending, Reply

from .box import BASE, DIFF, FOREIGN, HALF, LOST, PREDICTED, Box, target

A, R, N = DeviceState.APPLIED, DeviceState.ROLLED_BACK, DeviceState.NEEDS_ATTENTION


def whole(box, **fields):
    """Arm, and keep or take back by the one rule; the memory has the last word."""
    aim = target(**fields)
    prepared = box.play(arm(aim))
    if prepared.stand is Stand.ARMED:
        return box.play(keep(aim)).outcome
    if prepared.stand is Stand.DOUBTED:
        return box.play(take_back(aim, prepared.reason)).outcome
    return prepared


def at_base(box):
    return (box.running, box.startup, box.pending) == (BASE, BASE, None)


def test_a_good_change_is_armed_confirmed_saved_and_cleaned_up_in_that_order():
    box = Box()
    outcome = whole(box)
    assert outcome.state is A
    assert outcome.reason == ""
    assert (box.running, box.startup, box.pending) == (PREDICTED, PREDICTED, None)
    assert box.did() == [
        "Read", "Load", "Arm", "Read", "Confirm", "Read", "Save", "CleanUp", "Read",
    ]  # fmt: skip


def test_every_deed_is_noted_before_it_is_done_and_after():
    box = Box()
    whole(box)
    assert box.noted() == [
        (Step.BEGIN, ""), (Step.PRE, ""),
        (Step.LOAD, ""), (Step.LOAD, "ok"),
        (Step.ARM, ""), (Step.ARM, "ok"),
        (Step.CONFIRM, ""), (Step.CONFIRM, "ok"),
        (Step.SAVE, ""), (Step.SAVE, "ok"),
        (Step.CLEAN, ""), (Step.CLEAN, "ok"),
        (Step.END, "applied"),
    ]  # fmt: skip


# A device that is not as it was planned


def test_a_device_that_cannot_be_reached_is_not_touched():
    box = Box(deaf=1)
    outcome = whole(box)
    assert (outcome.stand, outcome.reason) == (Stand.UNTOUCHED, "unreachable: no answer")
    assert box.did() == ["Read"]


def test_another_base_than_the_plans_is_stale():
    box = Box(running=FOREIGN, startup=FOREIGN)
    assert whole(box).stand is Stand.STALE
    assert box.did() == ["Read"]


def test_another_device_than_the_plans_is_not_touched():
    box = Box(serial="S2")
    assert whole(box).reason == "serial S2 instead of S1"
    assert whole(Box(), os_version="16").reason == "version 15.2 instead of 16"
    assert box.did() == ["Read"]


def test_a_foreign_armed_commit_is_not_touched():
    box = Box(pending=Pending("eve", 60, ours=False))
    assert whole(box).reason == "a commit by eve is armed on the device"


def test_an_edit_that_nobody_saved_would_be_saved_by_us_so_nothing_is_touched():
    box = Box(startup=FOREIGN)
    assert whole(box).reason == "running is not startup: somebody's change is not saved"


def test_an_unsaved_edit_that_the_plan_takes_away_is_no_obstacle():
    box = Box(startup=PREDICTED)
    assert whole(box, startup=PREDICTED).state is A
    assert (box.running, box.startup) == (PREDICTED, PREDICTED)


def test_rolling_an_unsaved_edit_back_leaves_startup_alone():
    box = Box(startup=PREDICTED, arms=HALF)
    assert whole(box, startup=PREDICTED).state is R
    assert (box.running, box.startup) == (BASE, PREDICTED)


def test_an_edit_saved_since_the_plan_is_not_overwritten_unseen():
    assert "somebody saved" in whole(Box(), startup=PREDICTED).reason


def test_lines_that_change_by_themselves_are_no_edit():
    header = "Building configuration...\n\nCurrent configuration : 99 bytes\n"
    box = Box(running=header + BASE)
    assert whole(box).state is A


# Loading


def test_a_load_that_fails_is_withdrawn():
    box = Box(says={"Load": LOST})
    outcome = whole(box)
    assert (outcome.stand, outcome.reason) == (Stand.UNTOUCHED, "load: no answer")
    assert box.did() == ["Read", "Load", "CleanUp", "Read"]
    assert at_base(box)


def test_a_load_that_fails_on_a_device_that_is_gone_says_so():
    box = Box(says={"Load": LOST}, on={"CleanUp": [lambda box: setattr(box, "deaf", 1)]})
    assert whole(box).reason == "load: no answer; not reached since (no answer)"


def test_a_device_diff_that_nobody_approved_is_stale_and_withdrawn():
    box = Box(diff=DIFF.replace("input ssh", "input all"))
    outcome = whole(box)
    assert (outcome.stand, outcome.reason) == (
        Stand.STALE, "the device's own diff is not the approved one",
    )  # fmt: skip
    assert at_base(box)


def test_an_edit_between_the_first_look_and_the_load_is_stale_and_stays():
    box = Box(on={"Load": [lambda box: setattr(box, "running", FOREIGN)]})
    assert whole(box).stand is Stand.STALE
    assert box.running == FOREIGN


# False success: the device or its driver says ok, and the re-read says otherwise


def test_a_merge_whose_line_was_refused_is_a_failure_with_the_device_at_its_base():
    box = Box(arms=HALF)
    outcome = whole(box)
    assert (outcome.state, outcome.reason) == (R, "the running config is not the predicted one")
    assert at_base(box)


def test_a_replace_that_gave_up_half_way_without_a_timer_is_brought_back_by_an_armed_replace():
    aim = target(mode=Mode.REPLACE, text=PREDICTED)
    box = Box(running=HALF)
    outcome = box.play(take_back(aim, "Rollback aborted after 5 passes")).outcome
    assert outcome.state is R
    assert at_base(box)
    assert [deed.mode for deed in box.heard if isinstance(deed, Load)] == [Mode.REPLACE]


def test_a_commit_that_did_nothing_is_a_failure():
    box = Box(arms=BASE, arms_timer=False)
    outcome = whole(box)
    assert outcome.state is R
    assert "no revert is armed" in outcome.reason
    assert at_base(box)


def test_a_commit_that_the_driver_saved_unseen_is_undone_in_startup_too():
    box = Box(on={"Arm": [lambda box: setattr(box, "startup", PREDICTED)]})
    outcome = whole(box)
    assert (outcome.state, outcome.reason) == (R, "startup changed before the confirm")
    assert at_base(box)


def test_a_rejected_commit_is_taken_back_even_if_it_seems_to_be_there():
    box = Box(says={"Arm": Reply(Answer.REJECTED, "% Incomplete command.")})
    outcome = whole(box)
    assert (outcome.state, outcome.reason) == (R, "commit rejected: % Incomplete command.")
    assert at_base(box)


def test_an_unknown_commit_is_settled_by_reading_and_not_by_pushing_again():
    box = Box(says={"Arm": Reply(Answer.UNKNOWN, "timeout")})
    assert whole(box).state is A
    assert box.did().count("Arm") == 1


def test_a_confirm_that_was_only_said_is_a_failure():
    box = Box(keeps=False)
    outcome = whole(box)
    assert (outcome.state, outcome.reason) == (R, "the device did not take the confirm")
    assert at_base(box)


def test_a_confirm_after_the_timer_fired_is_a_failure_whatever_it_says():
    box = Box(on={"Confirm": [lambda box: box.go_home()]})
    outcome = whole(box)
    assert outcome.state is R
    assert "after the confirm the running config is not" in outcome.reason
    assert at_base(box)


def test_a_save_that_was_only_said_is_a_failure():
    box = Box(saves=False)
    outcome = whole(box)
    assert (outcome.state, outcome.reason) == (
        R, "after the save startup is not the predicted config",
    )  # fmt: skip
    assert at_base(box)


def test_a_revert_that_was_only_said_is_waited_for():
    box = Box(arms=HALF, goes_back=False)
    assert whole(box).state is R
    assert box.clock >= 120
    assert at_base(box)


# Management cut


def test_a_change_that_cuts_management_comes_back_by_its_timer():
    box = Box(cuts=True)
    outcome = whole(box)
    assert (outcome.state, outcome.reason) == (
        R, "no new session after the commit (unreachable: no answer)",
    )  # fmt: skip
    assert at_base(box)
    assert "Revert" not in box.did()


def test_a_device_that_stays_away_past_its_deadline_needs_attention():
    box = Box(deaf=0, on={"Arm": [lambda box: setattr(box, "deaf", 1000)]})
    outcome = whole(box)
    assert outcome.state is N
    assert "not reached past its deadline" in outcome.reason
    waited = sum(deed.seconds for deed in box.heard if isinstance(deed, Wait))
    assert waited == 150


def test_a_device_that_goes_away_at_the_confirm_needs_attention():
    box = Box(on={"Confirm": [lambda box: setattr(box, "deaf", 1000)]})
    outcome = whole(box)
    assert outcome.state is N
    assert "after the confirm not reached" in outcome.reason


def test_a_device_that_goes_away_after_the_save_needs_attention():
    box = Box(on={"CleanUp": [lambda box: setattr(box, "deaf", 1000)]})
    outcome = whole(box)
    assert outcome.state is N
    assert "no new session after the save" in outcome.reason


# Others at work


def test_somebody_elses_armed_commit_is_never_taken_back():
    box = Box(is_armed_by="eve")
    outcome = whole(box)
    assert outcome.state is N
    assert "a commit by eve is armed there" in outcome.reason
    assert "Revert" not in box.did()


def test_somebody_elses_lines_are_never_overwritten():
    box = Box(reverts_to=FOREIGN, arms=HALF)
    outcome = whole(box)
    assert outcome.state is N
    assert "the device holds foreign lines" in outcome.reason
    assert box.running == FOREIGN


# The soak


def test_a_check_that_comes_good_before_the_soak_ends_is_good():
    box = Box(on={"Arm": [lambda box: setattr(box, "deaf", 2)]})
    assert whole(box, soak=30).state is A
    assert box.clock == 30


def test_a_check_that_turns_bad_again_fails_closed():
    def edit(box):
        box.running = HALF

    box = Box(on={"Wait": [edit]})
    assert whole(box, soak=30).state is R
    assert at_base(box)


# The journal


@pytest.mark.parametrize("room", [0, 2, 4])
def test_without_room_for_the_next_record_nothing_is_committed(room):
    box = Box(full=room)
    whole(box)
    assert "Arm" not in box.did()
    assert at_base(box)


def test_without_room_the_way_back_is_taken_all_the_same():
    box = Box(full=6, arms=HALF)
    assert whole(box).state is R
    assert at_base(box)


# Back after it was kept


def test_an_applied_device_is_restored_by_an_armed_replace_that_is_verified_and_saved():
    box = Box(running=PREDICTED, startup=PREDICTED)
    outcome = box.play(restore(target(), "asked by ana")).outcome
    assert (outcome.state, outcome.reason) == (R, "asked by ana")
    assert at_base(box)
    assert box.did() == [
        "Read", "Load", "Arm", "Read", "Confirm", "CleanUp", "Read", "Save", "CleanUp", "Read",
    ]  # fmt: skip


def test_a_device_that_is_at_its_base_already_is_only_verified():
    box = Box()
    outcome = box.play(restore(target(), "asked by ana")).outcome
    assert outcome.state is R
    assert "Load" not in box.did()


def test_a_way_back_that_cannot_be_loaded_needs_attention():
    box = Box(running=PREDICTED, startup=PREDICTED, says={"Load": LOST})
    outcome = box.play(restore(target(), "asked")).outcome
    assert (outcome.state, outcome.reason) == (N, "asked; the way back failed: load: no answer")


@pytest.mark.parametrize(
    ("says", "reason"),
    [
        ({"Arm": Reply(Answer.REJECTED, "Rollback failed.")}, "rejected: Rollback failed."),
        ({"Read": None}, "no new session after the commit"),
    ],
)
def test_a_way_back_that_is_not_verified_is_itself_taken_back(says, reason):
    box = Box(running=PREDICTED, startup=PREDICTED)
    if "Arm" in says:
        box.says = says
    else:
        box.on = {"Arm": [lambda box: setattr(box, "deaf", 1)]}
    outcome = box.play(restore(target(), "asked")).outcome
    assert outcome.state is N
    assert reason in outcome.reason
    assert (box.running, box.pending) == (PREDICTED, None)


def test_a_restore_waits_for_nobody_elses_commit():
    box = Box(running=PREDICTED, pending=Pending("eve", 60, ours=False))
    assert box.play(restore(target(), "asked")).outcome.state is N


def test_a_base_that_does_not_get_saved_needs_attention():
    box = Box(running=PREDICTED, startup=PREDICTED, saves=False)
    outcome = box.play(restore(target(), "asked")).outcome
    assert outcome.state is N
    assert "startup is not what it was" in outcome.reason


def test_a_device_that_vanishes_on_its_way_home_needs_attention():
    box = Box(arms=HALF, on={"CleanUp": [lambda box: setattr(box, "deaf", 1000)]})
    outcome = whole(box)
    assert outcome.state is N
    assert "no new session (unreachable: no answer)" in outcome.reason


def test_a_commit_armed_again_on_the_way_home_needs_attention():
    def arm_again(box):
        box.pending = Pending("eve", 60, ours=False)

    box = Box(arms=HALF, on={"CleanUp": [arm_again, lambda box: setattr(box, "running", HALF)]})
    outcome = whole(box)
    assert outcome.state is N
    assert "a commit by eve is still armed; running is not the base" in outcome.reason


def test_files_that_stay_behind_are_named():
    box = Box(left=("CHG-2026-0001-r1.cfg",))
    assert whole(box).reason == "left behind: CHG-2026-0001-r1.cfg"
    box = Box(left=("CHG-2026-0001-r1.cfg",), arms=HALF)
    assert whole(box).reason.endswith("; left behind: CHG-2026-0001-r1.cfg")


def test_a_secret_never_shows_in_a_deed_or_a_target():
    aim = target(base="enable secret labSecret")
    assert "labSecret" not in repr(aim)
    assert "labSecret" not in repr(Load("labSecret", Mode.MERGE, "x"))
    assert "labSecret" not in repr(Box().play(keep(target())))


def test_the_outcome_carries_the_last_reading_for_the_backup():
    box = Box()
    box.play(arm(target()))
    settled = box.play(keep(target()))
    assert isinstance(settled, Settled)
    assert settled.seen.running == PREDICTED
