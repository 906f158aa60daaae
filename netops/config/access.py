"""By which interface the tool reaches the device, and which services admit it."""

from collections.abc import Iterator
from contextlib import suppress
from ipaddress import IPv4Address, IPv4Interface, IPv4Network

from netops.config.meaning import Item, Section, State
from netops.config.patterns import beginning
from netops.config.places import sections
from netops.platforms.candidate import Peers
from netops.platforms.spec import JudgeFacts

_DEFAULTS = ("ip route 0.0.0.0 0.0.0.0 ", "ip route 0.0.0.0/0 ", "ip default-gateway ")
_ADDRESSES = (["ip", "address"], ["ipv4", "address"])
_ADDRESS_WORDS = tuple(f"{' '.join(words)} " for words in _ADDRESSES)


def way_in(state: State, source: str) -> tuple[str, str]:
    """(interface key, its address line) that leads to `source`; ("", "") when unknown."""
    if (wanted := ipv4(source)) is None:
        return "", ""
    return _connected(state, wanted) or _connected(state, _next_hop(state, wanted)) or ("", "")


def carrier(state: State, port: str) -> str:
    """The key of the VLAN that lies below a port, where the config shows it; "" for other ports."""
    key = port.removeprefix("interface ").replace("Vlan", "vlan ", 1)
    return key if key.startswith("vlan ") and key in state.top.items else ""


def ipv4(text: str) -> IPv4Address | None:
    """An address of IPv4, None for what is none."""
    with suppress(ValueError):
        return IPv4Address(text)
    return None


def _connected(state: State, wanted: IPv4Address | None) -> tuple[str, str] | None:
    for item in state.top.items.values() if wanted is not None else ():
        if wanted is not None and (line := leads_to(item, wanted)):
            return item.key, line
    return None


def leads_to(item: Item, wanted: IPv4Address) -> str:
    """The address line of an interface in whose network `wanted` is, "" if there is none."""
    if item.section is None or not item.norm.startswith("interface "):
        return ""
    lines = (line.norm for line in item.section.items.values())
    found = ((line, address(line)) for line in lines)
    return next((line for line, one in found if one is not None and wanted in one.network), "")


def address(norm: str) -> IPv4Interface | None:
    """The address that a line gives an interface, None for another line."""
    if not norm.startswith(_ADDRESS_WORDS):
        return None
    words = norm.split(" ")
    try:
        return IPv4Interface(words[2] if "/" in words[2] else "/".join(words[2:4]))
    except ValueError:
        return None


def doors(facts: JudgeFacts) -> Iterator[str]:
    """How the top-level items begin whose lines decide who may come in."""
    yield from (beginning(scope or line) for scope, line in facts.filters)


def lets_in(state: State, peers: Peers, source: str) -> bool:
    """Whether a service that only listed peers reach admits `source`; it does without a list."""
    doors_to = sections(state, peers.scope)
    ports = sections(state, f"{peers.scope} > {peers.ports}")
    lines = (item for port in ports for item in port.items.values())
    allowed = (item.section for item in lines if item.norm.startswith(peers.allows))
    return not doors_to or any(_is_peer(one, peers.peer, source) for one in allowed)


def _is_peer(section: Section | None, words: str, source: str) -> bool:
    lines = section.items.values() if section is not None else ()
    listed = [item.norm.split(" ")[-1] for item in lines if item.norm.startswith(words)]
    with suppress(ValueError):
        return not listed or any(
            IPv4Address(source) in IPv4Network(one, strict=False) for one in listed
        )
    return False


def _next_hop(state: State, wanted: IPv4Address) -> IPv4Address | None:
    """The router of the closest static route, else the first of a default route."""
    routes = [found for line in _routes(state) if (found := _route(line)) and wanted in found[0]]
    if routes:
        return max(routes, key=lambda route: route[0].prefixlen)[1]
    for item in state.top.items.values():
        start = next((one for one in _DEFAULTS if item.norm.startswith(one)), "")
        for word in item.norm[len(start) :].split() if start else ():
            with suppress(ValueError):
                return IPv4Address(word.partition("%")[0])
    return None


def _routes(state: State) -> Iterator[str]:
    """Static routes, from their prefix on."""
    for scope, words in state.grammar.facts.routes:
        for section in sections(state, scope):
            starts = (item.norm for item in section.items.values())
            yield from (line[len(words) :] for line in starts if line.startswith(words))


def _route(line: str) -> tuple[IPv4Network, IPv4Address] | None:
    prefix, *rest = line.split()
    with suppress(ValueError):
        network = IPv4Network(prefix)
        bare = (word.partition("%")[0] for word in rest)  # a hop may name its port
        hops = [word for word in bare if word.count(".") == 3 and word[0].isdigit()]  # noqa: PLR2004 (a dotted quad)
        return (network, IPv4Address(hops[0])) if hops else None
    return None


def networks(item: Item) -> dict[str, str]:
    """Network -> line of the addresses of an interface; those of a VRF carry its name."""
    found: dict[str, str] = {}
    if item.section is None or not item.norm.startswith("interface "):
        return found
    vrf = next((i.norm for k, i in item.section.items.items() if "vrf" in k.split(" ")), "")
    for line in item.section.items.values():
        words = line.norm.split(" ")
        if words[:2] in _ADDRESSES and words[2:] and words[2][0].isdigit():
            text = words[2] if "/" in words[2] else "/".join(words[2:4])
            try:
                found[f"{vrf} {IPv4Interface(text).network}"] = line.text
            except ValueError:
                continue
    return found
