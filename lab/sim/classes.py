"""Networks by their class: IOS shows no mask of one where it is that of its class."""

from __future__ import annotations

import re
from ipaddress import IPv4Network

_A, _B, _C = 128, 192, 224
_TOLD = re.compile(r"(\s*(?:no )?network (\d+\.\d+\.\d+\.\d+)) mask (255(?:\.\d+){3})(.*)")


def natural(address: str) -> IPv4Network:
    """The network of a class that an address begins; the address alone above class C."""
    first = int(address.partition(".")[0])
    length = 8 if first < _A else 16 if first < _B else 24 if first < _C else 32
    return IPv4Network(f"{address}/{length}", strict=False)


def unmasked(raw: str) -> str:
    """`network 10.0.0.0 mask 255.0.0.0` as `network 10.0.0.0`, any other line as it is."""
    found = _TOLD.fullmatch(raw)
    is_needless = found is not None and str(natural(found[2]).netmask) == found[3]
    return f"{found[1]}{found[4]}" if found is not None and is_needless else raw
