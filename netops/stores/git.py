"""The evidence repository: one commit per run by `git fast-import`, read back through git.

A crash at any moment leaves the last commit; the work tree is only a view, made again at the next
open.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from pathlib import Path

from netops.ports import Clock
from netops.stores.git_home import Home
from netops.stores.git_index import Index
from netops.stores.git_objects import Objects
from netops.stores.git_open import ended, opened
from netops.stores.git_remote import Behind, push
from netops.stores.git_upkeep import upkeep
from netops.stores.git_words import BRANCH, LOG_FIELDS, REF, GitCommit, commit_of, until_words
from netops.stores.git_writing import GitTransaction
from netops.stores.paths import checked_path


class GitStore:
    """A `Store` in a git repository with a work tree. One writer at a time (the run's lock)."""

    def __init__(self, root: Path, *, clock: Clock) -> None:
        """Open the repository at `root`; make it on first use, heal it after a crash."""
        self._clock = clock
        self._home = Home(root)
        self._objects = Objects(root)
        self._index = Index(root, self._objects)

    def head(self) -> str | None:
        """The last commit, or None in an empty repository."""
        return self._objects.head()

    def read(self, path: str, revision: str | None = None) -> bytes | None:
        """The file at a revision (default: the last), or None."""
        return self._objects.file(path, revision)

    def write(self, files: Mapping[str, bytes | None], *, message: str) -> str | None:
        """Commit the files that differ (None: that go), all or none; None when nothing differs.

        Raises `StoreError` when git or the disk fails: then the last commit stands.
        """
        with self.transaction() as transaction:
            for path, content in files.items():
                transaction.put(path, content)
            return transaction.commit(message)

    def transaction(self) -> GitTransaction:
        """Begin one commit whose files come one by one, as devices answer."""
        return GitTransaction(self._home, self._objects, clock=self._clock)

    def paths(self, under: str) -> Sequence[str]:
        """Every path below a folder ("" is the root) in the last commit, sorted."""
        head = self.head()
        return tuple(sorted(self._objects.blobs(head, under.removesuffix("/")))) if head else ()

    def texts(self, under: str, revision: str | None = None) -> Iterator[tuple[str, bytes]]:
        """Every file below a folder at a revision (default: the last), sorted by path.

        Streamed: one git process for all, and one content at a time in memory.
        """
        at = self._objects.revision(revision) if revision else self.head()
        files = sorted(self._objects.blobs(at, under).items()) if at else []
        names = (name for _, name in files)
        for (path, _), content in zip(files, self._objects.contents(names), strict=True):
            yield path, content

    def log(self, path: str | None = None, *, until: datetime | None = None) -> Iterator[GitCommit]:
        """Commits that touched a path (or all), up to a moment, newest first."""
        if self.head() is None:
            return
        if path is None:
            yield from self._asked((), until)
        elif self._index.is_ready():
            yield from self._index.log(checked_path(path), until=until)
        else:  # no room for an index: git knows it too, and takes its time
            yield from self._asked(("--", checked_path(path)), until)

    def at(self, path: str, when: datetime) -> GitCommit | None:
        """The last commit at or before `when` that touched a path; None when there was none."""
        return next(self.log(path, until=when), None)

    def diff(self, old: str, new: str, path: str | None = None) -> str:
        """Unified diff between two revisions, "" when they are the same there."""
        ends = (self._objects.revision(old), self._objects.revision(new))
        scope = ("--", checked_path(path)) if path else ()
        with opened(self._home.root) as repo:
            return str(repo.git.diff("--no-color", "--no-ext-diff", "--no-textconv", *ends, *scope))

    def revision(self, name: str) -> str:
        """The full hash of a commit; raise `StoreError` when there is none of that name."""
        return self._objects.revision(name)

    def push(self, url: str) -> Mapping[str, Behind]:
        """Push to `main` of a remote; what that branch lacks, if anything."""
        return push({BRANCH: self._home.root}, url)

    def upkeep(self) -> None:
        """Pack what many runs have left, when it is due."""
        upkeep(self._home)

    def root_of(self, path: str) -> Path:  # noqa: ARG002 (with shards it depends on the path)
        """The repository that a path lives in."""
        return self._home.root

    def roots(self) -> tuple[Path, ...]:
        """Every repository of the evidence."""
        return (self._home.root,)

    def _asked(self, scope: Sequence[str], until: datetime | None) -> Iterator[GitCommit]:
        limit = (until_words(until),) if until else ()
        with opened(self._home.root) as repo:
            lines = repo.git.log(
                f"--format={LOG_FIELDS}", *limit, REF, *scope,
                as_process=True, stdout_as_string=False,
            )  # fmt: skip
            with ended(lines):
                for line in lines.stdout:
                    yield commit_of(line.decode(errors="replace").rstrip("\n"))
