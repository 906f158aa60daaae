"""What an FRR router says of itself, whoever asks: commands for its shell, and their answers."""

import hashlib
import re

from netops.drivers.replies import printable, without_quotes
from netops.errors import Cause, DeviceError
from netops.model.config import ConfigKind
from netops.model.device import Identity

NAMES = "vtysh -c 'show version' && cat /etc/machine-id"
_NO_SHELL = re.compile(r"% Unknown command: ")
_NUMBERED = re.compile(r"line (\d+): ")
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


def unfit_lines(said: str) -> str:
    """What vtysh said of a file, on one line: numbers of lines, never their text.

    The text of a config line may hold a secret.
    """
    numbers = [found[1] for line in said.splitlines() if (found := _NUMBERED.match(line))]
    others = [line for line in said.splitlines() if line.strip() and not _NUMBERED.match(line)]
    at = [f"line {', '.join(numbers[:5])}"] if numbers else []
    return printable("; ".join([*(without_quotes(line.strip(" %")) for line in others[:3]), *at]))


def refusal(said: str) -> str:
    """Why a command failed, from what it printed."""
    if _NO_SHELL.match(said):
        return (
            "this login reaches nothing but vtysh; netops needs one whose exec requests run in a "
            "POSIX shell (docs/platforms.md)"
        )
    return unfit_lines(said) or "a command failed and said nothing"
