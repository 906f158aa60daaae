"""A git command that may take long: it has a time limit, and ends with all its children."""

import os
import signal
from collections.abc import Mapping, Sequence
from pathlib import Path
from subprocess import TimeoutExpired

import git

from netops.errors import StoreError
from netops.stores.git_open import opened


def bounded(
    root: Path,
    words: Sequence[str],
    *,
    seconds: float,
    environ: Mapping[str, str] | None = None,
    keep: Sequence[int] = (),
) -> str:
    """Run `git WORDS` and return what it printed; raise `StoreError` with git's reason.

    `keep` are descriptors that its children inherit: a lock lasts as long as the last of them.
    """
    with opened(root) as repo:
        repo.git.update_environment(**(environ or {}))
        child = repo.git.execute(
            [git.Git.GIT_PYTHON_GIT_EXECUTABLE, *words],
            as_process=True,
            start_new_session=True,
            pass_fds=tuple(keep),
        )
        output, complaint = _answer(child, seconds, words[0])
        if child.returncode:
            raise git.GitCommandError([*words], child.returncode, complaint)
        return output.decode(errors="replace")


def _answer(child: git.Git.AutoInterrupt, seconds: float, name: str) -> tuple[bytes, bytes]:
    try:
        output, complaint = child.communicate(timeout=seconds)
    except BaseException as error:
        os.killpg(child.pid, signal.SIGKILL)
        child.communicate()
        if isinstance(error, TimeoutExpired):
            raise StoreError(f"git {name} took longer than {seconds:.0f} s") from None
        raise
    return output, complaint
