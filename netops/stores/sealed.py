"""Exact texts, encrypted with age to this installation's recipients, kept by content.

Sealing needs only public keys; the private one can be taken off the collector and brought back
for a restore or a rollback. Each text is a file that the plain `age` command opens too.

A run seals as its devices answer, and `settle` makes all of it outlive a power cut before the
run's commit: so a commit always has its exact texts. A text whose run died before its commit
stays behind unnamed, and harms nothing.
"""

import hashlib
import hmac
import json
import shutil
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path
from threading import Lock

import pyrage

from netops.errors import SecretError, StoreError
from netops.model.config import ConfigKind
from netops.stores.files import (
    append_lines,
    private_folder,
    sync_below,
    told,
    write_soon,
    write_whole,
)
from netops.stores.paths import checked_path
from netops.stores.recipients import KeyRing, PrivateKey
from netops.stores.state import StateFolder


@dataclass(frozen=True, slots=True)
class _Entry:
    """One revision of one config: its file, its canonical text, what of it lasts (all digests).

    `taken` is when the device first showed it, "" where an earlier version did not say.
    """

    digest: str
    canonical: str
    lasting: str = ""
    taken: str = field(default="", compare=False)


@dataclass(slots=True)
class _Index:
    """What `index.jsonl` says, and what is going to be added to it."""

    entries: dict[tuple[str, str], list[_Entry]] = field(default_factory=dict)
    digests: set[str] = field(default_factory=set)
    fresh: list[bytes] = field(default_factory=list)

    def add(self, device: str, kind: str, entry: _Entry) -> None:
        self.entries.setdefault((device, kind), []).append(entry)
        self.digests.add(entry.digest)


class AgeSealed:
    """A `Sealed` below `root`, its keys in the folder `age` of the state.

    A digest is HMAC-SHA256 of the text under the installation's key. Safe to share by threads.
    """

    def __init__(self, root: Path, *, state: StateFolder) -> None:
        self._root = private_folder(root)
        self._state = state
        self.keys = KeyRing(state.root / "age", is_used=any(root.glob("[0-9a-f][0-9a-f]/*.age")))
        self._turn = Lock()

    def seal(self, text: str) -> str:
        """Encrypt one text to every recipient, durably; return its content digest. Idempotent."""
        content = text.encode()
        digest = self._digest(content)
        if digest not in self._index.digests:
            path = self.file(digest)
            private_folder(path.parent)
            write_whole(path, self._encrypted(content))
        return digest

    def unseal(self, digest: str, *, identity: Path | None = None) -> str:
        """The exact text of a digest, opened with this machine's key or that of a file.

        Raises `StoreError` if it is not here or damaged, `SecretError` without the private key.
        """
        path = self.file(checked_path(digest))
        if not path.exists():
            raise StoreError(f"the sealed store has no text {digest[:12]}")
        return opened(path, self.keys.private(identity)).decode()

    def put(
        self,
        device: str,
        kind: ConfigKind,
        exact: str,
        *,
        canonical: str,
        taken: datetime | None = None,
        lasting: Callable[[], str] | None = None,
    ) -> str:
        """Seal a device's config as its newest; return its digest. Durable after `settle`.

        `taken` says when the device showed it, so that a restore of the past finds it.
        `lasting` gives the text without what changes by itself: one that differs in nothing else
        from an earlier text is not sealed again. Known texts cost no encryption.
        """
        content = exact.encode()
        digest = self._digest(content)
        with self._turn:
            known = self._index.entries.get((device, kind.value), [])
            entry = next((one for one in known if one.digest == digest), None)
            stays = "" if entry or lasting is None else self._digest(lasting().encode())
            if stays:
                entry = next((one for one in known if one.lasting == stays), None)
            digest, stays = (entry.digest, entry.lasting) if entry else (digest, stays)
            self._keep(digest, content)
            entry = _Entry(digest, _sha256(canonical), stays, _spelled(taken))
            if not known or known[-1] != entry:
                self._enter(device, kind.value, entry)
        return digest

    def settle(self) -> None:
        """Make everything that was put outlive a power cut, and name it in the index."""
        with self._turn:
            index = self._index
            if index.fresh:
                sync_below(self._root)
                append_lines(self._index_file, index.fresh)
                index.fresh.clear()

    def get(
        self,
        device: str,
        kind: ConfigKind,
        *,
        canonical: str | None = None,
        until: datetime | None = None,
        identity: Path | None = None,
    ) -> str:
        """The newest exact config of a device, or the newest that had this canonical text.

        With `until` one that was taken later does not count, unless there is no other: what git
        does not show (a secret that the device salts anew) may have changed since.
        """
        wanted, last = None if canonical is None else _sha256(canonical), _spelled(until)
        with self._turn:
            known = self._index.entries.get((device, kind.value), [])
            fitting = [one for one in known if wanted in (None, one.canonical)]
        if not fitting:
            raise StoreError(f"the sealed store has no such {kind} config of {device}")
        then = [one for one in fitting if one.taken <= last] or fitting[:1] if last else fitting
        return self.unseal(then[-1].digest, identity=identity)

    def files(self) -> list[Path]:
        """Every sealed text, in the order of their digests."""
        return sorted(self._root.glob("[0-9a-f][0-9a-f]/*.age"))

    def file(self, digest: str) -> Path:
        """Where the text of a digest is, or would be."""
        return self._root / digest[:2] / f"{digest}.age"

    def replace(self, contents: Iterable[tuple[Path, bytes]]) -> None:
        """Encrypt sealed texts anew: on disk before any of the old ones goes.

        When it returns no power cut brings an old one back, also of a call that was killed.
        """
        prepared = []
        for number, (path, content) in enumerate(contents):
            fresh = self._fresh_folder / f"{number}.age"
            write_soon(fresh, self._encrypted(content), by=self._fresh_folder)
            prepared.append((fresh, path))
        sync_below(self._root)
        with told("replacing sealed texts"):
            for fresh, path in prepared:
                fresh.replace(path)
        sync_below(self._root)

    @property
    def _index_file(self) -> Path:
        return self._root / "index.jsonl"

    @cached_property
    def _key(self) -> bytes:
        return self._state.key()

    @cached_property
    def _fresh_folder(self) -> Path:
        """Where files are made. Only the lock's holder writes: what is there is a dead run's."""
        folder = self._root / ".new"
        with told("clearing what a dead run left"):
            if folder.exists():
                shutil.rmtree(folder)
        return private_folder(folder)

    @cached_property
    def _index(self) -> _Index:
        """The index, read once; a torn line of a crash is passed over."""
        index = _Index()
        for line in self._index_lines():
            try:
                row = json.loads(line)
            except ValueError:
                continue
            marks = (row.get(name, "") for name in ("lasting", "taken"))
            entry = _Entry(row["digest"], row["canonical"], *marks)
            index.add(row["device"], row["kind"], entry)
        return index

    def _index_lines(self) -> list[bytes]:
        if not self._index_file.exists():
            return []
        with told("reading the index of sealed texts"):
            return self._index_file.read_bytes().splitlines()

    def _enter(self, device: str, kind: str, entry: _Entry) -> None:
        row = {"device": device, "kind": kind, "digest": entry.digest}
        row |= {"canonical": entry.canonical, "lasting": entry.lasting, "taken": entry.taken}
        self._index.add(device, kind, entry)
        self._index.fresh.append(json.dumps(row).encode())

    def _keep(self, digest: str, content: bytes) -> None:
        """Write a text that the index does not name: such a file may be half of one."""
        if digest in self._index.digests:
            return
        path = self.file(digest)
        private_folder(path.parent)
        write_soon(path, self._encrypted(content), by=self._fresh_folder)

    def _encrypted(self, content: bytes) -> bytes:
        return bytes(pyrage.encrypt(content, self.keys.public()))

    def _digest(self, content: bytes) -> str:
        return hmac.new(self._key, content, hashlib.sha256).hexdigest()


def opened(path: Path, keys: Iterable[PrivateKey]) -> bytes:
    """A sealed file's text; raise `SecretError` when no key opens it."""
    with told("reading a sealed text"):
        cipher = path.read_bytes()
    try:
        return bytes(pyrage.decrypt(cipher, list(keys)))
    except pyrage.DecryptError as error:
        reason = "the age identity does not fit, or the file is damaged"
        raise SecretError(f"{path} cannot be opened: {reason}") from error


def _spelled(moment: datetime | None) -> str:
    """UTC to the second, as git counts, so that earlier ones sort first; "" for None."""
    return f"{moment.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}" if moment else ""


def _sha256(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
