"""The five words as functions, for playbooks in YAML and in Python alike."""

import secrets
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from netops.audit import compare as comparing
from netops.audit import judge as judging
from netops.audit.episodes import episodes
from netops.audit.report import Report, device_rows
from netops.change.approved import approved
from netops.change.canonical_json import digest
from netops.model.config import Collected, ConfigKind, Drift, NotCollected, Snapshot
from netops.model.device import Device
from netops.model.finding import Finding, Severity
from netops.rules.rule import BASELINE, PROFILES
from netops.sinks.as_html import html
from netops.sinks.as_json import as_json
from netops.sinks.markdown import markdown
from netops.sinks.sarif import sarif
from netops.tasks.collect import Gathered
from netops.wiring import Workspace

SINKS: Mapping[str, tuple[str, Callable[[Report], str]]] = {
    "html": ("report.html", html),
    "markdown": ("report.md", markdown),
    "json": ("report.json", as_json),
    "sarif": ("report.sarif", sarif),
}


@dataclass(frozen=True, slots=True)
class Run:
    """One run over some devices: who asked for what, since when. `id` names its commit."""

    workspace: Workspace
    id: str
    name: str
    started: datetime
    devices: tuple[Device, ...]


@dataclass(frozen=True, slots=True)
class Configs:
    """What `collect` gives: an item for each device and kind, and how long each device took."""

    items: tuple[Collected, ...]
    seconds: Mapping[str, float]
    changed: frozenset[str]
    interrupted: bool = False

    @property
    def proven(self) -> tuple[Snapshot, ...]:
        """The configs that were proven whole."""
        return tuple(one for one in self.items if isinstance(one, Snapshot))


@contextmanager
def running(workspace: Workspace, name: str, devices: Iterable[Device]) -> Iterator[Run]:
    """Hold the workspace's only right to write while a run lasts; raise `Locked` if taken."""
    now = workspace.clock.now()
    run = f"{now:%Y%m%dT%H%M%SZ}-{secrets.token_hex(2)}"
    with workspace.lock(name):
        yield Run(workspace, run, name, now, tuple(devices))


def collect(
    run: Run, kinds: Iterable[str], *, seen: Callable[[Gathered], None] = lambda _: None
) -> Configs:
    """Read configs of every device and prove each one whole; what is doubtful is quarantined.

    `seen` is called once a device, as its result comes. After Ctrl-C what was not reached is
    `NotCollected` for that reason.
    """
    gathered: dict[str, Gathered] = {}

    def keep(one: Gathered) -> None:
        gathered[one.device.name] = one
        seen(one)

    wanted = tuple(ConfigKind(kind) for kind in kinds)
    interrupted = run.workspace.collect(run.devices, wanted, hand_on=keep)
    items = tuple(item for device in run.devices for item in gathered[device.name].items)
    for item in items:
        if isinstance(item, NotCollected) and item.raw:
            run.workspace.quarantine(run.id, item)
    changed = frozenset(one.device for one in items if _is_new(run.workspace, one))
    return Configs(
        items, {name: one.seconds for name, one in gathered.items()}, changed, interrupted
    )


def store(run: Run, configs: Configs) -> str | None:
    """Seal the exact texts, commit the canonical ones; the revision, None if nothing changed."""
    workspace = run.workspace
    for one in configs.proven:
        workspace.sealed.put(one.device, one.kind, one.exact, canonical=one.canonical)
    files = {
        workspace.config_path(one.device, one.kind): one.canonical.encode()
        for one in configs.proven
    }
    subject = f"{run.name}: {len(configs.changed)} of {len(run.devices)} devices changed"
    revision = workspace.store.write(files, message=f"{subject}\n\nRun-Id: {run.id}\n")
    workspace.remember_verified(configs.proven)
    return revision


def compare(run: Run, configs: Configs, against: Iterable[str]) -> tuple[Drift, ...]:
    """Drift of every running config against the intended one, the startup one, or both."""
    kinds = tuple(ConfigKind(kind) for kind in against)
    intended = {}
    if ConfigKind.INTENDED in kinds:
        texts = ((one.name, run.workspace.intended_canonical(one)) for one in run.devices)
        intended = {name: text for name, text in texts if text is not None}
    return comparing.compare(configs.items, _named(run), intended=intended, against=kinds)


def judge(
    run: Run,
    configs: Configs,
    drifts: Iterable[Drift] = (),
    *,
    against: Iterable[str] = (),
    profile: str = BASELINE.name,
) -> tuple[Finding, ...]:
    """Findings with severity, evidence and verdict: drift, missing captures, hardening rules.

    `profile` names the thresholds of the rules: `baseline` or `stig`.
    """
    workspace = run.workspace
    digests = {
        one.device: digest(one.canonical.encode())
        for one in configs.proven
        if one.kind is ConfigKind.RUNNING
    }
    return judging.judge(
        configs.items,
        _named(run),
        drifts=drifts,
        against=tuple(ConfigKind(kind) for kind in against),
        rules=workspace.rules,
        profile=PROFILES[profile],
        episodes=episodes(
            configs.items,
            _named(run),
            digests=digests,
            approved=approved(workspace.desk) if workspace.store.paths("changes") else {},
        ),
    )


def report(
    run: Run,
    configs: Configs,
    *,
    drifts: Iterable[Drift] = (),
    findings: Iterable[Finding] = (),
    revision: str | None = None,
    fail_on: str | None = None,
    profile: str = "",
) -> Report:
    """Everything that the run found out, as one value with an exit code."""
    return Report(
        run=run.id,
        playbook=run.name,
        started=run.started,
        finished=run.workspace.clock.now(),
        devices=device_rows(
            run.devices,
            configs.items,
            changed=configs.changed,
            seconds=configs.seconds,
            verified=run.workspace.verified(),
        ),
        drifts=tuple(drifts),
        findings=tuple(findings),
        revision=revision,
        fail_on=Severity[fail_on.upper()] if fail_on else None,
        profile=profile,
        rules=run.workspace.rules,
    )


def publish(run: Run, made: Report, to: Iterable[str]) -> tuple[Path, ...]:
    """Write the report's pages to `reports/<run>/`, and point `reports/latest` there."""
    names = {name: text(made) for name, text in (SINKS[sink] for sink in to)}
    return run.workspace.publish(run.id, names)


def _approved(workspace: Workspace) -> Mapping[str, frozenset[str]]:
    """Nothing, without asking for a policy, where nobody ever asked for a change."""
    return approved(workspace.desk) if workspace.store.paths("changes") else {}


def _named(run: Run) -> dict[str, Device]:
    return {device.name: device for device in run.devices}


def _is_new(workspace: Workspace, one: Collected) -> bool:
    if not isinstance(one, Snapshot):
        return False
    return workspace.stored(one.device, one.kind) != one.canonical
