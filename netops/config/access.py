"""Who passes an access list, and by which interface the tool reaches the device."""

from collections.abc import Sequence
from contextlib import suppress
from ipaddress import IPv4Address, IPv4Interface, IPv4Network

from netops.config.meaning import Item, State

_PROTOCOLS = frozenset(
    {"ip", "ipv6", "tcp", "udp", "icmp", "ospf", "esp", "ahp", "gre", "pim", "vrrp"}
)
_OTHER = frozenset({"udp", "icmp", "ospf", "esp", "ahp", "gre", "pim", "vrrp"})
_DEFAULTS = ("ip route 0.0.0.0 0.0.0.0 ", "ip route 0.0.0.0/0 ", "ip default-gateway ")
_SERVICES = (["22"], ["ssh"], ["443"], ["https"])


def admits(entries: Sequence[str], source: str) -> bool:
    """Whether the first entry that covers `source` permits it; an empty list lets all pass.

    `entries` are `permit`, `deny` and `remark` lines without numbers. Only the source counts:
    an entry for a destination, SSH or HTTPS is taken to cover the session.
    """
    rules = [words for one in entries if (words := one.split())[0] in {"permit", "deny"}]
    for words in rules:
        if _covers(words[1:], source):
            return words[0] == "permit"
    return not rules


def _covers(words: list[str], source: str) -> bool:
    if words and (words[0] in _PROTOCOLS or words[0].isdigit()):
        if words[0] in _OTHER:
            return False
        words = words[1:]
    if "eq" in words and words[words.index("eq") + 1 :][:1] not in _SERVICES:
        return False
    if not words or words[0] == "any":
        return bool(words)
    try:
        return _matches(words, int(IPv4Address(source)))
    except ValueError:
        return False


def _matches(words: list[str], address: int) -> bool:
    if words[0] == "host":
        return int(IPv4Address(words[1])) == address
    if "/" in words[0]:
        return IPv4Address(address) in IPv4Network(words[0], strict=False)
    has_wildcard = len(words) > 1 and words[1].count(".") == 3  # noqa: PLR2004 (a dotted quad)
    wildcard = int(IPv4Address(words[1])) if has_wildcard else 0
    return int(IPv4Address(words[0])) | wildcard == address | wildcard


def way_in(state: State, source: str) -> tuple[str, str]:
    """(interface key, its address line) that leads to `source`; ("", "") when unknown."""
    try:
        wanted = IPv4Address(source)
    except ValueError:
        return "", ""
    return _connected(state, wanted) or _connected(state, _next_hop(state)) or ("", "")


def _connected(state: State, wanted: IPv4Address | None) -> tuple[str, str] | None:
    for item in state.top.items.values():
        if wanted is None or item.section is None or not item.norm.startswith("interface "):
            continue
        for line in item.section.items.values():
            found = _address(line.norm)
            if found is not None and wanted in found.network:
                return item.key, line.norm
    return None


def _address(norm: str) -> IPv4Interface | None:
    words = norm.split(" ")
    if words[:2] != ["ip", "address"] or len(words) < 3:  # noqa: PLR2004 (`ip address X`)
        return None
    try:
        return IPv4Interface(words[2] if "/" in words[2] else "/".join(words[2:4]))
    except ValueError:
        return None


def _next_hop(state: State) -> IPv4Address | None:
    """The first router of a default route that is an address."""
    for item in state.top.items.values():
        start = next((one for one in _DEFAULTS if item.norm.startswith(one)), "")
        for word in item.norm[len(start) :].split() if start else ():
            with suppress(ValueError):
                return IPv4Address(word)
    return None


def networks(item: Item) -> dict[str, str]:
    """Network -> line of the addresses of an interface; those of a VRF carry its name."""
    found: dict[str, str] = {}
    if item.section is None or not item.norm.startswith("interface "):
        return found
    vrf = next((i.norm for k, i in item.section.items.items() if "vrf" in k.split(" ")), "")
    for line in item.section.items.values():
        words = line.norm.split(" ")
        if words[:2] == ["ip", "address"] and words[2:] and words[2][0].isdigit():
            text = words[2] if "/" in words[2] else "/".join(words[2:4])
            try:
                found[f"{vrf} {IPv4Interface(text).network}"] = line.text
            except ValueError:
                continue
    return found
