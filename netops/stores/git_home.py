"""The folder of one repository: made at first use, healed after a crash, shown as a work tree."""

import fcntl
import os
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from shutil import rmtree
from tempfile import TemporaryDirectory

import git

from netops.errors import StoreError
from netops.stores.files import sync_below, told
from netops.stores.git_open import opened, reason
from netops.stores.git_view import View
from netops.stores.git_words import BRANCH, CONFIG, REF, environment

# A killed run's git may still be finishing what it was told; it holds the mark for that long.
PATIENCE = 30.0
# Where a repository is made before it stands in its place.
_BEGUN = ".git-begun-"
_STALE = ("index.lock", "HEAD.lock", "refs/heads/main.lock")
# What a killed git leaves: its report, half a pack, and a pack that nobody may repack.
_REMAINS = ("fast_import_crash_*", "objects/pack/*tmp*", "objects/pack/*.keep")


class Home:
    """A repository with a work tree, for one writer at a time (the run's lock)."""

    def __init__(self, root: Path) -> None:
        """Make the repository at `root` on first use, heal it after a crash."""
        self.root = root
        self.folder = root / ".git"
        self._mark = self.folder / "netops-writing"
        self._view = View(root)
        if not (self.folder / "HEAD").exists():
            self._create()
        elif not self._is_in_step():
            with self._alone(0) as mark:
                if mark is not None:
                    self._heal()

    @contextmanager
    def writing(self) -> Iterator[int]:
        """Hold the mark of a writer; gives the descriptor that a child must inherit.

        The mark stays behind when the work in it fails, or its process dies: then the next open,
        or the next writer, heals. A living writer's mark means no harm to a reader. Raises
        `StoreError` if another process is writing.
        """
        is_left = self._mark.exists()
        with self._alone(PATIENCE) as mark:
            if mark is None:
                raise StoreError(f"another process is writing to {self.root}; try again")
            if is_left:
                self._heal()
            yield mark

    def show(self) -> None:
        """Make index and work tree equal the last commit."""
        with opened(self.root) as repo:
            self._view.reset(repo, _head(repo))

    def show_step(self, head: str, since: str, changed: Mapping[str, str | None]) -> None:
        """Show the commit `head`, whose files `changed` (path -> blob id) since the one before."""
        with opened(self.root) as repo:
            self._view.step(repo, head, since, changed)

    def clear(self) -> None:
        """Forget every commit, and show none."""
        with self.writing(), opened(self.root) as repo:
            repo.git.update_ref("-d", REF)
            self._view.clear(repo)

    def sweep(self) -> None:
        """Remove what a killed packing left, unless somebody is writing."""
        with self._alone(0) as mark:
            if mark is not None:
                self.tidy()

    def tidy(self) -> None:
        """Remove what a killed git leaves."""
        for pattern in _REMAINS:
            for remain in self.folder.glob(pattern):
                remain.unlink(missing_ok=True)

    @contextmanager
    def _alone(self, patience: float) -> Iterator[int | None]:
        """Hold the mark; None when another holds it for longer than `patience` seconds."""
        mark = _locked(self._mark, patience)
        if mark is None:
            yield None
            return
        try:
            yield mark
            self._mark.unlink()
        finally:
            os.close(mark)

    def _create(self) -> None:
        try:
            self.root.mkdir(mode=0o700, parents=True, exist_ok=True)
            if self.folder.exists():  # it lost its HEAD
                _init(self.root)
            else:
                self._begin()
        except (OSError, git.GitCommandError, StoreError) as error:
            if not (self.folder / "HEAD").exists():  # else another process made it meanwhile
                why = reason(error) if isinstance(error, git.GitCommandError) else error
                what = f"cannot make the evidence repository {self.root}: {why}"
                raise StoreError(what) from error

    def _begin(self) -> None:
        """Make the repository beside its place: git stopped half way leaves none that is broken."""
        with TemporaryDirectory(prefix=_BEGUN, dir=self.root) as beside:
            _init(Path(beside))
            with (Path(beside) / ".git" / "config").open("a", encoding="ascii") as config:
                for name, value in CONFIG.items():
                    section, _, option = name.partition(".")
                    config.write(f"[{section}]\n\t{option} = {value}\n")
            sync_below(self.root)
            (Path(beside) / ".git").rename(self.folder)
        for left in self.root.glob(f"{_BEGUN}*"):
            rmtree(left, ignore_errors=True)

    def _heal(self) -> None:
        with opened(self.root) as repo:
            for name in _STALE:
                (self.folder / name).unlink(missing_ok=True)
            self._view.reset(repo, _head(repo))
            self.tidy()

    def _is_in_step(self) -> bool:
        """Whether no writer died, and the work tree shows the last commit.

        A killed writer's git may finish its commit on its own, after an open that healed.
        """
        if self._mark.exists():
            return False
        with opened(self.root) as repo:
            return self._view.shown == _head(repo)


def _init(root: Path) -> None:
    command = git.Git(root)
    command.update_environment(**environment(root))
    # No template: its sample hooks have no place here.
    command.init("--quiet", "--template=", "--object-format=sha1", f"-b{BRANCH}")


def _head(repo: git.Repo) -> str:
    """The last commit, "" in an empty repository."""
    try:
        return str(repo.git.rev_parse("--verify", "--quiet", REF))
    except git.GitCommandError as error:
        if error.status == 1:
            return ""
        raise


def _locked(mark: Path, patience: float) -> int | None:
    """A descriptor of the mark, which is made if need be, with the only lock on it."""
    end = time.monotonic() + patience
    while True:
        with told("marking the evidence as being written"):
            descriptor = os.open(mark, os.O_RDWR | os.O_CREAT, 0o600)
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            os.close(descriptor)
            if time.monotonic() >= end:
                return None
            time.sleep(0.02)
        else:
            # Its last holder may have removed it after we opened it.
            if mark.exists() and os.path.samestat(os.fstat(descriptor), mark.stat()):
                return descriptor
            os.close(descriptor)
