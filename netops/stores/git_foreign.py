"""A git repository of another tool, bare or not: what each of its commits changed. Read only."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import git

from netops.errors import InputError, StoreError
from netops.stores.git_open import reason
from netops.stores.git_questions import answering, told
from netops.stores.git_words import environment, time_of

_FIELDS = "%H%x00%ct%x00%an"
_ADDED = ("A", "M", "T")


@dataclass(frozen=True, slots=True)
class Foreign:
    """One commit of theirs: its files as (path, blob id) where they are new or changed."""

    revision: str
    time: datetime
    author: str
    files: tuple[tuple[str, str], ...]


class ForeignRepository:
    """The first parents of the branch that `HEAD` names."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def commits(self) -> tuple[Foreign, ...]:
        """Every commit, oldest first; raise `InputError` if there is none, or no repository."""
        words = (
            "--no-show-signature", "--first-parent", "--diff-merges=first-parent", "--reverse",
            "--root", "--raw", "--no-abbrev", "--no-renames", "--encoding=UTF-8",
            f"--format={_FIELDS}", "HEAD", "--",
        )  # fmt: skip
        with self._opened() as repo:
            try:
                repo.git.rev_parse("--verify", "--quiet", "HEAD^{commit}")
            except git.GitCommandError:
                raise InputError("this repository has no commit", where=str(self.root)) from None
            return tuple(_commits(told(repo, "log", words, ())))

    def contents(self, blobs: Iterable[str]) -> Iterator[bytes]:
        """The contents of blobs, one at a time, in the order given."""
        wanted = tuple(blobs)
        with (
            self._opened() as repo,
            answering(repo, "cat_file", ("--batch", "--buffer"), wanted) as process,
        ):
            for blob in wanted:
                _, kind, *size = process.stdout.readline().split() or (b"", b"")
                if not size:
                    why = kind.decode() or "not readable"
                    raise StoreError(f"{self.root} lacks an object: {blob[:10]} is {why}")
                yield process.stdout.read(int(size[0]) + 1)[:-1]

    @contextmanager
    def _opened(self) -> Iterator[git.Repo]:
        """The repository, with nothing of its owner's settings, and no way to the network."""
        folder = self.root / ".git" if (self.root / ".git").exists() else self.root
        # Theirs may lie anywhere; the rest of what we set for ours holds for theirs as well.
        ours = ("GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_OBJECT_DIRECTORY")
        words = {name: word for name, word in environment(self.root).items() if name not in ours}
        words |= {"GIT_DIR": str(folder), "GIT_ALLOW_PROTOCOL": "none"}
        try:
            with git.Repo(self.root) as repo:
                repo.git.update_environment(**words)
                yield repo
        except (git.InvalidGitRepositoryError, git.NoSuchPathError) as error:
            hint = "name the folder that holds .git, or the bare one that ends with .git"
            raise InputError("no git repository here", where=str(self.root), hint=hint) from error
        except git.GitCommandError as error:
            raise StoreError(f"git failed in {self.root}: {reason(error)}") from error
        except OSError as error:
            raise StoreError(f"{self.root} cannot be read: {error.strerror or error}") from error


def _commits(rows: Iterable[bytes]) -> Iterator[Foreign]:
    head: list[str] = []
    files: list[tuple[str, str]] = []
    for row in rows:
        if b"\0" in row:
            if head:
                yield _commit(head, files)
            head, files = row.decode(errors="replace").split("\0"), []
        elif row.startswith(b":"):
            files += _file(row.decode(errors="replace"))
    if head:
        yield _commit(head, files)


def _commit(head: list[str], files: list[tuple[str, str]]) -> Foreign:
    revision, seconds, author = head
    return Foreign(revision, time_of(seconds), author, tuple(files))


def _file(row: str) -> Iterator[tuple[str, str]]:
    """Path and blob of `:100644 100644 OLD NEW M<tab>path`; a path that git quotes is none."""
    words, _, path = row.partition("\t")
    _, mode, _, blob, status = words.split()
    if status in _ADDED and mode.startswith("100") and not path.startswith('"'):
        yield path, blob
