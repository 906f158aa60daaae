"""The evidence of one run on its way into one commit."""

import re
from collections.abc import Mapping
from dataclasses import replace

from netops.model.config import ConfigKind, Snapshot
from netops.platforms.registry import platform
from netops.ports import Transaction
from netops.stores.git_remote import Behind
from netops.wiring.workspace import Workspace


class Staging:
    """Takes proven configs as they come, and commits them together. For one thread at a time.

    `changed` are the devices of which one differs from the last commit, `behind` is what the
    remote lacks of it after the commit, by branch.
    """

    def __init__(self, workspace: Workspace, transaction: Transaction) -> None:
        self._workspace, self._transaction = workspace, transaction
        self._kept: dict[tuple[str, ConfigKind], Snapshot] = {}
        self.changed: set[str] = set()
        self.behind: Mapping[str, Behind] = {}

    def keep(self, proven: Snapshot) -> Snapshot:
        """Seal the exact text, stage the canonical one; return the snapshot without its secrets."""
        place = (proven.device, proven.kind)
        if place not in self._kept:
            workspace = self._workspace
            text = proven.canonical
            workspace.sealed.put(
                *place, proven.exact, canonical=text, lasting=lambda: self._lasting(proven)
            )
            if self._transaction.put(workspace.config_path(*place), text.encode()):
                self.changed.add(proven.device)
            self._kept[place] = replace(proven, exact="")
        return self._kept[place]

    def commit(self, message: str) -> str | None:
        """Commit what was kept; the revision, None when nothing changed."""
        self._workspace.sealed.settle()
        self._workspace.state.confirm_lock()
        revision = self._transaction.commit(message)
        self._workspace.reading.remember_verified(self._kept.values())
        if remote := self._workspace.settings.remote:
            self.behind = self._workspace.store.push(remote)
        return revision

    def _lasting(self, proven: Snapshot) -> str:
        """The exact text without the time at which it was read."""
        spec = platform(self._workspace.inventory.entry(proven.device).device.platform)
        if not spec.capture.clock:
            return proven.exact
        # The first such line alone: another one stands in a banner, and is config.
        return re.sub(rf"(?m)^{spec.capture.clock}$", "", proven.exact, count=1)
