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
LOG_FIELDS = "%H%x1f%ct%x1f%s%x1f%(trailers:only,unfold,separator=%x1e)"


@dataclass(frozen=True, slots=True)
class GitCommit:
    """One revision of the evidence."""

    revision: str
    time: datetime
    subject: str
    trailers: Mapping[str, str]


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


def stream(
    parent: str | None, files: Mapping[str, bytes], *, message: str, at: datetime
) -> Iterator[bytes]:
    """One commit for `git fast-import`, all or none of it."""
    text = message.encode()
    yield f"commit {REF}\ncommitter {_AUTHOR} {int(at.timestamp())} +0000\n".encode()
    yield b"data %d\n%b\n" % (len(text), text)
    if parent:
        yield f"from {parent}\n".encode()
    for path in sorted(files):
        yield b"M 100644 inline %b\ndata %d\n" % (path.encode(), len(files[path]))
        yield files[path] + b"\n"
    yield b"done\n"


def commit_of(line: str) -> GitCommit:
    """Read a log line in the format `LOG_FIELDS`."""
    revision, seconds, subject, block = line.split("\x1f")
    pairs = (row.partition(": ") for row in block.split("\x1e") if row)
    trailers = MappingProxyType({name: value for name, _, value in pairs})
    return GitCommit(revision, datetime.fromtimestamp(int(seconds), UTC), subject, trailers)
