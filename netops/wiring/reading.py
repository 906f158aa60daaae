"""Collecting on a workspace: sessions, proof, quarantine, and what was last verified."""

import asyncio
import json
from collections.abc import Callable, Iterable
from datetime import datetime
from typing import TYPE_CHECKING

from netops.change.canonical_json import digest
from netops.model.config import Capture, Collected, ConfigKind, NotCollected, Snapshot
from netops.model.device import Device
from netops.stores.files import append_line
from netops.stores.state import LastVerified
from netops.tasks.collect import Gathered, Means, collect
from netops.tasks.prove import prove

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
        means = Means(
            connect=workspace.connector,
            reach=workspace.connector.reach,
            credential=workspace.credential,
            refusals=workspace.state,
            prove=self._prove,
            clock=workspace.clock,
            workers=workspace.settings.workers,
        )
        return collect(chosen, kinds, means, hand_on=hand_on)

    def quarantine(self, run: str, doubtful: NotCollected) -> None:
        """Keep the text of a capture that was not proven whole, sealed, with its reason."""
        row = {
            "run": run,
            "device": doubtful.device,
            "kind": doubtful.kind,
            "taken": doubtful.taken.isoformat(),
            "cause": doubtful.cause,
            "reason": doubtful.reason,
            "sealed": self._workspace.sealed.seal(doubtful.raw),
        }
        append_line(self._workspace.state.root / "quarantine.jsonl", json.dumps(row).encode())

    def remember_verified(self, proven: Iterable[Snapshot]) -> None:
        """Record when each config was last proven whole."""
        self._workspace.state.remember_verified(
            {
                (one.device, one.kind): LastVerified(one.taken, digest(one.canonical.encode()))
                for one in proven
            }
        )

    def verified(self) -> dict[str, datetime]:
        """When each device's running config was last proven whole."""
        known = self._workspace.state.last_verified()
        return {name: one.taken for (name, kind), one in known.items() if kind == "running"}

    def _prove(self, capture: Capture, device: Device, reread: Callable[[], str]) -> Collected:
        """Believe a capture, held against the last good one, or say why not."""
        workspace = self._workspace
        last = workspace.stored(device.name, capture.kind)
        key = workspace.state.key()

        async def again() -> str:
            return reread()

        return asyncio.run(prove(capture, device, last=last, key=key, reread=again))
