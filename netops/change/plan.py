"""From what a device holds and what it should hold to a plan that apply can follow blindly.

Everything that is stored in the evidence is redacted; the exact texts go to the sealed store.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime

from netops.change import canonical_json
from netops.change.around import CHECKS
from netops.change.deeds import Seen, Target
from netops.change.risk import Facts, level, risks
from netops.change.waves import member, revert_minutes, waves
from netops.change.wire import plain, typed
from netops.config.clean import canonical
from netops.config.device_diff import expected
from netops.config.drift import same
from netops.config.leaks import leaks
from netops.config.plans import Remediation
from netops.config.redact import redact
from netops.config.remediation import merge, remediate
from netops.config.simulate import simulate
from netops.config.textdiff import unified
from netops.config.unmask import masked, unmask
from netops.errors import Refused
from netops.model.change import ChangeRequest, DevicePlan, Mode, Plan
from netops.model.device import Device
from netops.model.state import NetworkState
from netops.platforms.spec import Platform

# What canonical texts and diffs mean; a plan of another version is compared differently.
NORMALISER = "1"

CUT = "would cut management"
UNSAFE = "is not safe at every step"

# How the judge says that we would be shut out.
_CUTS = re.compile(r"management is cut|no longer admits|, the way to .* is down")


@dataclass(frozen=True, slots=True)
class Subject:
    """One device to plan for. `wanted` is its exact intended config, or lines to merge.

    `harmless` are the patterns of its lines that only look like a secret.
    """

    device: Device
    platform: Platform
    seen: Seen
    wanted: str = field(repr=False)
    is_snippet: bool
    harmless: tuple[str, ...]
    key: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class Exact:
    """The texts that a plan needs and may not show."""

    base: str
    startup: str
    text: str
    predicted: str


@dataclass(frozen=True, slots=True)
class Draft:
    """A device plan whose exact texts are not sealed yet. `predicted` is canonical."""

    plan: DevicePlan
    predicted: str
    exact: Exact = field(repr=False)

    def sealed(self, digest: str) -> DevicePlan:
        """The plan with the digest under which the sealed store keeps its texts."""
        return replace(self.plan, sealed=digest)


def draft(subject: Subject, mode: Mode) -> Draft | None:
    """Plan one device; None when it already holds what is wanted.

    Raises `Refused` when nothing proven can be planned, or when a secret would show.
    """
    if subject.platform.revert is None:
        raise Refused(
            f"netops cannot take a change on {subject.platform.title} back yet, so it plans none"
        )
    base = loadable(subject.seen.running, subject.platform)
    found = _remediation(replace(subject, wanted=_whole(subject)), base)
    if same(base, found.predicted, subject.platform):
        return None
    predicted = loadable(found.predicted, subject.platform)
    text = predicted if mode is Mode.REPLACE else "".join(f"{line}\n" for line in found.commands)
    startup = loadable(subject.seen.startup, subject.platform)
    plan = _device_plan(subject, mode, base, found)
    _nothing_shows(subject, plan)
    shown = canonical(found.predicted, subject.platform, subject.key)
    return Draft(plan, shown, Exact(base, startup, text, predicted))


def assembled(
    request: ChangeRequest,
    plans: Iterable[DevicePlan],
    *,
    rev: int,
    now: datetime,
    digests: tuple[str, str],
    fleet: Mapping[str, Device],
    platforms: Mapping[str, Platform],
) -> Plan:
    """The plan of a whole change; `digests` are of the policy and of the signers."""
    parts = tuple(plans)
    order = waves(member(fleet[part.device], part) for part in parts)
    found = risks(Facts(parts, fleet, platforms))
    minutes = revert_minutes(
        filter(None, (platforms[part.platform].revert for part in parts)),
        soak=request.soak,
        widest=max(len(wave) for wave in order),
    )
    return Plan(
        request.id, rev, now, NORMALISER, *digests, order, minutes, request.soak,
        request.on_failure, request.window, request.requester, level(found), parts,
        tuple(f"{risk.level}: {risk.reason}" for risk in found), request.may_lose,
    )  # fmt: skip


def files(plan: Plan) -> dict[str, bytes]:
    """What a reviewer opens beside `plan.json`, below `rev-N/`: the same words, one file each."""
    return {
        f"devices/{part.device}/{name}": text.encode()
        for part in plan.devices
        for name, text in (
            ("diff", part.diff),
            ("commands", _lines(part.commands)),
            ("rollback", _lines(part.rollback)),
        )
    }


def predicted_path(device: str) -> str:
    """Where the canonical predicted config lies below `rev-N/`; the plan has its digest."""
    return f"devices/{device}/predicted"


def target(
    plan: Plan, part: DevicePlan, exact: Exact, *, device: Device, platform: Platform, key: bytes
) -> Target:
    """What apply needs for one device, taken from the plan and the sealed store alone.

    Raises `Refused` when the sealed texts are not those that people approved.
    """
    if not _approved(part, exact, platform, key):
        raise Refused(f"the sealed texts of {part.device} are not those of the plan; plan again")
    return Target(
        device=device, platform=platform, label=f"{plan.change}-r{plan.rev}", serial=part.serial,
        os_version=part.os_version, mode=part.mode, expected_diff=part.expected_device_diff,
        minutes=plan.revert_minutes, soak=plan.soak, text=exact.text, base=exact.base,
        startup=exact.startup, predicted=exact.predicted, key=key, may_lose=plan.may_lose,
    )  # fmt: skip


def exact_text(exact: Exact) -> str:
    """The exact texts as one text for the sealed store."""
    return canonical_json.encode(plain(exact)).decode()


def exact_from(text: str, *, where: str) -> Exact:
    """Read what `exact_text` wrote; raise `InputError` for anything else."""
    return typed(canonical_json.decode(text.encode()), Exact, what=where)


def loadable(text: str, platform: Platform) -> str:
    """An exact config without the lines that only describe it, as the device takes it back."""
    volatile = [re.compile(pattern) for pattern in platform.capture.volatile]
    kept = (line for line in text.splitlines() if not any(v.fullmatch(line) for v in volatile))
    return _lines(tuple(kept))


def _whole(subject: Subject) -> str:
    """What is wanted, with the values of the secrets that it names by digest."""
    text = unmask(subject.wanted, subject.seen.running, subject.platform, subject.key)
    if unknown := masked(text):
        raise Refused(
            f"{subject.device.name}: line {unknown[0].number} of what is wanted names a secret by "
            "its digest, and the device does not hold it; write <env:NAME> in its place"
        )
    return text


def _remediation(subject: Subject, base: str) -> Remediation:
    way = merge if subject.is_snippet else remediate
    source = subject.device.source
    found = way(base, subject.wanted, subject.platform, source=source)
    if found.verdict == "proven":
        return found
    # A snippet is a person's own words: when it only cuts us off, people decide, and the revert
    # timer is armed. What does not even reach its aim is nobody's plan.
    if subject.is_snippet and found.proofs.reaches:
        cuts = any(_CUTS.search(risk) for risk in found.risks)
        warning = f"{CUT if cuts else UNSAFE}: {found.reason}"
        return replace(found, risks=(warning, *found.risks))
    raise Refused(f"{subject.device.name}: no proven plan: {found.reason}")


def _device_plan(subject: Subject, mode: Mode, base: str, found: Remediation) -> DevicePlan:
    platform, key, name = subject.platform, subject.key, subject.device.name
    old, new = canonical(base, platform, key), canonical(found.predicted, platform, key)
    # Both sides of the diff as the simulator writes them: only what changes shows.
    shown = canonical(simulate(base, (), platform), platform, key)
    commands = _redacted(found.commands, platform, key)
    # Secrets go before the normal form is made: it joins lines, and no rule would know them.
    told = expected(old, commands, new, mode=mode, platform=platform)
    return DevicePlan(
        device=name,
        platform=platform.name,
        serial=subject.seen.identity.serial,
        os_version=subject.seen.identity.os_version,
        mode=mode,
        base_digest=canonical_json.digest(old.encode()),
        predicted_digest=canonical_json.digest(new.encode()),
        diff=unified(shown, new, old_name=f"{name} base", new_name=f"{name} predicted"),
        commands=commands,
        rollback=_redacted(found.rollback, platform, key),
        expected_device_diff=told,
        sealed="",
        proofs=found.proofs,
        risks=found.risks,
        checks=CHECKS if isinstance(subject.seen.around, NetworkState) else (),
    )


def _nothing_shows(subject: Subject, plan: DevicePlan) -> None:
    """Fail closed: a plan goes to git, so what still looks like a secret stops it."""
    shown = _lines((*plan.commands, *plan.rollback)) + plan.expected_device_diff + plan.diff
    if found := leaks(shown, subject.platform, subject.harmless):
        raise Refused(
            f"{plan.device}: {len(found)} lines of the plan still look like they hold a secret, "
            f"such as '{found[0].text}'; nothing was stored"
        )


def _approved(part: DevicePlan, exact: Exact, platform: Platform, key: bytes) -> bool:
    predicted = canonical(exact.predicted, platform, key)
    base = canonical(exact.base, platform, key)
    digests = tuple(canonical_json.digest(text.encode()) for text in (base, predicted))
    if digests != (part.base_digest, part.predicted_digest):
        return False
    if part.mode is Mode.REPLACE:
        return exact.text == exact.predicted
    return _redacted(tuple(exact.text.splitlines()), platform, key) == part.commands


def _redacted(lines: tuple[str, ...], platform: Platform, key: bytes) -> tuple[str, ...]:
    return tuple(redact(_lines(lines), platform, key).splitlines())


def _lines(lines: tuple[str, ...]) -> str:
    return "".join(f"{line}\n" for line in lines)
