"""Is a list of commands right? Three proofs against our own simulator, never the proposer's.

1. It reaches the target. 2. It is safe after every command. 3. From wherever it stops, the
rollback leads back (see `rollback`).
"""

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass

from netops.config.commands import Command, NotUnderstood
from netops.config.commits import refusals
from netops.config.copies import copied_state
from netops.config.drift import differences
from netops.config.meaning import Item, Section, State, key_of
from netops.config.openings import Opening
from netops.config.places import at
from netops.config.simulate import apply
from netops.config.watch import Watch, started
from netops.config.weakening import weakens
from netops.model.config import DriftItem, DriftKind

# What is asked after a command: its number, the top-level keys that it was about, and the watch.
After = Callable[[int, set[str], Watch], None]


@dataclass(frozen=True, slots=True)
class Judgement:
    """What the simulator says of one list of commands.

    `missed` are differences left at the end; `unsafe` says after which command something was
    open or cut (or after the commit, where one takes all); `gaps` are values that were away though
    the device takes the new one directly; `kept` are lines that say `no` and of which the target is
    silent; `openings` are the spans of what `unsafe` names.
    """

    missed: tuple[str, ...]
    unsafe: tuple[str, ...]
    gaps: tuple[str, ...]
    risks: tuple[str, ...]
    kept: tuple[str, ...]
    error: str = ""
    openings: tuple[Opening, ...] = ()

    @property
    def reaches(self) -> bool:
        """Whether the commands lead to the target."""
        return not self.error and not self.missed

    @property
    def is_safe(self) -> bool:
        """Whether nothing was open or cut on the way."""
        return not self.error and not self.unsafe


def judge(
    state: State,
    commands: Sequence[Command],
    target: State,
    *,
    source: str,
    without: Collection[int] = (),
    watch: Watch | None = None,
    after: After | None = None,
) -> Judgement:
    """Play the commands on `state` (which then holds the result) and look after each of them.

    They count from 1; those `without` are left out, to see what goes wrong then. `watch` started
    on what the state holds, if one did. `after` is asked at each stop point as long as nothing was
    unsafe; it may not change the state.
    """
    if state.grammar.facts.atomic:
        return _at_once(state, commands, target, source=source, without=without)
    watch = watch.over(state, target) if watch is not None else started(state, target, source)
    gaps: list[str] = []
    risks = [said for command in commands for said in weakens(state, command)]
    try:
        for number, command in _played(state, commands, target, without):
            gaps.extend(_gaps(state, command, target))
            keys = watch.step(number, command)
            if after is not None and not watch.unsafe:
                after(number, keys, watch)
    except NotUnderstood as error:
        return Judgement((), tuple(watch.unsafe), (), (), (), error=str(error))
    missed, kept = verdict(state, target)
    risks += [*watch.risks, *(f"{gap} is away for a moment" for gap in gaps)]
    risks += [f"`{line}` stays: {_why_kept(state, line)}" for line in kept]
    return Judgement(
        missed,
        tuple(watch.unsafe),
        tuple(gaps),
        tuple(dict.fromkeys(risks)),
        kept,
        openings=watch.openings.over(len(commands)),
    )


def _at_once(
    state: State,
    commands: Sequence[Command],
    target: State,
    *,
    source: str,
    without: Collection[int],
) -> Judgement:
    """Judge a candidate: only what its one commit leads from and to is ever in force."""
    watch = started(state, target, source)
    before, keys = copied_state(state), set[str]()
    try:
        for _, command in _played(state, commands, target, without):
            keys |= watch.follow(command)
    except NotUnderstood as error:
        return Judgement((), (), (), (), (), error=str(error))
    if refused := refusals(before, state):
        said = f"{state.grammar.platform.title} does not take that in one commit: {refused[0]}"
        return Judgement((), (), (), (), (), error=said)
    watch.look(len(commands), keys)
    missed, kept = verdict(state, target)
    weak = (said for command in commands for said in weakens(state, command))
    risks = dict.fromkeys((*weak, *watch.risks))
    return Judgement(missed, tuple(watch.unsafe), (), tuple(risks), kept)


def _played(
    state: State, commands: Sequence[Command], target: State, without: Collection[int]
) -> Iterator[tuple[int, Command]]:
    """Each command with its number, once it has changed the state."""
    for number, command in enumerate(commands, 1):
        if number not in without:
            play(state, command, target)
            yield number, command


def play(state: State, command: Command, target: State) -> None:
    """Change the state by one command of a plan that leads to a target.

    Not every device shows a `no` where nothing was. This one does, if the target holds it, so a way
    back must take it away.
    """
    apply(state, command)
    if state.gone or not command.line.startswith("no "):
        return
    # A line that the device shows elsewhere may have left no section behind.
    ours, theirs = at(state, command.path) or Section(""), at(target, command.path)
    key = key_of(state, ours, state.grammar.normal(command.line))[0]
    wanted = theirs.items.get(key) if theirs else None
    is_off = key in ours.negated and key not in ours.items
    if is_off and wanted is not None and wanted.is_negative:
        state.bring(ours, Item(key, wanted.norm, wanted.text))


def verdict(state: State, target: State) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """(differences that count, lines that stay: what the device tells, a `no` nobody speaks of)."""
    materialise(state.top, target.top)
    missed: list[str] = []
    kept: list[str] = []
    for item in differences(state, target):
        (kept if _is_kept(state, item) else missed).append(_said(item))
    return tuple(missed), tuple(kept)


def materialise(section: Section, wanted: Section) -> None:
    """Write down what a command said and the target shows, though not every device does."""
    for key, item in wanted.items.items():
        if section.items.get(key) is item:
            continue
        said = key if item.is_negative else f"+{key}"
        if said in section.negated and key not in section.items and item.section is None:
            section.items[key] = Item(key, item.norm, item.text)
        inner = section.items[key].section if key in section.items else None
        if inner is not None and item.section is not None and inner is not item.section:
            materialise(inner, item.section)


def _is_kept(state: State, item: DriftItem) -> bool:
    if not item.section and _said(item).startswith(state.grammar.facts.told):
        return True
    text = item.running.text if item.running else ""
    header = state.grammar.normal(item.section[-1]) if item.section else ""
    norm = state.grammar.normal(text)
    is_no = item.kind is DriftKind.EXTRA and norm.startswith("no ")
    return is_no and not state.grammar.is_restored(header, norm[3:])


def _why_kept(state: State, line: str) -> str:
    if line.startswith(state.grammar.facts.told):
        return "the device tells it of itself"
    return "the intended config does not speak of it"


def _said(item: DriftItem) -> str:
    line = item.running or item.reference
    return " > ".join((*item.section, line.text if line else ""))


def _gaps(state: State, command: Command, target: State) -> list[str]:
    """Values of the target that an explicit `no` took away though a new line would replace them."""
    if not command.line.startswith("no ") or not state.gone:
        return []
    section = at(target, command.path)
    found = []
    for header, item in state.gone:
        wanted = section.items.get(item.key) if section and header == section.header else None
        if wanted is not None and not wanted.is_negative and not item.key.startswith("#"):
            found.append(item.key)
    return found
