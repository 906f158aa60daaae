"""Host keys and certificates: recorded at first use, the only ones believed afterwards."""

import base64
import socket
import ssl
from pathlib import Path
from typing import NamedTuple, Protocol

from netops.drivers.taxonomy import device_error
from netops.errors import Cause, DeviceError
from netops.model.device import Device

# X509_V_FLAG_NO_CHECK_TIME of OpenSSL; Python has no name for it.
_NO_CHECK_TIME = 0x200000


class PinFiles(Protocol):
    """Where pins are kept: small files by name; what they pin is written once."""

    def pin_file(self, name: str) -> Path:
        """The file of a pin, whether it is there or not."""

    def keep_pin(self, name: str, content: bytes) -> Path:
        """Write a pin unless there is one; return its file."""

    def move_pin(self, name: str, content: bytes) -> None:
        """Write a pin anew that pins the same under another address."""


class HostKey(NamedTuple):
    """A public key of an SSH server: its type, and its bytes as they go over the wire."""

    kind: str
    blob: bytes


def known_hosts_line(device: Device, key: HostKey) -> bytes:
    """A key as OpenSSH writes it into known_hosts."""
    return f"{_place(device)} {key.kind} {base64.b64encode(key.blob).decode()}\n".encode()


def pinned_key(path: Path) -> HostKey:
    """The key in a pin; a file that holds none is a `DeviceError` that names it."""
    try:
        _, kind, blob = path.read_text("ascii").split()
        return HostKey(kind, base64.b64decode(blob, validate=True))
    except ValueError as error:
        reason = f"{path} holds no host key; delete it to pin the device's key again"
        raise DeviceError(Cause.HOST_KEY, reason) from error


def ssh_pin(device: Device, pins: PinFiles, *, timeout: float) -> Path:
    """The device's own known_hosts file; at first use its key is asked for, before any login."""
    path = pins.pin_file(device.name)
    if path.exists():
        # The key is the proof. paramiko looks for it under the address, and devices move.
        line = known_hosts_line(device, pinned_key(path))
        if path.read_bytes() != line:
            pins.move_pin(device.name, line)
        return path
    # Readers pin keys too, and need no paramiko.
    import paramiko  # noqa: PLC0415

    with connected(device, timeout=timeout) as sock:
        transport = paramiko.Transport(sock)
        try:
            transport.start_client(timeout=timeout)
            key = transport.get_remote_server_key()
        except Exception as error:
            raise device_error(error, opening=True) from error
        finally:
            transport.close()
    line = known_hosts_line(device, HostKey(key.get_name(), key.asbytes()))
    return pins.keep_pin(device.name, line)


def tls_pin(device: Device, pins: PinFiles, *, timeout: float) -> ssl.SSLContext:
    """A context that believes the device's pinned certificate and nothing else."""
    path = pins.pin_file(f"{device.name}.pem")
    if not path.exists():
        try:
            pem = ssl.get_server_certificate((device.address, device.port), timeout=timeout)
        except Exception as error:
            raise device_error(error, opening=True) from error
        path = pins.keep_pin(f"{device.name}.pem", pem.encode())
    return believing(path)


def believing(path: Path) -> ssl.SSLContext:
    """A context that believes the certificate in this file and nothing else.

    A file that holds none is a `DeviceError` that names it.
    """
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    # Certificates of devices name no address and expire unseen; the pin itself is the proof.
    context.check_hostname = False
    context.verify_flags |= ssl.VERIFY_X509_PARTIAL_CHAIN | _NO_CHECK_TIME
    try:
        context.load_verify_locations(cafile=path)
    except ssl.SSLError as error:
        reason = f"{path} holds no certificate; delete it to pin the device's certificate again"
        raise DeviceError(Cause.HOST_KEY, reason) from error
    return context


def changed_key(device: Device, path: Path) -> DeviceError:
    """What to say, and to do, when another key answers."""
    reason = (
        f"{device.name} does not show the key that was pinned; if the device was replaced or "
        f"re-keyed, delete {path} and run again"
    )
    return DeviceError(Cause.HOST_KEY, reason)


def connected(device: Device, *, timeout: float) -> socket.socket:
    """A TCP connection without Nagle's delay, which costs 70 ms a login."""
    try:
        sock = socket.create_connection((device.address, device.port), timeout=timeout)
    except (OSError, UnicodeError) as error:
        raise device_error(error, opening=True) from error
    sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return sock


def _place(device: Device) -> str:
    """OpenSSH's spelling in known_hosts."""
    ssh_port = 22
    return device.address if device.port == ssh_port else f"[{device.address}]:{device.port}"
