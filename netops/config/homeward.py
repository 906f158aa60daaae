"""Is a way back safe? Each of its commands is looked at as those of the plan are."""

from collections.abc import Collection

from netops.config.commands import Command, NotUnderstood
from netops.config.copies import lent, part
from netops.config.judge import verdict
from netops.config.meaning import State
from netops.config.repair import repair
from netops.config.watch import Watch

Way = tuple[tuple[Command, ...], str]


class Homeward:
    """The ways back to a base from a state that a plan changes step by step.

    What stood in the base stands at each step of a plan that is safe, so it must stand at each
    step of a way back too; what was open in the base may be. The `watch` of a stop point is the
    plan's own; without one the way back is not asked to be safe.
    """

    def __init__(self, state: State, base: State) -> None:
        self._state, self._base = state, base
        self._swaps = False

    def leads(self, keys: Collection[str], watch: Watch | None) -> bool:
        """Whether these items alone come back from here, and safely."""
        return not self._way(keys, watch, is_alone=True)[1]

    def way(self, keys: Collection[str], watch: Watch | None) -> Way:
        """The way back of all that the plan changed, and what is wrong with it, "" if nothing.

        Lists are replaced through a second one where it is unsafe without.
        """
        found = [self._way(keys, watch, swaps=self._swaps)]
        if found[0][1]:
            found.append(self._way(keys, watch, swaps=not self._swaps))
        if found[-1][1]:
            return found[0]
        self._swaps ^= len(found) > 1
        return found[-1]

    def _way(
        self,
        keys: Collection[str],
        watch: Watch | None,
        *,
        swaps: bool = False,
        is_alone: bool = False,
    ) -> Way:
        only = keys if is_alone else None
        here = lent(self._state, only)
        steps = watch.back(here, self._base, keys) if watch is not None else None
        back, left = planned(here, self._base, keys=only, swaps=swaps, steps=steps)
        harm = steps.unsafe[0] if steps is not None and steps.unsafe else ""
        return back, left or (f"the rollback is unsafe: {harm}" if harm else "")


def planned(
    here: State,
    base: State,
    *,
    keys: Collection[str] | None = None,
    swaps: bool = False,
    steps: Watch | None = None,
) -> Way:
    """A way back, played on `here`, and what it misses, "" if nothing.

    `keys` limits it to these top-level items; `steps` looks after each command.
    """
    after = steps.step if steps is not None else None
    try:
        back = tuple(repair(here, base, keys=keys, swaps=swaps, exact=True, after=after))
    except NotUnderstood as error:
        return (), f"the rollback misses: {error}"
    ends = (here, base) if keys is None else (part(here, keys), part(base, keys))
    left = [one for kind in verdict(*ends) for one in kind]
    return back, f"the rollback misses: {left[0]}" if left else ""
