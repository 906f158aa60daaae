"""A jump host: an SSH server that logs people in and passes connections on, and nothing else."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import asyncssh

from lab.sim import keys
from lab.sim.access import PASSWORD, TACACS_USER

if TYPE_CHECKING:
    from pathlib import Path


@dataclass(slots=True)
class Bastion:
    """One jump host. `passed` are the places that somebody was connected to, in order.

    `key` names its host key in `folder`. It lets nobody through while `is_shut`.
    """

    folder: Path
    address: str
    port: int = 0
    key: str = "bastion"
    is_shut: bool = False
    logins: dict[str, int] = field(default_factory=lambda: {"accepted": 0, "wrong": 0})
    passed: list[tuple[str, int]] = field(default_factory=list)
    _sessions: set[asyncssh.SSHServerConnection] = field(default_factory=set)
    _listener: asyncssh.SSHAcceptor | None = None

    async def open(self) -> None:
        """Listen; a port that was 0 is then the one that was free."""
        self._listener = await asyncssh.listen(
            self.address,
            self.port,
            server_factory=lambda: _Door(self),
            server_host_keys=[keys.ssh_key(self.folder, self.key)],
            reuse_address=True,
            gss_host=None,
        )
        self.port = self._listener.get_port()

    async def close(self) -> None:
        """Stop listening, and end all sessions."""
        if self._listener:
            self._listener.close()
            await self._listener.wait_closed()
        await self.hang_up()

    async def hang_up(self) -> None:
        """End all sessions; new ones may come."""
        for session in tuple(self._sessions):
            session.abort()
            await session.wait_closed()


class _Door(asyncssh.SSHServer):
    def __init__(self, bastion: Bastion) -> None:
        self._bastion = bastion
        self._connection: asyncssh.SSHServerConnection | None = None

    def connection_made(self, conn: asyncssh.SSHServerConnection) -> None:
        self._connection = conn
        self._bastion._sessions.add(conn)  # noqa: SLF001  its own door

    def connection_lost(self, exc: Exception | None) -> None:  # noqa: ARG002  asyncssh's seam
        if self._connection:
            self._bastion._sessions.discard(self._connection)  # noqa: SLF001  its own door

    def password_auth_supported(self) -> bool:
        return True

    def validate_password(self, username: str, password: str) -> bool:
        is_in = (username, password) == (TACACS_USER, PASSWORD)
        self._bastion.logins["accepted" if is_in else "wrong"] += 1
        return is_in

    def connection_requested(
        self,
        dest_host: str,
        dest_port: int,
        orig_host: str,  # noqa: ARG002  asyncssh's seam
        orig_port: int,  # noqa: ARG002
    ) -> bool:
        if not self._bastion.is_shut:
            self._bastion.passed.append((dest_host, dest_port))
        return not self._bastion.is_shut
