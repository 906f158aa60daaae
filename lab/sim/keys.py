"""Host keys and certificates, made once and kept in the state folder."""

from __future__ import annotations

import ssl
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from typing import TYPE_CHECKING

import asyncssh
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, ed25519

if TYPE_CHECKING:
    from pathlib import Path

    from cryptography.hazmat.primitives.asymmetric.types import PrivateKeyTypes

_YEARS = timedelta(days=3650)


def ssh_key(folder: Path, name: str) -> asyncssh.SSHKeyPair:
    """A device's SSH host key, read: asyncssh reads one that is a path again for each login."""
    path = folder / f"{name}.ssh"
    if not path.exists():
        key = ed25519.Ed25519PrivateKey.generate()
        _write(path, _pem(key, serialization.PrivateFormat.OpenSSH))
    (pair,) = asyncssh.load_keypairs([asyncssh.read_private_key(path)])
    return pair


def tls(folder: Path, name: str, address: str) -> ssl.SSLContext:
    """A server context with the device's own self-signed certificate."""
    path = folder / f"{name}.pem"
    if not path.exists():
        _write(path, _certificate(name, address))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(path)
    return context


def _certificate(name: str, address: str) -> bytes:
    key = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, name)])
    now = datetime.now(UTC)
    names = x509.SubjectAlternativeName([x509.DNSName(name), x509.IPAddress(ip_address(address))])
    certificate = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + _YEARS)
        .add_extension(names, critical=False)
        .sign(key, hashes.SHA256())
    )
    pem = certificate.public_bytes(serialization.Encoding.PEM)
    return _pem(key, serialization.PrivateFormat.PKCS8) + pem


def _pem(key: PrivateKeyTypes, form: serialization.PrivateFormat) -> bytes:
    return key.private_bytes(serialization.Encoding.PEM, form, serialization.NoEncryption())


def _write(path: Path, data: bytes) -> None:
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    path.touch(mode=0o600)
    path.write_bytes(data)
