"""Is a way back safe? Each of its commands is looked at as those of the plan are."""

from collections.abc import Sequence

from netops.config.commands import Command, NotUnderstood
from netops.config.copies import copied_state
from netops.config.judge import verdict
from netops.config.meaning import State
from netops.config.names import touched
from netops.config.repair import repair
from netops.config.simulate import apply
from netops.config.watch import Watch


class Homeward:
    """The ways back to a base from a state that a plan changes step by step.

    What stood in the base stands at each step of a plan that is safe, so it must stand at each
    step of a way back too; what was open in the base may be.
    """

    def __init__(self, watch: Watch | None, state: State, base: State) -> None:
        """`watch` started on the base, None where nothing is asked; `state` is a copy of it."""
        self._state, self._base = state, base
        self._watch = watch.over(state, base) if watch is not None else None
        self._swaps = False

    def follow(self, command: Command) -> set[str]:
        """Take in what a command of the plan did; the top-level keys that it was about."""
        if self._watch is None:
            return touched(self._state, command)
        return self._watch.follow(command)

    def harm(self, commands: Sequence[Command], keys: set[str]) -> str:
        """What a way back from here that changes these items opens or cuts, "" if nothing."""
        if self._watch is None:
            return ""
        here = copied_state(self._state)
        watch = self._watch.back(here, keys)
        try:
            for number, command in enumerate(commands, 1):
                apply(here, command)
                watch.step(number, command)
        except NotUnderstood as error:
            return str(error)
        return watch.unsafe[0] if watch.unsafe else ""

    def way(self, keys: set[str]) -> tuple[tuple[Command, ...], str]:
        """The way back of all that the plan changed, and what is wrong with it, "" if nothing.

        Lists are replaced through a second one where it is unsafe without.
        """
        found = [self._tried(keys, swaps=self._swaps)]
        if found[0][1]:
            found.append(self._tried(keys, swaps=not self._swaps))
        if found[-1][1]:
            return found[0]
        self._swaps ^= len(found) > 1
        return found[-1]

    def _tried(self, keys: set[str], *, swaps: bool) -> tuple[tuple[Command, ...], str]:
        back, left = planned(copied_state(self._state), self._base, swaps=swaps)
        harm = "" if left else self.harm(back, keys)
        return back, f"the rollback is unsafe: {harm}" if harm else left


def planned(here: State, base: State, *, swaps: bool = False) -> tuple[tuple[Command, ...], str]:
    """A way back, played on `here`, and what it misses, "" if nothing."""
    try:
        back = tuple(repair(here, base, swaps=swaps, exact=True))
    except NotUnderstood as error:
        return (), f"the rollback misses: {error}"
    left = [one for part in verdict(here, base) for one in part]
    return back, f"the rollback misses: {left[0]}" if left else ""
