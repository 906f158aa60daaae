"""Exact texts, encrypted with age to this installation's recipients, kept by content.

Sealing needs only public keys; the private one can be taken off the collector and brought back
for a restore or a rollback.
"""

import hashlib
import hmac
import json
from pathlib import Path
from threading import Lock
from typing import Any, TypeAlias

import pyrage

from netops.errors import SecretError, StoreError
from netops.model.config import ConfigKind
from netops.stores.files import append_line, create_whole, private_folder, told, write_whole
from netops.stores.paths import checked_path
from netops.stores.state import StateFolder

_Place = tuple[str, str]
# pyrage publishes no types: an age public key, or an SSH one.
_Recipient: TypeAlias = Any


class AgeSealed:
    """A `Sealed` below `root`, keys in the state folder: `age/identity.txt`, `age/recipients.txt`.

    A digest is HMAC-SHA256 of the text under the installation's key. Safe to share by threads.
    """

    def __init__(self, root: Path, *, state: StateFolder) -> None:
        self._root = private_folder(root)
        self._keys = private_folder(state.root / "age")
        self._state = state
        self._turn = Lock()
        self._index: dict[_Place, list[tuple[str, str]]] | None = None
        if not self._recipients_file.exists():
            self._make_keys()

    def seal(self, text: str) -> str:
        """Encrypt one text to every recipient; return its content digest. Idempotent."""
        content = text.encode()
        digest = hmac.new(self._state.key(), content, hashlib.sha256).hexdigest()
        path = self._path(digest)
        if not path.exists():
            private_folder(path.parent)
            write_whole(path, pyrage.encrypt(content, self._recipients()))
        return digest

    def unseal(self, digest: str) -> str:
        """The exact text of a digest.

        Raises `StoreError` if it is not here or damaged, `SecretError` without the private key.
        """
        path = self._path(checked_path(digest))
        if not path.exists():
            raise StoreError(f"the sealed store has no text {digest[:12]}")
        with told("reading a sealed text"):
            cipher = path.read_bytes()
        try:
            content = pyrage.decrypt(cipher, self._identities())
        except pyrage.DecryptError as error:
            reason = "the age identity does not fit, or the file is damaged"
            raise SecretError(f"{path} cannot be opened: {reason}") from error
        return str(content, "utf-8")

    def put(self, device: str, kind: ConfigKind, exact: str, *, canonical: str) -> str:
        """Seal a device's config and remember it as its newest; return the digest."""
        digest = self.seal(exact)
        entry = (digest, _sha256(canonical))
        with self._turn:
            known = self._entries().setdefault((device, kind.value), [])
            if not known or known[-1] != entry:
                row = {"device": device, "kind": kind, "digest": digest, "canonical": entry[1]}
                append_line(self._index_file, json.dumps(row).encode())
                known.append(entry)
        return digest

    def get(self, device: str, kind: ConfigKind, *, canonical: str | None = None) -> str:
        """The newest exact config of a device, or the newest that had this canonical text."""
        wanted = None if canonical is None else _sha256(canonical)
        with self._turn:
            known = self._entries().get((device, kind.value), [])
            fitting = [digest for digest, shown in known if wanted in (None, shown)]
        if not fitting:
            raise StoreError(f"the sealed store has no such {kind} config of {device}")
        return self.unseal(fitting[-1])

    @property
    def _recipients_file(self) -> Path:
        return self._keys / "recipients.txt"

    @property
    def _identity_file(self) -> Path:
        return self._keys / "identity.txt"

    @property
    def _index_file(self) -> Path:
        return self._root / "index.jsonl"

    def _path(self, digest: str) -> Path:
        return self._root / digest[:2] / f"{digest}.age"

    def _make_keys(self) -> None:
        # The identity first: a recipients file without it would seal texts that nobody can open.
        made = pyrage.x25519.Identity.generate()
        create_whole(self._identity_file, f"{made}\n".encode())
        kept = pyrage.x25519.Identity.from_str(_key_lines(self._identity_file)[0])
        create_whole(self._recipients_file, f"{kept.to_public()}\n".encode())

    def _recipients(self) -> list[_Recipient]:
        lines = _key_lines(self._recipients_file)
        try:
            return [_recipient(line) for line in lines]
        except pyrage.RecipientError as error:
            raise _no_key(self._recipients_file, "recipient") from error

    def _identities(self) -> list[pyrage.x25519.Identity]:
        try:
            lines = _key_lines(self._identity_file)
            return [pyrage.x25519.Identity.from_str(line) for line in lines]
        except pyrage.IdentityError:
            # Without its cause: that one could quote the key.
            raise _no_key(self._identity_file, "age identity") from None

    def _entries(self) -> dict[_Place, list[tuple[str, str]]]:
        """The index, read once; a torn line of a crash is passed over."""
        if self._index is None:
            self._index = {}
            for line in self._index_lines():
                try:
                    row = json.loads(line)
                except ValueError:
                    continue
                place = (row["device"], row["kind"])
                self._index.setdefault(place, []).append((row["digest"], row["canonical"]))
        return self._index

    def _index_lines(self) -> list[bytes]:
        if not self._index_file.exists():
            return []
        with told("reading the index of sealed texts"):
            return self._index_file.read_bytes().splitlines()


def _key_lines(path: Path) -> list[str]:
    if not path.exists():
        raise SecretError(f"{path} is not here; bring the key back to open sealed texts")
    with told(f"reading {path.name}"):
        lines = [line.strip() for line in path.read_text(encoding="ascii").splitlines()]
    keys = [line for line in lines if line and not line.startswith("#")]
    if not keys:
        raise SecretError(f"{path} holds no key")
    return keys


def _no_key(path: Path, what: str) -> SecretError:
    return SecretError(f"{path} holds a line that is no {what}; put the saved file back")


def _recipient(line: str) -> _Recipient:
    kind = pyrage.ssh if line.startswith("ssh-") else pyrage.x25519
    return kind.Recipient.from_str(line)


def _sha256(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
