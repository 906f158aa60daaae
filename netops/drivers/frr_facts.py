"""What an FRR router says of itself, whoever asks: commands for its shell, and their answers."""

import hashlib
import re

from netops.drivers.replies import printable
from netops.errors import Cause, DeviceError
from netops.model.config import ConfigKind
from netops.model.device import Identity

NAMES = "vtysh -c 'show version' && cat /etc/machine-id"
LARGEST = 64 * 1024 * 1024
_VERSION = re.compile(r"FRRouting (\S+) \(([^)]+)\)(?: on (\S+?))?\.$", re.MULTILINE)


def identity(said: str) -> Identity:
    """Host name and release as `show version` says, from the answer to `NAMES`.

    FRR has no serial number. The host's machine-id stays over reboots and upgrades and changes
    with a new installation. machine-id(5) wants it hashed before it leaves the host.
    """
    found = _VERSION.search(said)
    machine = said.splitlines()[-1].strip() if said else ""
    if found is None or not re.fullmatch(r"[0-9a-f]{32}", machine):
        raise DeviceError(Cause.REFUSED, "the router does not say who it is", raw=said)
    serial = hashlib.sha256(f"netops:{machine}".encode()).hexdigest()[:16]
    version, hostname, system = (printable(part or "") for part in found.groups())
    return Identity(hostname, serial, version, system)


def ended(kind: ConfigKind, text: str) -> str:
    """A config with its `end`: the file has none; that `cat` succeeded says that it came whole."""
    if kind is ConfigKind.STARTUP and text.strip() and text.rsplit(maxsplit=1)[-1] != "end":
        return f"{text.rstrip()}\nend\n"
    return text
