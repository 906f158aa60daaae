"""One device through a change: arm, then keep or take back; restore when it was kept already.

Each phase is a generator of deeds (steps A1-A12 of the change engine). The rule in all of them: a
reply decides nothing good. What was rejected is taken back; what was accepted, and what nobody
knows, is settled by a fresh reading.
"""

from collections.abc import Callable
from dataclasses import replace
from typing import cast

from netops.change import around, verify
from netops.change.deeds import (
    Arm,
    CleanUp,
    Confirm,
    Deed,
    Load,
    Loaded,
    Note,
    Prepared,
    Read,
    Revert,
    Save,
    Seen,
    Settled,
    Stand,
    Step,
    Talk,
    Target,
    Unseen,
    Wait,
)
from netops.change.moved import moved, summary
from netops.errors import Cause
from netops.model.change import Answer, DeviceState, Mode, Outcome, Reply
from netops.model.state import NetworkState

# Seconds between two tries to reach a device, and between two looks during the soak.
POLL = 5
# How long past its deadline a device may take to come back by itself.
MARGIN = 30


def arm(target: Target) -> Talk[Prepared]:
    """A1-A9: check the device, load, compare its own diff, arm, and read it in a fresh session."""
    before = yield from _before(target)
    if isinstance(before, Prepared):
        return before
    target = replace(target, around=before)
    loaded = yield from _load(target)
    if isinstance(loaded, Unseen):
        return (yield from _withdraw(target, Stand.UNTOUCHED, f"load: {loaded.reason}"))
    if reason := verify.not_approved(target, loaded):
        return (yield from _withdraw(target, Stand.STALE, reason))
    reply = yield from _act(Step.ARM, Arm(target.minutes))
    if reply.answer is Answer.REJECTED:
        return Prepared(target.name, Stand.DOUBTED, f"commit rejected: {reply.text}", before)
    doubt = yield from _soak(target)
    return Prepared(target.name, Stand.DOUBTED if doubt else Stand.ARMED, doubt, before)


def keep(target: Target) -> Talk[Settled]:
    """A11 after a decision to commit: confirm, re-read, save, re-read, clean up."""
    yield from _act(Step.CONFIRM, Confirm(target.label), unnoted=True)
    seen = yield from _until(target, lambda _: True)
    if isinstance(seen, Unseen):
        return (yield from _attention(target, f"after the confirm {_blocked(seen)}"))
    if seen.pending:
        return (yield from take_back(target, "the device did not take the confirm"))
    if doubt := verify.kept_doubts(target, seen):
        return (yield from restore(target, doubt))
    yield from _act(Step.SAVE, Save(), unnoted=True)
    yield from _act(Step.CLEAN, CleanUp(target.label), unnoted=True)
    seen = yield from _until(target, lambda _: True)
    doubt = verify.saved_doubts(target, seen)
    if doubt or isinstance(seen, Unseen):
        return (yield from restore(target, doubt))
    return (yield from _end(target, DeviceState.APPLIED, _afterwards(target, seen), seen))


def take_back(target: Target, reason: str) -> Talk[Settled]:
    """A11 after a decision to abort, and recovery: whatever the device holds, back to its base.

    A device that cannot be reached is waited for until its own revert is past, with a margin.
    """
    yield Note(Step.ROLLBACK)
    seen = yield from _calm(target)
    if isinstance(seen, Unseen) or seen.pending:
        return (yield from _attention(target, f"{reason}; {_blocked(seen)}"))
    if verify.same(target, seen.running, target.base):
        return (yield from _home(target, reason))
    return (yield from restore(target, reason))


def restore(target: Target, reason: str) -> Talk[Settled]:
    """Back to the base after the confirm: a replace, itself armed, verified and saved.

    Somebody else's lines on the device are never overwritten: then a person has to look.
    """
    back = _backwards(target)
    yield Note(Step.RESTORE)
    seen = yield from _calm(back)
    if isinstance(seen, Unseen) or seen.pending:
        return (yield from _attention(target, f"{reason}; {_blocked(seen)}"))
    if not verify.same(target, seen.running, target.base):
        if not verify.ours(target, seen.running):
            return (yield from _attention(target, f"{reason}; the device holds foreign lines"))
        if doubt := (yield from _replace(back)):
            return (yield from _attention(target, f"{reason}; the way back failed: {doubt}"))
    return (yield from _home(target, reason))


def _backwards(target: Target) -> Target:
    """The way back as a target of its own, with a label that is still ours."""
    label = f"{target.label}-back"
    return replace(target, mode=Mode.REPLACE, text=target.base, predicted=target.base, label=label)


def _replace(back: Target) -> Talk[str]:
    """Load, arm, re-read, confirm; why the device is not at `back.predicted`, "" when it is."""
    loaded = yield from _load(back, unnoted=True)
    if isinstance(loaded, Unseen):
        yield from _act(Step.CLEAN, CleanUp(back.label), unnoted=True)
        return f"load: {loaded.reason}"
    reply = yield from _act(Step.ARM, Arm(back.minutes), unnoted=True)
    doubt = verify.back_doubts(back, (yield from _read(back)))
    if doubt or reply.answer is Answer.REJECTED:
        yield from _act(Step.ROLLBACK, Revert(back.label), unnoted=True)
        return doubt or f"rejected: {reply.text}"
    yield from _act(Step.CONFIRM, Confirm(back.label), unnoted=True)
    yield from _act(Step.CLEAN, CleanUp(back.label), unnoted=True)
    return ""


def _before(target: Target) -> Talk[Prepared | NetworkState | None]:
    """What is up around the device before it is touched, or why it may not be touched."""
    noted = yield from _note(Step.BEGIN)
    if noted.answer is not Answer.OK:
        return Prepared(target.name, Stand.UNTOUCHED, f"journal: {noted.text}")
    seen = yield from _read(target)
    if isinstance(seen, Unseen):
        return Prepared(target.name, Stand.UNTOUCHED, f"{seen.cause}: {seen.reason}")
    if verify.stale(target, seen.running):
        reason = "the running config is not the base of the plan"
        return Prepared(target.name, Stand.STALE, reason)
    if reasons := verify.unfit(target, seen):
        return Prepared(target.name, Stand.UNTOUCHED, "; ".join(reasons))
    yield Note(Step.PRE, detail=around.as_detail(seen.around))
    return seen.around if isinstance(seen.around, NetworkState) else None


def _load(target: Target, *, unnoted: bool = False) -> Talk[Loaded | Unseen]:
    noted = yield from _note(Step.LOAD)
    if noted.answer is not Answer.OK and not unnoted:
        return Unseen(Cause.REFUSED, f"journal: {noted.text}")
    answer = yield Load(target.text, target.mode, target.label)
    yield from _note(Step.LOAD, answer.reason if isinstance(answer, Unseen) else Answer.OK)
    return cast("Loaded | Unseen", answer)


def _withdraw(target: Target, stand: Stand, reason: str) -> Talk[Prepared]:
    """Nothing was committed: remove the candidate, and look whether others were at work."""
    yield from _act(Step.CLEAN, CleanUp(target.label), unnoted=True)
    seen = yield from _read(target)
    if isinstance(seen, Unseen):
        return Prepared(target.name, stand, f"{reason}; not reached since ({seen.reason})")
    moved = verify.stale(target, seen.running)
    return Prepared(target.name, Stand.STALE if moved else stand, reason)


def _soak(target: Target) -> Talk[str]:
    """Read until the soak is over; a check may come good late, and may not turn bad again."""
    waited, good = 0, False
    while True:
        doubt = verify.armed_doubts(target, (yield from _read(target)))
        if waited >= target.soak or (good and doubt):
            return doubt
        good = not doubt
        pause = min(POLL, target.soak - waited)
        yield Wait(pause)
        waited += pause


def _calm(target: Target) -> Talk[Seen | Unseen]:
    """Reach the device, and take our armed commit back if it is still there."""
    seen = yield from _until(target, lambda _: True)
    if isinstance(seen, Seen) and seen.pending and seen.pending.ours:
        yield from _act(Step.ROLLBACK, Revert(target.label), unnoted=True)
        seen = yield from _until(target, lambda now: now.pending is None)
    return seen


def _until(target: Target, calm: Callable[[Seen], bool]) -> Talk[Seen | Unseen]:
    """Read until the device answers and is calm, at most past its own revert and the margin."""
    waited = 0
    seen = yield from _read(target)
    while not (isinstance(seen, Seen) and calm(seen)) and waited < target.minutes * 60 + MARGIN:
        yield Wait(POLL)
        waited += POLL
        seen = yield from _read(target)
    return seen


def _home(target: Target, reason: str) -> Talk[Settled]:
    """The base runs again: save it if startup is something else, clean up, and prove all of it."""
    seen = yield from _until(target, lambda _: True)
    if isinstance(seen, Seen) and verify.unsaved(target, seen):
        yield from _act(Step.SAVE, Save(), unnoted=True)
    yield from _act(Step.CLEAN, CleanUp(target.label), unnoted=True)
    seen = yield from _until(target, lambda now: verify.back_again(target, now))
    doubt = verify.home_doubts(target, seen)
    if doubt or isinstance(seen, Unseen):
        return (yield from _attention(target, f"{reason}; not back at its base: {doubt}"))
    return (yield from _end(target, DeviceState.ROLLED_BACK, f"{reason}{_left(seen)}", seen))


def _attention(target: Target, reason: str) -> Talk[Settled]:
    return (yield from _end(target, DeviceState.NEEDS_ATTENTION, reason, None))


def _end(target: Target, state: DeviceState, reason: str, seen: Seen | None) -> Talk[Settled]:
    yield from _note(Step.END, state)
    return Settled(Outcome(target.name, state, reason), seen)


def _blocked(seen: Seen | Unseen) -> str:
    if isinstance(seen, Unseen):
        return f"not reached past its deadline ({seen.cause}: {seen.reason})"
    owner = seen.pending.owner if seen.pending else ""
    return f"a commit by {owner} is armed there"


def _afterwards(target: Target, seen: Seen) -> str:
    """What to know of a device that is done: files of ours that stay, what changed around it."""
    said = [_left(seen).lstrip("; ")]
    if isinstance(seen.around, NetworkState) and target.around is not None:
        said.append(summary(moved(target.around, seen.around, target.platform)))
    return "; ".join(filter(None, said))


def _left(seen: Seen) -> str:
    return f"; left behind: {', '.join(seen.leftovers)}" if seen.leftovers else ""


def _act(step: Step, deed: Deed, *, unnoted: bool = False) -> Talk[Reply]:
    """Note, act, note the result. Without its note a deed is done only where it leads back."""
    noted = yield from _note(step)
    if noted.answer is not Answer.OK and not unnoted:
        return Reply(Answer.REJECTED, f"journal: {noted.text}")
    reply = cast("Reply", (yield deed))
    yield from _note(step, reply.answer)
    return reply


def _note(step: Step, result: str = "") -> Talk[Reply]:
    return cast("Reply", (yield Note(step, result)))


def _read(target: Target) -> Talk[Seen | Unseen]:
    return cast("Seen | Unseen", (yield Read(target.label)))
