"""Configs of one router in any length, and what is to change in them: the same each time.

A unit is a line card with its ports, an access list, a prefix list with its route-map, some BGP
neighbours and static routes: about 200 lines.
"""

from __future__ import annotations

from itertools import count as count_up
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

# What is changed, in turns: (kind, how many of it a unit has).
_KINDS = (
    ("description", 20),
    ("vlan", 20),
    ("entry", 30),
    ("new entry", 1),
    ("route", 20),
    ("prefix", 1),
    ("neighbor", 5),
    ("preference", 1),
)
_HEAD = """\
hostname core1
aaa new-model
aaa authentication login default local
username ops privilege 15 secret 9 $9$bench
ip access-list standard MGMT
 10 permit 198.51.100.0 0.0.0.255
interface Vlan1
 ip address 198.51.100.2 255.255.255.0
"""
_TAIL = """\
ip route 0.0.0.0 0.0.0.0 198.51.100.1
line vty 0 4
 access-class MGMT in
 transport input ssh
end
"""

Change = tuple[int, str, int]


def changes(units: int, count: int) -> frozenset[Change]:
    """So many different changes, spread over the units and over the kinds."""
    found: set[Change] = set()
    for n in count_up():
        turn = n // units
        kind, size = _KINDS[(n + turn) % len(_KINDS)]
        unit = n * max(units // count, 1) % units
        found.add((unit, kind, turn // len(_KINDS) % size))
        if len(found) == count:
            break
    return frozenset(found)


def config(units: int, changed: frozenset[Change] = frozenset()) -> str:
    """The config of a router, with the changes made."""
    lines = _HEAD.splitlines()
    for unit in range(units):
        lines += _ports(unit, changed)
        lines += _lists(unit, changed)
    lines.append("router bgp 65000")
    for unit in range(units):
        lines += _neighbours(unit, changed)
    for unit in range(units):
        lines += _routes(unit, changed)
    return "\n".join(lines) + "\n" + _TAIL


def access_list(entries: list[str]) -> str:
    """A router with one list without sequence numbers, in use on a port."""
    lines = [*_HEAD.splitlines(), "ip access-list extended LONG", *(f" {one}" for one in entries)]
    port = ["interface GigabitEthernet0/0/1", " ip access-group LONG in"]
    return "\n".join([*lines, *port]) + "\n" + _TAIL


def entries(count: int) -> list[str]:
    """So many different entries, the last denies the rest."""
    hosts = (
        f"permit tcp host {_address(10, n)} any eq {1024 + n % 5000}" for n in range(count - 1)
    )
    return [*hosts, "deny ip any any log"]


def routes(count: int) -> str:
    """A router with so many static routes."""
    lines = [f"ip route {_address(10, 256 * n)} 255.255.255.0 192.0.2.1" for n in range(count)]
    return _HEAD + "".join(f"{line}\n" for line in lines) + _TAIL


def _address(first: int, n: int) -> str:
    return f"{first}.{n // 65536 % 256}.{n // 256 % 256}.{n % 256}"


def _ports(unit: int, changed: frozenset[Change]) -> Iterator[str]:
    for port in range(20):
        moved = "new " if (unit, "description", port) in changed else ""
        vlan = 200 if (unit, "vlan", port) in changed else 100 + port
        yield f"interface GigabitEthernet{unit}/0/{port}"
        yield f" description {moved}desk {unit}-{port}"
        yield f" switchport access vlan {vlan}"
        yield " switchport mode access"
        yield f" ip access-group U{unit} in"
        yield " spanning-tree portfast"


def _lists(unit: int, changed: frozenset[Change]) -> Iterator[str]:
    yield f"ip access-list extended U{unit}"
    for entry in range(30):
        port = 8443 if (unit, "entry", entry) in changed else 443
        net = _address(10, 256 * (30 * unit + entry))
        yield f" {10 * entry + 10} permit tcp {net} 0.0.0.255 any eq {port}"
    if (unit, "new entry", 0) in changed:
        yield " 310 permit icmp any any"
    for entry in range(10 if (unit, "prefix", 0) not in changed else 11):
        net = _address(10, 256 * (30 * unit + entry))
        yield f"ip prefix-list P{unit} seq {5 * entry + 5} permit {net}/24"
    yield f"route-map R{unit} permit 10"
    yield f" match ip address prefix-list P{unit}"
    yield f" set local-preference {200 if (unit, 'preference', 0) in changed else 150}"


def _neighbours(unit: int, changed: frozenset[Change]) -> Iterator[str]:
    for n in range(5):
        peer = _address(172, 5 * unit + n)
        moved = "new " if (unit, "neighbor", n) in changed else ""
        yield f" neighbor {peer} remote-as {65001 + unit % 400}"
        yield f" neighbor {peer} description {moved}peer {unit}-{n}"
        yield f" neighbor {peer} route-map R{unit} in"
        yield f" neighbor {peer} send-community"


def _routes(unit: int, changed: frozenset[Change]) -> Iterator[str]:
    for n in range(20):
        hop = "192.0.2.9" if (unit, "route", n) in changed else "192.0.2.1"
        yield f"ip route {_address(11, 256 * (20 * unit + n))} 255.255.255.0 {hop}"
