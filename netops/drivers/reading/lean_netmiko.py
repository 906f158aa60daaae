"""netmiko's own class for a platform, in a thread: for devices that our own client cannot read.

netmiko logs in and prepares the terminal, as it has learned to for each platform; commands are
then run by our dialogues on its channel. It gets a socket that stands, with no Nagle's delay.
"""

import asyncio
import socket
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from pathlib import Path
from types import TracebackType
from typing import Self, TypeVar

import paramiko
from netmiko import BaseConnection, ssh_dispatcher

from netops.drivers.ios_shell import IosShell
from netops.drivers.pins import HostKey, changed_key, known_hosts_line
from netops.drivers.reading.session import ReadingSession
from netops.drivers.replies import named
from netops.drivers.taxonomy import device_error
from netops.errors import Cause
from netops.model.device import Identity

_T = TypeVar("_T")
# A thread waits for each of these sessions; so many at once are 64 stacks, not 500.
_SESSIONS = 64


class NetmikoReader(ReadingSession):
    """A `Reader` of a terminal through netmiko. No method holds the event loop up."""

    _netmiko: BaseConnection | None = None
    _sock: socket.socket
    _shell: IosShell

    async def __aenter__(self) -> Self:
        """Open the session: pinned host key, one login attempt."""
        pin = self._pins.pin_file(self._device.name)
        if not pin.exists():
            key = await _in_thread(self._first_key, await self._road.dial(self._device))
            pin = self._pins.keep_pin(pin.name, known_hosts_line(self._device, key))
        self._sock = await self._road.dial(self._device)
        try:
            self._shell = await _in_thread(self._opened, pin)
        except BaseException:
            self._sock.close()
            raise
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Close the session: no goodbye, which netmiko would wait for."""
        if self._netmiko is not None:
            await _in_thread(self._netmiko.paramiko_cleanup)

    async def identity(self) -> Identity:
        """Host name, serial number, version and model, from what the platform asks for them."""
        facts = self._platform.capture.identity
        assert facts is not None  # noqa: S101 (a platform that is read on a terminal has them)
        replies = [await self._show(command) for command in facts.commands]
        return named(facts, "\n".join(replies))

    async def _show(self, command: str) -> str:
        return await _in_thread(self._shell.show, command)

    def _opened(self, pin: Path) -> IosShell:
        try:
            self._sock.settimeout(self._connect_timeout)
            self._netmiko = self._connected(pin)
            shell = IosShell(self._netmiko, patience=self._read_timeout)
            for command in self._platform.capture.prepare:
                shell.show(command)
        except Exception as error:
            if self._netmiko is not None:
                self._netmiko.paramiko_cleanup()
            found = device_error(error, opening=True)
            raise (
                changed_key(self._device, pin) if found.cause is Cause.HOST_KEY else found
            ) from error
        return shell

    def _connected(self, pin: Path) -> BaseConnection:
        return ssh_dispatcher(self._device.platform)(
            device_type=self._device.platform,
            host=self._device.address,
            port=self._device.port,
            username=self._login.username,
            password=self._login.password,
            sock=self._sock,
            ssh_strict=True,
            alt_host_keys=True,
            alt_key_file=str(pin),
            conn_timeout=self._connect_timeout,
            auth_timeout=self._connect_timeout,
            banner_timeout=self._connect_timeout,
        )

    def _first_key(self, sock: socket.socket) -> HostKey:
        """The key that a device shows before any login."""
        with sock:
            sock.settimeout(self._connect_timeout)
            transport = paramiko.Transport(sock)
            try:
                transport.start_client(timeout=self._connect_timeout)
                key = transport.get_remote_server_key()
            except Exception as error:
                raise device_error(error, opening=True) from error
            finally:
                transport.close()
        return HostKey(key.get_name(), key.asbytes())


async def _in_thread(work: Callable[..., _T], *given: object) -> _T:
    return await asyncio.get_running_loop().run_in_executor(_threads(), work, *given)


@cache
def _threads() -> ThreadPoolExecutor:
    return ThreadPoolExecutor(_SESSIONS, "netmiko")
