"""What the tests of the Junos device share."""

from __future__ import annotations

from typing import TYPE_CHECKING

from labtools import PASSWORD, USER, row
from netmiko import ConnectHandler

if TYPE_CHECKING:
    from netmiko import BaseConnection

    from lab.control import Lab

NAME = "par3-edge1"


def terminal_of(lab: Lab, name: str = NAME) -> BaseConnection:
    one = row(lab, name)
    return ConnectHandler(
        device_type="juniper_junos",
        host=one["address"],
        port=one["port"],
        username=USER,
        password=PASSWORD,
    )


def candidate(lab: Lab, name: str = NAME) -> str:
    return lab.memory(name, "candidate")["shared"]
