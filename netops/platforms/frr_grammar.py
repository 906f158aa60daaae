"""What FRRouting lines mean: references, order of lists, cascades, lifelines."""

from netops.platforms.frr_scopes import SCOPES
from netops.platforms.habits import Activation, Bar, Elsewhere, Habits
from netops.platforms.spec import Cascade, Flat, JudgeFacts, Lifeline, Sequence, pairs, words

_ROUTED = words(
    """
    neighbor ? route-map @route-map in, neighbor ? route-map @route-map out,
    neighbor ? default-originate route-map @route-map, neighbor ? unsuppress-map @route-map,
    neighbor ? prefix-list @prefix-list in, neighbor ? prefix-list @prefix-list out,
    neighbor ? filter-list @as-path in, neighbor ? filter-list @as-path out,
    neighbor ? distribute-list @acl in, neighbor ? distribute-list @acl out,
    network ? route-map @route-map, redistribute ? route-map @route-map,
    redistribute ? metric ? route-map @route-map, distribute-list @acl out ?,
    area ? filter-list prefix @prefix-list in, area ? filter-list prefix @prefix-list out,
    default-information originate route-map @route-map, table-map @route-map,
    import vrf route-map @route-map
    """
)
_REFERENCES = (
    *((scope, line) for scope in ("router **", "address-family **") for line in _ROUTED),
    *pairs(
        """
    : ip protocol ? route-map @route-map
    : ip nht route-map @route-map
    line vty: access-class @acl
    line vty: ipv6 access-class @acl6
    route-map **: match ip address @acl
    route-map **: match ip address prefix-list @prefix-list
    route-map **: match ip next-hop prefix-list @prefix-list
    route-map **: match ipv6 address @acl6
    route-map **: match ipv6 address prefix-list @prefix-list6
    route-map **: match as-path @as-path
    route-map **: match community @community-list
    route-map **: match large-community @large-community-list
    route-map **: match extcommunity @extcommunity-list
    route-map **: call @route-map
    """
    ),
)

_DEFINITIONS = pairs(
    """
    acl: access-list *
    acl6: ipv6 access-list *
    prefix-list: ip prefix-list *
    prefix-list6: ipv6 prefix-list *
    as-path: bgp as-path access-list *
    community-list: bgp community-list standard *
    community-list: bgp community-list expanded *
    community-list: bgp community-list *
    large-community-list: bgp large-community-list standard *
    large-community-list: bgp large-community-list expanded *
    extcommunity-list: bgp extcommunity-list standard *
    extcommunity-list: bgp extcommunity-list expanded *
    key-chain: key chain *
    route-map: route-map * ? ?
    """
)


def _list(header: str, kind: str, guard: str = "deny any") -> Sequence:
    """Lists of FRR: numbered in fives, shown with their numbers, the first match decides.

    A route-map that names a list which is not there matches nothing, and an empty prefix list
    matches all (lib/plist.c): both are kept from happening on the way.
    """
    return Sequence(
        header, kind, numbered=True, step=5, fails_open=True, number="seq {} ", guard=guard
    )


_SEQUENCES = (
    _list("access-list *", "acl"),
    _list("ipv6 access-list *", "acl6"),
    _list("ip prefix-list *", "prefix-list"),
    _list("ipv6 prefix-list *", "prefix-list6"),
    _list("bgp as-path access-list *", "as-path", "deny .*"),
    _list("bgp community-list **", "community-list", ""),
    _list("bgp community-list standard *", "community-list", "deny internet"),
    _list("bgp community-list expanded *", "community-list", "deny .*"),
    _list("bgp large-community-list **", "large-community-list", ""),
    _list("bgp large-community-list standard *", "large-community-list", "deny 0:0:0"),
    _list("bgp large-community-list expanded *", "large-community-list", "deny .*"),
    _list("bgp extcommunity-list **", "extcommunity-list", ""),
)

_ENTRY = r"(?P<entry>(?:seq \d+ )?(?:permit|deny) .+|description .+)"


def _flat(words_before: str, name: str = r"\S+") -> Flat:
    return Flat(
        rf"{words_before} (?P<name>{name}) {_ENTRY}",
        f"{words_before} {{name}}",
        f"{words_before} {{name}} ",
    )


_KINDS = r"(?:(?:standard|expanded) )?\S+"
_FLATS = (
    _flat("access-list"),
    _flat("ipv6 access-list"),
    _flat("ip prefix-list"),
    _flat("ipv6 prefix-list"),
    _flat("bgp as-path access-list"),
    _flat("bgp community-list", _KINDS),
    _flat("bgp large-community-list", _KINDS),
    _flat("bgp extcommunity-list", _KINDS),
)

_CASCADES = (
    Cascade("router **", "no neighbor * peer-group", ("neighbor {0}",)),
    Cascade("router **", "no neighbor * interface", ("neighbor {0}",)),
    Cascade("interface *", "no ip router isis", ("isis",)),
)

_WEAKENING = (
    (
        (
            r"no neighbor \S+ (?:password|prefix-list|route-map|filter-list|distribute-list"
            r"|maximum-prefix|ttl-security)"
        ),
        "drops a BGP protection",
    ),
    (r"no bgp ebgp-requires-policy", "lets eBGP neighbours in and out without a policy"),
    (r"no ip ospf (?:authentication|message-digest-key)", "drops OSPF authentication"),
    (r"no area \S+ authentication", "drops OSPF authentication"),
    (r"no (?:ip |ipv6 )?access-class", "drops a filter"),
    (r"no (?:enable )?password|no service password-encryption", "drops a protection"),
    (r"no log ", "drops a log"),
    (r"(?:ipv6 )?access-list \S+ (?:seq \d+ )?permit any$", "lets everything pass"),
    (r"(?:ip|ipv6) prefix-list \S+ (?:seq \d+ )?permit any$", "lets everything pass"),
)

# A static route is its prefix with its next hop, the port, table and VRF among it; a line with
# another distance or tag takes its place, and `no` with any distance removes it (FRR 8.4.4). What
# discards is one such hop, however it is spelled. Distance 1 does not show.
_ROUTE = r"((?:ip|ipv6) route \S+ \S+)"
_NO_PORT = r"(?:tag|table|vrf|nexthop-vrf|label|bfd|color|onlink)\b"
_OPTIONS = r"(?: (?:tag|label|color|nexthop-vrf) \S+| onlink)*"
_HOPS = (
    (r"(ipv6 route \S+) from (\S+)", r"\1%\2"),
    (rf"((?:ip|ipv6) route \S+ [\da-fA-F.:]+) (?!{_NO_PORT})([A-Za-z]\S*)", r"\1%\2"),
    (rf"{_ROUTE}(.*) table (\d+)", r"\1%\3\2"),
    (rf"{_ROUTE}(.*) vrf (\S+)", r"\1%\3\2"),
    (rf"{_ROUTE}(.*) nexthop-vrf (\S+)", r"\1@\3\2"),
    (rf"({_ROUTE}{_OPTIONS}) 1(?= |$)", r"\1"),
    (r"((?:ip|ipv6) route \S+) (?i:null0)", r"\1 Null0"),
    (r"((?:ip|ipv6) route \S+) (Null0|blackhole|reject)(%\S+)?(?= |$)", r"\1 discard\3 \2"),
)
# Other words for what FRR shows, and what it does not show because it holds anyway.
_SAME = (
    (r"(.*\barea) 0\.0\.0\.(\d+)\b(.*)", r"\1 \2\3"),
    (r"address-family (ipv4|ipv6)$", r"address-family \1 unicast"),
    (r"(redistribute .*) metric-type 2\b", r"\1"),
    (r"(vrrp \d+) version 3$", r"\1"),
    *(
        (rf"((?:bgp community-list|set community) .*)\b{number}\b", rf"\1{name}")
        for number, name in (
            ("65535:0", "graceful-shutdown"),
            ("65535:666", "blackhole"),
            ("65535:65281", "no-export"),
            ("65535:65282", "no-advertise"),
            ("65535:65283", "local-AS"),
            ("65535:65284", "no-peer"),
        )
    ),
)
# "Route cannot have blackhole and non-blackhole nexthops simultaneously": of one prefix, distance
# and table.
_APART = (
    r"((?:ip|ipv6) route \S+) (?:(?P<kind>discard)\b|)\S*?(%\d+)?(?: (?:Null0|blackhole|reject))?"
    rf"{_OPTIONS}(?: (\d+))?(?= |$)"
)
# Old forms that ospfd takes and shows below the interface.
_ELSEWHERE = (
    Elsewhere(
        r"router ospf(?: .+)?",
        r"passive-interface (?!default\b)(\S+)((?: \S+)?)",
        r"interface \1",
        r"ip ospf passive\2",
    ),
)
# "Please remove all network commands first", and the other way round.
_BY_NETWORK = (r"router ospf", r"network ")
_BY_PORT = (r"interface \S+", r"ip ospf area ")
_BARS = (Bar(*_BY_NETWORK, *_BY_PORT), Bar(*_BY_PORT, *_BY_NETWORK))
# A neighbour is in a family as its group is, or as all are; joining a group or a word to the group
# ends what was said of a member, and who is there when `bgp default` changes stays as it was.
_ACTIVATION = Activation(
    router=r"router bgp .+",
    family=r"address-family (\S+) (\S+)",
    default=r"bgp default ((?:ip|l2)[^-]+)-(\S+)",
    member=r"neighbor (\S+) (?:interface )?peer-group (\S+)",
    peer=r"neighbor (\S+) (?:remote-as|interface|peer-group)\b",
    line=r"neighbor (\S+) activate",
    shown="neighbor {} activate",
    header=r"address-family \1 \2",
    decides=r"bgp default \1-\2",
    on=("bgp default ipv4-unicast",),
    group="neighbor {} peer-group",
    own_as="neighbor {} remote-as",
    all_of="neighbor {}",
    makes="neighbor {0} remote-as, neighbor {0} peer-group, neighbor {0} interface",
)


JUDGE = JudgeFacts(
    matched=("route-map ",),
    indent=1,
    scopes=SCOPES,
    references=_REFERENCES,
    definitions=_DEFINITIONS,
    sequences=_SEQUENCES,
    flats=_FLATS,
    cascades=_CASCADES,
    lifelines=(Lifeline("", ("ip route 0.0.0.0/0 ",), "the last default route goes"),),
    filters=pairs("line vty: access-class @acl"),
    spread=(),
    vlan_sets=(),
    # As `frr defaults traditional` has it.
    silent=pairs(
        """
    interface *: no shutdown
    router **: bgp default ipv4-unicast
    router **: bgp ebgp-requires-policy
    router **: bgp network import-check
    : ip forwarding
    : ipv6 forwarding
    """
    ),
    # Interfaces and VRFs belong to the kernel: FRR forgets their lines, not them.
    physical=r"(?!)",
    unremovable=("interface", "vrf"),
    weakening=_WEAKENING,
    exclusive=("router bgp ? $", "router bgp ? vrf *"),
    spellings=(*_HOPS, *_SAME),
    resets=False,
    habits=Habits(
        masked="ip route |network |aggregate-address ",
        elsewhere=_ELSEWHERE,
        apart=_APART,
        bars=_BARS,
        activation=_ACTIVATION,
    ),
    explicit=pairs("address-family **: neighbor * activate"),
)
