"""From drift to a plan that is proven, or refused with a reason."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cached_property

from netops.config.commands import Command, NotUnderstood, read, written
from netops.config.copies import copied_state, shared
from netops.config.drift import differences
from netops.config.grammar import grammar
from netops.config.judge import Judgement, judge
from netops.config.meaning import State
from netops.config.plans import PROVEN, REFUSED, Remediation, nothing_to_do, refused
from netops.config.propose import propose
from netops.config.repair import repair
from netops.config.rollback import Stops, WayBack, way_back
from netops.config.show import render_state
from netops.config.simulate import simulate
from netops.config.statements import remedy
from netops.config.textdiff import unified
from netops.config.tree import Tree, parse
from netops.config.twins import states
from netops.config.watch import Watch, started
from netops.config.weakening import unasked
from netops.model.change import Proofs
from netops.platforms.spec import Platform


def remediate(running: str, intended: str, platform: Platform, *, source: str) -> Remediation:
    """Plan from the running to the intended config.

    `source` is the address that the tool comes from as the device sees it, "" when unknown: a
    plan that would shut it out on the way is refused. A refused plan has no commands.
    """
    if platform.statements:
        return remedy.remediate(running, intended, platform.statements, source=source)
    case = _Case(running, platform, source, goal=parse(intended, platform))
    if next(differences(*case.load()), None) is None:
        return nothing_to_do(running)
    best: Remediation | None = None
    for commands in case.candidates():
        made = case.weigh(commands)
        if made.verdict == PROVEN:
            return made
        best = made
    if best is None:
        return refused(running, case.why)
    return replace(refused(running, best.reason, best.proofs), findings=best.findings)


def merge(running: str, snippet: str, platform: Platform, *, source: str) -> Remediation:
    """Judge lines that a person wrote: what they lead to, what is unsafe, and the way back.

    An unsafe snippet is `refused` but keeps its commands, prediction and rollback, so that
    people can see what they would approve.
    """
    if platform.statements:
        return remedy.merge(running, snippet, platform.statements, source=source)
    try:
        base = parse(running, platform)
        commands = read(snippet.splitlines(), platform, beside=base.children)
        predicted = simulate(running, written(commands, platform), platform)
    except NotUnderstood as error:
        return refused(running, str(error))
    case = _Case(running, platform, source, goal=parse(predicted, platform))
    return case.weigh(read(written(commands, platform), platform), is_given=True)


class _Case:
    """One running config on its way to one goal."""

    def __init__(self, running: str, platform: Platform, source: str, *, goal: Tree) -> None:
        self.running, self.platform, self.source = running, platform, source
        self.why = ""
        base = parse(running, platform)
        self._base, self._goal = states(grammar(platform), base.children, goal.children)
        self._base.tail = base.tail
        shared(self._base, self._goal)

    @cached_property
    def _watch(self) -> Watch:
        """How things stand before any plan, looked at once."""
        return started(self._base, self._goal, self.source)

    def load(self) -> tuple[State, State]:
        """A fresh state of the running config, and the goal, which nobody changes."""
        return copied_state(self._base), self._goal

    def _bases(self) -> tuple[State, State]:
        """A fresh state of the running config, and one that nobody changes."""
        return copied_state(self._base), self._base

    def candidates(self) -> Iterator[Sequence[Command]]:
        """Plans to weigh, best first: our rule table, hier_config, the rule table with swaps.

        hier_config comes second because no simulator knows all that a device rejects, and its
        order of lines is its weak side; what it proposes must satisfy the judge first.
        """
        yield from self._repaired()
        proposal = propose(self._base, self._goal)
        if proposal and self._stands(proposal):
            yield proposal
        yield from self._repaired(swaps=True)

    def _repaired(self, *, swaps: bool = False) -> Iterator[Sequence[Command]]:
        try:
            yield repair(*self.load(), swaps=swaps)
        except NotUnderstood as error:
            self.why = str(error)

    def _stands(self, commands: Sequence[Command]) -> bool:
        base, goal = self.load()
        said = judge(base, commands, goal, source=self.source, watch=self._watch)
        return said.reaches and said.is_safe and not said.gaps and not unasked(self._goal, commands)

    def weigh(self, commands: Sequence[Command], *, is_given: bool = False) -> Remediation:
        """Prove a list of commands as the text that the device will read."""
        lines = written(commands, self.platform)
        commands = read(lines, self.platform)
        base, goal = self.load()
        before = render_state(base)
        stops = Stops(base, self._base, len(commands))
        said = judge(base, commands, goal, source=self.source, watch=self._watch, after=stops.after)
        predicted = render_state(base)
        if said.error:
            return refused(self.running, said.error)
        # The way back of a plan that is not safe itself is not asked to be safe.
        back = stops.found or way_back(self._bases, commands, goal)
        proofs = self._proofs(said, back)
        # What a person wrote is asked for by being written.
        reason = _reason(said, proofs, "" if is_given else unasked(self._goal, commands))
        if reason and not is_given and not said.reaches:
            return refused(self.running, reason, proofs)
        diff = unified(before, predicted, old_name="running", new_name="predicted")
        return Remediation(
            REFUSED if reason else PROVEN,
            reason,
            lines,
            written(back.commands, self.platform),
            predicted,
            diff,
            proofs,
            (*_open(said), *said.risks),
            tuple(map(str, said.openings)),
        )

    def _proofs(self, said: Judgement, back: WayBack) -> Proofs:
        notes = list(said.unsafe)
        if not self.source:
            notes.append("the tool's own address is unknown: filters were not tried against it")
        notes.append(back.lost or back.note)
        return Proofs(said.reaches, said.is_safe, not back.lost, tuple(notes))


def _reason(said: Judgement, proofs: Proofs, weak: str = "") -> str:
    """Why a plan is refused, "" when it is proven."""
    if not said.reaches:
        return f"no proven plan: `{said.missed[0]}` would be left"
    if not said.is_safe:
        return f"unsafe: {said.unsafe[0]}"
    if weak:
        return f"weakens: {weak}, and the intended config does not ask for it"
    if not proofs.rolls_back:
        return f"no proven way back: {proofs.notes[-1]}"
    return ""


def _open(said: Judgement) -> Iterator[str]:
    """What people must know is unsafe: how long, where it ends; else since when."""
    yield from map(str, said.openings)
    told = tuple(one.what for one in said.openings)
    yield from (one for one in said.unsafe if not one.endswith(told))
