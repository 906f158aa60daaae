"""A copy of the evidence elsewhere: pushed once a run, never with force, never a question asked."""

import hashlib
import re
import time
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import git

from netops.errors import StoreError
from netops.stores.git_bounded import bounded
from netops.stores.git_open import opened
from netops.stores.git_words import REF

LIMIT = 300.0
_SSH = "ssh -oBatchMode=yes -oStrictHostKeyChecking=yes -oConnectTimeout=20"
_DIVERGED = "[rejected]"
_DECLINED = re.compile(r"\[remote rejected\].*\((.+)\)")
_NOISE = re.compile(r"To |hint:|remote:|error: failed to push|$")
_LONGEST = 200


@dataclass(frozen=True, slots=True)
class Behind:
    """What a remote lacks: how many commits, the oldest of them since when (aware), and why.

    0 commits where it is the remote that has more than we do.
    """

    commits: int
    since: datetime
    reason: str


def push(branches: Mapping[str, Path], url: str) -> Mapping[str, Behind]:
    """Push the last commit of each repository to its branch of a remote; what each lacks still.

    The remote is asked once what it has, and all of it together has one time limit: a remote that
    hangs must not hold up the next run for every shard anew.
    """
    remote = _Remote(url)
    found = {branch: remote.push(root, branch) for branch, root in branches.items()}
    return {branch: lacks for branch, lacks in found.items() if lacks}


class _Remote:
    """A remote for as long as one run pushes to it."""

    def __init__(self, url: str) -> None:
        self._url, self._end = url, time.monotonic() + LIMIT
        # The address may be replaced; what another remote has says nothing of this one.
        self._known = f"refs/pushed/{hashlib.sha256(url.encode()).hexdigest()[:16]}"
        self._heads: Mapping[str, str] | StoreError | None = None

    def push(self, root: Path, branch: str) -> Behind | None:
        """Push where the branch is not our last commit; None when it is then."""
        with opened(root) as repo:
            head = str(repo.git.for_each_ref("--format=%(objectname)", REF))
            if not head:
                return None
            has = ""
            try:
                has = self._has(root, branch)
                if has != head:
                    self._git(root, "push", "--quiet", "--no-verify", "--", self._url,
                              f"{head}:refs/heads/{branch}")  # fmt: skip
            except StoreError as error:
                return self._behind(repo, has, _reason(error))
            repo.git.update_ref(self._known, head)
        return None

    def _has(self, root: Path, branch: str) -> str:
        """The commit that a branch of the remote is at, "" for none; raise if it does not say."""
        if self._heads is None:
            try:
                told = self._git(root, "ls-remote", "--quiet", "--heads", "--", self._url)
            except StoreError as error:
                self._heads = error
            else:
                pairs = (line.split("\t") for line in told.splitlines())
                self._heads = {name.removeprefix("refs/heads/"): commit for commit, name in pairs}
        if isinstance(self._heads, StoreError):
            raise self._heads
        return self._heads.get(branch, "")

    def _git(self, root: Path, *words: str) -> str:
        left = self._end - time.monotonic()
        if left <= 0:
            raise StoreError(f"the remote took longer than {LIMIT:.0f} s for all that was pushed")
        return bounded(root, words, seconds=left, environ=_environment())

    def _behind(self, repo: git.Repo, has: str, reason: str) -> Behind | None:
        """What is missing, as the remote says; where it says nothing, since the last push."""
        is_told = isinstance(self._heads, Mapping)
        known = str(repo.git.for_each_ref("--format=%(objectname)", self._known))
        if has and not _holds(repo, has):
            has = known
        seen = has if is_told else known
        times = str(repo.git.log("--format=%ct", REF, *([f"^{seen}"] if seen else ()))).split()
        if not (times or is_told):
            return None
        oldest = times[-1] if times else repo.git.log("-1", "--format=%ct", REF)
        return Behind(len(times), datetime.fromtimestamp(int(oldest), UTC), reason)


def _holds(repo: git.Repo, commit: str) -> bool:
    try:
        repo.git.cat_file("-e", commit)
    except git.GitCommandError:
        return False
    return True


def _environment() -> dict[str, str]:
    return {
        # The way out may need the user's own settings: a proxy, a credential helper.
        "GIT_CONFIG_GLOBAL": str(Path.home() / ".gitconfig"),
        "GIT_SSH_COMMAND": _SSH,
        "GIT_ASKPASS": "true",
        "SSH_ASKPASS_REQUIRE": "never",
        "GIT_ALLOW_PROTOCOL": "file:ssh:https",
    }


def _reason(error: StoreError) -> str:
    cause = error.__cause__
    if not isinstance(cause, git.GitCommandError):
        return str(error)
    words = str(cause.stderr).strip().removeprefix("stderr: '").removesuffix("'")
    if _DIVERGED in words:
        return "it has commits that this evidence does not have: the two have diverged"
    if declined := _DECLINED.search(words):
        return f"it declined: {declined[1]}"[:_LONGEST]
    said = [line.strip() for line in words.splitlines() if not _NOISE.match(line.strip())]
    return said[0].removeprefix("fatal: ")[:_LONGEST] if said else "git push failed"
