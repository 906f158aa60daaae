"""An apply as it happens: every step that goes to the journal is told on the screen as well."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path

from netops.change.deeds import Step
from netops.change.desk import Desk
from netops.change.journal import Record
from netops.cli.screen import Screen
from netops.stores.journal import FileJournal, Journals
from netops.wiring import Workspace

_WORDS: Mapping[Step, str] = {
    Step.BEGIN: "checking",
    Step.LOAD: "loading the candidate",
    Step.ARM: "committing, with a revert armed on the device",
    Step.CONFIRM: "verified by a fresh session; confirming",
    Step.SAVE: "saving",
    Step.ROLLBACK: "taking it back",
    Step.RESTORE: "restoring the base",
}


def watched(workspace: Workspace, screen: Screen) -> Desk:
    """The workspace's desk, telling each step of a run on standard error."""
    journals = _ToldJournals(workspace.state.root, screen.remark)
    return replace(workspace.desk, journals=journals)


class _ToldJournal(FileJournal):
    def __init__(self, path: Path, tell: Callable[[str], None]) -> None:
        super().__init__(path)
        self._tell = tell

    def append(self, record: Record) -> None:
        super().append(record)
        if not record.result and record.step in _WORDS:
            self._tell(f"{record.time:%H:%M:%S}  {record.device:<16} {_WORDS[record.step]}")


class _ToldJournals(Journals):
    def __init__(self, state: Path, tell: Callable[[str], None]) -> None:
        super().__init__(state)
        self._tell = tell

    def open(self, change: str, run: str) -> FileJournal:
        return _ToldJournal(self._path(change, run), self._tell)
