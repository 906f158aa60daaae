"""The evidence repository: one commit per run by `git fast-import`, read back through git.

Git refuses a second writer by itself: a commit names its parent, and fast-import does not move
the branch when it moved meanwhile. A crash at any moment leaves the last commit; the work tree
is only a view, made again at the next open.
"""

import fcntl
import subprocess
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path
from signal import strsignal

import git

from netops.errors import StoreError
from netops.ports import Clock
from netops.stores.git_words import (
    BRANCH,
    CONFIG,
    LOG_FIELDS,
    REF,
    GitCommit,
    blob_id,
    commit_of,
    environment,
    stream,
)
from netops.stores.paths import checked_path, checked_revision

_STALE = ("index.lock", "HEAD.lock", "refs/heads/main.lock")
_MARK = "netops-writing"


class GitStore:
    """A `Store` in a git repository with a work tree. One writer at a time (the run's lock)."""

    def __init__(self, root: Path, *, clock: Clock) -> None:
        """Open the repository at `root`; make it on first use, heal it after a crash."""
        self._root, self._clock = root, clock
        if not (root / ".git" / "HEAD").exists():
            self._create()
        elif not self._is_in_step():
            with self._writing() as alone:
                if alone:
                    self._heal()

    def head(self) -> str | None:
        """The last commit, or None in an empty repository."""
        with self._git() as repo:
            return _head(repo)

    def read(self, path: str, revision: str | None = None) -> bytes | None:
        """The file at a revision (default: the last), or None."""
        checked_path(path)
        with self._git() as repo:
            at = _revision(repo, revision) if revision else REF
            return _blob(repo, f"{at}:{path}")

    def write(self, files: Mapping[str, bytes], *, message: str) -> str | None:
        """Commit the files that differ, all or none; None when nothing differs.

        Raises `StoreError` when git or the disk fails: then the last commit stands.
        """
        for path in files:
            checked_path(path)
        with self._git() as repo:
            parent = _head(repo)
            present = _blobs(repo, "") if parent else {}
            changed = {
                path: new for path, new in files.items() if present.get(path) != blob_id(new)
            }
            if not changed:
                return None
            with self._writing() as alone:
                if not alone:
                    raise StoreError(f"another process is writing to {self._root}; try again")
                try:
                    _import(repo, parent, changed, message=message, at=self._clock.now())
                    self._view(repo)
                finally:
                    self._tidy()
                self._mark.unlink()
            return _head(repo)

    @contextmanager
    def transaction(self) -> Iterator["_Transaction"]:
        """Begin one commit whose files come one by one, as devices answer."""
        yield _Transaction(self)

    def paths(self, under: str) -> Sequence[str]:
        """Every path below a folder ("" is the root) in the last commit, sorted."""
        if under:
            checked_path(under.removesuffix("/"))
        with self._git() as repo:
            return tuple(sorted(_blobs(repo, under.removesuffix("/")))) if _head(repo) else ()

    def log(self, path: str | None = None) -> Iterator[GitCommit]:
        """Commits that touched a path (or all), newest first."""
        with self._git() as repo:
            if _head(repo) is None:
                return
            scope = ("--", checked_path(path)) if path else ()
            lines = repo.git.log(
                f"--format={LOG_FIELDS}", REF, *scope, as_process=True, stdout_as_string=False
            )
            with _ended(lines):
                for line in lines.stdout:
                    yield commit_of(line.decode().rstrip("\n"))

    def diff(self, old: str, new: str, path: str | None = None) -> str:
        """Unified diff between two revisions, "" when they are the same there."""
        with self._git() as repo:
            ends = (_revision(repo, old), _revision(repo, new))
            scope = ("--", checked_path(path)) if path else ()
            return str(repo.git.diff("--no-color", "--no-ext-diff", "--no-textconv", *ends, *scope))

    @property
    def _mark(self) -> Path:
        return self._root / ".git" / _MARK

    @property
    def _synced(self) -> Path:
        return self._root / ".git" / "netops-synced"

    @contextmanager
    def _writing(self) -> Iterator[bool]:
        """Hold the mark of a writer; False when a living process holds it.

        The mark stays behind when the work in it fails, or its process dies: then the next open
        heals. A living writer's mark means no harm to a reader.
        """
        with self._mark.open("a") as mark:
            try:
                fcntl.flock(mark, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                yield False
                return
            yield True

    @contextmanager
    def _git(self) -> Iterator[git.Repo]:
        """One opened repository, deaf to the caller's own git settings; errors in one sentence."""
        try:
            with git.Repo(self._root) as repo:
                repo.git.update_environment(**environment(self._root))
                yield repo
        except git.GitCommandError as error:
            raise StoreError(f"git failed in {self._root}: {_reason(error)}") from error
        except (git.InvalidGitRepositoryError, git.NoSuchPathError) as error:
            raise StoreError(f"{self._root} is no usable git repository; restore it") from error
        except OSError as error:
            why = error.strerror or error
            raise StoreError(
                f"the evidence repository {self._root} cannot be used: {why}"
            ) from error

    def _create(self) -> None:
        try:
            self._root.mkdir(mode=0o700, parents=True, exist_ok=True)
            command = git.Git(self._root)
            command.update_environment(**environment(self._root))
            # No template: its sample hooks have no place here.
            command.init("--quiet", "--template=", "--object-format=sha1", f"-b{BRANCH}")
        except (OSError, git.GitCommandError) as error:
            raise StoreError(
                f"cannot make the evidence repository {self._root}: {error}"
            ) from error
        with self._git() as repo, repo.config_writer() as config:
            for name, value in CONFIG.items():
                section, _, option = name.partition(".")
                config.set_value(section, option, value)

    def _heal(self) -> None:
        with self._git() as repo:
            for name in _STALE:
                (self._root / ".git" / name).unlink(missing_ok=True)
            if _head(repo):
                self._view(repo)
        self._tidy()
        self._mark.unlink(missing_ok=True)

    def _is_in_step(self) -> bool:
        """Whether no writer died, and the work tree shows the last commit.

        A killed writer's git may finish its commit on its own, after an open that healed.
        """
        synced = self._synced.read_text(encoding="ascii") if self._synced.exists() else ""
        return not self._mark.exists() and synced == (self.head() or "")

    def _view(self, repo: git.Repo) -> None:
        """Make index and work tree equal the last commit, whatever they held."""
        repo.git.read_tree("--reset", "-u", REF)
        self._synced.write_text(_head(repo) or "", encoding="ascii")

    def _tidy(self) -> None:
        """Remove what a failed fast-import leaves: its report, and half a pack."""
        folder = self._root / ".git"
        remains = (*folder.glob("fast_import_crash_*"), *folder.glob("objects/pack/tmp_*"))
        for remain in remains:
            remain.unlink(missing_ok=True)


class _Transaction:
    """Files on their way into one commit."""

    def __init__(self, store: GitStore) -> None:
        self._store = store
        self._files: dict[str, bytes] = {}

    def put(self, path: str, content: bytes) -> bool:
        """Stage one file; return whether it differs from the last commit."""
        self._files[path] = content
        return self._store.read(path) != content

    def commit(self, message: str) -> str | None:
        """Commit what differs, all or none; None when nothing does."""
        return self._store.write(self._files, message=message)


def _head(repo: git.Repo) -> str | None:
    try:
        return str(repo.git.rev_parse("--verify", "--quiet", REF))
    except git.GitCommandError as error:
        if error.status == 1:
            return None
        raise


def _revision(repo: git.Repo, revision: str) -> str:
    try:
        name = f"{checked_revision(revision)}^{{commit}}"
        return str(repo.git.rev_parse("--verify", "--quiet", name))
    except git.GitCommandError as error:
        raise StoreError(f"the evidence has no revision {revision!r}") from error


def _blob(repo: git.Repo, name: str) -> bytes | None:
    try:
        return repo.git.get_object_data(name)[3]
    except ValueError:  # GitPython's word for a name that cat-file does not find
        return None


def _blobs(repo: git.Repo, under: str) -> dict[str, str]:
    """Path -> blob id in the last commit."""
    scope = ("--", f"{under}/") if under else ()
    listing = str(repo.git.ls_tree("-r", "-z", REF, *scope))
    rows = (row.split("\t", 1) for row in listing.split("\0") if row)
    return {path: meta.split()[2] for meta, path in rows}


def _import(
    repo: git.Repo,
    parent: str | None,
    files: Mapping[str, bytes],
    *,
    message: str,
    at: datetime,
) -> None:
    process = repo.git.fast_import(
        "--quiet", "--done", as_process=True, istream=subprocess.PIPE, stdout_as_string=False
    )
    with _ended(process), suppress(BrokenPipeError):  # git died early: it says why itself
        for part in stream(parent, files, message=message, at=at):
            process.stdin.write(part)
        process.stdin.close()


@contextmanager
def _ended(process: git.Git.AutoInterrupt) -> Iterator[None]:
    """Wait for a child, raise if it failed, and leave no pipe open, also when we stop early."""
    try:
        yield
        process.wait()
    finally:
        for pipe in (process.stdin, process.stdout, process.stderr):
            if pipe is not None:
                with suppress(BrokenPipeError):
                    pipe.close()
        if process.proc is not None:
            process.proc.wait()


def _reason(error: git.GitCommandError) -> str:
    """Git's last complaint, in one line; a full disk and a size limit in plain words."""
    words = str(error.stderr).strip().removeprefix("stderr: '").removesuffix("'")
    complaints = [line.removeprefix("fatal: ") for line in words.splitlines() if line.strip()]
    full = [line for line in complaints if "No space left" in line]
    return (full or complaints or [_ending(error.status)])[0]


def _ending(status: object) -> str:
    if isinstance(status, int) and status < 0:
        return f"the system stopped it: {strsignal(-status)}"
    return f"exit status {status}"
