"""A copy of the evidence elsewhere: pushed once a run, never with force, never a question asked."""

import hashlib
import re
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
    """What a remote lacks: how many commits, the oldest of them since when (aware), and why."""

    commits: int
    since: datetime
    reason: str


def push(root: Path, url: str, branch: str) -> Behind | None:
    """Push the last commit to `branch` of the remote; None when the remote has everything.

    What it has is remembered in a ref of its own, so a run that stored nothing asks nobody.
    """
    # The address may be replaced; what another remote has says nothing of this one.
    known = f"refs/pushed/{hashlib.sha256(url.encode()).hexdigest()[:16]}"
    with opened(root) as repo:
        head = str(repo.git.for_each_ref("--format=%(objectname)", REF))
        if not head or head == repo.git.for_each_ref("--format=%(objectname)", known):
            return None
        words = ("push", "--quiet", "--no-verify", "--", url, f"{head}:refs/heads/{branch}")
        try:
            bounded(root, words, seconds=LIMIT, environ=_environment())
        except StoreError as error:
            return _behind(repo, known, _reason(error))
        repo.git.update_ref(known, head)
    return None


def _environment() -> dict[str, str]:
    return {
        # The way out may need the user's own settings: a proxy, a credential helper.
        "GIT_CONFIG_GLOBAL": str(Path.home() / ".gitconfig"),
        "GIT_SSH_COMMAND": _SSH,
        "GIT_ASKPASS": "true",
        "SSH_ASKPASS_REQUIRE": "never",
        "GIT_ALLOW_PROTOCOL": "file:ssh:https",
    }


def _behind(repo: git.Repo, known: str, reason: str) -> Behind:
    has = str(repo.git.for_each_ref("--format=^%(objectname)", known)).split()
    times = str(repo.git.log("--format=%ct", REF, *has)).split()
    return Behind(len(times), datetime.fromtimestamp(int(times[-1]), UTC), reason)


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
