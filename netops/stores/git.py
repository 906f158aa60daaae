"""The evidence repository: one commit per run by `git fast-import`, read back through git.

Git refuses a second writer by itself: a commit names its parent, and fast-import does not move
the branch when it moved meanwhile. A crash at any moment leaves the last commit; the work tree
is only a view, made again at the next open.
"""

import hashlib
import subprocess
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from types import MappingProxyType

import git

from netops.errors import StoreError
from netops.ports import Clock
from netops.stores.paths import checked_path, checked_revision

BRANCH = "main"
_REF = f"refs/heads/{BRANCH}"
_AUTHOR = "netops <netops@localhost>"
_CONFIG = {
    "user.name": "netops",
    "user.email": "netops@localhost",
    # Default fsync leaves loose objects and refs to the kernel's mood.
    "core.fsync": "all",
    "core.hooksPath": "/dev/null",
    "core.autocrlf": "false",
    "core.attributesFile": "/dev/null",
    "diff.noprefix": "false",
}
_STALE = ("index.lock", "HEAD.lock", "refs/heads/main.lock")
_MARK = "netops-writing"
_FIELDS = "%H%x1f%ct%x1f%s%x1f%(trailers:only,unfold,separator=%x1e)"


@dataclass(frozen=True, slots=True)
class GitCommit:
    """One revision of the evidence."""

    revision: str
    time: datetime
    subject: str
    trailers: Mapping[str, str]


class GitStore:
    """A `Store` in a git repository with a work tree. One writer at a time (the run's lock)."""

    def __init__(self, root: Path, *, clock: Clock) -> None:
        """Open the repository at `root`; make it on first use, heal it after a crash."""
        self._root, self._clock = root, clock
        if not (root / ".git" / "HEAD").exists():
            self._create()
        elif self._mark.exists():
            self._heal()

    def head(self) -> str | None:
        """The last commit, or None in an empty repository."""
        with self._git() as repo:
            return _head(repo)

    def read(self, path: str, revision: str | None = None) -> bytes | None:
        """The file at a revision (default: the last), or None."""
        checked_path(path)
        with self._git() as repo:
            at = _revision(repo, revision) if revision else _head(repo)
            return _blob(repo, f"{at}:{path}") if at else None

    def write(self, files: Mapping[str, bytes], *, message: str) -> str | None:
        """Commit the files that differ, all or none; None when nothing differs.

        Raises `StoreError` when git or the disk fails: then the last commit stands.
        """
        for path in files:
            checked_path(path)
        with self._git() as repo:
            parent = _head(repo)
            present = _blobs(repo, "") if parent else {}
            changed = {path: new for path, new in files.items() if present.get(path) != _id(new)}
            if not changed:
                return None
            self._mark.touch()
            try:
                _import(repo, parent, changed, message=message, at=self._clock.now())
                revision = _head(repo)
                _sync(repo)
            finally:
                self._tidy()
            self._mark.unlink()
            return revision

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
                f"--format={_FIELDS}", _REF, *scope, as_process=True, stdout_as_string=False
            )
            with _ended(lines):
                for line in lines.stdout:
                    yield _commit(line.decode().rstrip("\n"))

    def diff(self, old: str, new: str, path: str | None = None) -> str:
        """Unified diff between two revisions, "" when they are the same there."""
        with self._git() as repo:
            ends = (_revision(repo, old), _revision(repo, new))
            scope = ("--", checked_path(path)) if path else ()
            return str(repo.git.diff("--no-color", "--no-ext-diff", "--no-textconv", *ends, *scope))

    @property
    def _mark(self) -> Path:
        return self._root / ".git" / _MARK

    @contextmanager
    def _git(self) -> Iterator[git.Repo]:
        """One opened repository, deaf to the caller's own git settings; errors in one sentence."""
        try:
            with git.Repo(self._root) as repo:
                repo.git.update_environment(**_environment(self._root))
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
            command.update_environment(**_environment(self._root))
            # No template: its sample hooks have no place here.
            command.init("--quiet", "--template=", "--object-format=sha1", f"-b{BRANCH}")
        except (OSError, git.GitCommandError) as error:
            raise StoreError(
                f"cannot make the evidence repository {self._root}: {error}"
            ) from error
        with self._git() as repo, repo.config_writer() as config:
            for name, value in _CONFIG.items():
                section, _, option = name.partition(".")
                config.set_value(section, option, value)

    def _heal(self) -> None:
        with self._git() as repo:
            for name in _STALE:
                (self._root / ".git" / name).unlink(missing_ok=True)
            if _head(repo):
                _sync(repo)
        self._tidy()
        self._mark.unlink(missing_ok=True)

    def _tidy(self) -> None:
        """Remove what a failed fast-import leaves: its report, and half a pack."""
        folder = self._root / ".git"
        remains = (*folder.glob("fast_import_crash_*"), *folder.glob("objects/pack/tmp_*"))
        for remain in remains:
            remain.unlink(missing_ok=True)


def _environment(root: Path) -> dict[str, str]:
    """Name everything that a caller's environment (a git hook, a user's config) could change."""
    return {
        "GIT_DIR": str(root / ".git"),
        "GIT_WORK_TREE": str(root),
        "GIT_INDEX_FILE": str(root / ".git" / "index"),
        "GIT_OBJECT_DIRECTORY": str(root / ".git" / "objects"),
        "GIT_CONFIG_GLOBAL": "/dev/null",
        "GIT_CONFIG_NOSYSTEM": "1",
        "GIT_TERMINAL_PROMPT": "0",
        "GIT_PAGER": "cat",
        "LC_ALL": "C",
    }


def _head(repo: git.Repo) -> str | None:
    try:
        return str(repo.git.rev_parse("--verify", "--quiet", _REF))
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
    listing = str(repo.git.ls_tree("-r", "-z", _REF, *scope))
    rows = (row.split("\t", 1) for row in listing.split("\0") if row)
    return {path: meta.split()[2] for meta, path in rows}


def _id(content: bytes) -> str:
    # Git's name of a blob; SHA-1 identifies here, it protects nothing.
    return hashlib.sha1(b"blob %d\0%b" % (len(content), content), usedforsecurity=False).hexdigest()


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
        for part in _stream(parent, files, message=message, at=at):
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


def _stream(
    parent: str | None, files: Mapping[str, bytes], *, message: str, at: datetime
) -> Iterator[bytes]:
    text = message.encode()
    yield f"commit {_REF}\ncommitter {_AUTHOR} {int(at.timestamp())} +0000\n".encode()
    yield b"data %d\n%b\n" % (len(text), text)
    if parent:
        yield f"from {parent}\n".encode()
    for path in sorted(files):
        yield b"M 100644 inline %b\ndata %d\n" % (path.encode(), len(files[path]))
        yield files[path] + b"\n"
    yield b"done\n"


def _sync(repo: git.Repo) -> None:
    """Make index and work tree equal the last commit, whatever they held."""
    repo.git.read_tree("--reset", "-u", _REF)


def _commit(line: str) -> GitCommit:
    revision, seconds, subject, block = line.split("\x1f")
    pairs = (row.partition(": ") for row in block.split("\x1e") if row)
    trailers = MappingProxyType({name: value for name, _, value in pairs})
    return GitCommit(revision, datetime.fromtimestamp(int(seconds), UTC), subject, trailers)


def _reason(error: git.GitCommandError) -> str:
    """Git's last complaint, in one line; a full disk and a size limit in plain words."""
    words = str(error.stderr).strip().removeprefix("stderr: '").removesuffix("'")
    complaints = [line.removeprefix("fatal: ") for line in words.splitlines() if line.strip()]
    full = [line for line in complaints if "No space left" in line]
    return (full or complaints or [f"exit status {error.status}"])[0]
