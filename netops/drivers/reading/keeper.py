"""What stands between a device's key and our password, for one login over SSH."""

import asyncio
from collections.abc import Sequence

import asyncssh

from netops.drivers.login import Login
from netops.drivers.pins import HostKey, PinFiles, changed_key, known_hosts_line, pinned_key
from netops.drivers.taxonomy import NO_SSH, device_error
from netops.errors import Cause, DeviceError
from netops.model.device import Device


class Keeper(asyncssh.SSHClient):
    """Knows the pinned key, pins a first one, gives the password once, and sees how far it gets."""

    def __init__(self, device: Device, login: Login, pins: PinFiles) -> None:
        self._device, self._login, self._pins = device, login, pins
        self._path = pins.pin_file(device.name)
        self._pinned = pinned_key(self._path) if self._path.exists() else None
        self._shown: HostKey | None = None
        self.asked, self.wanted = asyncio.Event(), asyncio.Event()
        self._has_changed = self._is_asked = self.is_connected = False

    @property
    def key_type(self) -> str:
        """The type of the pinned key, "" when none is pinned yet."""
        return self._pinned.kind if self._pinned else ""

    def connection_made(self, conn: asyncssh.SSHClientConnection) -> None:  # noqa: ARG002 (asyncssh names them)
        """The connection is asyncssh's now, and it closes the socket."""
        self.is_connected = True

    def validate_host_public_key(
        self,
        host: str,  # noqa: ARG002
        addr: str,  # noqa: ARG002
        port: int,  # noqa: ARG002
        key: asyncssh.SSHKey,
    ) -> bool:
        """Whether this is the pinned key, or the first that the device shows."""
        self._shown = HostKey(key.get_algorithm(), key.public_data)
        self._has_changed = self._pinned not in {None, self._shown}
        return not self._has_changed

    async def pin(self) -> None:
        """Record a first key for good. Writing it through to the disk holds up nobody else."""
        if self._pinned is None and self._shown is not None:
            line = known_hosts_line(self._device, self._shown)
            path = await asyncio.to_thread(self._pins.keep_pin, self._device.name, line)
            # Two runs may meet a device at the same time: what was written first holds.
            self._pinned = pinned_key(path)
            self._has_changed = self._pinned != self._shown

    async def password_auth_requested(self) -> str | None:
        """The password, once, when the key is pinned and the login is wanted."""
        await self.pin()
        self.asked.set()
        await self.wanted.wait()
        is_first, self._is_asked = not self._is_asked, True
        return self._login.password if is_first and not self._has_changed else None

    def kbdint_auth_requested(self) -> str | None:
        """Dialogues (TACACS+, PAM) only where no password was sent: each way is a login."""
        return None if self._is_asked else ""

    async def kbdint_challenge_received(
        self,
        name: str,  # noqa: ARG002
        instructions: str,  # noqa: ARG002
        lang: str,  # noqa: ARG002
        prompts: Sequence[tuple[str, bool]],
    ) -> Sequence[str] | None:
        """The password for the one question that hides its answer."""
        if not prompts:
            return []
        is_password = len(prompts) == 1 and not prompts[0][1]
        password = await self.password_auth_requested() if is_password else None
        return None if password is None else [password]

    def judged(self, error: Exception) -> DeviceError:
        """What the end of a login means, by how far it came."""
        if self._has_changed:
            return changed_key(self._device, self._path)
        if self._shown is None:
            found = device_error(error, opening=True)
            is_broken = found.cause in {Cause.SESSION_LOST, Cause.REFUSED}
            return DeviceError(Cause.NOT_SSH, NO_SSH) if is_broken else found
        if self._is_asked and isinstance(error, TimeoutError):
            reason = "the device did not answer the login in time"
            return DeviceError(Cause.AUTH_TIMEOUT, reason)
        if not self._is_asked and isinstance(error, asyncssh.PermissionDenied):
            return DeviceError(Cause.REFUSED, "the device lets nobody log in with a password")
        found = device_error(error, opening=True)
        if self._is_asked and found.cause is Cause.SESSION_LOST and _took_leave(error):
            # One that allows a single attempt says goodbye in place of a refusal.
            return DeviceError(Cause.AUTHENTICATION, "the device hung up on the password")
        return found


def _took_leave(error: Exception) -> bool:
    """Whether the device ended the session in words, and not the line under it."""
    is_goodbye = isinstance(error, asyncssh.DisconnectError)
    return is_goodbye and not isinstance(error, asyncssh.ConnectionLost)
