"""Judge: drift, missing captures and hardening rules become findings with a verdict."""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping

from netops.audit.episodes import Episode
from netops.errors import Cause
from netops.model.config import (
    Collected,
    ConfigKind,
    Drift,
    DriftItem,
    Line,
    NotCollected,
    Snapshot,
)
from netops.model.device import Device
from netops.model.finding import Finding, Result, Severity, Verdict
from netops.platforms.registry import platform
from netops.rules.evaluate import evaluate
from netops.rules.fingerprint import fingerprint
from netops.rules.rule import BASELINE, Profile, Rule

DRIFT, UNSAVED, NOT_COLLECTED = "drift", "unsaved-change", "not-collected"

# Who watches, who may come in and where the traffic goes: drift here is high whatever its verdict.
PROTECTED = re.compile(
    r"^(?:no )?(?:logging|aaa|username|enable|line |snmp-server|control-plane|system control-plane"
    r"|archive|log config|boot|monitor session|interface Tunnel|tacacs|radius|ip ssh|management "
    r"|ip access-list|access-list|access-class|ip access-group|transport input|event manager"
    r"|event-handler|kron|ntp|banner|ip http|service config)"
)
_ALARMS = {Cause.HOST_KEY: "host-key", Cause.WRONG_DEVICE: "wrong-device"}
_SECRET = re.compile(r"<secret:[^>]*>")


def judge(
    collected: Iterable[Collected],
    devices: Mapping[str, Device],
    *,
    drifts: Iterable[Drift] = (),
    against: Collection[ConfigKind] = (),
    rules: Collection[Rule] = (),
    profile: Profile = BASELINE,
    episodes: Mapping[str, Episode] | None = None,
) -> tuple[Finding, ...]:
    """Every finding of a run, device by device in the order of `devices`.

    `devices` is the whole scope: one without a capture is `unknown`, never clean. `against` is
    what `compare` was asked for, so that a missing reference is unknown too. Passes are included.
    """
    taken = tuple(collected)
    drifted = {(drift.device, drift.against): drift for drift in drifts}
    found: list[Finding] = []
    for device in devices.values():
        mine = [one for one in taken if one.device == device.name]
        found += _missing(device, mine)
        for one in mine:
            if isinstance(one, Snapshot) and one.kind is ConfigKind.RUNNING:
                spec = platform(device.platform)
                found += evaluate(rules, device, one.canonical, spec, profile=profile)
                for kind in against:
                    episode = (episodes or {}).get(device.name)
                    found += _drift(device, kind, drifted.get((device.name, kind)), episode)
    return tuple(found)


def _missing(device: Device, taken: Iterable[Collected]) -> Iterator[Finding]:
    kinds = {one.kind for one in taken}
    for one in taken:
        if isinstance(one, NotCollected):
            yield _not_collected(device, one.kind, f"{one.cause}: {one.reason}")
            if rule := _ALARMS.get(one.cause):
                yield _alarm(device, rule, one)
    if ConfigKind.RUNNING not in kinds:
        yield _not_collected(device, ConfigKind.RUNNING, "nothing was collected")


def _not_collected(device: Device, kind: ConfigKind, why: str) -> Finding:
    return Finding(
        fingerprint=fingerprint(NOT_COLLECTED, device, (), kind),
        rule=NOT_COLLECTED,
        title=f"The {kind} config could not be read or proven whole",
        device=device.name,
        severity=Severity.HIGH,
        result=Result.UNKNOWN,
        why=why,
        fix="Remove the cause and collect again; the last verified config stays the evidence.",
    )


def _alarm(device: Device, rule: str, one: NotCollected) -> Finding:
    return Finding(
        fingerprint=fingerprint(rule, device, (), one.kind),
        rule=rule,
        title="The device may not be the one it says it is",
        device=device.name,
        severity=Severity.CRITICAL,
        result=Result.FAIL,
        why=f"{one.cause}: {one.reason}",
        fix="Find out on the console who answers at this address before anyone logs in again.",
    )


def _drift(
    device: Device, kind: ConfigKind, drift: Drift | None, episode: Episode | None
) -> Iterator[Finding]:
    rule = UNSAVED if kind is ConfigKind.STARTUP else DRIFT
    spec = platform(device.platform)
    if kind is ConfigKind.STARTUP and kind not in spec.capture.commands:
        why = f"{spec.title} has no startup config: what runs is what boots"
        yield _plain(device, rule, Result.NOT_APPLICABLE, why)
    elif drift is None:
        why = f"there is no {kind} config to compare with"
        yield _plain(device, rule, Result.UNKNOWN, why)
    elif not drift.items:
        part = f" in {', '.join(drift.owned)}" if drift.owned else ""
        yield _plain(device, rule, Result.PASS, f"running and {kind} mean the same{part}")
    elif rule == UNSAVED:
        yield _unsaved(device, drift.items, episode)
    else:
        groups: dict[tuple[str, ...], list[DriftItem]] = {}
        sections = {item.section for item in drift.items}
        for item in drift.items:
            groups.setdefault(_object(item, sections), []).append(item)
        for path, items in groups.items():
            yield _drifted(device, path, items, episode)


def _plain(device: Device, rule: str, result: Result, why: str) -> Finding:
    return Finding(
        fingerprint=fingerprint(rule, device, (), ""),
        rule=rule,
        title=_TITLES[rule],
        device=device.name,
        severity=Severity.MEDIUM,
        result=result,
        why=why,
    )


_TITLES = {
    DRIFT: "The running config is not the intended one",
    UNSAVED: "The running config is not saved",
}


def _drifted(
    device: Device, path: tuple[str, ...], items: list[DriftItem], episode: Episode | None
) -> Finding:
    return Finding(
        fingerprint=fingerprint(DRIFT, device, path, ""),
        rule=DRIFT,
        title=f"{path[-1]} is not as intended",
        device=device.name,
        severity=_severity(items),
        result=Result.FAIL,
        section=max((item.section for item in items), key=len),
        evidence=_evidence(items),
        why=f"In {' > '.join(path)}: {'; '.join(_said(item) for item in items)}.",
        fix="Put the intended lines back with a change, or have the intended config reviewed.",
        verdict=episode.verdict if episode else Verdict.UNATTRIBUTED,
        actors=episode.actors if episode else (),
    )


def _unsaved(device: Device, items: tuple[DriftItem, ...], episode: Episode | None) -> Finding:
    return Finding(
        fingerprint=fingerprint(UNSAVED, device, (), ""),
        rule=UNSAVED,
        title=f"{_counted(items)} not saved",
        device=device.name,
        severity=_severity(items),
        result=Result.FAIL,
        evidence=_evidence(items),
        why="A reload of the device takes these lines away, or brings old ones back.",
        fix="Decide whether the change is wanted: then save it, else take it back.",
        verdict=Verdict.UNSAVED,
        actors=episode.actors if episode else (),
    )


def _counted(items: tuple[DriftItem, ...]) -> str:
    return "1 running line is" if len(items) == 1 else f"{len(items)} running lines are"


def _severity(items: Iterable[DriftItem]) -> Severity:
    lines = [line for item in items for line in (*item.section, *_texts(item))]
    touched = any(PROTECTED.search(line.strip()) for line in lines)
    return Severity.HIGH if touched else Severity.MEDIUM


def _said(item: DriftItem) -> str:
    texts = [f"`{text.strip()}`" for text in _texts(item)]
    return f"{' instead of '.join(texts)} {'' if len(texts) > 1 else 'is '}{item.kind}"


def _texts(item: DriftItem) -> tuple[str, ...]:
    return tuple(line.text for line in (item.running, item.reference) if line)


def _evidence(items: Iterable[DriftItem]) -> tuple[Line, ...]:
    """The lines that are in the running config; a missing line has no number there."""
    return tuple(item.running for item in items if item.running)


def _object(item: DriftItem, sections: Collection[tuple[str, ...]]) -> tuple[str, ...]:
    """What drifted: the section, or at top level what the line sets, without its value."""
    text = _texts(item)[0].strip()
    if (own := (*item.section, text)) in sections:
        return own
    if item.section:
        return item.section
    words = _SECRET.sub("", text).split()
    return (" ".join([word for word in words if word != "no"][:2]),)
