"""The composition root: which part plays which port, in one workspace."""

import json
import time
from collections.abc import Callable, Iterable, Mapping
from contextlib import AbstractContextManager
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from netops.change.canonical_json import digest
from netops.change.desk import Desk
from netops.change.gate import Rulebook
from netops.config.clean import canonical
from netops.drivers.login import Login
from netops.errors import InputError
from netops.model.config import Capture, Collected, ConfigKind, NotCollected, Snapshot
from netops.model.device import Device
from netops.platforms.registry import platform
from netops.rules.rule import Rule
from netops.secrets.env import EnvSecrets
from netops.settings import Settings, settings
from netops.sources.change_file import ChangeFile
from netops.sources.intended import IntendedConfigs, resolved
from netops.sources.inventory import Inventory, inventory
from netops.sources.limit import limited
from netops.sources.policy import calendar, policy
from netops.sources.rules import rules
from netops.stores.files import append_line, private_folder, write_whole
from netops.stores.git import GitStore
from netops.stores.journal import Journals
from netops.stores.sealed import AgeSealed
from netops.stores.signing import SshSignatures
from netops.stores.state import LastVerified, StateFolder
from netops.tasks.collect import Gathered, Means, collect
from netops.tasks.prove import prove
from netops.tasks.push import Push
from netops.tasks.sessions import Means as PushMeans
from netops.yamlfile import read_text

if TYPE_CHECKING:
    from netops.drivers.connect import Connector


class SystemClock:
    """The time of this machine, UTC."""

    def now(self) -> datetime:
        """Return the current time, aware."""
        return datetime.now(UTC)


class Workspace:
    """An inventory, its evidence, and the parts that work on them; each made at first use."""

    def __init__(self, folder: Path, environ: Mapping[str, str]) -> None:
        self.folder = folder
        self.settings: Settings = settings(folder / "inventory", environ)
        self.secrets = EnvSecrets(environ)
        self.clock = SystemClock()

    @cached_property
    def inventory(self) -> Inventory:
        """Every device that we own, with its template values and credential references."""
        return inventory(self.settings.inventory)

    @cached_property
    def store(self) -> GitStore:
        """The evidence repository."""
        return GitStore(self.settings.backups / "repo", clock=self.clock)

    @cached_property
    def state(self) -> StateFolder:
        """Keys, lock, pins and what was last verified; never in git."""
        return StateFolder(self.settings.backups / "state")

    @cached_property
    def sealed(self) -> AgeSealed:
        """Exact texts, encrypted."""
        return AgeSealed(self.settings.backups / "sealed", state=self.state)

    @cached_property
    def intended(self) -> IntendedConfigs:
        """Templates and files of how devices should be."""
        return IntendedConfigs(self.inventory)

    @cached_property
    def rules(self) -> tuple[Rule, ...]:
        """The library and the workspace's own rules."""
        return rules(self.settings.inventory / "rules")

    @cached_property
    def connector(self) -> "Connector":
        """Where sessions with devices come from."""
        # NAPALM takes a second to import, and most commands open no session.
        from netops.drivers.connect import Connector  # noqa: PLC0415

        return Connector(
            self.login,
            pins=self.state,
            connect_timeout=self.settings.connect_timeout,
            read_timeout=self.settings.read_timeout,
        )

    def login(self, device: Device) -> Login:
        """The values behind a device's credential references."""
        entry = self.inventory.entry(device.name)
        return Login(self.secrets.value(entry.username), self.secrets.value(entry.password))

    def credential(self, device: Device) -> str:
        """A keyed digest that names a device's credential without revealing it."""
        login = self.login(device)
        return self.state.fingerprint(login.username, login.password)

    def devices(self, limit: Iterable[str] = ()) -> tuple[Device, ...]:
        """The devices that `--limit` names; all of them without one."""
        return limited(self.inventory.devices, limit)

    def playbooks(self) -> tuple[Path, ...]:
        """The YAML playbooks of this workspace, sorted by name."""
        return tuple(sorted(self.settings.playbooks.glob("*.yaml")))

    def config_path(self, name: str, kind: ConfigKind) -> str:
        """Where a device's config lives in the evidence; an unknown device is an `InputError`."""
        device = self.inventory.entry(name).device
        return f"configs/{device.site}/{device.name}/{kind}.cfg"

    def lock(self, work: str) -> AbstractContextManager[None]:
        """The only right to write, for `work`; raises `Locked` if another run has it."""
        return self.state.lock(work, at=self.clock.now())

    def stored(self, name: str, kind: ConfigKind, revision: str | None = None) -> str | None:
        """A stored canonical config, the last one or that of a revision."""
        content = self.store.read(self.config_path(name, kind), revision)
        return None if content is None else content.decode()

    def collect(
        self,
        devices: Iterable[Device],
        kinds: Iterable[ConfigKind],
        *,
        hand_on: Callable[[Gathered], None],
    ) -> bool:
        """Read and prove configs; return whether Ctrl-C cut the work short.

        Raises `SecretError` for a credential without a value before any device is touched.
        """
        chosen = tuple(devices)
        for device in chosen:
            self.login(device)
        means = Means(
            connect=self.connector,
            reach=self.connector.reach,
            credential=self.credential,
            refusals=self.state,
            prove=self.prove,
            clock=self.clock,
            workers=self.settings.workers,
        )
        return collect(chosen, kinds, means, hand_on=hand_on)

    def prove(self, capture: Capture, device: Device, reread: Callable[[], str]) -> Collected:
        """Believe a capture, held against the last good one, or say why not."""
        last = self.stored(device.name, capture.kind)
        return prove(capture, device, last=last, key=self.state.key(), reread=reread)

    def quarantine(self, run: str, doubtful: NotCollected) -> None:
        """Keep the text of a capture that was not proven whole, sealed, with its reason."""
        row = {
            "run": run,
            "device": doubtful.device,
            "kind": doubtful.kind,
            "taken": doubtful.taken.isoformat(),
            "cause": doubtful.cause,
            "reason": doubtful.reason,
            "sealed": self.sealed.seal(doubtful.raw),
        }
        append_line(self.state.root / "quarantine.jsonl", json.dumps(row).encode())

    def remember_verified(self, proven: Iterable[Snapshot]) -> None:
        """Record when each config was last proven whole."""
        self.state.remember_verified(
            {
                (one.device, one.kind): LastVerified(one.taken, digest(one.canonical.encode()))
                for one in proven
            }
        )

    def verified(self) -> dict[str, datetime]:
        """When each device's running config was last proven whole."""
        known = self.state.last_verified()
        return {name: one.taken for (name, kind), one in known.items() if kind == "running"}

    @cached_property
    def desk(self) -> Desk:
        """The change engine on this workspace's evidence and devices."""
        return Desk(
            store=self.store,
            view=self._view,
            sealed=self.sealed,
            journals=Journals(self.state.root),
            requests=ChangeFile(),
            verifier=SshSignatures(),
            network=Push(self._pushing),
            clock=self.clock,
            book=self._rulebook,
            fleet={device.name: device for device in self.inventory.devices},
            platform=platform,
            intended=self._wanted,
            resolve=self._resolved,
            key=self.state.key(),
        )

    @property
    def _pushing(self) -> PushMeans:
        return PushMeans(
            connect=lambda device: self.connector(device),  # noqa: PLW0108 (late: a desk that only
            reach=lambda device: self.connector.reach(device),  # noqa: PLW0108  looks needs no driver)
            credential=self.credential,
            refusals=self.state,
            clock=self.clock,
            sleep=time.sleep,
            workers=self.settings.workers,
        )

    @property
    def _rulebook(self) -> Rulebook:
        where = self.settings.inventory
        signers = read_text(where / "allowed_signers")
        return Rulebook(
            policy=policy(where / "approval.yaml"),
            signers=signers,
            signers_digest=digest(signers.encode()),
            calendar=calendar(where / "windows.yaml"),
        )

    def _view(self, path: str) -> bytes | None:
        file = self.settings.backups / "repo" / path
        return file.read_bytes() if file.exists() else None

    def _resolved(self, text: str) -> str:
        return resolved(text, self.secrets, where="lines of the change")

    def _wanted(self, device: Device) -> str:
        exact = self.intended_exact(device)
        if exact is None:
            hint = "write a template for its role, or `netops intended --adopt`"
            raise InputError(f"{device.name} has no intended config", hint=hint)
        return exact

    def publish(self, run: str, pages: Mapping[str, str]) -> tuple[Path, ...]:
        """Write pages to `reports/<run>/`, and let `reports/latest` point there."""
        if not pages:
            return ()
        folder = private_folder(self.settings.reports / run)
        for name, text in pages.items():
            write_whole(folder / name, text.encode())
        fresh = self.settings.reports / f".latest-{run}"
        fresh.symlink_to(run)
        fresh.replace(self.settings.reports / "latest")
        return tuple(folder / name for name in pages)

    def intended_exact(self, device: Device) -> str | None:
        """How a device should be, secrets in place; None if nobody wrote it."""
        text = self.intended.text(device.name)
        if text is None:
            return None
        return resolved(text, self.secrets, where=f"intended config of {device.name}")

    def intended_canonical(self, device: Device) -> str | None:
        """How a device should be, as its canonical running config would say it."""
        exact = self.intended_exact(device)
        if exact is None:
            return None
        return canonical(exact, platform(device.platform), self.state.key())


def open_workspace(folder: Path | None, environ: Mapping[str, str]) -> Workspace:
    """Open the folder that holds `inventory/`: the one named, this one, or the nearest above."""
    start = (folder or Path.cwd()).resolve()
    candidates = [start] if folder else [start, *start.parents]
    for candidate in candidates:
        if (candidate / "inventory" / "hosts.yaml").exists():
            return Workspace(candidate, environ)
    hint = "go to a workspace, name one with --workspace, or make one with `netops init`"
    raise InputError("no inventory/hosts.yaml here", where=str(start), hint=hint)
