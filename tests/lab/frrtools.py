"""What the tests of the real routers share."""

from __future__ import annotations

import socket
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

import paramiko
import pytest
from labtools import PASSWORD, USER, WORKER, contract

from lab.frr.machine import FrrLabError

if TYPE_CHECKING:
    from lab.frr.control import Routers

DRIVER = contract("netmiko", "cisco_ios", "FRR 8.4")


def free_net() -> str:
    """A loopback network at whose port 22 nobody listens, though others test beside us."""
    for number in range(100 + WORKER, 140, 4):
        with suppress(OSError), socket.create_server((f"127.{number}.0.1", 22)):
            return f"127.{number}"
    return pytest.fail("every network is taken")


def as_new(routers: Routers, name: str) -> bool:
    """Whether a router is on and holds what the topology gave it."""
    try:
        texts = {routers.running(name), routers.startup(name)}
    except FrrLabError:
        return False
    return texts == {routers.fresh(name)}


def login(routers: Routers, name: str) -> paramiko.SSHClient:
    """An SSH session of an operator whose known_hosts is the lab's."""
    session = paramiko.SSHClient()
    session.load_host_keys(str(routers.state / "known_hosts"))
    address, port = routers.door(name)
    own = {"allow_agent": False, "look_for_keys": False}
    session.connect(address, port, USER, PASSWORD, **own)
    return session


def shell(session: paramiko.SSHClient, command: str) -> tuple[int, str]:
    """Run a shell command on a router: exit status and all that it printed."""
    _, said, problems = session.exec_command(command)
    text = said.read().decode() + problems.read().decode()
    return said.channel.recv_exit_status(), text


def put(session: paramiko.SSHClient, name: str, text: str) -> str:
    """Push a file into the account's home; its path on the router."""
    with session.open_sftp() as files, files.open(name, "w") as file:
        file.write(text)
    return str(Path("/home/netops") / name)
