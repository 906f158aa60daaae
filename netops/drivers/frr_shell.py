"""Commands on a router's POSIX shell, each in an SSH exec request of its own.

An exec request gives the exact bytes and the exit status: no prompt is guessed, nothing is paged.
"""

import shlex
from collections.abc import Callable
from importlib import resources
from pathlib import Path

import paramiko

from netops.drivers.frr_facts import refusal
from netops.drivers.login import Login
from netops.drivers.pins import connected
from netops.drivers.replies import LARGEST, decoded
from netops.drivers.taxonomy import device_error, in_our_words
from netops.errors import Cause, DeviceError
from netops.model.device import Device

SCRIPT = resources.files("netops.drivers").joinpath("frr_router.sh").read_text()


class RouterShell:
    """An SSH connection to a router. Raises `DeviceError` and nothing else."""

    def __init__(self, client: paramiko.SSHClient, *, patience: float) -> None:
        """`patience` is the longest silence in seconds."""
        self._client, self._patience = client, patience

    def run(self, command: str, given: str = "") -> str:
        """What a command prints after it read `given`; raise when it fails."""
        status, output, errors = self._ran(command, given)
        if not status:
            return output
        raise DeviceError(Cause.REFUSED, refusal(output + errors), raw=output + errors)

    def script(self, verb: str, *words: str) -> str:
        """What a verb of `frr_router.sh` prints; raise when it says no."""
        return self.run(f"sh -s -- {shlex.join((verb, *words))}", SCRIPT)

    def close(self) -> None:
        """End the connection."""
        self._client.close()

    def _ran(self, command: str, given: str) -> tuple[int, str, str]:
        with in_our_words():
            channel = self._client.get_transport().open_session(timeout=self._patience)
            with channel:
                channel.settimeout(self._patience)
                channel.exec_command(command)
                channel.sendall(given.encode())
                channel.shutdown_write()
                output, errors = _all(channel.recv), _all(channel.recv_stderr)
                if not channel.status_event.wait(self._patience):
                    raise DeviceError(Cause.TIMEOUT, "a command does not end")
                status: int = channel.exit_status
        if status < 0:
            raise DeviceError(Cause.SESSION_LOST, "the connection broke in the middle of a command")
        return status, decoded(output), decoded(errors)


def login(device: Device, who: Login, pin: Path, *, timeout: float, patience: float) -> RouterShell:
    """Log in with a password, once, to a device whose host key is the pinned one."""
    client = paramiko.SSHClient()
    client.load_host_keys(str(pin))
    client.set_missing_host_key_policy(paramiko.RejectPolicy())
    try:
        client.connect(
            device.address,
            device.port,
            who.username,
            who.password,
            timeout=timeout,
            banner_timeout=timeout,
            auth_timeout=timeout,
            allow_agent=False,
            look_for_keys=False,
            sock=connected(device, timeout=timeout),
        )
    except Exception as error:
        client.close()
        raise device_error(error, opening=True) from error
    return RouterShell(client, patience=patience)


def _all(receive: Callable[[int], bytes]) -> bytes:
    heard = bytearray()
    while fresh := receive(65536):
        heard += fresh
        if len(heard) > LARGEST:
            raise DeviceError(Cause.NOT_WHOLE, "the router does not stop talking")
    return bytes(heard)
