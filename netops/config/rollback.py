"""The way back, from the end of a plan and from every point where it may stop."""

from collections.abc import Callable, Sequence

from netops.config.commands import Command, NotUnderstood
from netops.config.commits import refusals
from netops.config.copies import copied, copied_state
from netops.config.judge import verdict
from netops.config.meaning import Section, State
from netops.config.repair import repair
from netops.config.simulate import apply
from netops.config.watch import touched

_BUDGET = 20_000

Load = Callable[[], tuple[State, State]]


def way_back(load: Load, commands: Sequence[Command]) -> tuple[Command, ...]:
    """Commands from where `commands` end back to the base; `load` gives two fresh base states."""
    state, base = load()
    for command in commands:
        apply(state, command)
    return tuple(repair(state, base, exact=True))


def proven_back(load: Load, commands: Sequence[Command]) -> tuple[bool, str]:
    """Whether the rollback computed at each stop point leads back, and what was looked at.

    Only the sections touched so far are planned and compared at a stop point. Where that would
    still be too much work, stop points are taken at even distances, the last always.
    """
    state, base = load()
    if state.grammar.facts.atomic:
        return _proven_at_once(state, base, commands)
    keys: set[str] = set()
    stops = _stops(base, commands)
    for number, command in enumerate(commands, 1):
        keys |= touched(state, command)
        apply(state, command)
        keys |= {key for header, key in state.gone if not header}
        if number in stops and (lost := _lost(state, base, keys)):
            return False, f"stopped after command {number} the rollback misses: {lost}"
    total = len(commands)
    if len(stops) < total:
        return True, f"rollback proven at {len(stops)} of {total} stop points"
    return True, f"rollback proven at each of {total} stop points"


def _proven_at_once(state: State, base: State, commands: Sequence[Command]) -> tuple[bool, str]:
    """A candidate stops nowhere between: it was committed, or nothing happened."""
    for command in commands:
        apply(state, command)
    done = copied_state(state)
    if lost := _missed(state, base) or "".join(refusals(done, base)[:1]):
        return False, f"after the commit the rollback misses: {lost}"
    return True, "one commit takes all: rollback proven from there"


def _stops(base: State, commands: Sequence[Command]) -> set[int]:
    sizes = {}
    for command in commands:
        for key in touched(base, command):
            item = base.top.items.get(key)
            sizes[key] = 1 + (len(item.section.items) if item and item.section else 0)
    total = len(commands)
    work = max(sum(sizes.values()) + total, 1)
    count = max(min(total, _BUDGET // work), 2)
    return {total} | {1 + at * total // count for at in range(count)} if total else set()


def _lost(state: State, base: State, keys: set[str]) -> str:
    """What of these sections a rollback from here would not bring back ("" if nothing)."""
    return _missed(_part(state, keys), _part(base, keys))


def _missed(here: State, there: State) -> str:
    """What a rollback from `here` (which is played on it) would not bring back."""
    try:
        repair(here, there, exact=True)
    except NotUnderstood as error:
        return str(error)
    left = [one for part in verdict(here, there) for one in part]
    return left[0] if left else ""


def _part(state: State, keys: set[str]) -> State:
    """A copy of these top-level items and of all that a plan reads beside them."""
    items = {key: copied(item) for key, item in state.top.items.items() if key in keys}
    top = Section("", items, negated=set(state.top.negated))
    return State(state.grammar, top, state.demoted)
