"""History that was not ours, written into an evidence that is empty: one stream, all or none."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import ExitStack
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import Self

from netops.audit.origins import IMPORTED_FROM
from netops.errors import StoreError
from netops.stores.git import GitStore
from netops.stores.git_home import Home
from netops.stores.git_questions import GitQuestions
from netops.stores.git_words import REF, blob_id, blob_words
from netops.stores.git_writing import Import
from netops.stores.paths import checked_path
from netops.stores.shards import ShardedStore

_COMMITTER = "netops <netops@localhost>"
_NAME = re.compile(r"[^\w .@+-]")


@dataclass(frozen=True, slots=True)
class Past:
    """One commit to make: its files, when it happened, who made it there, and its message."""

    time: datetime
    author: str
    message: str
    files: Mapping[str, bytes]


def write_past(store: GitStore | ShardedStore, commits: Iterable[Past]) -> int:
    """Commit all of them to an evidence that is empty; return how many.

    Left by any error, or a kill, a repository is as empty as before. Where the evidence is divided,
    the main repository comes last and gets a commit for each of a shard; when it was not reached,
    the next call begins anew.
    """
    if isinstance(store, GitStore):
        whole = store.roots()[0]
        return _streamed(lambda _: whole, ((None, one) for one in commits))
    if store.head() is None:
        _forget(store)
    names: dict[str, None] = {}

    def root(name: str | None) -> Path:
        names[checked_path(name or "")] = None
        return store.shard(name or "").roots()[0]

    count = _streamed(root, _divided(store, commits))
    main = store.roots()[0]
    _streamed(lambda _: main, ((None, one) for one in _moments(store, names)))
    return count


def _forget(store: ShardedStore) -> None:
    """Empty the shards that an import filled which ended before it came to the main repository."""
    for root in store.roots()[1:]:
        last = next(store.shard(root.name).log(), None)
        if last and IMPORTED_FROM in last.trailers:
            Home(root).clear()


def _streamed(
    root: Callable[[str | None], Path], commits: Iterable[tuple[str | None, Past]]
) -> int:
    """Write each commit to the repository of its shard, all or none; return how many."""
    writers: dict[str | None, _Writer] = {}
    count = 0
    with ExitStack() as held:
        for name, commit in commits:
            if name not in writers:
                writers[name] = held.enter_context(_Writer(root(name)))
            writers[name].add(commit)
            count += 1
    return count


def _divided(store: ShardedStore, commits: Iterable[Past]) -> Iterator[tuple[str | None, Past]]:
    """Each commit as one for every shard that it has files for."""
    for commit in commits:
        parts: dict[str | None, dict[str, bytes]] = {}
        for path, content in commit.files.items():
            parts.setdefault(store.place(path, {}), {})[path] = content
        yield from ((name, replace(commit, files=files)) for name, files in parts.items())


def _moments(store: ShardedStore, names: Iterable[str]) -> Iterator[Past]:
    """The main repository's line about each commit of a shard, in the order of time."""
    lines = [
        (commit.time, order, name, commit.revision)
        for name in sorted(names)
        for order, commit in enumerate(reversed(tuple(store.shard(name).log())))
    ]
    for time, _, name, revision in sorted(lines):
        files = {f"shards/{name}": f"{revision}\n".encode()}
        yield Past(time, "netops", f"import: shard {name}\n", files)


class _Writer:
    """One stream into one empty repository; what was added is there when the block ends well."""

    def __init__(self, root: Path) -> None:
        self._home = Home(root)
        self._held = ExitStack()

    def __enter__(self) -> Self:
        """Begin; raise `StoreError` if the repository holds something."""
        if GitQuestions(self._home.root).head():
            raise StoreError(f"{self._home.root} holds commits; an import begins a repository")
        mark = self._held.enter_context(self._home.writing())
        self._import = Import(self._home.root, mark)
        return self

    def add(self, commit: Past) -> None:
        """Hand one commit over."""
        for part in _words(commit):
            self._import.feed(part)

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Commit everything, or nothing after an error."""
        with ExitStack() as held:
            held.push(self._held)  # also when git refuses at the very end
            if error is None:
                self._import.feed(b"done\n")
                self._import.end()
                self._home.show()
            else:
                self._import.abandon()
                self._home.tidy()


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
