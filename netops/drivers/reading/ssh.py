"""SSH to a device: its pinned host key, one login with a password, and nothing of this machine.

No agent, no key, no file of OpenSSH's: what an operator set up for himself is not netops'.
"""

import asyncio
import logging
import socket
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from copy import copy
from functools import cache

import asyncssh

from netops.drivers.login import Login
from netops.drivers.pins import PinFiles
from netops.drivers.reading.gathering import Gathering
from netops.drivers.reading.keeper import Keeper
from netops.drivers.reading.road import Road
from netops.drivers.reading.session import ReadingSession
from netops.errors import NetopsError
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

    _connection: asyncssh.SSHClientConnection
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

    async def log_in(self) -> None:
        """Give the password, once; raise `DeviceError`."""
        await self._logged_in()

    async def _logged_in(self) -> asyncssh.SSHClientConnection:
        """Log in once; raise `DeviceError`. The caller ends the connection with `abort()`."""
        self._opening = self._opening or self._begin()
        return await self._opening.finished()

    async def _close(self) -> None:
        self._connection.abort()

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
        self._keeper = Keeper(device, login, pins)
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
            connection = await self._authenticated(sock)
        finally:
            if not keeper.is_connected:
                sock.close()
        await keeper.pin()  # a device that asks for no password has a key too
        return connection

    async def _authenticated(self, sock: socket.socket) -> asyncssh.SSHClientConnection:
        """What `asyncssh.connect` does on a socket that is connected.

        It makes each connection's options anew, in a thread: a third of a login's CPU. Ours differ
        by the name of the user and the keeper alone.
        """
        loop, options = asyncio.get_running_loop(), copy(_options(self._keeper.key_type))
        # Behind a jump host the socket has no address to name the device by.
        options.host, options.port = self._device.address, self._device.port
        options.username, options.waiter = self._login.username, loop.create_future()
        options.protocol_factory = lambda: self._keeper
        _, connection = await loop.create_connection(
            lambda: Gathering(loop, options, wait="auth"), sock=sock
        )
        try:
            connection.set_extra_info(host=options.host, port=options.port)
            await options.waiter
        except BaseException:
            connection.abort()
            raise
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
