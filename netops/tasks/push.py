"""Carry a change out over live sessions: the deeds of the change engine, done one by one.

Every deed but `Arm` logs in anew, so that no session outlives what it proved. Ctrl-C is taken as a
wish: devices that are not armed yet are left alone, those that are get taken back, and the record
of it is written before the process ends.
"""

from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from typing import cast

from netops.change import apply, recover
from netops.change.deeds import Prepared, Seen, Settled, Stand, Step, Talk, Target, Unseen
from netops.change.desk import Watch
from netops.change.journal import Journal
from netops.change.rollout import Answered, Ask, Course, Decide, Ended, Enter, MayStart, Phase, Run
from netops.errors import NetopsError
from netops.model.change import DeviceState, Outcome
from netops.model.device import Device
from netops.model.state import NetworkState
from netops.tasks.gate import CredentialGate
from netops.tasks.hands import Hands
from netops.tasks.sessions import INTERRUPTED, Means, Work, deferred_interrupt


class Push:
    """The `Network` of the change desk."""

    def __init__(self, means: Means) -> None:
        """Sessions come from `means`, a new one for each deed."""
        self._means = means

    def read(self, devices: Iterable[Device]) -> Mapping[str, Seen | Unseen]:
        """One fresh reading of each device, by name."""
        gate = CredentialGate(self._means.refusals)
        with deferred_interrupt() as stop:
            work = Work(self._means, stop, gate)
            found = work.everywhere(devices, lambda one: work.reading(one, "netops"))
        if stop.is_set():
            raise KeyboardInterrupt
        return found

    def run(
        self,
        course: Course[Ended],
        targets: Mapping[str, Target],
        *,
        journal: Journal,
        watch: Watch,
    ) -> Ended:
        """Play a course to its end; after Ctrl-C that is everything taken back and recorded."""
        with deferred_interrupt() as stop:
            work = Work(self._means, stop, CredentialGate(self._means.refusals), journal)
            play = _Play(work, targets, watch)
            try:
                ask = next(course)
                while True:
                    ask = course.send(play.answer(ask))
            except StopIteration as end:
                return replace(cast("Ended", end.value), interrupted=stop.is_set())


@dataclass(frozen=True, slots=True)
class _Play:
    """Answers a course."""

    work: Work
    targets: Mapping[str, Target]
    watch: Watch
    around: dict[str, NetworkState | None] = field(default_factory=dict)

    def answer(self, ask: Ask) -> Answered:
        match ask:
            case Run():
                return self._phase(ask)
            case Decide():
                result = "commit" if ask.commit else "abort"
                if ask.commit and self.work.stop.is_set():
                    return INTERRUPTED.reason
                return self.work.note("", Step.DECISION, result, " ".join(ask.devices))
            case MayStart():
                return INTERRUPTED.reason if self.work.stop.is_set() else self.watch.may_start()
            case Enter():
                # Recorded late rather than never: the end of the run records its state anyway.
                with suppress(NetopsError):
                    self.watch.enter(ask.state, ask.reason)
                return ""

    def _phase(self, ask: Run) -> Answered:
        chosen = [self.targets[name].device for name in ask.devices]
        found = self.work.everywhere(chosen, lambda one: self._one(ask, self._target(one.name)))
        for name, one in found.items():
            if isinstance(one, Prepared):
                self.around[name] = one.around
        return cast("Answered", tuple(found[name] for name in ask.devices))

    def _target(self, name: str) -> Target:
        """With what was up around it before it was armed: the way back must bring it again."""
        target = self.targets[name]
        return replace(target, around=self.around.get(name, target.around))

    def _one(self, ask: Run, target: Target) -> Prepared | Settled:
        hands = Hands(target.device, self.work, is_arming=ask.phase is Phase.ARM)
        try:
            talk = cast("Talk[Prepared | Settled]", _PHASES[ask.phase](target, ask.reason))
            return hands.play(talk)
        except Exception as error:  # noqa: BLE001 (a device that may be armed must reach the report)
            reason = f"{type(error).__name__} in netops itself: {error}"
            if ask.phase is Phase.ARM:
                return Prepared(target.name, Stand.DOUBTED, reason)
            return Settled(Outcome(target.name, DeviceState.NEEDS_ATTENTION, reason))
        finally:
            hands.let_go()


_PHASES: Mapping[Phase, Callable[[Target, str], Talk[Prepared] | Talk[Settled]]] = {
    Phase.ARM: lambda target, _: apply.arm(target),
    Phase.KEEP: lambda target, _: apply.keep(target),
    Phase.TAKE_BACK: apply.take_back,
    Phase.RESTORE: apply.restore,
    Phase.FORWARD: lambda target, _: recover.forward(target),
    Phase.WITHDRAW: lambda target, _: recover.withdraw(target),
}
