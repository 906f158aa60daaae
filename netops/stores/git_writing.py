"""One commit on its way: files go to `git fast-import` as they come, and none stays in memory."""

from contextlib import ExitStack, suppress
from pathlib import Path
from subprocess import PIPE
from types import TracebackType
from typing import Self

import git

from netops.errors import StoreError
from netops.ports import Clock
from netops.stores.git_home import Home
from netops.stores.git_index import Index
from netops.stores.git_objects import Objects
from netops.stores.git_open import ended, opened
from netops.stores.git_words import blob_id, blob_words, commit_words
from netops.stores.paths import checked_path

# A run must not wait for a small pack: upkeep finds the deltas later. One synced pack, however few
# the files, is 5 times quicker than one synced loose object each.
_QUICK = ("-c", "fastimport.unpackLimit=1", "-c", "pack.compression=1")
# zlib asks for 256 KiB for each file; glibc would give them back to the system each time, which is
# a third of the whole import.
_KEEP_MEMORY = {
    "MALLOC_MMAP_THRESHOLD_": str(256 << 20),
    "MALLOC_TRIM_THRESHOLD_": str(256 << 20),
    "MALLOC_TOP_PAD_": str(64 << 20),
}


class GitTransaction:
    """Files on their way into one commit. Left without `commit`, the last commit stands.

    Git refuses a second writer by itself: a commit names its parent, and fast-import does not move
    the branch when it moved meanwhile.
    """

    def __init__(self, home: Home, objects: Objects, index: Index, *, clock: Clock) -> None:
        self._home, self._objects, self._index, self._clock = home, objects, index, clock
        self._parent: str | None = None
        self._present: dict[str, str] | None = None
        self._staged: dict[str, str] = {}
        self._import: Import | None = None
        self._held = ExitStack()

    def __enter__(self) -> Self:
        """Begin; nothing is asked of git yet."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Leave nothing behind of what was not committed; after an error the next open heals."""
        if self._import is not None:
            self._import.abandon()
            self._import = None
            self._home.tidy()
        self._held.__exit__(kind, error, trace)

    def put(self, path: str, content: bytes) -> bool:
        """Stage one file; return whether it differs from the last commit.

        Raises `StoreError` when git or the disk fails: then the last commit stands.
        """
        name = self._staged[checked_path(path)] = blob_id(content)
        if self._known().get(path) == name:
            return False
        if self._import is None:
            self._import = self._begun()
        self._import.feed(blob_words(content))
        return True

    def commit(self, message: str) -> str | None:
        """Commit what differs, all or none; None when nothing does."""
        known = self._known()
        changed = {path: name for path, name in self._staged.items() if known.get(path) != name}
        if self._import is None or not changed:
            return None
        now = self._clock.now()
        for part in commit_words(self._parent, changed, message=message, at=now):
            self._import.feed(part)
        self._import.end()
        self._import = None
        with self._home.showing():
            self._index.is_ready(after=self._parent)
        self._held.close()
        return self._objects.head()

    def _begun(self) -> "Import":
        mark = self._held.enter_context(self._home.writing())
        if self._objects.head() != self._parent:
            # A killed run's git had its commit whole, and made it while we waited for the mark.
            self._present = None
        return Import(self._home.root, mark)

    def _known(self) -> dict[str, str]:
        """Path -> blob id in the commit that ours is going to follow."""
        if self._present is None:
            self._parent = self._objects.head()
            self._present = self._objects.blobs(self._parent) if self._parent else {}
        return self._present


class Import:
    """A running `git fast-import`; it keeps the writer's mark for as long as it lives."""

    def __init__(self, root: Path, mark: int) -> None:
        self._root = root
        program = git.Git.GIT_PYTHON_GIT_EXECUTABLE
        words = [program, *_QUICK, "fast-import", "--quiet", "--done", "--depth=0"]
        with opened(root) as repo:
            self._child = repo.git.execute(
                words,
                as_process=True,
                istream=PIPE,
                stdout_as_string=False,
                env=_KEEP_MEMORY,
                pass_fds=(mark,),
            )

    def feed(self, part: bytes) -> None:
        """Hand a part of the stream over."""
        try:
            self._child.stdin.write(part)
        except BrokenPipeError:
            self.end()  # git died, and says why itself
            raise StoreError(f"git stopped reading in {self._root}; try again") from None

    def end(self) -> None:
        """Wait until the commit is on the disk."""
        with opened(self._root), ended(self._child), suppress(BrokenPipeError):
            self._child.stdin.close()

    def abandon(self) -> None:
        """Stop before anything is committed."""
        self._child.kill()
        with opened(self._root), suppress(git.GitCommandError), ended(self._child):
            pass
