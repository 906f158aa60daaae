"""Logins by asyncssh for tests that care for bytes, not for a driver."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import asyncssh
from labtools import PASSWORD, USER, row

if TYPE_CHECKING:
    from collections.abc import Iterable

    from lab.control import Lab


async def login(lab: Lab, name: str) -> asyncssh.SSHClientConnection:
    one = row(lab, name)
    return await asyncssh.connect(
        one["address"],
        one["ports"]["ssh"],
        username=USER,
        password=PASSWORD,
        known_hosts=None,
        client_keys=None,
        agent_path=None,
        config=None,
    )


def said(lab: Lab, name: str, command: str) -> str:
    """What a device answers to one command in a session of its own."""

    async def ask() -> str:
        async with await login(lab, name) as connection:
            return str((await connection.run(command)).stdout)

    return asyncio.run(ask())


def typed(lab: Lab, name: str, lines: Iterable[str]) -> str:
    """What a terminal shows while somebody types these lines and leaves."""

    async def talk() -> str:
        async with await login(lab, name) as connection:
            text = "".join(f"{line}\n" for line in lines)
            return str((await connection.run(input=text, term_type="vt100")).stdout)

    return asyncio.run(talk())
