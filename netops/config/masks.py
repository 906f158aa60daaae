"""An address and a mask as the prefix that they mean (`10.0.0.0 255.0.0.0` is `10.0.0.0/8`)."""

import re
from ipaddress import IPv4Address, IPv4Network

_ENTRY = re.compile(r"(?:\d+ )?(?:permit|deny) ")
_HOST = re.compile(r"\bhost (\d+\.\d+\.\d+\.\d+)\b")
_NETMASK = re.compile(r"\b(\d+\.\d+\.\d+\.\d+) (?:mask )?(255\.\d+\.\d+\.\d+|0\.0\.0\.0)(?= |$)")
_WILDCARD = re.compile(r"\b(\d+\.\d+\.\d+\.\d+) (0\.\d+\.\d+\.\d+)(?= |$)")
_ALL_ONES = 0xFFFFFFFF


def prefixes(text: str) -> str:
    """The line with prefixes; an access list has wildcards and hosts, other lines have masks."""
    if _ENTRY.match(text):
        return _WILDCARD.sub(_wild, _HOST.sub(r"\1/32", text))
    return _NETMASK.sub(_slash, text)


def _slash(found: re.Match[str]) -> str:
    return _prefix(found, found[2])


def _wild(found: re.Match[str]) -> str:
    try:
        return _prefix(found, str(IPv4Address(_ALL_ONES ^ int(IPv4Address(found[2])))))
    except ValueError:
        return found[0]


def _prefix(found: re.Match[str], mask: str) -> str:
    try:
        return f"{found[1]}/{IPv4Network(f'0.0.0.0/{mask}').prefixlen}"
    except ValueError:
        return found[0]
