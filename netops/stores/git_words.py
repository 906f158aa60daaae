"""What we tell git and what it tells us, as text: settings, the fast-import stream, log lines."""

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from types import MappingProxyType

BRANCH = "main"
REF = f"refs/heads/{BRANCH}"
_AUTHOR = "netops <netops@localhost>"
CONFIG = {
    "user.name": "netops",
    "user.email": "netops@localhost",
    # Default fsync leaves loose objects and refs to the kernel's mood.
    "core.fsync": "all",
    "core.hooksPath": "/dev/null",
    "core.autocrlf": "false",
    "core.attributesFile": "/dev/null",
    "diff.noprefix": "false",
}
LOG_FIELDS = "%H%x00%ct%x00%s%x00%(trailers:only,unfold,separator=%x1e)%x00%an <%ae>"


@dataclass(frozen=True, slots=True)
class GitCommit:
    """One revision of the evidence; `author` is `Name <mail>`, ours unless it was imported."""

    revision: str
    time: datetime
    subject: str
    trailers: Mapping[str, str]
    author: str


def environment(root: Path) -> dict[str, str]:
    """Name everything that a caller's environment (a git hook, a user's config) could change."""
    return {
        "GIT_DIR": str(root / ".git"),
        "GIT_WORK_TREE": str(root),
        "GIT_INDEX_FILE": str(root / ".git" / "index"),
        "GIT_OBJECT_DIRECTORY": str(root / ".git" / "objects"),
        "GIT_CONFIG_GLOBAL": "/dev/null",
        "GIT_CONFIG_NOSYSTEM": "1",
        "GIT_CONFIG_PARAMETERS": "",
        "GIT_CONFIG_COUNT": str(len(CONFIG)),
        # Also in the repository's own config, but a crash could have come before that was written.
        **{f"GIT_CONFIG_KEY_{number}": name for number, name in enumerate(CONFIG)},
        **{f"GIT_CONFIG_VALUE_{number}": value for number, value in enumerate(CONFIG.values())},
        "GIT_TERMINAL_PROMPT": "0",
        "GIT_PAGER": "cat",
        "LC_ALL": "C",
    }


def blob_id(content: bytes) -> str:
    """The name that git gives to a file of this content."""
    # SHA-1 identifies here, it protects nothing.
    return hashlib.sha1(b"blob %d\0%b" % (len(content), content), usedforsecurity=False).hexdigest()


def blob_words(content: bytes) -> bytes:
    """One file for `git fast-import`, part of no commit yet."""
    return b"blob\ndata %d\n%b\n" % (len(content), content)


def commit_words(
    parent: str | None, blobs: Mapping[str, str | None], *, message: str, at: datetime
) -> Iterator[bytes]:
    """One commit for `git fast-import`, all or none of it.

    `blobs` are path -> blob id, None for a file that goes.
    """
    text = message.encode()
    yield f"commit {REF}\ncommitter {_AUTHOR} {int(at.timestamp())} +0000\n".encode()
    yield b"data %d\n%b\n" % (len(text), text)
    if parent:
        yield f"from {parent}\n".encode()
    for path in sorted(blobs):
        blob = blobs[path]
        yield (f"M 100644 {blob} {path}\n" if blob else f"D {path}\n").encode()
    yield b"done\n"


def until_words(moment: datetime) -> str:
    """The option for commits at or before a moment.

    `--until` and `--before` take the seconds of a time before 1973 for no time, which means now.
    """
    return f"--min-age={max(0, int(moment.timestamp()))}"


def commit_of(line: str) -> GitCommit:
    """Read a log line in the format `LOG_FIELDS`."""
    revision, seconds, subject, block, author = line.split("\0")
    pairs = (row.partition(": ") for row in block.split("\x1e") if row)
    trailers = MappingProxyType({name: value for name, _, value in pairs})
    return GitCommit(revision, time_of(seconds), subject, trailers, author)


def time_of(seconds: str) -> datetime:
    """A moment; one that no calendar has, or none at all, is as far in the future as can be."""
    try:
        return datetime.fromtimestamp(int(seconds), UTC)
    except (ValueError, OverflowError, OSError):
        return datetime.max.replace(microsecond=0, tzinfo=UTC)
