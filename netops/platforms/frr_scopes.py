"""Keys and order of the lines of FRRouting, section by section."""

from netops.platforms.rivals import HOPS
from netops.platforms.spec import Scope, words

_TOP = Scope(
    "",
    short=words("hostname, domainname, password, enable password, access-list * remark"),
    single=words(
        """
    frr defaults, log file, log syslog, log stdout, log monitor, log facility, log
    record-priority $, log timestamp precision, log commands $, log unique-id $, ip forwarding $,
    ipv6 forwarding $, service integrated-vtysh-config $, service password-encryption $, service
    advanced-vty $, service terminal-length, ip nht resolve-via-default $, ip nht route-map, ip
    protocol * route-map, ipv6 protocol * route-map, ip router-id, ipv6 router-id, router-id, zebra
    nexthop-group keep, route-map * ? *, allow-external-route-update $, agentx $, ip route * *,
    ipv6 route * *
    """
    ),
    many=words("ip multicast-routing, debug"),
    # bgpd takes no neighbour whose address the router still has: addresses come and go first.
    first=("frr defaults", "hostname", "interface *"),
    leave_early=("interface *",),
    removed_first=False,
)

_INTERFACE = Scope(
    "interface *",
    short=("description",),
    single=words(
        """
    bandwidth, link-detect, link-params, mpls enable, multicast, shutdown, ip ospf area, ip ospf
    authentication, ip ospf authentication-key, ip ospf bfd, ip ospf cost, ip ospf dead-interval,
    ip ospf hello-interval, ip ospf message-digest-key *, ip ospf mtu-ignore, ip ospf network, ip
    ospf passive, ip ospf priority, ip ospf retransmit-interval, ip ospf transmit-delay, ip router
    isis, ipv6 router isis, isis circuit-type, isis hello-interval, isis hello-multiplier, isis
    metric, isis network, isis passive, isis password, ip rip authentication mode, ip rip
    authentication string, ip rip authentication key-chain, ip igmp, ip pim, ipv6 nd suppress-ra,
    ipv6 nd ra-interval, ipv6 nd ra-lifetime, ipv6 ospf6 area, ipv6 ospf6 cost, ipv6 ospf6
    dead-interval, ipv6 ospf6 hello-interval, ipv6 ospf6 network, ipv6 ospf6 passive, ipv6 ospf6
    priority, vrrp * priority, vrrp * advertisement-interval, vrrp * version
    """
    ),
    many=words("ip address, ipv6 address, ipv6 nd prefix, vrrp * ip, vrrp * ipv6"),
    # "Interface is already in ...": an area or instance leaves before another one comes.
    cleared=words("ipv6 ospf6 area, ip router isis, ipv6 router isis"),
    # FRR tears an adjacency down when its timers and keys change one by one after `area`.
    first=words(
        """
    ip ospf network, ip ospf dead-interval, ip ospf hello-interval, ip ospf message-digest-key *,
    ip ospf authentication-key, ip ospf authentication, ip router isis, ipv6 router isis
    """
    ),
    last=("ip ospf area", "ipv6 ospf6 area", "shutdown"),
    # ospfd: "Must remove previous area config before changing ospf area".
    sticky=(("ip ospf area ", "*"),),
)

_NEIGHBOR = words(
    """
    neighbor * activate, neighbor * addpath-tx-all-paths, neighbor * advertisement-interval,
    neighbor * allowas-in, neighbor * as-override, neighbor * attribute-unchanged, neighbor * bfd,
    neighbor * capability *, neighbor * default-originate, neighbor * disable-connected-check,
    neighbor * distribute-list ? in, neighbor * distribute-list ? out, neighbor *
    dont-capability-negotiate, neighbor * ebgp-multihop, neighbor * enforce-first-as, neighbor *
    filter-list ? in, neighbor * filter-list ? out, neighbor * graceful-restart, neighbor *
    interface, neighbor * local-as, neighbor * maximum-prefix, neighbor * maximum-prefix-out,
    neighbor * next-hop-self, neighbor * next-hop-self force, neighbor * override-capability,
    neighbor * passive, neighbor * password, neighbor * peer-group, neighbor * port,
    neighbor * prefix-list ? in, neighbor * prefix-list ? out, neighbor * remote-as,
    neighbor * remove-private-AS, neighbor * route-map ?
    in, neighbor * route-map ? out, neighbor * route-reflector-client, neighbor *
    route-server-client, neighbor * send-community, neighbor * shutdown, neighbor *
    soft-reconfiguration inbound, neighbor * solo, neighbor * strict-capability-match, neighbor *
    timers, neighbor * timers connect, neighbor * ttl-security hops, neighbor * unsuppress-map,
    neighbor * update-source, neighbor * weight
    """
)


def _router(header: str, *, stays: bool = False) -> Scope:
    return Scope(
        header,
        # `no log-adjacency-changes detail` takes `detail` alone.
        short=("neighbor * description", "redistribute *", "log-adjacency-changes"),
        single=(
            *_NEIGHBOR,
            *words(
                """
    bgp always-compare-med, bgp bestpath as-path *, bgp bestpath compare-routerid, bgp bestpath med
    *, bgp cluster-id, bgp confederation identifier, bgp dampening, bgp default ipv4-unicast, bgp
    default ipv6-unicast, bgp default local-preference, bgp deterministic-med, bgp
    ebgp-requires-policy, bgp graceful-restart *, bgp graceful-restart $, bgp graceful-shutdown,
    bgp hard-administrative-reset, bgp listen limit, bgp listen range *, bgp
    log-neighbor-changes, bgp max-med *, bgp network import-check, bgp router-id, bgp
    suppress-duplicates, coalesce-time, distance bgp, distance ospf *, maximum-paths, maximum-paths
    ibgp, timers bgp, update-delay, import vrf route-map, ospf router-id, router-id, auto-cost
    reference-bandwidth, capability opaque, compatible rfc1583, default-information originate,
    default-metric, graceful-restart *, max-metric router-lsa *,
    passive-interface *, timers throttle spf, timers throttle lsa all, area *
    authentication, area * default-cost, area * nssa, area * range *, area * shortcut, area * stub,
    aggregate-address *, network *, area * filter-list prefix ? in, area * filter-list prefix ?
    out, distribute-list ? out *, version
    """
            ),
        ),
        many=("import vrf", "neighbor"),
        first=words(
            """
    bgp router-id, ospf router-id, bgp default ipv4-unicast, bgp ebgp-requires-policy, neighbor *
    peer-group $, neighbor * remote-as, neighbor * interface, neighbor * peer-group *
    """
        ),
        # "Cannot change the peer-group. Deconfigure first"; "Peer-group member cannot override
        # remote-as of peer-group"; "Same listen range is attached to peer-group".
        cleared=words("neighbor * interface, neighbor * peer-group ?, bgp listen range *"),
        rivals=(
            ("neighbor * remote-as", "neighbor {0} peer-group"),
            ("neighbor * peer-group ?", "neighbor {0} remote-as"),
            *HOPS,
        ),
        # A group takes its members with it, and its `remote-as` does not take the group.
        leave_early=("neighbor * peer-group",),
        removed_first=False,
        # bgpd: `redistribute static` alone leaves the route-map of an earlier line in place; ospfd
        # refuses a second `network` for one prefix.
        sticky=(("redistribute ", "metric route-map"), ("network ", "*")),
        stays=stays,
    )


_ROUTE_MAP = Scope(
    "route-map **",
    short=("description",),
    single=words(
        """
    call, on-match, match as-path, match community, match extcommunity, match evpn *, match
    interface, match ip address $, match ip address, match ip address prefix-len, match ip address
    prefix-list, match ip next-hop, match ip next-hop prefix-list, match ipv6 address, match ipv6
    address prefix-list, match large-community, match local-preference, match metric, match origin,
    match peer, match probability, match rpki, match source-protocol, match tag, set aggregator as,
    set as-path exclude, set as-path prepend, set atomic-aggregate, set comm-list, set community,
    set distance, set extcommunity *, set ip next-hop, set ipv6 next-hop global, set
    large-community, set local-preference, set metric, set metric-type, set origin, set src, set
    tag, set weight
    """
    ),
)

SCOPES = (
    _TOP,
    _INTERFACE,
    _router("router **"),
    _router("address-family **", stays=True),
    # Several networks and sources stand side by side; a source is its family, protocol and level.
    Scope(
        "router isis *",
        short=("redistribute * * *",),
        single=words("is-type, metric-style, lsp-gen-interval, hostname dynamic"),
        removed_first=False,
    ),
    _ROUTE_MAP,
    Scope("vrf *", single=("vni", "ip route * *", "ipv6 route * *"), cleared=("vni",)),
    Scope("line vty", single=("access-class", "ipv6 access-class"), short=("exec-timeout",)),
    Scope("key chain *", removed_first=False),
    Scope("key *", single=("key-string", "accept-lifetime", "send-lifetime")),
    Scope(
        "peer **",
        single=words(
            """
    detect-multiplier, receive-interval, transmit-interval, echo-mode, echo transmit-interval,
    echo receive-interval, passive-mode, minimum-ttl, profile, shutdown
    """
        ),
    ),
    Scope("**", short=("description",), single=("shutdown",)),
)
