"""A step of a change under the lock, pushed when it is over; an apply as it happens.

Of an apply every step that goes to the journal is told on the screen as well.
"""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from netops.audit.unpushed import unpushed
from netops.change.deeds import Step
from netops.change.desk import Desk
from netops.change.journal import Record
from netops.cli.recap import finding_line
from netops.cli.screen import Screen, plain
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


@contextmanager
def held(workspace: Workspace, screen: Screen, work: str) -> Iterator[None]:
    """Hold the right to write for one step; what it recorded goes to the remote, refused or not."""
    with workspace.lock(work):
        try:
            yield
        finally:
            for one in unpushed(workspace.push()):
                screen.show(*finding_line(one), plain(f"    {one.why}"))
                if screen.json:
                    screen.remark(f"{one.title} ({one.device}): {one.why}")


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
