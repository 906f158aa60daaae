"""A pinned certificate is believed for itself, and no other is."""

import ssl
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from netops.drivers.pins import believing
from netops.errors import Cause, DeviceError

NOW = datetime.now(UTC)


def certificate(path: Path, *, expired: bool) -> Path:
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "r1")])
    made = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(NOW - timedelta(days=20))
        .not_valid_after(NOW + timedelta(days=-10 if expired else 10))
        .sign(key, hashes.SHA256())
    )
    private = key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
    path.write_bytes(made.public_bytes(serialization.Encoding.PEM) + private)
    return path


def greeted(pinned: Path, shown: Path) -> None:
    """A TLS handshake in memory: a device shows a certificate to a client with a pin."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(shown)
    there, back = ssl.MemoryBIO(), ssl.MemoryBIO()
    device = context.wrap_bio(there, back, server_side=True)
    client = believing(pinned).wrap_bio(back, there)
    waiting = [client, device]
    while waiting:
        one = waiting.pop(0)
        try:
            one.do_handshake()
        except ssl.SSLWantReadError:
            waiting.append(one)


@pytest.mark.parametrize("expired", [False, True])
def test_a_device_whose_certificate_expired_is_still_the_same_device(tmp_path, expired):
    pinned = certificate(tmp_path / "r1.pem", expired=expired)
    greeted(pinned, pinned)


def test_another_certificate_of_the_same_name_is_not_believed(tmp_path):
    pinned = certificate(tmp_path / "r1.pem", expired=False)
    with pytest.raises(ssl.SSLCertVerificationError):
        greeted(pinned, certificate(tmp_path / "mallory.pem", expired=False))


def test_a_device_that_moved_its_address_is_the_same_device_for_a_push(ios):
    with ios.session() as session:
        name = session.identity().hostname
    pin = ios.state.pin_file(ios.device.name)
    _, kind, key = pin.read_text().split()
    pin.write_text(f"192.0.2.7 {kind} {key}\n")
    with ios.session() as session:
        assert session.identity().hostname == name
    assert pin.read_text().split()[1:] == [kind, key]


def test_a_device_that_moved_and_shows_another_key_gets_no_password(ios):
    with ios.session():
        pass
    before, pin = ios.memory("logins"), ios.state.pin_file(ios.device.name)
    pin.write_text(pin.read_text().replace(ios.device.address, "192.0.2.7"))
    ios.fault("host-key-changed")
    with pytest.raises(DeviceError) as failure, ios.session():
        pass
    assert failure.value.cause is Cause.HOST_KEY
    assert ios.memory("logins") == before


def test_a_damaged_pin_is_named_before_a_push(ios):
    path = ios.state.keep_pin(ios.device.name, b"no key\n")
    with pytest.raises(DeviceError, match="holds no host key; delete it") as failure, ios.session():
        pass
    assert str(path) in failure.value.reason
