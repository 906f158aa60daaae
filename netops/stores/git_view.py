"""The work tree and index of a repository: its last commit, as files to read and to grep."""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from subprocess import PIPE

import git

from netops.stores.git_open import ended

# The tree without a file, which git knows without having it.
_NOTHING = "4b825dc642cb6eb9a060e54bf8d69288fbee4904"
# So many files are shown one by one: for 100 among 10,000 folders git's walk over both trees takes
# 60 to 80 ms, this 35. New names cost more the more there are, since each is sorted in alone.
_FEW = 1000


class View:
    """What somebody sees in the folder of a repository; one that is made again is never missed."""

    def __init__(self, root: Path) -> None:
        self._synced = root / ".git" / "netops-synced"

    @property
    def shown(self) -> str:
        """The commit that is shown, "" for none."""
        return self._synced.read_text(encoding="ascii") if self._synced.exists() else ""

    def reset(self, repo: git.Repo, head: str) -> None:
        """Show a commit, whatever is there; of "" only remember that none is shown."""
        if head:
            _ran(repo, "read_tree", "--reset", "-u", head)
        self._remember(head)

    def step(
        self, repo: git.Repo, head: str, since: str, changed: Mapping[str, str | None]
    ) -> None:
        """Show a commit that differs from `since` by these files (path -> blob id, None: gone)."""
        if not since or since != self.shown:
            self.reset(repo, head)
            return
        blobs = {path: blob for path, blob in changed.items() if blob}
        try:
            if len(blobs) < len(changed) or len(blobs) > _FEW:
                _ran(repo, "read_tree", "-m", "-u", since, head)
            else:
                _ran(repo, "update_index", "-z", "--add", "--index-info", said=_rows(blobs))
                _ran(repo, "checkout_index", "--force", "--index", "-z", "--stdin", said=blobs)
        except git.GitCommandError:  # somebody wrote into the view
            self.reset(repo, head)
        else:
            self._remember(head)

    def clear(self, repo: git.Repo) -> None:
        """Show no file, and know of no commit."""
        _ran(repo, "read_tree", "--reset", "-u", _NOTHING)
        self._synced.with_name("index").unlink(missing_ok=True)  # it names that tree
        self._synced.unlink(missing_ok=True)

    def _remember(self, head: str) -> None:
        self._synced.write_text(head, encoding="ascii")


def _rows(blobs: Mapping[str, str]) -> Iterator[str]:
    return (f"100644 {blob}\t{path}" for path, blob in blobs.items())


def _ran(repo: git.Repo, name: str, *words: str, said: Iterable[str] = ()) -> None:
    """Run git to its end. Only a view: after a crash it is made again, so it need not be synced."""
    call = getattr(repo.git(c="core.fsync=none"), name)
    child: git.Git.AutoInterrupt = call(*words, istream=PIPE, as_process=True)
    with ended(child), suppress(BrokenPipeError):  # git died, and says why itself
        child.stdin.write("".join(f"{line}\0" for line in said).encode())
        child.stdin.close()
