"""Keys and order of the lines of Cisco IOS and IOS-XE, section by section."""

from netops.platforms.cisco_ios_top import INTERFACE, TOP
from netops.platforms.rivals import AREAS, HOPS
from netops.platforms.spec import Scope, words

_LINE = Scope(
    "line **",
    short=("password", "vacant-message", "refuse-message"),
    single=words(
        """
    access-class ? in, access-class ? out, access-class ? in vrf-also, ipv6 access-class ? in,
    ipv6 access-class ? out, absolute-timeout, autocommand, exec $, exec-timeout, flowcontrol,
    history size, length, location, logging synchronous, login, authorization exec, authorization
    commands *, accounting exec, accounting commands *, privilege level, rotary, rxspeed,
    session-timeout, session-limit, speed, stopbits, transport input, transport output, transport
    preferred, txspeed, width, modem
    """
    ),
    guards=("access-class ? in", "access-class ? in vrf-also", "ipv6 access-class ? in", "login"),
)

_BGP_NEIGHBOR = words(
    """
    neighbor * activate, neighbor * advertisement-interval, neighbor * allowas-in, neighbor *
    as-override, neighbor * capability orf prefix-list, neighbor * default-originate, neighbor *
    description, neighbor * disable-connected-check, neighbor * ebgp-multihop, neighbor *
    fall-over, neighbor * fall-over bfd, neighbor * local-as, neighbor * maximum-prefix, neighbor
    * next-hop-self, neighbor * password, neighbor * peer-group, neighbor * prefix-list ? in,
    neighbor * prefix-list ? out, neighbor * distribute-list ? in, neighbor * distribute-list ?
    out, neighbor * filter-list ? in, neighbor * filter-list ? out, neighbor * remote-as, neighbor
    * remove-private-as, neighbor * route-map ? in, neighbor * route-map ? out, neighbor *
    route-reflector-client, neighbor * send-community, neighbor * shutdown, neighbor *
    soft-reconfiguration inbound, neighbor * timers, neighbor * transport connection-mode,
    neighbor * ttl-security hops, neighbor * update-source, neighbor * version, neighbor * weight,
    neighbor * inherit peer-session, neighbor * inherit peer-policy
    """
)

# Cisco, "redistribute": BGP, OSPF and RIP take away only the keywords that a `no` names, and
# `no redistribute static route-map X` leaves the redistribution, without its filter.
_STICKY = (
    ("redistribute ", "metric metric-type route-map tag weight subnets match include-connected"),
    ("default-information originate", "always metric metric-type route-map"),
)

_ROUTER = Scope(
    "router **",
    single=(
        *_BGP_NEIGHBOR,
        *words(
            """
    network * * area, network * mask *, aggregate-address * *,
    auto-cost reference-bandwidth, auto-summary, area * authentication, area * default-cost, area
    * nssa, area * stub, bgp always-compare-med, bgp bestpath *, bgp cluster-id, bgp confederation
    identifier, bgp confederation peers, bgp dampening, bgp default ipv4-unicast, bgp default
    local-preference, bgp deterministic-med, bgp graceful-restart, bgp listen limit, bgp
    log-neighbor-changes, bgp router-id, bgp scan-time, default-metric, distance bgp, distance
    ospf, distance eigrp, distribute-list ? in, distribute-list ? out, eigrp
    log-neighbor-changes, eigrp router-id, eigrp stub, is-type, ispf,
    log-adjacency-changes, max-lsa, maximum-paths, maximum-paths ibgp, metric-style, metric
    weights, nsf, passive-interface default, router-id, synchronization, timers bgp, timers
    throttle spf, timers throttle lsa, timers active-time, variance, version, traffic-share
    """
        ),
    ),
    short=words(
        """
    redistribute *, redistribute bgp *, redistribute ospf *, redistribute eigrp *,
    default-information originate
    """
    ),
    many=words(
        """
    network, neighbor, aggregate-address, passive-interface, summary-address
    """
    ),
    first=words(
        """
    bgp router-id, router-id, template peer-policy, template peer-session, neighbor * peer-group $,
    neighbor * remote-as, neighbor * peer-group *
    """
    ),
    # A group takes its members with it, and its `remote-as` does not take the group; while a range
    # of listeners names it, it stays.
    leave_early=("bgp listen range", "neighbor * peer-group"),
    cleared=("network * mask *", "aggregate-address"),
    rivals=(*AREAS, *HOPS),
    removed_first=False,
    sticky=_STICKY,
)
_FAMILY = Scope(
    "address-family **",
    _ROUTER.single,
    short=_ROUTER.short,
    many=_ROUTER.many,
    first=_ROUTER.first,
    leave_early=_ROUTER.leave_early,
    cleared=_ROUTER.cleared,
    removed_first=False,
    sticky=_STICKY,
)

# What an entry of a route-map matches is collected in one line; `no` takes away its own.
MATCHES = words(
    """
    match ip address, match ip address prefix-list, match ip next-hop, match ip next-hop
    prefix-list, match ip route-source, match ip route-source prefix-list, match as-path, match
    tag, match interface
    """
)

SCOPES = (
    TOP,
    INTERFACE,
    _LINE,
    _ROUTER,
    _FAMILY,
    Scope(
        "vlan *",
        short=("name",),
        single=words(
            """
    state, mtu, shutdown, remote-span
    """
        ),
    ),
    Scope(
        "route-map **",
        short=("description",),
        single=words(
            """
    set local-preference, set metric, set metric-type, set origin, set tag, set weight, set ip
    next-hop, set community, set as-path prepend, set ip default next-hop, set ip precedence, set
    ip dscp, set interface, continue
    """
        ),
        many=MATCHES,
        # Next hops are collected in one line.
        cleared=words("set ip next-hop, set ip default next-hop, set interface"),
    ),
    Scope(
        "class **",
        single=words(
            """
    bandwidth, fair-queue, police, priority, queue-limit, random-detect, service-policy, set dscp,
    set ip dscp, set cos, set precedence, set qos-group, shape, trust
    """
        ),
    ),
    Scope("class-map **", short=("description",), removed_first=False),
    Scope("policy-map **", short=("description",)),
    Scope("ip access-list **"),
    Scope("ipv6 access-list **"),
    Scope("mac access-list **"),
    # A distinguisher is not changed in place, and a group that a list names is never empty.
    Scope("vrf definition *", short=("description",), single=("rd", "vpn id"), cleared=("rd",)),
    Scope("ip vrf *", short=("description",), single=("rd", "vpn id"), cleared=("rd",)),
    Scope("object-group **", short=("description",), removed_first=False),
    Scope(
        "tacacs server *",
        short=("key",),
        single=words(
            """
    address ipv4, address ipv6, timeout, port, single-connection
    """
        ),
    ),
    Scope(
        "radius server *",
        short=("key",),
        single=words(
            """
    address ipv4, address ipv6, timeout, retransmit, automate-tester username
    """
        ),
    ),
    Scope(
        "aaa group server **",
        single=words(
            """
    ip tacacs source-interface, ip radius source-interface, ip vrf forwarding, deadtime,
    load-balance
    """
        ),
        many=("server name", "server", "server-private"),
        removed_first=False,
    ),
    Scope(
        "key *",
        short=("key-string",),
        single=("accept-lifetime", "send-lifetime", "cryptographic-algorithm"),
    ),
    Scope(
        "crypto isakmp policy *",
        single=words(
            """
    authentication, encr, encryption, group, hash, lifetime
    """
        ),
    ),
    Scope(
        "crypto map **",
        short=("description",),
        single=words(
            """
    match address, set transform-set, set pfs, set security-association lifetime seconds
    """
        ),
        many=("set peer",),
        removed_first=False,
    ),
    Scope("crypto ipsec profile *", single=("set transform-set", "set pfs", "set ikev2-profile")),
    Scope(
        "crypto pki trustpoint *",
        short=("password",),
        single=words(
            """
    enrollment, enrollment url, revocation-check, rsakeypair, subject-name, source interface
    """
        ),
    ),
    Scope(
        "archive",
        single=words(
            """
    path, maximum, time-period, write-memory
    """
        ),
    ),
    Scope(
        "log config",
        single=words(
            """
    hidekeys, logging enable, logging size, notify syslog, notify syslog contenttype
    """
        ),
    ),
    Scope(
        "ip dhcp pool *",
        single=words(
            """
    default-router, dns-server, domain-name, lease, network, host, vrf, netbios-name-server,
    import all
    """
        ),
    ),
    Scope(
        "ip sla *",
        single=words(
            """
    frequency, icmp-echo, tag, threshold, timeout, udp-jitter
    """
        ),
        # "After you schedule an operation, you cannot modify the configuration of the operation."
        whole=True,
    ),
    Scope("track **", single=("delay",), short=("description",)),
    Scope("event manager applet *", single=("event", "action *", "description")),
    Scope("redundancy", single=("mode",)),
    Scope("spanning-tree mst configuration", single=("name", "revision")),
    Scope("monitor session **", single=("destination", "description", "source")),
    Scope("control-plane", single=("service-policy input", "service-policy output")),
    Scope("**", short=("description",), single=("shutdown",)),
)
