"""The receiving side of `scp -t`: enough for one file at a time."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from lab.sim.grammar import Refused

if TYPE_CHECKING:
    from asyncssh import SSHServerProcess

    from lab.sim.device import Chassis

_OK = b"\0"
_HEADER = re.compile(rb"C[0-7]{4} (\d+) ([^\n]+)\n")
_EXEC = re.compile(r"scp (?:-\S+ )*-t (\S+)")


def target(command: str | None) -> str | None:
    """The file an exec request wants to write, if it is `scp -t`."""
    found = _EXEC.fullmatch(command or "")
    return found[1].strip("'\"") if found else None


async def receive(process: SSHServerProcess[bytes], device: Chassis, name: str | None) -> None:
    """Take one file and put it into the device's flash; without a name, refuse it."""
    if name is None:
        process.stdout.write(b"\x01Administratively disabled.\n")
        process.exit(1)
        return
    process.stdout.write(_OK)
    header = _HEADER.fullmatch(await process.stdin.readline())
    if not header:
        process.stdout.write(b"\x01scp: protocol error\n")
        process.exit(1)
        return
    process.stdout.write(_OK)
    data = await process.stdin.readexactly(int(header[1]))
    await process.stdin.readexactly(1)
    try:
        device.files[name] = data
    except Refused as refused:
        process.stdout.write(f"\x01scp: {refused.why}\n".encode())
        process.exit(1)
        return
    process.stdout.write(_OK)
    await process.stdin.read()
    process.exit(0)
