"""Configs of 500 lines for as many switches as asked: alike as in a network, and none the same."""

from __future__ import annotations

from hashlib import sha256
from random import Random

LINES = 500
_SITE = 50
_PORTS = 57
_USES = ("uplink", "server", "printer", "access point", "phone", "camera", "unused")
_HEAD = """\
version 17.9
service timestamps debug datetime msec
service timestamps log datetime msec
service password-encryption
no ip http server
no ip http secure-server
ip ssh version 2
spanning-tree mode rapid-pvst
"""


def path(number: int) -> str:
    """Where the config of a switch lies in the evidence: 50 switches a site."""
    return f"configs/s{number // _SITE:04d}/s{number // _SITE:04d}-sw{number:06d}/running.cfg"


def config(number: int, revision: int = 0) -> bytes:
    """The config of a switch, the same each time; a revision changes two of its lines."""
    drawn = Random(number)  # noqa: S311  a pattern, no secret
    lines = [*_HEAD.splitlines(), f"hostname s{number // _SITE:04d}-sw{number:06d}", "!"]
    for port in range(1, _PORTS):
        lines += _port(port, drawn)
    lines += [f"ntp server 10.{drawn.randrange(256)}.0.{host}" for host in range(1, 5)]
    users = range(LINES - len(lines) - 1)
    lines += [f"username op{user} secret <secret:{_digest(number, user)}>" for user in users]
    lines.append("end")
    if revision:
        port = 12 + 8 * Random(revision).randrange(_PORTS - 2)  # noqa: S311  a pattern
        lines[port - 1] = f" description moved in change {revision}"
        lines[port] = f" switchport access vlan {revision % 4000 + 2}"
    return ("\n".join(lines) + "\n").encode()


def _port(port: int, drawn: Random) -> list[str]:
    use, tag, room = drawn.choice(_USES), drawn.getrandbits(32), drawn.randrange(999)
    return [
        f"interface GigabitEthernet1/0/{port}",
        f" description {use} {tag:08x} room {room}",
        f" switchport access vlan {drawn.randrange(2, 4000)}",
        " switchport mode access",
        " switchport nonegotiate",
        f" storm-control broadcast level {drawn.randrange(1, 100)}.00",
        " spanning-tree portfast",
        "!",
    ]


def _digest(number: int, user: int) -> str:
    return sha256(f"{number} {user}".encode()).hexdigest()[:16]
