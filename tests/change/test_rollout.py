"""Waves as a conversation: what is run, what is decided, and what is taken back."""

from netops.change.deeds import Prepared, Settled, Stand
from netops.change.rollout import Decide, Enter, MayStart, Phase, Run, rollout, take_back_all
from netops.model.change import DeviceState, Outcome, State

WAVES = (("r1",), ("r2", "r3"))


def settled(name, state, reason=""):
    return Settled(Outcome(name, state, reason))


class World:
    """Answers a rollout: every device arms, keeps and goes back, except as told."""

    def __init__(self, *, stands=None, kept=None, closed=(), unwritten=""):
        self.stands, self.kept = stands or {}, kept or {}
        self.closed, self.unwritten = list(closed), unwritten
        self.heard = []

    def answer(self, ask):
        self.heard.append(ask)
        match ask:
            case MayStart():
                return self.closed.pop(0) if self.closed else ""
            case Decide(commit=commit):
                return self.unwritten if commit else ""
            case Enter():
                return ""
            case Run(Phase.ARM, devices):
                return tuple(self._armed(name) for name in devices)
            case Run(Phase.KEEP, devices):
                states = {name: self.kept.get(name, DeviceState.APPLIED) for name in devices}
                return tuple(settled(name, state, "fell") for name, state in states.items())
            case Run(_, devices, reason):
                return tuple(settled(name, DeviceState.ROLLED_BACK, reason) for name in devices)

    def _armed(self, name):
        stand = self.stands.get(name, Stand.ARMED)
        return Prepared(name, stand, "" if stand is Stand.ARMED else f"{stand} it is")

    def runs(self):
        return [(ask.phase, ask.devices) for ask in self.heard if isinstance(ask, Run)]

    def states(self):
        return [ask.state for ask in self.heard if isinstance(ask, Enter)]


def play(course, world):
    try:
        ask = next(course)
        while True:
            ask = course.send(world.answer(ask))
    except StopIteration as end:
        return end.value


def states(ended):
    return {outcome.device: outcome.state for outcome in ended.outcomes}


A, R, U = DeviceState.APPLIED, DeviceState.ROLLED_BACK, DeviceState.UNTOUCHED


def test_a_good_change_arms_a_whole_wave_before_it_keeps_any_of_it():
    world = World()
    ended = play(rollout(WAVES, on_failure="rollback_all"), world)
    assert states(ended) == {"r1": A, "r2": A, "r3": A}
    assert world.runs() == [
        (Phase.ARM, ("r1",)),
        (Phase.KEEP, ("r1",)),
        (Phase.ARM, ("r2", "r3")),
        (Phase.KEEP, ("r2", "r3")),
    ]
    decisions = [ask for ask in world.heard if isinstance(ask, Decide)]
    assert decisions == [Decide(commit=True, devices=wave) for wave in WAVES]
    assert set(world.states()) == {State.VERIFYING}


def test_one_doubt_in_a_wave_takes_the_whole_wave_back_and_then_what_was_kept():
    world = World(stands={"r3": Stand.DOUBTED})
    ended = play(rollout(WAVES, on_failure="rollback_all"), world)
    assert states(ended) == {"r1": R, "r2": R, "r3": R}
    assert world.runs()[-2:] == [
        (Phase.TAKE_BACK, ("r2", "r3")),
        (Phase.RESTORE, ("r1",)),
    ]
    assert Decide(commit=False, devices=("r2", "r3"), reason="r3: doubted it is") in world.heard
    assert ended.outcomes[0].reason == "r3: doubted it is"


def test_keep_leaves_what_was_kept():
    world = World(stands={"r3": Stand.DOUBTED})
    ended = play(rollout(WAVES, on_failure="keep"), world)
    assert states(ended) == {"r1": A, "r2": R, "r3": R}


def test_rollback_wave_takes_back_only_the_wave_that_failed():
    world = World(kept={"r3": R})
    ended = play(rollout(WAVES, on_failure="rollback_wave"), world)
    assert states(ended) == {"r1": A, "r2": R, "r3": R}
    assert world.runs()[-1] == (Phase.RESTORE, ("r2",))


def test_rollback_all_goes_in_reverse_order():
    world = World(kept={"r3": R})
    play(rollout((("r1",), ("r4",), ("r2", "r3")), on_failure="rollback_all"), world)
    assert world.runs()[-3:] == [
        (Phase.RESTORE, ("r2",)),
        (Phase.RESTORE, ("r4",)),
        (Phase.RESTORE, ("r1",)),
    ]


def test_a_device_that_was_not_as_planned_touches_nobody():
    world = World(stands={"r1": Stand.UNTOUCHED})
    ended = play(rollout(WAVES, on_failure="rollback_all"), world)
    assert states(ended) == {"r1": U, "r2": U, "r3": U}
    assert world.runs() == [(Phase.ARM, ("r1",))]
    assert world.states() == []
    assert not ended.stale
    assert ended.outcomes[1].reason == "not started: r1: untouched it is"


def test_a_stale_base_is_told_as_stale():
    ended = play(rollout(WAVES, on_failure="keep"), World(stands={"r1": Stand.STALE}))
    assert ended.stale


def test_a_stale_device_in_a_later_wave_lets_the_others_of_it_go_back():
    world = World(stands={"r2": Stand.STALE})
    ended = play(rollout(WAVES, on_failure="rollback_all"), world)
    assert states(ended) == {"r1": R, "r2": U, "r3": R}
    assert State.ROLLING_BACK in world.states()


def test_a_later_wave_that_nobody_armed_still_rolls_the_change_back():
    world = World(stands={"r2": Stand.UNTOUCHED, "r3": Stand.UNTOUCHED})
    ended = play(rollout(WAVES, on_failure="rollback_all"), world)
    assert states(ended) == {"r1": R, "r2": U, "r3": U}


def test_a_decision_that_cannot_be_written_is_an_abort():
    world = World(unwritten="disk full")
    ended = play(rollout(WAVES, on_failure="rollback_all"), world)
    assert states(ended) == {"r1": R, "r2": U, "r3": U}
    assert ended.outcomes[0].reason == "the decision could not be written: disk full"
    assert (Phase.KEEP, ("r1",)) not in world.runs()


def test_a_window_that_closes_between_two_waves_halts_the_change():
    world = World(closed=["", "the window closed"])
    ended = play(rollout(WAVES, on_failure="rollback_all"), world)
    assert states(ended) == {"r1": A, "r2": U, "r3": U}
    assert ended.halted
    assert ended.outcomes[2].reason == "the window closed"


def test_the_rollback_command_restores_every_device_last_first():
    world = World()
    ended = play(take_back_all(WAVES, reason="asked by ana"), world)
    assert world.runs() == [(Phase.RESTORE, (name,)) for name in ("r3", "r2", "r1")]
    assert {outcome.reason for outcome in ended.outcomes} == {"asked by ana"}
