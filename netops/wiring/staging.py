"""The evidence of one run on its way into one commit."""

import re
from collections.abc import Mapping
from dataclasses import replace

from netops.config.clean import clear
from netops.errors import PartlyStored
from netops.model.config import ConfigKind, Snapshot
from netops.platforms.registry import platform
from netops.platforms.spec import Platform
from netops.ports import Transaction
from netops.stores.git_remote import Behind
from netops.wiring.workspace import Workspace


class Staging:
    """Takes proven configs as they come, and commits them together. For one thread at a time.

    `changed` are the devices of which one differs from the last commit, `behind` is what the
    remote lacks of it after the commit, by branch; `partly` says what could not be committed. With
    `in_clear` a second text of each config goes to git beside the canonical one, with its secrets;
    nothing but git ever reads it.
    """

    def __init__(self, workspace: Workspace, transaction: Transaction, *, in_clear: bool) -> None:
        self._workspace, self._transaction, self.in_clear = workspace, transaction, in_clear
        self._kept: dict[tuple[str, ConfigKind], Snapshot] = {}
        self.changed: set[str] = set()
        self.behind: Mapping[str, Behind] = {}
        self.partly: PartlyStored | None = None

    def keep(self, proven: Snapshot) -> Snapshot:
        """Seal the exact text, stage the canonical one; return the snapshot without its secrets."""
        place = (proven.device, proven.kind)
        if place not in self._kept:
            workspace = self._workspace
            text = proven.canonical
            workspace.sealed.put(
                *place,
                proven.exact,
                canonical=text,
                taken=proven.taken,
                lasting=lambda: self._lasting(proven),
            )
            if self._transaction.put(workspace.config_path(*place), text.encode()):
                self.changed.add(proven.device)
            if self._transaction.put(workspace.clear_path(*place), self._clear(proven)):
                self.changed.add(proven.device)
            self._kept[place] = replace(proven, exact="")
        return self._kept[place]

    def commit(self, message: str) -> str | None:
        """Commit what was kept; the revision, None when nothing changed.

        A shard that fails costs only its own devices their proof (see `partly`).
        """
        self._workspace.sealed.settle()
        self._workspace.state.confirm_lock()
        try:
            revision = self._transaction.commit(message)
        except PartlyStored as partly:
            self.partly, revision = partly, partly.revision
        self._workspace.reading.remember_verified(
            one for place, one in self._kept.items() if not self._is_lost(place)
        )
        self.behind = self._workspace.push()
        return revision

    def lost(self) -> frozenset[str]:
        """The devices of which something could not be committed."""
        return frozenset(place[0] for place in self._kept if self._is_lost(place))

    def _is_lost(self, place: tuple[str, ConfigKind]) -> bool:
        return self.partly is not None and self._workspace.config_path(*place) in self.partly.lost

    def _clear(self, proven: Snapshot) -> bytes | None:
        """The text in clear; None, so that none of an earlier setting stays."""
        if not self.in_clear:
            return None
        return clear(proven.exact, self._platform(proven)).encode()

    def _lasting(self, proven: Snapshot) -> str:
        """The exact text without the time at which it was read."""
        clock = self._platform(proven).capture.clock
        if not clock:
            return proven.exact
        # The first such line alone: another one stands in a banner, and is config.
        return re.sub(rf"(?m)^{clock}$", "", proven.exact, count=1)

    def _platform(self, proven: Snapshot) -> Platform:
        return platform(self._workspace.inventory.entry(proven.device).device.platform)
