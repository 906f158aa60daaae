"""After a crash: the journal says where to look, the device says what is there."""

import pytest

from netops.change.apply import arm, keep, restore, take_back
from netops.change.deeds import Note, Step
from netops.change.journal import Record, Trace
from netops.change.recover import forward, phase_of, recovery, withdraw
from netops.change.rollout import Phase
from netops.model.change import DeviceState, State

from .box import BASE, FOREIGN, HALF, PREDICTED, Box, target
from .stories import NOW
from .test_rollout import World, play, states

A, R, N, U = (
    DeviceState.APPLIED,
    DeviceState.ROLLED_BACK,
    DeviceState.NEEDS_ATTENTION,
    DeviceState.UNTOUCHED,
)
WAVES = (("r1",), ("r2",))


def armed_box():
    box = Box()
    box.play(arm(target()))
    return box


def test_an_armed_device_after_the_decision_is_confirmed():
    box = armed_box()
    assert box.play(forward(target())).outcome.state is A
    assert (box.running, box.startup) == (PREDICTED, PREDICTED)


def test_a_confirmed_device_that_was_not_saved_is_saved():
    box = Box(running=PREDICTED)
    assert box.play(forward(target())).outcome.state is A
    assert box.startup == PREDICTED


def test_a_device_that_went_back_before_its_confirm_is_applied_again():
    box = Box()
    assert box.play(forward(target())).outcome.state is A
    assert box.running == PREDICTED


def test_a_device_that_cannot_be_applied_again_is_left_at_its_base():
    box = Box(arms=HALF)
    assert box.play(forward(target())).outcome.state is R
    assert (box.running, box.startup) == (BASE, BASE)


def test_a_device_that_does_not_answer_after_the_decision_needs_attention():
    assert Box(deaf=1000).play(forward(target())).outcome.state is N


def test_a_device_with_foreign_lines_after_the_decision_needs_attention():
    assert Box(running=FOREIGN).play(forward(target())).outcome.state is N


@pytest.mark.parametrize("killed_after", range(25))
@pytest.mark.parametrize("decided", [False, True])
def test_killed_after_any_deed_a_device_comes_to_rest_at_base_or_predicted(killed_after, decided):
    """T1 without a network: the memory after recovery is one of the two, startup is running."""
    box, aim = Box(), target()
    notes = list(until_killed(box, aim, killed_after, decided=decided))
    phase = phase_of(trace_of(notes), notes)
    end = box.play({
        None: lambda: iter(()),
        Phase.FORWARD: lambda: forward(aim),
        Phase.TAKE_BACK: lambda: take_back(aim, "died"),
        Phase.RESTORE: lambda: restore(aim, "died"),
        Phase.WITHDRAW: lambda: withdraw(aim),
    }[phase]())  # fmt: skip
    assert box.running == box.startup
    assert box.running in {BASE, PREDICTED}
    assert box.pending is None
    if end:
        expected = {BASE: {R, U}, PREDICTED: {A}}[box.running]
        assert end.outcome.state in expected


def until_killed(box, aim, deeds, *, decided):
    """The journal of a run that dies after so many deeds."""
    left = deeds
    for phase in (arm(aim), None, keep(aim)):
        if phase is None:
            if not decided:
                return
            yield Record(NOW, "", Step.DECISION, "commit", "r1")
            continue
        answer = None
        while left:
            try:
                deed = phase.send(answer)
            except StopIteration:
                break
            left -= 1
            if isinstance(deed, Note):
                yield Record(NOW, "r1", deed.step, deed.result)
            answer = box.hear(deed)
        else:
            return


def trace_of(notes):
    steps = frozenset(note.step for note in notes if note.device)
    ends = [note.result for note in notes if note.step is Step.END]
    return Trace("r1", steps, ends[-1] if ends else "")


def note(device, step, result="", detail=""):
    return Record(NOW, device, step, result, detail)


RAN = (note("", Step.RUN), note("r1", Step.BEGIN))
ARMED = (*RAN, note("r1", Step.ARM))
COMMIT = note("", Step.DECISION, "commit", "r1")


@pytest.mark.parametrize(
    ("journal", "phase"),
    [
        (RAN, Phase.WITHDRAW),
        ((*RAN, note("r1", Step.LOAD)), Phase.WITHDRAW),
        (ARMED, Phase.TAKE_BACK),
        ((*ARMED, COMMIT), Phase.FORWARD),
        ((*ARMED, COMMIT, note("r1", Step.CONFIRM)), Phase.FORWARD),
        ((*ARMED, COMMIT, note("r1", Step.ROLLBACK)), Phase.TAKE_BACK),
        ((*RAN, COMMIT, note("r1", Step.RESTORE)), Phase.RESTORE),
        ((*RAN, COMMIT, note("r1", Step.END, "applied")), None),
    ],
)
def test_the_journal_names_the_phase_that_settles_a_device(journal, phase):
    assert phase_of(trace_of(journal), journal) is phase


def test_a_run_that_had_begun_with_nothing_leaves_everything_untouched():
    world = World()
    ended = play(recovery(RAN[:1], WAVES, on_failure="rollback_all"), world)
    assert states(ended) == {"r1": U, "r2": U}
    assert world.heard == []


def test_a_device_that_was_not_armed_is_left_as_it_is():
    world = World()
    ended = play(recovery(RAN, WAVES, on_failure="rollback_all"), world)
    assert world.runs() == [(Phase.WITHDRAW, ("r1",))]
    assert world.states() == []
    assert len(ended.outcomes) == 2


def test_a_device_that_others_edited_before_the_load_keeps_their_lines():
    box = Box(running=FOREIGN, startup=FOREIGN)
    assert box.play(withdraw(target())).outcome.state is U
    assert box.running == FOREIGN


def test_an_undecided_device_is_taken_back():
    world = World()
    ended = play(recovery(ARMED, WAVES, on_failure="rollback_all"), world)
    assert states(ended) == {"r1": R, "r2": U}
    assert world.states() == [State.ROLLING_BACK]


def test_what_was_kept_before_the_crash_goes_by_on_failure():
    second = (note("r2", Step.BEGIN), note("r2", Step.ARM))
    journal = (*ARMED, COMMIT, note("r1", Step.END, "applied"), *second)
    world = World()
    ended = play(recovery(journal, WAVES, on_failure="rollback_all"), world)
    assert states(ended) == {"r1": R, "r2": R}
    assert world.runs() == [(Phase.TAKE_BACK, ("r2",)), (Phase.RESTORE, ("r1",))]
    ended = play(recovery(journal, WAVES, on_failure="keep"), World())
    assert states(ended) == {"r1": A, "r2": R}


def test_a_decided_run_rolls_forward_to_its_end():
    journal = (*RAN, COMMIT, note("r1", Step.END, "applied"), note("r2", Step.ARM),
               note("", Step.DECISION, "commit", "r2"))  # fmt: skip

    class Forward(World):
        def answer(self, ask):
            found = super().answer(ask)
            if getattr(ask, "phase", None) is Phase.FORWARD:
                return super().answer(type(ask)(Phase.KEEP, ask.devices))
            return found

    ended = play(recovery(journal, WAVES, on_failure="rollback_all"), Forward())
    assert states(ended) == {"r1": A, "r2": A}
