"""History that was not ours, written into an empty evidence repository: one stream, all or none."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from netops.stores.git_home import Home
from netops.stores.git_words import REF, blob_id, blob_words
from netops.stores.git_writing import Import
from netops.stores.paths import checked_path

_COMMITTER = "netops <netops@localhost>"
_NAME = re.compile(r"[^\w .@+-]")


@dataclass(frozen=True, slots=True)
class Past:
    """One commit to make: its files, when it happened, who made it there, and its message."""

    time: datetime
    author: str
    message: str
    files: Mapping[str, bytes]


def write_past(root: Path, commits: Iterable[Past]) -> int:
    """Commit all of them to the repository at `root`, which is empty; return how many.

    Left by any error, or a kill, the repository is as empty as before.
    """
    home, count = Home(root), 0
    with home.writing() as mark:
        writer = Import(root, mark)
        try:
            for commit in commits:
                for part in _words(commit):
                    writer.feed(part)
                count += 1
            writer.feed(b"done\n")
        except BaseException:
            writer.abandon()
            home.tidy()
            raise
        writer.end()
        if count:
            home.show()
    return count


def _words(commit: Past) -> Iterator[bytes]:
    """One commit for `git fast-import`; it follows the one before it in the stream."""
    for path in commit.files:
        yield blob_words(commit.files[checked_path(path)])
    seconds, text = int(commit.time.timestamp()), commit.message.encode()
    author = _NAME.sub("", commit.author).strip() or "unknown"
    yield f"commit {REF}\nauthor {author} <> {seconds} +0000\n".encode()
    yield f"committer {_COMMITTER} {seconds} +0000\n".encode()
    yield b"data %d\n%b\n" % (len(text), text)
    for path in sorted(commit.files):
        yield f"M 100644 {blob_id(commit.files[path])} {path}\n".encode()
