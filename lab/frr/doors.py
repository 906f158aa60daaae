"""The way in from outside: one address for each router, its sshd behind it.

A router's sshd is OpenSSH in inetd mode, started inside the router for each connection, while the
listening socket is the machine's own. So a login works whatever the routing does, as at the serial
port of a console server, and everything it runs is inside the router.
"""

from __future__ import annotations

import argparse
import fcntl
import json
import os
import selectors
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

from lab.frr.launch import launch, launched
from lab.frr.machine import FrrLabError, enter, init_of, kill, not_up

if TYPE_CHECKING:
    from collections.abc import Mapping
    from types import FrameType

_LOCK_FILE, _PORTS_FILE = "doors.lock", "ports.json"
# A process that was killed is waited for by looking at its lock: it is no child of ours.
_PATIENCE, _PAUSE = 10.0, 0.01
_PORTS = (22, 10022)
_SSHD = ["/usr/sbin/sshd", "-i", "-f", "/run/sshd.conf", "-E", "/var/log/sshd.log"]


def _listen(address: str) -> socket.socket:
    """A socket at port 22 of an address, or at 10022 when the machine's own sshd has that."""
    for port in _PORTS:
        try:
            return socket.create_server((address, port), backlog=32)
        except OSError as problem:
            why = problem
    raise why


def _admit(caller: socket.socket, space: str) -> None:
    """Hand a connection to a new sshd inside the router; a router that is off answers nothing."""
    with caller:
        if init := init_of(space):
            subprocess.Popen(  # noqa: S603  fixed words and a pid
                [*enter(init), *_SSHD],
                stdin=caller.fileno(),
                stdout=caller.fileno(),
                stderr=subprocess.DEVNULL,
            )


def _reap(_number: int, _frame: FrameType | None) -> None:
    try:
        while os.waitpid(-1, os.WNOHANG) != (0, 0):
            pass
    except ChildProcessError:
        return


def open_doors(state: Path, doors: Mapping[str, str]) -> None:
    """Start the process that listens at each address for its namespace; return when it does."""
    pairs = [f"{address}={space}" for address, space in doors.items()]
    source = f"PYTHONPATH={Path(__file__).parents[2]}"
    command = ["env", source, sys.executable, "-m", "lab.frr.doors", "--state", str(state), *pairs]
    launched("the way in from outside", launch(command))


def close_doors(state: Path) -> None:
    """Kill the process of this state folder, if it lives; its lock says whether, and which."""
    lock = state / _LOCK_FILE
    deadline = time.monotonic() + _PATIENCE
    while are_open(state):
        if time.monotonic() > deadline:
            raise FrrLabError(f"the process in {lock} does not end")
        if pid := lock.read_text():
            kill(int(pid))
        time.sleep(_PAUSE)  # see _PAUSE
    (state / _PORTS_FILE).unlink(missing_ok=True)


def ports_of(state: Path) -> dict[str, int]:
    """The port at which each namespace's router answers."""
    try:
        ports: dict[str, int] = json.loads((state / _PORTS_FILE).read_text())
    except FileNotFoundError:
        raise not_up(state) from None
    return ports


def are_open(state: Path) -> bool:
    """Whether the process of this state folder lives."""
    if not (state / _LOCK_FILE).exists():
        return False
    with (state / _LOCK_FILE).open() as file:
        try:
            fcntl.flock(file, fcntl.LOCK_SH | fcntl.LOCK_NB)
        except BlockingIOError:
            return True
    return False


def _serve(doors: Mapping[str, str], state: Path) -> None:
    """Listen at each address for its namespace, leave the ports in a file, admit for ever."""
    signal.signal(signal.SIGCHLD, _reap)
    waiting = selectors.DefaultSelector()
    ports = {}
    for address, space in doors.items():
        door = _listen(address)
        waiting.register(door, selectors.EVENT_READ, space)
        ports[space] = door.getsockname()[1]
    (state / _PORTS_FILE).write_text(json.dumps(ports))
    print("up", flush=True)
    _turn_to(state / "doors.log")
    while True:
        for key, _ in waiting.select():
            assert isinstance(key.fileobj, socket.socket)  # noqa: S101  what we registered
            caller, _ = key.fileobj.accept()
            _admit(caller, key.data)


def _turn_to(log: Path) -> None:
    """Who started us stops listening now; later words go to a file."""
    with log.open("w") as file:
        os.dup2(file.fileno(), sys.stdout.fileno())
        os.dup2(file.fileno(), sys.stderr.fileno())


def main() -> int:
    """Serve until killed; the lock file holds our pid for as long as we live."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--state", type=Path, required=True)
    parser.add_argument("doors", nargs="+", help="address=namespace")
    given = parser.parse_args()
    with (given.state / _LOCK_FILE).open("a") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        lock.truncate(0)
        lock.write(str(os.getpid()))
        lock.flush()
        try:
            _serve(dict(door.split("=", 1) for door in given.doors), given.state)
        except OSError as problem:
            print(problem)
    return 1


if __name__ == "__main__":
    sys.exit(main())
