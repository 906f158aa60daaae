"""Which commits touched which file: an index beside git, so that history stays quick.

Git looks through every commit to find those of one file; this index knows them. It remembers the
head that it has followed, catches up with git before each answer (a writer need not wait for it),
and is made anew when git does not know that head any more or the file is damaged. Deleting it costs
time, never truth.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, suppress
from datetime import datetime
from itertools import islice
from pathlib import Path

import git

from netops.errors import StoreError
from netops.stores.files import told
from netops.stores.git_objects import Objects
from netops.stores.git_open import ended, opened
from netops.stores.git_words import LOG_FIELDS, GitCommit, commit_of, time_of

_FORMAT = 1
_SCHEMA = f"""
DROP TABLE IF EXISTS followed;
DROP TABLE IF EXISTS revisions;
DROP TABLE IF EXISTS paths;
DROP TABLE IF EXISTS touched;
CREATE TABLE followed (head TEXT NOT NULL);
CREATE TABLE revisions (id INTEGER PRIMARY KEY, time INTEGER NOT NULL, line BLOB NOT NULL);
CREATE TABLE paths (id INTEGER PRIMARY KEY, path TEXT NOT NULL UNIQUE);
CREATE TABLE touched (path INTEGER, revision INTEGER, PRIMARY KEY (path, revision)) WITHOUT ROWID;
PRAGMA user_version = {_FORMAT};
"""
_OF_A_FILE = """
SELECT CAST(line AS BLOB) FROM touched LEFT JOIN revisions ON revisions.id = touched.revision
WHERE touched.path = (SELECT id FROM paths WHERE path = ?) AND coalesce(time <= ?, TRUE)
ORDER BY touched.revision DESC
"""
_IS_KNOWN = "SELECT 1 FROM touched WHERE path = (SELECT id FROM paths WHERE path = ?) LIMIT 1"
_EVER = 1 << 62
_PATIENCE = 60.0
_AT_ONCE = 10_000
# What reading a damaged page raises, or a line that is no line of ours any more.
_DAMAGED = (sqlite3.Error, ValueError)


class Index:
    """The index of one repository, in `.git/netops-index.sqlite`."""

    def __init__(self, root: Path, objects: Objects) -> None:
        self._root, self._objects = root, objects
        self._path = root / ".git" / "netops-index.sqlite"

    def log(self, path: str, *, until: datetime | None = None) -> Iterator[GitCommit]:
        """Commits that touched a file, up to a moment, newest first, when the index is ready.

        Raises `StoreError` where the disk lets nobody read it.
        """
        given = 0
        with suppress(*_DAMAGED):
            for commit in self._commits(path, until):
                yield commit
                given += 1
            if given or self._is_known(path):
                return
        if not self._is_made_anew():
            raise StoreError(f"{self._path} cannot be read; make room there, or delete it")
        yield from islice(self._commits(path, until), given, None)

    def is_ready(self) -> bool:
        """Catch up with git; return whether the disk allows it."""
        try:
            self._extend()
        except sqlite3.OperationalError:  # the disk or a lock refuses
            return False
        except sqlite3.DatabaseError:  # damaged
            return self._is_made_anew()
        return True

    def _commits(self, path: str, until: datetime | None) -> Iterator[GitCommit]:
        latest = int(until.timestamp()) if until else _EVER
        with closing(self._connect()) as index:
            for (line,) in index.execute(_OF_A_FILE, (path, latest)):
                if line is None:
                    raise sqlite3.DatabaseError("a revision is lost")
                yield commit_of(line.decode(errors="replace"))

    def _is_known(self, path: str) -> bool:
        """Whether the index has a file, unless nobody has it: none is lost in silence."""
        head = self._objects.head()
        if head is None or self._objects.blob(path, head) is None:
            return True
        with closing(self._connect()) as index:
            return index.execute(_IS_KNOWN, (path,)).fetchone() is not None

    def _is_made_anew(self) -> bool:
        """Follow git from its first commit; return whether the disk allows it."""
        self._drop()
        with suppress(sqlite3.OperationalError):
            self._extend()
            return True
        return False

    def _drop(self) -> None:
        with told("removing a damaged index"):
            for end in ("", "-wal", "-shm"):
                self._path.with_name(self._path.name + end).unlink(missing_ok=True)

    def _extend(self) -> None:
        head = self._objects.head()
        with closing(self._connect()) as index:
            if head is None or _followed(index) == head:
                return
            index.execute("BEGIN IMMEDIATE")  # of two that catch up, the second finds it done
            known = _followed(index)
            if known is None or not self._is_before(known, head):
                index.rollback()
                index.executescript(_SCHEMA)
                known = None
                index.execute("BEGIN IMMEDIATE")
            self._take(index, f"{known}..{head}" if known else head)
            index.execute("DELETE FROM followed")
            index.execute("INSERT INTO followed VALUES (?)", (head,))
            index.commit()

    def _take(self, index: sqlite3.Connection, scope: str) -> None:
        rows = _touched(self._root, scope)
        revision = index.execute("SELECT coalesce(max(id), 0) FROM revisions").fetchone()[0]
        while some := tuple(islice(rows, _AT_ONCE)):
            files = {(row,) for row in some if not isinstance(row, bytes)}
            index.executemany("INSERT OR IGNORE INTO paths (path) VALUES (?)", files)
            for row in some:
                if isinstance(row, bytes):
                    revision += 1
                    time = int(time_of(row.split(b"\0")[1].decode()).timestamp())
                    index.execute("INSERT INTO revisions VALUES (?, ?, ?)", (revision, time, row))
                else:
                    index.execute(
                        "INSERT OR IGNORE INTO touched SELECT id, ? FROM paths WHERE path = ?",
                        (revision, row),
                    )

    def _is_before(self, old: str, new: str) -> bool:
        with opened(self._root) as repo:
            try:
                repo.git.merge_base("--is-ancestor", old, new)
            except git.GitCommandError:
                return False
            return True

    def _connect(self) -> sqlite3.Connection:
        index = sqlite3.connect(
            self._path, timeout=_PATIENCE, isolation_level=None, check_same_thread=False
        )
        # Git holds the truth: after a power cut the index may be behind, and catches up.
        index.executescript("PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL;")
        return index


def _followed(index: sqlite3.Connection) -> str | None:
    """The head up to which the index knows everything, None when it knows nothing."""
    if index.execute("PRAGMA user_version").fetchone()[0] != _FORMAT:
        return None
    row = index.execute("SELECT head FROM followed").fetchone()
    return None if row is None else str(row[0])


def _touched(root: Path, scope: str) -> Iterator[bytes | str]:
    """Each commit as its line (bytes), oldest first, with the files it touched (str) behind it."""
    with opened(root) as repo:
        told = repo.git(c="core.quotePath=false").log(
            f"--format={LOG_FIELDS}", "--reverse", "--topo-order", "--first-parent",
            "--diff-merges=first-parent", "--name-only", "--no-renames", scope, "--",
            as_process=True, stdout_as_string=False,
        )  # fmt: skip
        with ended(told):
            for line in told.stdout:
                row = line.rstrip(b"\n")
                if b"\0" in row:
                    yield row
                elif row:
                    yield row.decode(errors="replace")
