"""How dangerous a plan is: rules with reasons, each a floor that nothing lowers."""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from netops.model.change import DevicePlan
from netops.model.device import Device
from netops.platforms.spec import Platform

LEVELS = ("low", "medium", "high")

# More devices than one person can look after by hand when all go wrong at once.
MANY = 25

# Words that IOS and EOS share: what takes a filter or a policy away, or lets it go.
_UNFILTERED = re.compile(
    r"no (ip |ipv6 )?(access-(list|group|class)|prefix-list|route-map|policy-map|service-policy)\b"
)

# Who gets in, who is told, and by which door: FINDINGS.md's protected lines, as IOS and EOS spell
# the first words of them.
_MANAGEMENT = re.compile(
    r"(line (vty|con)|aaa|username|enable (secret|password)|tacacs|radius|snmp-server|crypto"
    r"|management (ssh|api|telnet)|ip (ssh|http|scp)|logging|archive|boot|monitor session"
    r"|ip default-gateway|ip route 0\.0\.0\.0)\b"
)


@dataclass(frozen=True, slots=True)
class Facts:
    """What the rules look at. `fleet` is every device that we own, `platforms` goes by name."""

    plans: tuple[DevicePlan, ...]
    fleet: Mapping[str, Device]
    platforms: Mapping[str, Platform]


@dataclass(frozen=True, slots=True)
class Risk:
    """One reason and the level that it sets at least."""

    level: str
    reason: str


def risks(facts: Facts) -> tuple[Risk, ...]:
    """Every rule that holds, in the order of the table."""
    return tuple(
        Risk(level, f"{reason}: {', '.join(found)}")
        for level, reason, rule in _RULES
        if (found := tuple(dict.fromkeys(rule(facts))))
    )


def level(found: Iterable[Risk]) -> str:
    """The highest floor, `low` when no rule holds."""
    return max((risk.level for risk in found), key=LEVELS.index, default="low")


def _management(facts: Facts) -> Iterable[str]:
    for plan in facts.plans:
        for line in plan.commands:
            if _MANAGEMENT.match(line.removeprefix("no ")):
                yield f"{plan.device} '{line}'"


def _unfiltered(facts: Facts) -> Iterable[str]:
    for plan in facts.plans:
        yield from (
            f"{plan.device} '{line.strip()}'"
            for line in plan.commands
            if _UNFILTERED.match(line.strip())
        )


def _noted(facts: Facts) -> Iterable[str]:
    return (f"{plan.device}: {risk}" for plan in facts.plans for risk in plan.risks)


def _unproven(facts: Facts) -> Iterable[str]:
    for plan in facts.plans:
        proofs = plan.proofs
        if not (proofs.reaches and proofs.safe and proofs.rolls_back):
            yield plan.device


def _no_revert(facts: Facts) -> Iterable[str]:
    for plan in facts.plans:
        revert = facts.platforms[plan.platform].revert
        if revert is None or not revert.native:
            yield plan.device


def _unwatched(facts: Facts) -> Iterable[str]:
    return (plan.device for plan in facts.plans if not plan.checks)


def _core(facts: Facts) -> Iterable[str]:
    return (plan.device for plan in facts.plans if facts.fleet[plan.device].role == "core")


def _whole_groups(facts: Facts) -> Iterable[str]:
    planned = {plan.device for plan in facts.plans}
    groups: dict[str, set[str]] = {}
    for device in facts.fleet.values():
        if device.redundancy_group:
            groups.setdefault(device.redundancy_group, set()).add(device.name)
    return sorted(name for name, members in groups.items() if members <= planned)


def _many(facts: Facts) -> Iterable[str]:
    return [f"{len(facts.plans)} devices"] if len(facts.plans) > MANY else []


_RULES: tuple[tuple[str, str, Callable[[Facts], Iterable[str]]], ...] = (
    ("high", "touches the management plane", _management),
    ("high", "takes a filter or a policy away", _unfiltered),
    ("high", "the plan warns", _noted),
    ("high", "not proven", _unproven),
    ("high", "has no revert of its own", _no_revert),
    ("medium", "core role", _core),
    ("medium", "covers a whole redundancy group", _whole_groups),
    ("medium", "reaches far", _many),
    ("low", "neighbours and routes are not checked on this platform", _unwatched),
)
