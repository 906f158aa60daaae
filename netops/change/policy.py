"""Who must agree to a change: rules that add up, like CODEOWNERS, and what an approval is worth."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from netops.model.change import Approval, DevicePlan
from netops.model.device import Device


@dataclass(frozen=True, slots=True)
class Match:
    """What a rule is about; () is "any". `section` holds prefixes of top-level config lines."""

    role: tuple[str, ...] = ()
    site: tuple[str, ...] = ()
    tag: tuple[str, ...] = ()
    platform: tuple[str, ...] = ()
    section: tuple[str, ...] = ()
    risk: tuple[str, ...] = ()
    type: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Rule:
    """`count` different people, each in one of `roles`; a signature holds for `hours`."""

    name: str
    match: Match
    roles: tuple[str, ...]
    count: int
    hours: int


@dataclass(frozen=True, slots=True)
class Policy:
    """`inventory/approval.yaml`: who holds which role, the rules, and the file's digest."""

    people: Mapping[str, tuple[str, ...]]
    rules: tuple[Rule, ...]
    digest: str


@dataclass(frozen=True, slots=True)
class Touched:
    """What a rule can match on one device of a plan."""

    role: str
    site: str
    tags: tuple[str, ...]
    platform: str
    sections: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Scope:
    """What a policy looks at: the whole plan's risk and type, and each device it touches."""

    risk: str
    type: str
    devices: tuple[Touched, ...]


def touched(device: Device, plan: DevicePlan) -> Touched:
    """The device as the policy sees it; its sections are the top-level lines of the commands."""
    tops = (line for line in plan.commands if line[:1] not in {" ", ""})
    sections = tuple(dict.fromkeys(line.removeprefix("no ") for line in tops))
    return Touched(device.role, device.site, device.tags, device.platform, sections)


def matching(policy: Policy, scope: Scope) -> tuple[Rule, ...]:
    """Every rule that this change falls under; each of them must be met."""
    return tuple(rule for rule in policy.rules if _matches(rule.match, scope))


def unmet(
    rules: Sequence[Rule], approvals: Iterable[Approval], *, operator: str = ""
) -> tuple[str, ...]:
    """What is still missing, one sentence a rule; () when the policy is satisfied.

    The approvals are those without an objection. Nothing is ever approved by no rule at all, nor
    by the person alone who applies it.
    """
    if not rules:
        return ("no rule of the policy covers this change, so nobody can approve it",)
    roles = {approval.who: approval.role for approval in approvals}
    missing = [
        f"{rule.name}: {have} of {rule.count} approvals by {' or '.join(rule.roles)}"
        for rule in rules
        if (have := sum(role in rule.roles for role in roles.values())) < rule.count
    ]
    if operator and set(roles) == {operator}:
        missing.append(f"{operator} applies this change and cannot be its only approver")
    return tuple(missing)


def objections(
    approval: Approval,
    *,
    policy: Policy,
    rules: Sequence[Rule],
    requester: str,
    now: datetime,
) -> tuple[str, ...]:
    """Why this signed word does not count today; the signature itself is the gate's to check."""
    who, role = approval.who, approval.role
    hours = min((rule.hours for rule in rules if role in rule.roles), default=0)
    missing = role or "of an approver"
    ends = min(approval.expires, approval.issued + timedelta(hours=hours))
    wrong = {
        f"{who} asked for this change and cannot approve it": who == requester,
        f"{who} does not hold the role {missing}": role not in policy.people.get(who, ()),
        f"{who}'s word is dated in the future": approval.issued > now,
        f"{who}'s word expired at {ends:%Y-%m-%d %H:%M} UTC": hours > 0 and ends <= now,
    }
    return tuple(reason for reason, holds in wrong.items() if holds)


def _matches(match: Match, scope: Scope) -> bool:
    whole = _in(match.risk, scope.risk) and _in(match.type, scope.type)
    return whole and any(_covers(match, device) for device in scope.devices)


def _covers(match: Match, device: Touched) -> bool:
    return (
        _in(match.role, device.role)
        and _in(match.site, device.site)
        and _in(match.platform, device.platform)
        and (not match.tag or any(tag in match.tag for tag in device.tags))
        and (not match.section or any(line.startswith(match.section) for line in device.sections))
    )


def _in(allowed: tuple[str, ...], word: str) -> bool:
    return not allowed or word in allowed
