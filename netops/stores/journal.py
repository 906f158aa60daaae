"""The live journals of runs, and the head of the change log that we remember outside of git.

`state/journal/<change>-<run>.jsonl` is written ahead of each deed and synced; when the run has
ended its text is committed to the evidence and the live file goes.
"""

import os
from pathlib import Path

from netops.change.journal import Record, line
from netops.stores.files import append_line, private_folder, told, write_whole
from netops.stores.paths import checked_path


class FileJournal:
    """A `Journal` in one file. Safe to share between threads: each record is one write."""

    def __init__(self, path: Path) -> None:
        """Open or continue; a record that a crash cut short was never acted on, and goes."""
        self._path = path
        if path.exists():
            with told(f"opening {path.name}"):
                content = path.read_bytes()
                os.truncate(path, content.rfind(b"\n") + 1)

    def append(self, record: Record) -> None:
        """Write and sync one record; raise `StoreError` when the disk does not take it."""
        append_line(self._path, line(record).removesuffix(b"\n"))


class Journals:
    """The journals of runs that have not ended, below the state folder."""

    def __init__(self, state: Path) -> None:
        """`state` is `backups/state`; the folder `journal` in it is made on first use."""
        self._folder = private_folder(state / "journal")
        self._head = state / "log.head"

    def open(self, change: str, run: str) -> FileJournal:
        """The journal of a run, new or continued."""
        return FileJournal(self._path(change, run))

    def live(self, change: str) -> tuple[str, ...]:
        """The runs of a change that have not ended, oldest first."""
        names = (path.name for path in self._folder.glob(f"{checked_path(change)}-*.jsonl"))
        return tuple(sorted(n.removeprefix(f"{change}-").removesuffix(".jsonl") for n in names))

    def content(self, change: str, run: str) -> bytes:
        """The journal's bytes as they stand."""
        path = self._path(change, run)
        with told(f"reading {path.name}"):
            return path.read_bytes()

    def retire(self, change: str, run: str) -> None:
        """Remove a journal whose text is committed."""
        with told("removing a journal that is committed"):
            self._path(change, run).unlink(missing_ok=True)

    def head(self) -> str:
        """The head of the change log as last remembered, "" before the first record."""
        if not self._head.exists():
            return ""
        with told("reading log.head"):
            return self._head.read_text(encoding="ascii")

    def remember(self, head: str) -> None:
        """Remember the head of the change log."""
        write_whole(self._head, head.encode("ascii"))

    def _path(self, change: str, run: str) -> Path:
        return self._folder / checked_path(f"{change}-{run}.jsonl")
