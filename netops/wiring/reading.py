"""Collecting on a workspace: sessions, proof, quarantine, and what was last verified."""

import json
from collections.abc import AsyncIterator, Callable, Iterable
from contextlib import asynccontextmanager
from datetime import datetime, timedelta
from functools import partial
from typing import TYPE_CHECKING

from netops.audit.episodes import log_mark
from netops.audit.stale import old
from netops.change.canonical_json import digest
from netops.drivers.login import Login
from netops.model.config import Capture, Collected, ConfigKind, NotCollected, Snapshot
from netops.model.device import Device
from netops.ports import Read
from netops.sources.not_secret import NotSecret, harmless, not_secret
from netops.stores.files import append_line
from netops.stores.state import LastVerified
from netops.tasks.claims import Claim
from netops.tasks.collect import Admit, Gathered, Means, Reread, collect
from netops.tasks.prove import prove
from netops.tasks.prover import Prover
from netops.wiring.roads import jump_hosts, road

if TYPE_CHECKING:
    from netops.wiring.workspace import Workspace


class Reading:
    """The observing river's first stage, on one workspace."""

    def __init__(self, workspace: "Workspace") -> None:
        self._workspace = workspace

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
        workspace = self._workspace
        chosen = tuple(devices)
        for device in chosen:
            workspace.login(device)
        kinds = tuple(kinds)
        prover = Prover(len(chosen) * len(kinds))
        means = Means(
            readers=partial(self._readers, jump_hosts(workspace, chosen), prover),
            credential=workspace.credential,
            refusals=workspace.state,
            prove=_Proof(workspace, prover, self.not_secret()),
            clock=workspace.clock,
            workers=workspace.settings.workers,
            device_timeout=workspace.settings.device_timeout,
        )
        return collect(chosen, kinds, means, hand_on=hand_on)

    def quarantine(self, run: str, doubtful: NotCollected) -> None:
        """Keep why a capture was not believed, and what there is of its text, sealed."""
        row = {
            "run": run,
            "device": doubtful.device,
            "kind": doubtful.kind,
            "taken": doubtful.taken.isoformat(),
            "cause": doubtful.cause,
            "reason": doubtful.reason,
            "sealed": self._workspace.sealed.seal(doubtful.raw) if doubtful.raw else None,
        }
        append_line(self._workspace.state.root / "quarantine.jsonl", json.dumps(row).encode())

    def remember_verified(self, proven: Iterable[Snapshot]) -> None:
        """Record when each config was last proven whole."""
        self._workspace.state.remember_verified(
            {
                (one.device, one.kind): LastVerified(
                    one.taken, digest(one.canonical.encode()), log_mark(one.events)
                )
                for one in proven
            }
        )

    def verified(self, kind: ConfigKind = ConfigKind.RUNNING) -> dict[str, datetime]:
        """When each device's config was last proven whole."""
        known = self._workspace.state.last_verified()
        return {name: one.taken for (name, which), one in known.items() if which is kind}

    def stale(self) -> dict[str, datetime | None]:
        """Devices of the inventory that were not verified for `stale_after`; None for never."""
        workspace, verified = self._workspace, self.verified()
        now, after = workspace.clock.now(), timedelta(hours=workspace.settings.stale_after)
        names = (device.name for device in workspace.devices())
        return {n: verified.get(n) for n in names if old(verified.get(n), now=now, after=after)}

    @asynccontextmanager
    async def _readers(
        self, hosts: dict[str, tuple[Device, Login]], prover: Prover, admit: Admit
    ) -> AsyncIterator[Read]:
        workspace = self._workspace
        async with prover:
            # asyncssh takes a moment to import, and most commands open no session. The prover's
            # process starts meanwhile.
            from netops.drivers.reading.connector import Readers  # noqa: PLC0415

            async with road(workspace, hosts, admit) as way:
                yield Readers(
                    workspace.login,
                    road=way,
                    pins=workspace.state,
                    connect_timeout=workspace.settings.connect_timeout,
                    read_timeout=workspace.settings.read_timeout,
                )

    def not_secret(self) -> tuple[NotSecret, ...]:
        """The lines that only look like a secret, each with its reason."""
        return not_secret(self._workspace.settings.inventory / "not-secret.yaml")


class _Proof:
    """A `Prove` for one run: what it needs is read once, before the first session."""

    def __init__(
        self, workspace: "Workspace", prover: Prover, not_secret: tuple[NotSecret, ...]
    ) -> None:
        self._workspace, self._prover, self._not_secret = workspace, prover, not_secret
        self._key = workspace.state.key()
        self._verified = workspace.state.last_verified()
        self._stored = frozenset(workspace.store.paths("configs"))

    async def __call__(self, capture: Capture, device: Device, reread: Reread) -> Collected:
        """Believe a capture, held against the last good one, or say why not."""
        claim = Claim(
            text=capture.text,
            device=device,
            identity=capture.identity,
            key=self._key,
            harmless=harmless(self._not_secret, device),
        )
        last = partial(self._last, device.name, capture.kind)
        return await prove(capture, claim, judged=self._prover.judged, last=last, reread=reread)

    def _last(self, name: str, kind: ConfigKind, canonical: str) -> str | None:
        """The last good text. git is asked only for one that is there and differs."""
        verified = self._verified.get((name, kind))
        if verified and verified.canonical == digest(canonical.encode()):
            return canonical
        workspace = self._workspace
        is_stored = workspace.config_path(name, kind) in self._stored
        return workspace.stored(name, kind) if is_stored else None
