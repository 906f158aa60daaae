"""Reading commits and files by name, through one git process for as long as a store is open."""

from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path
from subprocess import PIPE
from tempfile import TemporaryFile
from threading import Lock
from weakref import finalize

import git

from netops.errors import StoreError
from netops.stores.git_open import ended, opened
from netops.stores.git_words import REF
from netops.stores.paths import checked_path, checked_revision

_UNKNOWN = (b"missing", b"ambiguous")


class Objects:
    """What a repository holds. Safe to share between threads; sees each new commit at once."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._turn = Lock()
        self._child: git.Git.AutoInterrupt | None = None

    def head(self) -> str | None:
        """The last commit, or None in an empty repository."""
        found = self._ask(REF)
        return None if found is None else found[0]

    def revision(self, name: str) -> str:
        """The full hash of a commit; raise `StoreError` when there is none of that name."""
        found = self._ask(f"{checked_revision(name)}^{{commit}}")
        if found is None:
            raise StoreError(f"the evidence has no revision {name!r}")
        return found[0]

    def file(self, path: str, revision: str | None) -> bytes | None:
        """The file at a revision (default: the last), or None."""
        at = self.revision(revision) if revision else REF
        found = self._ask(f"{at}:{checked_path(path)}")
        return found[2] if found and found[1] == "blob" else None

    def blob(self, path: str, revision: str) -> str | None:
        """The blob id of a file at a revision, or None."""
        found = self._ask(f"{revision}:{path}")
        return found[0] if found else None

    def blobs(self, revision: str, under: str = "") -> dict[str, str]:
        """Path -> blob id below a folder at a revision."""
        scope = ("--", f"{checked_path(under)}/") if under else ()
        with opened(self._root) as repo:
            listing = str(repo.git.ls_tree("-r", "-z", revision, *scope))
        rows = (row.split("\t", 1) for row in listing.split("\0") if row)
        return {path: meta.split()[2] for meta, path in rows}

    def contents(self, names: Iterable[str]) -> Iterator[bytes]:
        """The content of each blob id, in the order given, one at a time.

        The names stand in a file: git answers before it has read all, and two full pipes would
        wait for ever.
        """
        with opened(self._root) as repo, TemporaryFile() as asked:
            asked.writelines(f"{name}\n".encode() for name in names)
            asked.seek(0)
            told = repo.git.cat_file(
                "--batch", "--buffer", as_process=True, istream=asked, stdout_as_string=False
            )
            with ended(told):
                while header := told.stdout.readline():
                    yield told.stdout.read(int(header.split()[2]) + 1)[:-1]

    def _ask(self, name: str) -> tuple[str, str, bytes] | None:
        """Hash, type and content of an object; None when there is none of that name."""
        with self._turn:
            child = self._child = self._child or self._begun()
            with suppress(BrokenPipeError):  # then nothing comes back either
                child.stdin.write(f"{name}\n".encode())
                child.stdin.flush()
            words = child.stdout.readline().split()
            if words and words[-1] in _UNKNOWN:
                return None
            size = int(words[2]) if words else 0
            content = child.stdout.read(size + 1)
            if len(content) <= size:
                self._child = None
                raise StoreError(f"git stopped answering in {self._root}; try again")
            return words[0].decode(), words[1].decode(), content[:-1]

    def _begun(self) -> git.Git.AutoInterrupt:
        with opened(self._root) as repo:
            child: git.Git.AutoInterrupt = repo.git.cat_file(
                "--batch", as_process=True, istream=PIPE, stdout_as_string=False
            )
            finalize(self, _end, child)
            return child


def _end(child: git.Git.AutoInterrupt) -> None:
    """Let a reading process go: it ends when it has nothing more to read."""
    for pipe in (child.stdin, child.stdout, child.stderr):
        with suppress(BrokenPipeError):
            pipe.close()
    if child.proc is not None:
        child.proc.wait()
