"""The five words as functions, for playbooks in YAML and in Python alike."""

import secrets
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path

from netops.audit.episodes import actors, episodes, since
from netops.audit.origins import EDITED_BY, edited_by
from netops.audit.report import Report, device_rows
from netops.audit.stale import stale
from netops.audit.unpushed import unpushed, unstored
from netops.change.canonical_json import digest
from netops.errors import Cause
from netops.model.config import Collected, ConfigKind, Drift, NotCollected, Snapshot
from netops.model.device import Device
from netops.model.finding import Finding, Severity
from netops.platforms.registry import platform
from netops.rules.rule import BASELINE, PROFILES
from netops.tasks.collect import Gathered
from netops.wiring import Workspace
from netops.wiring.references import intended_texts, stored_texts
from netops.wiring.staging import Staging


@dataclass(frozen=True, slots=True)
class Run:
    """One run over some devices: who asked for what, since when. `id` names its commit.

    With `stores`, what is proven is staged as it comes, and no secret stays in memory.
    """

    workspace: Workspace
    id: str
    name: str
    started: datetime
    devices: tuple[Device, ...]
    staging: Staging
    stores: bool


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
def running(
    workspace: Workspace,
    name: str,
    devices: Iterable[Device],
    *,
    stores: bool = False,
    in_clear: bool | None = None,
) -> Iterator[Run]:
    """Hold the workspace's only right to write while a run lasts; raise `Locked` if taken.

    `stores` says that the word `store` is going to follow; `in_clear` that git also gets each
    config with its secrets in clear (None: as the settings say). Raises `PartlyStored` at the end
    if a shard could not be written: what the run found out is told by then.
    """
    if in_clear is None:
        in_clear = workspace.settings.secrets == "keep"
    now = workspace.clock.now()
    run = f"{now:%Y%m%dT%H%M%SZ}-{secrets.token_hex(2)}"
    chosen = tuple(devices)
    with workspace.lock(name), workspace.store.transaction() as transaction:
        if stores:
            workspace.state.attempts.begin(run, (one.name for one in chosen))
        staging = Staging(workspace, transaction, in_clear=in_clear)
        yield Run(workspace, run, name, now, chosen, staging, stores)
    if staging.partly:
        raise staging.partly
    if stores:
        workspace.store.upkeep()


def collect(
    run: Run, kinds: Iterable[str], *, seen: Callable[[Gathered], None] = lambda _: None
) -> Configs:
    """Read configs of every device and prove each one whole; what is doubtful is quarantined.

    `seen` is called once a device, as its result comes. After Ctrl-C what was not reached is
    `NotCollected` for that reason.
    """
    gathered: dict[str, Gathered] = {}
    changed: set[str] = set()

    def keep(one: Gathered) -> None:
        gathered[one.device.name] = replace(one, items=tuple(_kept(run, i) for i in one.items))
        if one.device.name in run.staging.changed or any(_is_new(run, item) for item in one.items):
            changed.add(one.device.name)
        seen(one)

    wanted = tuple(ConfigKind(kind) for kind in kinds)
    interrupted = run.workspace.reading.collect(run.devices, wanted, hand_on=keep)
    items = tuple(item for device in run.devices for item in gathered[device.name].items)
    seconds = {name: one.seconds for name, one in gathered.items()}
    return Configs(items, seconds, frozenset(changed), interrupted)


# What a device answered and we do not believe, though no text of it may be left.
_DOUBTS = frozenset(
    {Cause.REFUSED, Cause.NOT_WHOLE, Cause.WRONG_DEVICE, Cause.LEAK, Cause.SESSION_LOST}
)


def _kept(run: Run, item: Collected) -> Collected:
    """What stays in memory of one config: the doubtful goes to quarantine, the proven is staged."""
    if isinstance(item, Snapshot):
        return run.staging.keep(item) if run.stores else item
    if item.raw or item.cause in _DOUBTS:
        run.workspace.reading.quarantine(run.id, item)
    return replace(item, raw="")


def store(run: Run, configs: Configs) -> str | None:
    """Seal the exact texts, commit the canonical ones; the revision, None if nothing changed."""
    for one in configs.proven:
        run.staging.keep(one)
    subject = f"{run.name}: {len(configs.changed)} of {len(run.devices)} devices changed"
    named = edited_by(_editors(run, configs))
    editors = f"{EDITED_BY}: {named}\n" if named else ""
    revision = run.staging.commit(f"{subject}\n\nRun-Id: {run.id}\n{editors}")
    run.workspace.state.attempts.end(run.id, _collected(configs) - run.staging.lost())
    return revision


def _collected(configs: Configs) -> frozenset[str]:
    """The devices of which every config was proven whole."""
    failed = {one.device for one in configs.items if isinstance(one, NotCollected)}
    return frozenset(one.device for one in configs.proven if one.device not in failed)


def compare(
    run: Run, configs: Configs, against: Iterable[str], *, stored: Iterable[str] = ()
) -> tuple[Drift, ...]:
    """Drift of every running config against the intended one, the startup one, or both.

    `stored` adds running configs of the evidence: "" is each device's own last one, the name of a
    device that of this one.
    """
    kinds, others = [ConfigKind(kind) for kind in against], tuple(stored)
    kinds += [ConfigKind.RUNNING] if others else []
    running = {s.device: s.canonical for s in configs.proven if s.kind is ConfigKind.RUNNING}
    is_intended = ConfigKind.INTENDED in kinds
    # Nor has a backup a use for the languages' grammars.
    from netops.audit.compare import compare as compared  # noqa: PLC0415

    return compared(
        configs.items,
        _named(run),
        intended=intended_texts(run.workspace, run.devices, running) if is_intended else {},
        against=kinds,
        owned={one.name: run.workspace.inventory.entry(one.name).owned for one in run.devices},
        stored=stored_texts(run.workspace, run.devices, others),
    )


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
    # A backup judges nothing.
    from netops.audit.judge import judge as judged  # noqa: PLC0415

    workspace = run.workspace
    digests = {
        one.device: digest(one.canonical.encode())
        for one in configs.proven
        if one.kind is ConfigKind.RUNNING
    }
    found = judged(
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
            approved=_approved(workspace),
        ),
    )
    return (*found, *_stale(run, configs))


def _stale(run: Run, configs: Configs) -> Iterator[Finding]:
    now = {one.device: one.taken for one in configs.proven if one.kind is ConfigKind.RUNNING}
    workspace = run.workspace
    verified = {**workspace.reading.verified(), **now}
    after = timedelta(hours=workspace.settings.stale_after)
    return stale(run.devices, verified, now=workspace.clock.now(), after=after)


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
            verified=run.workspace.reading.verified(),
        ),
        drifts=tuple(drifts),
        findings=(*findings, *unpushed(run.staging.behind), *_unstored(run)),
        revision=revision,
        fail_on=Severity[fail_on.upper()] if fail_on else None,
        profile=profile,
        rules=run.workspace.rules if profile else (),
    )


def _unstored(run: Run) -> Iterator[Finding]:
    return unstored(run.staging.partly.shards if run.staging.partly else {})


def publish(run: Run, made: Report, to: Iterable[str]) -> tuple[Path, ...]:
    """Write the report's pages to `reports/<run>/`, and point `reports/latest` there."""
    if not (sinks := tuple(to)):
        return ()
    # The pages' template engine is of no use to a backup.
    from netops.sinks.pages import PAGES  # noqa: PLC0415

    names = {name: text(made) for name, text in (PAGES[sink] for sink in sinks)}
    return run.workspace.publish(run.id, names)


def _approved(workspace: Workspace) -> Mapping[str, frozenset[str]]:
    """What applied changes left; nothing, and no engine loaded, where nobody asked for a change."""
    if not workspace.store.paths("changes"):
        return {}
    # It takes a fifth of a second to import, and a backup has no use for it.
    from netops.change.approved import approved  # noqa: PLC0415

    return approved(workspace.desk)


def _named(run: Run) -> dict[str, Device]:
    return {device.name: device for device in run.devices}


def _editors(run: Run, configs: Configs) -> dict[str, str]:
    """Whom the log of each changed device names last since its last backup, if it had one."""
    known = run.workspace.state.last_verified()
    edited = {name: device for name, device in _named(run).items() if name in configs.changed}
    return {
        one.device: who[-1]
        for one in configs.proven
        if one.kind is ConfigKind.RUNNING and one.device in edited
        if (last := known.get((one.device, one.kind)))
        if (who := actors(since(one.events, last.logged), platform(edited[one.device].platform)))
    }


def _is_new(run: Run, one: Collected) -> bool:
    """Whether a config that is not staged differs from the stored one; staging knows its own."""
    if run.stores or not isinstance(one, Snapshot):
        return False
    return run.workspace.stored(one.device, one.kind) != one.canonical
