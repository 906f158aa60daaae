"""The evidence of one run on its way into one commit."""

from dataclasses import replace

from netops.model.config import ConfigKind, Snapshot
from netops.ports import Transaction
from netops.wiring.workspace import Workspace


class Staging:
    """Takes proven configs as they come, and commits them together. For one thread at a time."""

    def __init__(self, workspace: Workspace, transaction: Transaction) -> None:
        self._workspace, self._transaction = workspace, transaction
        self._kept: dict[tuple[str, ConfigKind], Snapshot] = {}

    def keep(self, proven: Snapshot) -> Snapshot:
        """Seal the exact text, stage the canonical one; return the snapshot without its secrets."""
        place = (proven.device, proven.kind)
        if place not in self._kept:
            workspace = self._workspace
            text = proven.canonical
            workspace.sealed.put(proven.device, proven.kind, proven.exact, canonical=text)
            self._transaction.put(workspace.config_path(*place), text.encode())
            self._kept[place] = replace(proven, exact="")
        return self._kept[place]

    def commit(self, message: str) -> str | None:
        """Commit what was kept; the revision, None when nothing changed."""
        revision = self._transaction.commit(message)
        self._workspace.reading.remember_verified(self._kept.values())
        return revision
