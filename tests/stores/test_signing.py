"""Signatures, with the system's ssh-keygen."""

import subprocess
from datetime import UTC, datetime
from pathlib import Path

import pytest

from netops.errors import InputError, SecretError
from netops.stores.signing import SshSignatures

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)


@pytest.fixture(scope="module")
def key(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("keys") / "anna"
    words = ["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", "anna", "-f", str(path)]
    subprocess.run(words, check=True)  # noqa: S603 (our words)
    return path


def signers(key: Path, options: str = "") -> str:
    public = key.with_suffix(".pub").read_text().rsplit(" ", 1)[0]
    return f"anna@example.net {options} {public}\n"


def test_a_good_signature_has_no_complaint(key: Path, tmp_path: Path) -> None:
    signature = SshSignatures().sign(b"payload", str(key))
    assert signature.startswith("-----BEGIN SSH SIGNATURE-----")
    file = tmp_path / "allowed_signers"
    file.write_text(signers(key))
    verify = SshSignatures().verify
    assert verify(b"payload", signature, "anna@example.net", file, NOON) is None
    assert verify(b"payload", signature, "anna@example.net", signers(key), NOON) is None


@pytest.mark.parametrize(
    ("payload", "who", "options"),
    [
        (b"payloaD", "anna@example.net", ""),
        (b"payload", "bert@example.net", ""),
        (b"payload", "anna@example.net", 'valid-before="20260301"'),
        (b"payload", "anna@example.net", 'valid-after="20260301130000"'),
        (b"payload", "anna@example.net", 'namespaces="file"'),
    ],
)
def test_any_doubt_has_a_reason(key: Path, payload: bytes, who: str, options: str) -> None:
    signature = SshSignatures().sign(b"payload", str(key))
    reason = SshSignatures().verify(payload, signature, who, signers(key, options), NOON)
    assert reason
    assert "\n" not in reason


def test_validity_is_read_in_utc_wherever_we_are(
    key: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TZ", "Asia/Tokyo")
    signature = SshSignatures().sign(b"payload", str(key))
    allowed = signers(key, 'valid-after="20260301115900Z",valid-before="20260301120100Z"')
    assert SshSignatures().verify(b"payload", signature, "anna@example.net", allowed, NOON) is None


def test_garbage_is_no_signature(key: Path) -> None:
    assert SshSignatures().verify(b"x", "garbage", "anna@example.net", signers(key), NOON)


def test_a_key_that_is_not_there_is_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"nobody: cannot sign: "):
        SshSignatures().sign(b"payload", str(tmp_path / "nobody"))


def test_a_machine_without_ssh_keygen_is_told_what_to_install(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(SecretError, match="install OpenSSH"):
        SshSignatures().sign(b"payload", "key")
