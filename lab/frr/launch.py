"""Starts what outlives us, and hears from it that it is up."""

from __future__ import annotations

import subprocess
from typing import IO

from lab.frr.machine import FrrLabError


def launch(command: list[str]) -> IO[str]:
    """Start a process of its own; `launched` on its output waits until it is up."""
    process = subprocess.Popen(  # noqa: S603  the lab's own commands
        ["/usr/bin/setsid", "--fork", *command],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    process.wait()
    assert process.stdout  # noqa: S101  we asked for a pipe
    return process.stdout


def launched(name: str, said: IO[str]) -> None:
    """Wait for the word `up`; raise FrrLabError with all other words when it ends instead."""
    with said:
        heard = []
        for line in said:
            if line == "up\n":
                return
            heard.append(line.strip())
    raise FrrLabError(f"{name} does not start: {' '.join(heard) or 'no reason given'}")
