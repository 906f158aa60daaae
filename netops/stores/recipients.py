"""To whom texts are sealed, and the private keys that open them: age's own files and words.

`age/recipients.txt` has a public key a line (age or SSH), its comment in the line above;
`age/identity.txt` the private keys of this machine, the newest first.
"""

import base64
import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeAlias

import pyrage

from netops.errors import InputError, SecretError
from netops.stores.files import create_whole, private_folder, told, write_whole

# pyrage publishes no types: public keys, and private ones.
PublicKey: TypeAlias = Any
PrivateKey: TypeAlias = Any

OURS = "this machine"
_SSH = ("ssh-ed25519", "ssh-rsa")


@dataclass(frozen=True, slots=True)
class Recipient:
    """One public key as its file has it; `key` is `age1...` or `ssh-... BASE64`."""

    key: str
    comment: str = ""

    @property
    def kind(self) -> str:
        """`age`, `ssh-ed25519` or `ssh-rsa`."""
        return self.key.split()[0] if self.key.startswith("ssh-") else "age"

    @property
    def fingerprint(self) -> str:
        """As `ssh-keygen -l` shows it; of an age key the same of its text."""
        content = self.key.encode()
        if self.kind != "age":
            content = base64.b64decode(self.key.split()[1])
        return f"SHA256:{base64.b64encode(hashlib.sha256(content).digest()).decode().rstrip('=')}"

    def is_named(self, which: str) -> bool:
        """Whether a person means this one: by comment, key, or the start of its fingerprint."""
        start = f"SHA256:{which.removeprefix('SHA256:')}"
        return which in (self.comment, self.key) or self.fingerprint.startswith(start)


class KeyRing:
    """The folder `age` of the state folder, made with a key of this machine on first use.

    `is_used` says that texts were sealed already: then its files are never made anew.
    """

    def __init__(self, folder: Path, *, is_used: bool) -> None:
        self.folder = private_folder(folder)
        self.recipients_file = folder / "recipients.txt"
        self.identity_file = folder / "identity.txt"
        self._parsed: tuple[PublicKey, ...] = ()
        self._as_of = (0, 0)
        if not is_used and not self.recipients_file.exists():
            self._make()

    def recipients(self) -> tuple[Recipient, ...]:
        """Everyone who can open what is sealed now; raise `SecretError` for an unusable file."""
        self._check_there()
        found: list[Recipient] = []
        comment = ""
        for line in _lines(self.recipients_file):
            if line.startswith("#"):
                comment = line.lstrip("# ")
                continue
            kind, _, rest = line.partition(" ")
            body, _, trailing = rest.partition(" ")
            found.append(Recipient(f"{kind} {body}".strip(), comment or trailing))
            comment = ""
        if not found:
            raise SecretError(f"{self.recipients_file} holds no key")
        return tuple(found)

    def public(self) -> tuple[PublicKey, ...]:
        """What age encrypts to, parsed once, and again when somebody changed the file."""
        self._check_there()
        with told(f"reading {self.recipients_file}"):
            file = self.recipients_file.stat()
        as_of = (file.st_ino, file.st_mtime_ns)
        if as_of != self._as_of:
            try:
                self._parsed = tuple(_public(one.key) for one in self.recipients())
            except pyrage.RecipientError as error:
                raise _no_key(self.recipients_file, "recipient") from error
            self._as_of = as_of
        return self._parsed

    def replace(self, recipients: Iterable[Recipient]) -> None:
        """Write the recipients anew, all at once."""
        rows = (f"# {one.comment}\n{one.key}\n" if one.comment else f"{one.key}\n"
                for one in recipients)  # fmt: skip
        write_whole(self.recipients_file, "".join(rows).encode())

    def own(self) -> Sequence[str]:
        """The private keys of this machine as text, the newest first; raise if they are away."""
        if not self.identity_file.exists():
            away = f"{self.identity_file} is not here; bring the key back to open sealed texts"
            raise SecretError(f"{away}, or name one of an escrow recipient with --identity")
        return key_lines(self.identity_file)

    def private(self, identity: Path | None = None) -> tuple[PrivateKey, ...]:
        """The keys that open texts: those of a file, or this machine's own."""
        return identities(identity) if identity else self._own_parsed()

    def keep_own(self, keys: Iterable[str]) -> None:
        """Replace the private keys of this machine, all at once."""
        write_whole(self.identity_file, "".join(f"{key}\n" for key in keys).encode())

    def public_of_own(self) -> tuple[str, ...]:
        """The public keys of this machine, () while its private ones are away."""
        if not self.identity_file.exists():
            return ()
        return tuple(str(one.to_public()) for one in self._own_parsed())

    def _own_parsed(self) -> tuple[PrivateKey, ...]:
        return _age_identities(self.own(), self.identity_file)

    def _check_there(self) -> None:
        """Opening needs no recipients: with an escrow key a restore goes on without the file."""
        if not self.recipients_file.exists():
            raise SecretError(
                f"{self.recipients_file} is gone, and texts are sealed already; put the saved "
                "file back, or write a public key a line into it: whoever is not in it opens "
                "nothing that is sealed from now on"
            )

    def _make(self) -> None:
        # The identity first: a recipients file without it would seal texts that nobody can open.
        made = pyrage.x25519.Identity.generate()
        create_whole(self.identity_file, f"{made}\n".encode())
        kept = self._own_parsed()[0].to_public()
        create_whole(self.recipients_file, f"# {OURS}\n{kept}\n".encode())


def identities(path: Path) -> tuple[PrivateKey, ...]:
    """The private keys of an escrow file: of age, or an OpenSSH one without a passphrase."""
    with told(f"reading {path}"):
        content = path.read_bytes()
    if b"PRIVATE KEY" not in content:
        return _age_identities(key_lines(path), path)
    try:
        return (pyrage.ssh.Identity.from_buffer(content),)
    except pyrage.IdentityError:
        raise SecretError(
            f"{path} is no SSH key that age can open, or has a passphrase; "
            "take it off in a copy (ssh-keygen -p) and delete the copy after"
        ) from None


def checked(key: str, comment: str) -> Recipient:
    """A recipient as a person gives it; raise `InputError` for anything but a public key."""
    words = key.split()
    one = Recipient(" ".join(words[:2]), comment or " ".join(words[2:]))
    if "SECRET" in key.upper() or "PRIVATE" in key.upper():
        raise InputError("that is a private key", hint="give the public one: age1..., ssh-...")
    try:
        _public(one.key)
    except pyrage.RecipientError:
        raise InputError(
            "that is no public key of age or SSH", hint=f"give age1... or {', '.join(_SSH)} ..."
        ) from None
    if any(not letter.isprintable() for letter in one.comment):
        raise InputError("a comment is one line of text")
    return one


def key_lines(path: Path) -> list[str]:
    """The keys of a file, comments left out; raise `SecretError` when there is none."""
    keys = [line for line in _lines(path) if not line.startswith("#")]
    if not keys:
        raise SecretError(f"{path} holds no key")
    return keys


def _lines(path: Path) -> list[str]:
    with told(f"reading {path.name}"):
        content = path.read_text(encoding="utf-8", errors="replace")
    return [line.strip() for line in content.splitlines() if line.strip()]


def _age_identities(lines: Iterable[str], path: Path) -> tuple[PrivateKey, ...]:
    try:
        return tuple(pyrage.x25519.Identity.from_str(line) for line in lines)
    except pyrage.IdentityError:
        # Without its cause: that one could quote the key.
        raise _no_key(path, "age identity") from None


def _public(key: str) -> PublicKey:
    kind = pyrage.ssh if key.startswith("ssh-") else pyrage.x25519
    return kind.Recipient.from_str(key)


def _no_key(path: Path, what: str) -> SecretError:
    return SecretError(f"{path} holds a line that is no {what}; put the saved file back")
