"""The evidence in several repositories: the configs of a site or a group in one of their own.

Changes, the log and one line for each shard stay in the main repository: `shards/<name>` holds the
shard's commit. So a commit of the main repository is a moment of the whole evidence.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from datetime import datetime
from functools import cached_property
from pathlib import Path
from types import TracebackType
from typing import Self

from netops.errors import PartlyStored, StoreError
from netops.ports import Clock
from netops.stores.git import GitStore
from netops.stores.git_remote import Behind, push
from netops.stores.git_words import BRANCH, GitCommit
from netops.stores.git_writing import GitTransaction
from netops.stores.paths import checked_path

_HEADS = "shards"


class ShardedStore:
    """A `Store` over a main repository and its shards. One writer at a time (the run's lock).

    `shard_of` names the shard of a path, None for the main repository. A file stays in the shard
    that has it, so a device that changes its group keeps its history. `begin` is called before a
    shard is made.
    """

    def __init__(
        self,
        main: Path,
        shards: Path,
        *,
        shard_of: Callable[[str], str | None],
        begin: Callable[[], None],
        clock: Clock,
    ) -> None:
        """Open the repositories that there are; a shard is made when its first file comes."""
        self._folder, self._shard_of, self._clock = shards, shard_of, clock
        self._begin = begin
        self.main = GitStore(main, clock=clock)
        names = (path.parent.name for path in sorted(shards.glob("*/.git")))
        self._shards = {name: GitStore(shards / name, clock=clock) for name in names}

    def head(self) -> str | None:
        """The last commit of the main repository, or None in an empty one."""
        return self.main.head()

    def read(self, path: str, revision: str | None = None) -> bytes | None:
        """The file at a revision of its shard or of the main repository, or None."""
        store = self.of(path)
        if store is self.main or revision is None:
            return store.read(path, revision)
        at = self._moment(store, revision)
        return store.read(path, at) if at else None

    def write(self, files: Mapping[str, bytes | None], *, message: str) -> str | None:
        """Commit the files that differ (None: go); None when nothing does. See `transaction`."""
        with self.transaction() as transaction:
            for path, content in files.items():
                transaction.put(path, content)
            return transaction.commit(message)

    def transaction(self) -> "ShardedTransaction":
        """Begin one commit in each shard that changes, and one in the main repository."""
        return ShardedTransaction(self)

    def paths(self, under: str) -> Sequence[str]:
        """Every path below a folder ("" is the root) in the last commits, sorted."""
        return tuple(sorted(path for store in self._stores() for path in store.paths(under)))

    def texts(self, under: str, revision: str | None = None) -> Iterator[tuple[str, bytes]]:
        """Every file below a folder at a revision of the main repository (default: the last).

        Streamed, by path within each repository.
        """
        for store in self._stores():
            at = self._moment(store, revision) if revision else store.head()
            if at:
                yield from store.texts(under, at)

    def log(self, path: str | None = None, *, until: datetime | None = None) -> Iterator[GitCommit]:
        """Commits that touched a path (or all of the main repository), newest first."""
        return (self.of(path) if path else self.main).log(path, until=until)

    def at(self, path: str, when: datetime) -> GitCommit | None:
        """The last commit at or before `when` that touched a path; None when there was none."""
        return self.of(path).at(path, when)

    def diff(self, old: str, new: str, path: str | None = None) -> str:
        """Unified diff between two revisions of a path's repository, or of the main one."""
        return (self.of(path) if path else self.main).diff(old, new, path)

    def upkeep(self) -> None:
        """Pack what many runs have left, where it is due."""
        for store in self._stores():
            store.upkeep()

    def push(self, url: str) -> Mapping[str, Behind]:
        """Push to `main` and `shards/<name>` of a remote; what each branch lacks, if anything."""
        shards = {f"{_HEADS}/{name}": one.root_of("") for name, one in self._shards.items()}
        return push({BRANCH: self.main.root_of(""), **shards}, url)

    def root_of(self, path: str) -> Path:
        """The repository that a path lives in."""
        return self.of(path).root_of(path)

    def roots(self) -> tuple[Path, ...]:
        """Every repository of the evidence, the main one first."""
        return tuple(root for store in self._stores() for root in store.roots())

    def place(self, path: str, places: Mapping[str, str]) -> str | None:
        """The shard that a path lives in, or would; None for the main repository."""
        named = self._shard_of(checked_path(path))
        return named if named is None else places.get(path, named)

    def places(self) -> Mapping[str, str]:
        """Path -> shard of every file in a shard."""
        return {path: name for name, one in self._shards.items() for path in one.paths("")}

    def of(self, path: str) -> GitStore:
        """The repository that a path lives in; the main one, where nothing is found, without."""
        named = self._shard_of(checked_path(path))
        if named is None:
            return self.main
        likely = sorted(self._shards.items(), key=lambda shard: shard[0] != named)
        return next((one for _, one in likely if one.read(path) is not None), self.main)

    def shard(self, name: str) -> GitStore:
        """A shard by name, made if there is none."""
        if name not in self._shards:
            if "/" in checked_path(name):
                raise StoreError(f"{name!r} is no name of a shard")
            self._begin()
            self._shards[name] = GitStore(self._folder / name, clock=self._clock)
        return self._shards[name]

    def _stores(self) -> tuple[GitStore, ...]:
        return (self.main, *self._shards.values())

    def _moment(self, store: GitStore, revision: str) -> str | None:
        """The commit of a repository that a revision of it, or of the main one, means."""
        if store is self.main:
            return self.main.revision(revision)
        try:
            moment = self.main.revision(revision)
        except StoreError:
            return store.revision(revision)
        name = store.root_of("").name
        line = self.main.read(f"{_HEADS}/{name}", moment)
        return None if line is None else line.decode().strip()


class ShardedTransaction:
    """Files on their way into one commit a shard. A shard that fails leaves the others alone."""

    def __init__(self, store: ShardedStore) -> None:
        self._store = store
        self._held = ExitStack()
        self._begun: dict[str, GitTransaction] = {}
        self._failed: dict[str, str] = {}
        self._given: defaultdict[str, set[str]] = defaultdict(set)
        self._main = store.main.transaction()

    def __enter__(self) -> Self:
        """Begin; nothing is asked of git yet."""
        self._held.enter_context(self._main)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Leave nothing behind of what was not committed; after an error the next open heals."""
        self._held.__exit__(kind, error, trace)

    @cached_property
    def _places(self) -> Mapping[str, str]:
        return self._store.places()

    def put(self, path: str, content: bytes | None) -> bool:
        """Stage one file, None to take it away; return whether it differs from the last commit."""
        name = self._store.place(path, self._places)
        if name is None:
            return self._main.put(path, content)
        self._given[name].add(path)
        try:
            return name in self._failed or self._in(name).put(path, content)
        except StoreError as error:
            self._failed[name] = str(error)
            return True

    def commit(self, message: str) -> str | None:
        """Commit each shard, then the main repository; its revision, None when nothing differs.

        Raises `PartlyStored` that names the shards which failed, when the others are committed.
        """
        for name, begun in sorted(self._begun.items()):
            if name not in self._failed:
                self._settle(name, begun, message)
        revision = self._main.commit(message)
        if self._failed:
            lost = frozenset(path for name in self._failed for path in self._given[name])
            raise PartlyStored(self._failed, lost, revision)
        return revision

    def _in(self, name: str) -> GitTransaction:
        if name not in self._begun:
            begun = self._store.shard(name).transaction()
            self._begun[name] = self._held.enter_context(begun)
        return self._begun[name]

    def _settle(self, name: str, begun: GitTransaction, message: str) -> None:
        try:
            begun.commit(message)
            head = self._store.shard(name).head()
        except StoreError as error:
            self._failed[name] = str(error)
            return
        if head:
            self._main.put(f"{_HEADS}/{name}", f"{head}\n".encode())
