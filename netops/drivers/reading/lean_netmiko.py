"""netmiko's own class for a platform, in a thread: for devices that our own client cannot read.

netmiko logs in and prepares the terminal, as it has learned to for each platform; commands are
then run by our dialogues on its channel. It gets a socket that stands, with no Nagle's delay.
"""

import asyncio
import logging
import socket
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from typing import Self, TypeVar
from weakref import WeakKeyDictionary

import paramiko
from netmiko import BaseConnection, ssh_dispatcher

from netops.drivers.ios_shell import IosShell
from netops.drivers.pins import HostKey, PinFiles, changed_key, known_hosts_line, pinned_key
from netops.drivers.reading.session import ReadingSession
from netops.drivers.taxonomy import device_error
from netops.model.device import Device

# They log tracebacks, and what a device shows.
for _name in ("netmiko", "paramiko"):
    logging.getLogger(_name).setLevel(logging.CRITICAL + 1)

_T = TypeVar("_T")
# Each of these sessions is a thread of paramiko's, and one of ours that waits for it.
_SESSIONS = 64
_PLACES: WeakKeyDictionary[asyncio.AbstractEventLoop, asyncio.Semaphore] = WeakKeyDictionary()


class NetmikoReader(ReadingSession):
    """A `Reader` of a terminal through netmiko. No method holds the event loop up."""

    _netmiko: BaseConnection | None = None
    _sock: socket.socket | None = None
    _place: asyncio.Semaphore | None = None
    _shell: IosShell

    async def reach(self) -> None:
        """Wait for a place among the sessions, then connect."""
        places = _places()
        await places.acquire()
        self._place = places
        await super().reach()

    def leave(self) -> None:
        """Let go of a connection that no session was opened on, and of the place."""
        super().leave()
        if self._sock is not None:
            self._sock.close()
        if self._place is not None:
            self._place.release()
            self._place = None

    async def log_in(self) -> None:
        """Open the session: netmiko logs in and prepares the terminal in one go."""
        self._sock = await self._road.dial(self._device)
        try:
            await _in_thread(self._open, self._sock)
        except BaseException:
            self._sock.close()
            raise

    async def __aenter__(self) -> Self:
        """Open the session: pinned host key, one login attempt."""
        if self._netmiko is None:
            await self.log_in()
        return self

    async def _close(self) -> None:
        if self._netmiko is not None:
            # Not its `disconnect`, which says goodbye and waits.
            await _in_thread(self._netmiko.paramiko_cleanup)

    async def _show(self, command: str) -> str:
        return await _in_thread(self._shell.show, command)

    def _open(self, sock: socket.socket) -> None:
        keeper = _Keeper(self._device, self._pins)
        sock.settimeout(self._connect_timeout)
        self._netmiko = self._unconnected(sock)
        self._netmiko.key_policy = keeper
        try:
            self._netmiko._open()  # noqa: SLF001 (how netmiko's own constructor goes on)
            comment = self._platform.comment.split()[0]
            self._shell = IosShell(self._netmiko, patience=self._read_timeout, comment=comment)
            for command in self._platform.capture.prepare:
                self._shell.show(command)
        except Exception as error:
            self._netmiko.paramiko_cleanup()
            if keeper.has_changed:
                raise changed_key(self._device, keeper.path) from error
            raise device_error(error, opening=True) from error

    def _unconnected(self, sock: socket.socket) -> BaseConnection:
        return ssh_dispatcher(self._device.platform)(
            device_type=self._device.platform,
            host=self._device.address,
            port=self._device.port,
            username=self._login.username,
            password=self._login.password,
            sock=sock,
            conn_timeout=self._connect_timeout,
            auth_timeout=self._connect_timeout,
            banner_timeout=self._connect_timeout,
            auto_connect=False,
        )


class _Keeper:
    """Believes the pinned key, whatever the port, and pins the first one that is shown."""

    def __init__(self, device: Device, pins: PinFiles) -> None:
        self._device, self._pins = device, pins
        self.path = pins.pin_file(device.name)
        self.has_changed = False

    def missing_host_key(self, client: object, hostname: str, key: paramiko.PKey) -> None:  # noqa: ARG002 (paramiko names them)
        """Raise unless this is the pinned key; no password was sent yet."""
        shown = HostKey(key.get_name(), key.asbytes())
        if not self.path.exists():
            self._pins.keep_pin(self._device.name, known_hosts_line(self._device, shown))
        self.has_changed = pinned_key(self.path) != shown
        if self.has_changed:
            raise paramiko.SSHException("not the pinned key")


async def _in_thread(work: Callable[..., _T], *given: object) -> _T:
    return await asyncio.get_running_loop().run_in_executor(_threads(), work, *given)


def _places() -> asyncio.Semaphore:
    """Where no more sessions stand at once than there are threads for."""
    return _PLACES.setdefault(asyncio.get_running_loop(), asyncio.Semaphore(_SESSIONS))


@cache
def _threads() -> ThreadPoolExecutor:
    return ThreadPoolExecutor(_SESSIONS, "netmiko")
