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
from netops.stores.git_objects import Objects
from netops.stores.git_open import ended, opened
from netops.stores.git_words import blob_id, blob_words, commit_words
from netops.stores.paths import checked_path

# A run must not wait for a small pack: upkeep finds the deltas later. One synced pack, however few
# the files, is 5 times quicker than one synced loose object each.
_QUICK = ("-c", "fastimport.unpackLimit=1", "-c", "pack.compression=1")
# Above so many files one listing of the whole commit is quicker than asking for each.
_FEW = 256
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

    def __init__(self, home: Home, objects: Objects, *, clock: Clock) -> None:
        self._home, self._objects, self._clock = home, objects, clock
        self._followed: _Before | None = None
        self._staged: dict[str, str | None] = {}
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

    def put(self, path: str, content: bytes | None) -> bool:
        """Stage one file, None to take it away; return whether it differs from the last commit.

        Raises `StoreError` when git or the disk fails: then the last commit stands.
        """
        name = None if content is None else blob_id(content)
        self._staged[checked_path(path)] = name
        if self._before().blob(path) == name:
            return False
        if self._import is None:
            self._import = self._begun()
        if content is not None:
            self._import.feed(blob_words(content))
        return True

    def commit(self, message: str) -> str | None:
        """Commit what differs, all or none; None when nothing does."""
        staged, before = self._staged.items(), self._before()
        changed = {path: name for path, name in staged if before.blob(path) != name}
        if self._import is None or not changed:
            return None
        now = self._clock.now()
        for part in commit_words(before.revision, changed, message=message, at=now):
            self._import.feed(part)
        self._import.end()
        self._import = None
        head = self._objects.head()
        self._home.show_step(head or "", before.revision or "", changed)
        self._held.close()
        return head

    def _begun(self) -> "Import":
        mark = self._held.enter_context(self._home.writing())
        if self._objects.head() != self._before().revision:
            # A killed run's git had its commit whole, and made it while we waited.
            self._followed = _Before(self._objects)
        return Import(self._home.root, mark)

    def _before(self) -> "_Before":
        self._followed = self._followed or _Before(self._objects)
        return self._followed


class _Before:
    """The commit that ours is going to follow: asked for few files, listed for many."""

    def __init__(self, objects: Objects) -> None:
        self._objects = objects
        self.revision = objects.head()
        self._blobs: dict[str, str | None] = {}
        self._is_listed = self.revision is None

    def blob(self, path: str) -> str | None:
        """The blob id of a file, None if it is not there."""
        if not self._is_listed and path not in self._blobs and self.revision:
            if len(self._blobs) < _FEW:
                self._blobs[path] = self._objects.blob(path, self.revision)
            else:
                self._blobs = {**self._objects.blobs(self.revision)}
                self._is_listed = True
        return self._blobs.get(path)


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
