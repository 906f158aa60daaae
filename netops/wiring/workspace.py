"""An inventory, its evidence, and the parts that work on them."""

from collections.abc import Callable, Iterable, Mapping
from collections.abc import Set as AbstractSet
from contextlib import AbstractContextManager
from datetime import UTC, datetime
from functools import cache, cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from netops.config.clean import canonical
from netops.drivers.login import Login
from netops.errors import InputError
from netops.model.config import ConfigKind
from netops.model.device import Device
from netops.platforms.registry import platform
from netops.rules.rule import Rule
from netops.secrets.env import EnvSecrets
from netops.settings import Settings, settings
from netops.sources.inventory import Inventory
from netops.sources.limit import limited
from netops.stores.files import private_folder, write_whole
from netops.stores.git_remote import Behind
from netops.stores.sealed import AgeSealed
from netops.stores.state import StateFolder
from netops.wiring.evidence import Evidence, evidence
from netops.wiring.known import known_inventory
from netops.wiring.reading import Reading

if TYPE_CHECKING:
    from netops.change.desk import Desk
    from netops.drivers.connect import Connector
    from netops.sources.intended import IntendedConfigs
    from netops.wiring.asking import Asking

_FEW = 4


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
        self._folders: dict[str, str] = {}

    @cached_property
    def inventory(self) -> Inventory:
        """Every device that we own, with its template values and credential references."""
        kept = self.settings.backups / "state" / "inventory.json"
        return known_inventory(self.settings.inventory, kept, self.settings.jump_hosts)

    @cached_property
    def store(self) -> Evidence:
        """The evidence: one repository, or one for each shard."""
        return evidence(self)

    @cached_property
    def state(self) -> StateFolder:
        """Keys, lock, pins and what was last verified; never in git."""
        return StateFolder(self.settings.backups / "state")

    @cached_property
    def sealed(self) -> AgeSealed:
        """Exact texts, encrypted."""
        return AgeSealed(self.settings.backups / "sealed", state=self.state)

    @cached_property
    def intended(self) -> "IntendedConfigs":
        """Templates and files of how devices should be."""
        # The templates' engine is of no use to a backup.
        from netops.sources.intended import IntendedConfigs  # noqa: PLC0415

        return IntendedConfigs(self.inventory)

    @cached_property
    def rules(self) -> tuple[Rule, ...]:
        """The library and the workspace's own rules."""
        # A backup judges nothing.
        from netops.sources.rules import rules  # noqa: PLC0415

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
        return self._fingerprint(login.username, login.password)

    @cached_property
    def _fingerprint(self) -> Callable[[str, str], str]:
        """Asked once for a credential: many devices share one."""
        return cache(self.state.fingerprint)

    def devices(self, limit: Iterable[str] = ()) -> tuple[Device, ...]:
        """The devices that `--limit` names; all of them without one."""
        return limited(self.inventory.devices, limit)

    def playbooks(self) -> tuple[Path, ...]:
        """The YAML playbooks of this workspace, sorted by name."""
        return tuple(sorted(self.settings.playbooks.glob("*.yaml")))

    def config_path(self, name: str, kind: ConfigKind) -> str:
        """Where a device's config lives in the evidence; an unknown device is an `InputError`.

        Below its site, or where it is already: one that moves to another site keeps its history.
        """
        if name not in self._folders:
            self._folders[name] = self._folder(self.inventory.entry(name).device, kind)
        return f"{self._folders[name]}/{kind}.cfg"

    def _folder(self, device: Device, kind: ConfigKind) -> str:
        here = f"configs/{device.site}/{device.name}"
        # One file is read sooner than all are listed; a run asks for many.
        if len(self._folders) < _FEW and self.store.read(f"{here}/{kind}.cfg") is not None:
            return here
        begun = self._begun.get(device.name, {here})
        return here if here in begun else min(begun)

    @cached_property
    def _begun(self) -> Mapping[str, AbstractSet[str]]:
        """Device -> its folders in the evidence, of every device that has one."""
        found: dict[str, set[str]] = {}
        for path in self.store.paths("configs"):
            folder = path.rpartition("/")[0]
            found.setdefault(folder.rpartition("/")[2], set()).add(folder)
        return found

    def clear_path(self, name: str, kind: ConfigKind) -> str:
        """Where the same config lies in clear, if `secrets: keep` says so."""
        return self.config_path(name, kind).replace(f"{kind}.cfg", f"{kind}.clear.cfg")

    def lock(self, work: str) -> AbstractContextManager[None]:
        """The only right to write, for `work`; raises `Locked` if another run has it."""
        return self.state.lock(work, clock=self.clock)

    def push(self) -> Mapping[str, Behind]:
        """Push the evidence to the remote, if it has one; what each of its branches lacks still."""
        remote = self.settings.remote
        if not remote:
            return {}
        self.state.confirm_lock()
        return self.store.push(remote)

    def stored(self, name: str, kind: ConfigKind, revision: str | None = None) -> str | None:
        """A stored canonical config, the last one or that of a revision."""
        content = self.store.read(self.config_path(name, kind), revision)
        return None if content is None else content.decode()

    @cached_property
    def reading(self) -> Reading:
        """What collects, proves and remembers configs."""
        return Reading(self)

    @cached_property
    def asking(self) -> "Asking":
        """What answers questions from the evidence."""
        # It reads changes too, and their engine takes a third of a second to import.
        from netops.wiring.asking import Asking  # noqa: PLC0415

        return Asking(self)

    @cached_property
    def desk(self) -> "Desk":
        """The change engine on this workspace's evidence and devices."""
        # The engine takes a third of a second to import, and a backup changes nothing.
        from netops.wiring.changing import desk  # noqa: PLC0415

        return desk(self)

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

    def intended_exact(self, device: Device, running: str) -> str | None:
        """How a device that runs `running` should be, secrets in place; None if nobody wrote it.

        What a partial intent does not own stays as it runs.
        """
        text = self.intended.exact(device.name, self.secrets)
        owned = self.intended.owned(device.name)
        if text is None or not owned:
            return text
        # Few intents are partial, and a backup has no use for the languages' grammars.
        from netops.config.partial import whole  # noqa: PLC0415

        return whole(running, text, owned, platform(device.platform))

    def intended_canonical(self, device: Device, running: str) -> str | None:
        """How a device should be, as its canonical running config would say it."""
        exact = self.intended_exact(device, running)
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
