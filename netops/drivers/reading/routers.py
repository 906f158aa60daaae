"""FRR routers: one SSH connection, and an exec request for each command.

An exec request gives the exact bytes and the exit status: no prompt is guessed, nothing is paged.
"""

import asyncio
from typing import Self

import asyncssh

from netops.drivers.frr_facts import NAMES, ended, identity, refusal
from netops.drivers.reading.ssh import SshSession
from netops.drivers.replies import LARGEST, decoded, shown
from netops.drivers.taxonomy import in_our_words
from netops.errors import Cause, DeviceError
from netops.model.config import ConfigKind
from netops.model.device import Identity


class RouterReader(SshSession):
    """A `Reader` of a router's POSIX shell."""

    async def __aenter__(self) -> Self:
        """Open the connection: pinned host key, one login attempt."""
        self._connection = await self._logged_in()
        return self

    async def identity(self) -> Identity:
        """Host name and release; the serial number is the machine's."""
        return identity(await self._show(NAMES))

    async def fetch(self, kind: ConfigKind) -> str:
        """Read running or startup, exact text; raise if the reply is an error or cut short."""
        text = await self._show(self._platform.capture.commands[kind])
        return shown(ended(kind, text), self._platform)

    async def _show(self, command: str) -> str:
        with in_our_words():
            async with asyncio.timeout(self._read_timeout):
                process = await self._connection.create_process(command, encoding=None)
            process.stdin.write_eof()
            output, errors = [decoded(await self._all(s)) for s in (process.stdout, process.stderr)]
            async with asyncio.timeout(self._read_timeout):
                await process.wait_closed()
        if process.exit_status is None:
            reason = "the connection broke in the middle of a command"
            raise DeviceError(Cause.SESSION_LOST, reason, raw=output)
        if process.exit_status:
            # A config that broke off is not repeated: a line of it may hold a secret.
            said = errors or output.partition("\n")[0]
            raise DeviceError(Cause.REFUSED, refusal(said), raw=output + errors)
        return output

    async def _all(self, stream: "asyncssh.SSHReader[bytes]") -> bytes:
        heard = bytearray()
        while True:
            async with asyncio.timeout(self._read_timeout):
                fresh = await stream.read(65536)
            if not fresh:
                return bytes(heard)
            heard += fresh
            if len(heard) > LARGEST:
                raise DeviceError(Cause.NOT_WHOLE, "the router does not stop talking")
