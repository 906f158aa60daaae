"""People's part: `submit`, `approve`, `reject` and `cancel`. Nothing here touches a device."""

from dataclasses import replace
from datetime import timedelta

from netops.change import canonical_json
from netops.change.desk import Desk, record
from netops.change.dossier import Dossier, case, dossier, step
from netops.change.gate import Case, Count, weigh
from netops.change.log import Event
from netops.change.policy import Rule, matching, objections
from netops.change.request import checked_name, folder
from netops.change.signatures import payload
from netops.change.states import reviewed
from netops.errors import Refused
from netops.model.change import Approval, Decision, State


def submit(desk: Desk, change: str, *, actor: str) -> None:
    """Ask for review of the latest plan."""
    found = dossier(desk, change)
    _intact(case(desk, found))
    step(desk, found, State.IN_REVIEW, "submitted", actor=actor)


def cancel(desk: Desk, change: str, *, actor: str, reason: str) -> None:
    """Give a change up that was not applied."""
    step(desk, dossier(desk, change), State.CANCELLED, "cancelled", actor=actor, note=reason)


def approve(
    desk: Desk,
    change: str,
    *,
    who: str,
    key: str,
    reason: str,
    role: str = "",
    decision: Decision = Decision.APPROVE,
) -> State:
    """Sign the plan as it stands with the key file `key`, and return where the change is now.

    `role` is one that the policy gives to `who`; "" takes the one that most rules ask for.
    Raises `Refused` when the word would not count, so that nobody learns that only at apply.
    """
    found = dossier(desk, change)
    asked = case(desk, found)
    _intact(asked)
    if found.state is not State.IN_REVIEW:
        raise Refused(f"{change} is {found.state}, not in review")
    word = _signed(desk, asked, _word(desk, asked, who, role, reason, decision), key)
    count = count_with(desk, asked, word)
    state = reviewed(unmet=count.unmet, vetoes=count.vetoes)
    _record(desk, found, word, state)
    return state


def standing(desk: Desk, found: Dossier) -> Count:
    """Whose word counts today, whose does not and why, and what is still missing."""
    return weigh(case(desk, found), desk.book, desk.verifier, now=desk.clock.now())


def count_with(desk: Desk, asked: Case, word: Approval) -> Count:
    """The count with one more word; the same person's earlier word on this revision goes."""
    earlier = (one for one in asked.approvals if (one.who, one.rev) != (word.who, word.rev))
    whole = replace(asked, approvals=(*earlier, word))
    return weigh(whole, desk.book, desk.verifier, now=desk.clock.now())


def _word(
    desk: Desk, asked: Case, who: str, role: str, reason: str, decision: Decision
) -> Approval:
    now = desk.clock.now()
    rules = matching(desk.book.policy, asked.scope)
    held = desk.book.policy.people.get(checked_name(who), ())
    taken = role or max(held, key=lambda one: _asked_for(rules, one), default="")
    hours = min((rule.hours for rule in rules if taken in rule.roles), default=1)
    return Approval(
        asked.plan.change, asked.plan.rev, asked.digest, decision, taken, who, reason, now,
        now + timedelta(hours=hours),
    )  # fmt: skip


def _signed(desk: Desk, asked: Case, word: Approval, key: str) -> Approval:
    """Refuse before asking for a key; then sign, and check the signature as apply will."""
    rules = matching(desk.book.policy, asked.scope)
    wrong = objections(
        word,
        policy=desk.book.policy,
        rules=rules,
        requester=asked.plan.requester,
        now=word.issued,
    )
    if wrong:
        raise Refused(*wrong)
    signature = desk.verifier.sign(payload(word), key)
    if reason := desk.verifier.verify(
        payload(word), signature, word.who, desk.book.signers, word.issued
    ):
        raise Refused(f"this is not {word.who}'s key by allowed_signers: {reason}")
    return replace(word, signature=signature)


def _record(desk: Desk, found: Dossier, word: Approval, state: State) -> None:
    base = f"{folder(word.change)}/approvals/{word.rev}-{word.who}"
    said = "approved" if word.decision is Decision.APPROVE else "rejected"
    event = Event(word.change, f"{said} by {word.role}", state, found.rev, word.reason)
    content = payload(word)
    record(
        desk,
        event,
        actor=word.who,
        digest=canonical_json.digest(content),
        files={f"{base}.json": content, f"{base}.sig": word.signature.encode()},
    )


def _asked_for(rules: tuple[Rule, ...], role: str) -> int:
    return sum(role in rule.roles for rule in rules)


def _intact(asked: Case) -> None:
    """Nobody is asked to look at, or to sign, what is not the plan that the tool made."""
    wrong = [f"{path} does not say what the plan says: it was edited" for path in asked.edited]
    if asked.digest != asked.logged:
        wrong.append(f"plan.json of revision {asked.plan.rev} is not the one in the log")
    if wrong:
        raise Refused(*wrong)
