"""Signatures by `ssh-keygen -Y`. Keys stay with ssh-keygen or its agent; we never read one."""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from netops.errors import InputError, SecretError

NAMESPACE = "netops-change"


class SshSignatures:
    """Makes and checks SSHSIG signatures in the namespace `netops-change`."""

    def sign(self, payload: bytes, key: str) -> str:
        """Sign with a private key file, or with a public one whose private half an agent holds.

        Returns the armoured signature. Raises `InputError` when ssh-keygen cannot sign with it.
        """
        words = ("-Y", "sign", "-n", NAMESPACE, "-f", str(Path(key).expanduser()))
        done = _ssh_keygen(words, payload)
        if done.returncode != 0:
            raise InputError(f"cannot sign: {_complaint(done)}", where=key)
        return done.stdout.decode("ascii")

    def verify(
        self,
        payload: bytes,
        signature: str,
        who: str,
        allowed_signers: str | Path,
        at: datetime,
    ) -> str | None:
        """None when `who` signed this payload with a key that was allowed `at`; else the reason.

        `allowed_signers` is a file (`Path`), or the file's text (`str`) as some commit had it.
        """
        with _as_file(signature) as sig, _as_file(allowed_signers) as signers:
            moment = at.astimezone(UTC).strftime("%Y%m%d%H%M%S")
            options = ("-f", str(signers), "-I", who, "-s", str(sig), f"-Overify-time={moment}")
            done = _ssh_keygen(("-Y", "verify", "-n", NAMESPACE, *options), payload)
        return None if done.returncode == 0 else _complaint(done)


def _ssh_keygen(words: Sequence[str], payload: bytes) -> subprocess.CompletedProcess[bytes]:
    program = shutil.which("ssh-keygen")
    if program is None:
        raise SecretError("ssh-keygen is not installed; install OpenSSH's client")
    # verify-time is read in the local zone unless it ends in Z, which old versions do not know.
    environment = {**os.environ, "TZ": "UTC", "LC_ALL": "C"}
    return subprocess.run(  # noqa: S603 (no shell, and every word is ours or an option's value)
        [program, *words], input=payload, capture_output=True, check=False, env=environment
    )


@contextmanager
def _as_file(content: str | Path) -> Iterator[Path]:
    if isinstance(content, Path):
        yield content
        return
    with tempfile.NamedTemporaryFile("w", encoding="utf-8", prefix="netops-") as file:
        file.write(content)
        file.flush()
        yield Path(file.name)


def _complaint(done: subprocess.CompletedProcess[bytes]) -> str:
    """What ssh-keygen said, in one printable line."""
    words = (done.stderr + b"\n" + done.stdout).decode("utf-8", "replace")
    lines = [line.strip() for line in words.splitlines() if line.strip()]
    text = "; ".join(dict.fromkeys(lines)) or f"ssh-keygen ended with {done.returncode}"
    return "".join(mark if mark.isprintable() else "?" for mark in text)
