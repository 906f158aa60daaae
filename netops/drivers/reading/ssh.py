"""SSH to a device: its pinned host key, one login with a password, and nothing of this machine.

No agent, no key, no file of OpenSSH's: what an operator set up for himself is not netops'.
"""

import asyncio
import logging
import warnings
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import cache

import asyncssh

from netops.drivers.login import Login
from netops.drivers.pins import HostKey, PinFiles, changed_key, known_hosts_line, pinned_key
from netops.drivers.reading.road import Road
from netops.drivers.reading.session import ReadingSession
from netops.drivers.taxonomy import NO_SSH, device_error
from netops.errors import Cause, DeviceError, NetopsError
from netops.model.device import Device

# Fast and sound ones first; what old devices alone still offer comes last.
_KEX = (
    "curve25519-sha256,curve25519-sha256@libssh.org,ecdh-sha2-nistp256,ecdh-sha2-nistp384,"
    "ecdh-sha2-nistp521,diffie-hellman-group14-sha256,diffie-hellman-group16-sha512,"
    "diffie-hellman-group18-sha512,diffie-hellman-group-exchange-sha256,"
    "diffie-hellman-group14-sha1,diffie-hellman-group-exchange-sha1"
)
# GCM and CTR run in OpenSSL; ChaCha20 is put together in Python, packet by packet.
_CIPHERS = (
    "aes128-gcm@openssh.com,aes256-gcm@openssh.com,aes128-ctr,aes192-ctr,aes256-ctr,"
    "chacha20-poly1305@openssh.com,aes128-cbc,aes192-cbc,aes256-cbc,3des-cbc"
)
_MACS = (
    "hmac-sha2-256-etm@openssh.com,hmac-sha2-512-etm@openssh.com,hmac-sha2-256,hmac-sha2-512,"
    "hmac-sha1-etm@openssh.com,hmac-sha1"
)
_HOST_KEYS = (
    "ssh-ed25519", "ecdsa-sha2-nistp256", "ecdsa-sha2-nistp384", "ecdsa-sha2-nistp521",
    "rsa-sha2-256", "rsa-sha2-512", "ssh-rsa",
)  # fmt: skip
_RSA = "ssh-rsa"

# What old devices offer is a reviewed list above, not a warning on the terminal of every run.
warnings.filterwarnings("ignore", message="Diffie-Hellman over finite fields")
# It logs every packet, and what a device shows with it.
logging.getLogger("asyncssh").setLevel(logging.CRITICAL + 1)


class SshSession(ReadingSession):
    """What the readers over SSH share."""

    _opening: "Opening | None" = None

    async def reach(self) -> None:
        """Connect and exchange keys: what is mute, or no SSH server, takes nobody's turn."""
        await super().reach()
        self._opening = self._begin()
        await self._opening.met()

    def leave(self) -> None:
        """Let go of a connection that no session was opened on."""
        if self._opening is not None:
            self._opening.abandon()
        super().leave()

    async def _logged_in(self) -> asyncssh.SSHClientConnection:
        """Log in once; raise `DeviceError`. The caller ends the connection with `abort()`."""
        return await (self._opening or self._begin()).finished()

    def _begin(self) -> "Opening":
        return Opening(
            self._device,
            self._login,
            road=self._road,
            pins=self._pins,
            seconds=self._connect_timeout,
        )


async def logged_in(
    device: Device, login: Login, *, road: Road, pins: PinFiles, seconds: float
) -> asyncssh.SSHClientConnection:
    """Log in once, within so many seconds; raise `DeviceError`."""
    return await Opening(device, login, road=road, pins=pins, seconds=seconds).finished()


class Opening:
    """One login, which stands still before the password until it is wanted.

    `seconds` is how long each half may take: to meet the device, and to log in.
    """

    def __init__(
        self, device: Device, login: Login, *, road: Road, pins: PinFiles, seconds: float
    ) -> None:
        self._device, self._login, self._road, self._seconds = device, login, road, seconds
        self._keeper = _Keeper(device, login, pins)
        self._task = asyncio.create_task(self._connected())
        self._task.add_done_callback(_noticed)

    async def met(self) -> None:
        """Wait until the device, known by its key, asks for the password; raise `DeviceError`."""
        asked = asyncio.create_task(self._keeper.asked.wait())
        try:
            with self._judged():
                async with asyncio.timeout(self._seconds):
                    await asyncio.wait({self._task, asked}, return_when=asyncio.FIRST_COMPLETED)
                if self._task.done():
                    self._task.result()
        finally:
            asked.cancel()

    async def finished(self) -> asyncssh.SSHClientConnection:
        """Give the password, and return the connection; raise `DeviceError`."""
        self._keeper.wanted.set()
        with self._judged():
            async with asyncio.timeout(self._seconds):
                return await self._task

    def abandon(self) -> None:
        """End the connection, however far it came."""
        if not self._task.done():
            self._task.cancel()
        elif not self._task.cancelled() and self._task.exception() is None:
            self._task.result().abort()

    async def _connected(self) -> asyncssh.SSHClientConnection:
        keeper = self._keeper
        sock = await self._road.dial(self._device)
        try:
            connection = await asyncssh.connect(
                # Behind a jump host the socket has no address to name the device by.
                self._device.address,
                self._device.port,
                sock=sock,
                config=None,
                options=_options(keeper.key_type),
                client_factory=lambda: keeper,
                username=self._login.username,
            )
        finally:
            if not keeper.is_connected:
                sock.close()
        await keeper.pin()  # a device that asks for no password has a key too
        return connection

    @contextmanager
    def _judged(self) -> Iterator[None]:
        try:
            yield
        except NetopsError:
            raise
        except Exception as error:
            raise self._keeper.judged(error) from error


def _noticed(task: "asyncio.Task[asyncssh.SSHClientConnection]") -> None:
    """A login that was abandoned may fail unheard."""
    if not task.cancelled():
        task.exception()


class _Keeper(asyncssh.SSHClient):
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
        return device_error(error, opening=True)


@cache
def _options(key_type: str) -> asyncssh.SSHClientConnectionOptions:
    """What every login has in common; the type of the pinned key is asked for first.

    Others are accepted after it, so that a device that was re-keyed shows which key it has.
    """
    pinned = [kind for kind in _HOST_KEYS if key_type in {kind, _RSA if "rsa" in kind else kind}]
    return asyncssh.SSHClientConnectionOptions(
        config=None,
        known_hosts=([], [], []),
        server_host_key_algs=[*pinned, *(kind for kind in _HOST_KEYS if kind not in pinned)],
        kex_algs=_KEX,
        encryption_algs=_CIPHERS,
        mac_algs=_MACS,
        compression_algs=("none",),
        preferred_auth="password,keyboard-interactive",
        public_key_auth=False,
        host_based_auth=False,
        client_keys=None,
        agent_path=None,
        gss_host=None,
        gss_kex=False,
        gss_auth=False,
        x509_trusted_certs=None,
        # The time for a login is ours (`connect_timeout`), and so is the silence afterwards.
        login_timeout=0,
        username="netops",
    )
