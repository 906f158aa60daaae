"""What a change costs the network around a device: what was up before and is not now."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from ipaddress import IPv4Network, IPv6Network, ip_network

from netops.change import canonical_json
from netops.change.deeds import Seen, Target, Unseen
from netops.change.wire import plain, typed
from netops.config.grammar import grammar
from netops.config.tree import parse
from netops.model.state import Neighbour, NetworkState
from netops.platforms.spec import Platform

KINDS = ("bgp", "ospf", "route", "interface")
ANY = "*"
CHECKS = ("neighbours", "routes", "interfaces")

# How many routes a sentence names.
_NAMED = 5

_Network = IPv4Network | IPv6Network


@dataclass(frozen=True, slots=True)
class _Noted:
    """What the journal remembers of a state."""

    neighbours: tuple[Neighbour, ...]
    interfaces: tuple[str, ...]


def problem(word: str) -> str:
    """Why `word` does not say what may be lost, "" when it does: `KIND WHAT`.

    WHAT is an address, a network that may hold many of them, the name of a peer or of an
    interface, or `*`.

    >>> problem("bgp 10.0.12.2"), problem("route 10.9.0.0/16"), problem("ospf *")
    ('', '', '')
    >>> problem("eigrp 10.0.0.1")
    "'eigrp 10.0.0.1' begins with none of bgp, ospf, route, interface"
    """
    kind, _, what = word.partition(" ")
    if kind not in KINDS:
        return f"{word!r} begins with none of {', '.join(KINDS)}"
    if not what or " " in what:
        return f"{word!r} is not a kind and one address, network, name or *"
    if kind == "route" and what != ANY and _network(what) is None:
        return f"{word!r} names no network"
    return ""


def lost(target: Target, seen: Seen, *, may_lose: Iterable[str]) -> Iterator[str]:
    """What was up before and is not now, apart from what people approved to lose.

    An unanswered question counts as everything lost.
    """
    if target.around is None:
        return
    if not isinstance(seen.around, NetworkState):
        why = f" ({seen.around.reason})" if seen.around else ""
        yield f"neighbours and routes cannot be read{why}"
        return
    permits = tuple(may_lose)
    for one in sorted(target.around.neighbours - seen.around.neighbours):
        if not _permitted(permits, one.protocol, one.peer):
            yield f"{one} was up before the change and is not now"
    for name in sorted(target.around.interfaces - seen.around.interfaces):
        if not _permitted(permits, "interface", name):
            yield f"interface {name} was up before the change and is not now"
    gone = sorted(target.around.routes - seen.around.routes)
    missed = [one for one in gone if not _permitted(permits, "route", one.split(" ")[0])]
    if missed:
        more = f" and {len(missed) - _NAMED} more" if len(missed) > _NAMED else ""
        yield f"routes are gone since: {', '.join(missed[:_NAMED])}{more}"


def meant(target: Target) -> tuple[str, ...]:
    """What the approved config itself takes down, in the words of `may_lose`.

    Those are interfaces that the base had open and the predicted config shuts or has no more;
    nothing where nobody looks around.
    """
    if target.around is None:
        return ()
    before, after = (_open(text, target.platform) for text in (target.base, target.predicted))
    return tuple(f"interface {name}" for name in sorted(before - after))


def _open(text: str, platform: Platform) -> set[str]:
    """The interfaces that a config has and does not shut."""
    known, start = grammar(platform), "interface "
    ports = {known.normal(node.text): node for node in parse(text, platform).children}
    return {
        name.removeprefix(start)
        for name, node in ports.items()
        if name.startswith(start) and all(line.text != "shutdown" for line in node.children)
    }


def as_detail(around: NetworkState | Unseen | None) -> str:
    """What was up, for the journal, so that recovery knows it; without routes: may be a million."""
    if not isinstance(around, NetworkState):
        return ""
    noted = _Noted(tuple(sorted(around.neighbours)), tuple(sorted(around.interfaces)))
    return canonical_json.encode(plain(noted)).decode()


def from_detail(detail: str) -> NetworkState | None:
    """Read what `as_detail` wrote; None for ""."""
    if not detail:
        return None
    noted = typed(canonical_json.decode(detail.encode()), _Noted, what="journal")
    return NetworkState(frozenset(noted.neighbours), interfaces=frozenset(noted.interfaces))


def _permitted(permits: Iterable[str], kind: str, what: str) -> bool:
    return any(
        allowed == kind and (which in (ANY, what) or _holds(which, what))
        for allowed, _, which in (word.partition(" ") for word in permits)
    )


def _holds(outer: str, inner: str) -> bool:
    whole, part = _network(outer), _network(inner)
    if isinstance(whole, IPv4Network) and isinstance(part, IPv4Network):
        return part.subnet_of(whole)
    if isinstance(whole, IPv6Network) and isinstance(part, IPv6Network):
        return part.subnet_of(whole)
    return False


def _network(text: str) -> _Network | None:
    try:
        return ip_network(text, strict=False)
    except ValueError:
        return None
