"""An opened git repository, its child processes, and its complaints in one sentence."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from signal import strsignal

import git

from netops.errors import StoreError
from netops.stores.git_words import environment


@contextmanager
def opened(root: Path) -> Iterator[git.Repo]:
    """One opened repository, deaf to the caller's own git settings; errors in one sentence."""
    try:
        with git.Repo(root) as repo:
            repo.git.update_environment(**environment(root))
            yield repo
    except git.GitCommandError as error:
        raise StoreError(f"git failed in {root}: {reason(error)}") from error
    except (git.InvalidGitRepositoryError, git.NoSuchPathError) as error:
        raise StoreError(f"{root} is no usable git repository; restore it") from error
    except OSError as error:
        why = error.strerror or error
        raise StoreError(f"the evidence repository {root} cannot be used: {why}") from error


@contextmanager
def ended(process: git.Git.AutoInterrupt) -> Iterator[None]:
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


def reason(error: git.GitCommandError) -> str:
    """Git's last complaint, in one line; a full disk and a size limit in plain words."""
    words = str(error.stderr).strip().removeprefix("stderr: '").removesuffix("'")
    complaints = [line.removeprefix("fatal: ") for line in words.splitlines() if line.strip()]
    full = [line for line in complaints if "No space left" in line]
    return (full or complaints or [_ending(error.status)])[0]


def _ending(status: object) -> str:
    if isinstance(status, int) and status < 0:
        return f"the system stopped it: {strsignal(-status)}"
    return f"exit status {status}"
