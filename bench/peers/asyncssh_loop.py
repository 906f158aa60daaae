"""`python -m bench.peers.asyncssh_loop STATE SESSIONS`: the least that reads every config.

It types ahead, looks at no prompt, believes every host key and every text, and stores nothing.
"""

from __future__ import annotations

import asyncio
import resource
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import asyncssh

from lab.control import Lab, secrets

if TYPE_CHECKING:
    from collections.abc import Mapping

_TYPED = "terminal length 0\nshow running-config\nexit\n"


async def read(row: Mapping[str, Any], login: Mapping[str, str], gate: asyncio.Semaphore) -> str:
    """What one device prints for three lines."""
    async with (
        gate,
        asyncssh.connect(
            row["address"],
            row["port"],
            username=login["NETOPS_USERNAME"],
            password=login["NETOPS_PASSWORD"],
            known_hosts=None,
            config=None,
            client_keys=None,
            agent_path=None,
            gss_host=None,
            connect_timeout=60,
            login_timeout=60,
        ) as connection,
    ):
        done = await connection.run(input=_TYPED, term_type="vt100")
        return str(done.stdout)


async def main() -> int:
    """Read all devices at once; print how many configs came whole."""
    state, sessions = sys.argv[1:]
    login, gate = secrets(), asyncio.Semaphore(int(sessions))
    rows = Lab(Path(state)).status()
    told = await asyncio.gather(*(read(row, login, gate) for row in rows))
    print(sum("\nend\r\n" in text for text in told))
    return 0


if __name__ == "__main__":
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))
    sys.exit(asyncio.run(main()))
