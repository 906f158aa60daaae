"""What Arista EOS lines mean: keys, order, references, cascades, lifelines."""

from netops.platforms.spec import Cascade, Flat, JudgeFacts, Lifeline, Scope, Sequence, pairs, words

_TOP = Scope(
    "",
    short=words(
        """
    hostname, enable secret, enable password, username *, banner *, aaa root, snmp-server
    location, snmp-server contact, snmp-server chassis-id, dns domain, ip domain-name,
    tacacs-server key, radius-server key
    """
    ),
    single=words(
        """
    aaa authentication * *, aaa authentication policy *, aaa authentication policy * *, aaa
    authorization exec *, aaa authorization commands * *, aaa authorization console, aaa
    authorization *, aaa accounting exec *, aaa accounting commands * *, aaa accounting * *, agent
    * shutdown, clock timezone, daemon *, errdisable recovery interval, hardware speed-group *
    serdes, ip icmp redirect, ip routing $, ip routing vrf *, ip
    virtual-router mac-address, ipv6 unicast-routing $, lldp run $, lldp timer, lldp hold-time,
    logging buffered, logging console, logging monitor, logging trap, logging facility, logging
    format *, logging format timestamp, logging on $, logging source-interface, logging vrf *
    source-interface, mac address-table aging-time, ntp authenticate $, ntp
    authentication-key *, ntp local-interface, ntp source, port-channel load-balance, prompt,
    service routing protocols model, service configuration session, snmp-server engineID local,
    snmp-server local-interface, snmp-server source-interface, snmp-server vrf *, snmp-server
    community *, spanning-tree mode, spanning-tree mst * priority, spanning-tree edge-port
    bpduguard default, spanning-tree vlan-id * priority, spanning-tree priority, switchport
    default mode, tacacs-server timeout, radius-server timeout, terminal length, terminal width,
    transceiver qsfp default-mode, virtual-router mac-address, vlan internal order, route-map * ?
    *, class-map ? *, class-map type * ? *
    """
    ),
    many=words(
        """
    ip route, ipv6 route, ntp server, logging host, ip name-server, ip host, snmp-server host,
    snmp-server enable traps, snmp-server view, snmp-server group, snmp-server user, tacacs-server
    host, radius-server host, ip prefix-list
    """
    ),
    first=("ip routing", "hostname"),
    removed_first=False,
)

_INTERFACE = Scope(
    "interface *",
    short=("description",),
    single=words(
        """
    arp aging timeout, bandwidth, bfd interval, channel-group, dot1x pae, dot1x port-control,
    encapsulation dot1q vlan, encapsulation, error-correction encoding, flowcontrol receive,
    flowcontrol send, ip access-group ? in, ip access-group ? out, ip address, ip address *
    secondary, ip address virtual, ip dhcp snooping trust, ip icmp unreachables, ip ospf area, ip
    ospf authentication, ip ospf authentication-key, ip ospf cost, ip ospf dead-interval, ip ospf
    hello-interval, ip ospf message-digest-key *, ip ospf network, ip ospf priority, ip proxy-arp,
    ip local-proxy-arp, ip verify unicast source, ip virtual-router address, ipv6 enable, ipv6
    access-group ? in, ipv6 access-group ? out, ipv6 nd ra disabled, isis circuit-type, isis
    enable, isis metric, isis network, l2 mtu, lacp port-priority, lacp rate, lacp timer,
    link-debounce time, lldp receive, lldp transmit, load-interval, logging event link-status, mac
    access-group ? in, mlag, mtu, phy, pim ipv4 sparse-mode, ptp enable, qos trust, service-policy
    type qos input, service-policy input, sflow enable, shutdown, snmp trap link-status, snmp trap
    link-change, spanning-tree bpdufilter, spanning-tree bpduguard, spanning-tree cost,
    spanning-tree guard, spanning-tree link-type, spanning-tree port-priority, spanning-tree
    portfast, speed, storm-control * level, switchport $, switchport access vlan, switchport mode,
    switchport phone vlan, switchport port-security $, switchport port-security maximum,
    switchport port-security violation, switchport trunk allowed vlan, switchport trunk native
    vlan, switchport vlan translation *, tunnel destination, tunnel key, tunnel mode, tunnel
    source, vrf, vrf forwarding, vrrp * ip, vrrp * ipv4, vrrp * priority, vrrp * priority-level,
    vrrp * preempt, vrrp * timers advertise, vxlan source-interface, vxlan udp-port, vxlan vlan *
    vni, vxlan vrf * vni, vxlan virtual-vtep local-interface, vxlan learn-restrict
    """
    ),
    many=("ip helper-address", "ipv6 address", "vxlan flood vtep"),
    first=words(
        """
    vrf, vrf forwarding, switchport $, encapsulation, switchport mode access, switchport trunk
    native vlan, switchport trunk allowed vlan
    """
    ),
    last=("shutdown",),
)

_BGP_NEIGHBOR = words(
    """
    neighbor * activate, neighbor * allowas-in, neighbor * auto-local-addr, neighbor * bfd,
    neighbor * default-originate, neighbor * description, neighbor * ebgp-multihop, neighbor *
    export-localpref, neighbor * fall-over bfd, neighbor * local-as, neighbor * maximum-routes,
    neighbor * next-hop-peer, neighbor * next-hop-self, neighbor * next-hop-unchanged, neighbor *
    out-delay, neighbor * password, neighbor * passive, neighbor * peer group, neighbor *
    peer-group, neighbor * prefix-list ? in, neighbor * prefix-list ? out, neighbor * rib-in
    pre-policy retain, neighbor * remote-as, neighbor * remove-private-as, neighbor * route-map ?
    in, neighbor * route-map ? out, neighbor * route-reflector-client, neighbor * send-community,
    neighbor * shutdown, neighbor * timers, neighbor * ttl maximum-hops, neighbor * update-source,
    neighbor * weight
    """
)
_ROUTER = Scope(
    "router **",
    single=(
        *_BGP_NEIGHBOR,
        *words(
            """
    address-family, area * default-cost, area * nssa, area * stub, auto-cost reference-bandwidth,
    bgp advertise-inactive, bgp always-compare-med, bgp asn notation, bgp bestpath *, bgp
    cluster-id, bgp confederation identifier, bgp default ipv4-unicast, bgp listen limit, bgp
    log-neighbor-changes, bfd default, default-information originate, distance bgp, distance ospf
    intra-area, graceful-restart, graceful-restart restart-time, is-type, log-adjacency-changes
    detail, max-lsa, maximum-paths, net, passive-interface default, point-to-point routes,
    redistribute *, rd, router-id, router-id ipv4, timers bgp, timers lsa rx min interval, timers
    spf delay initial, tunnel routes, update wait-for-convergence, update wait-install
    """
        ),
    ),
    many=words(
        """
    network, neighbor, aggregate-address, passive-interface
    """
    ),
    first=words(
        """
    router-id, neighbor * peer group, neighbor * peer-group, neighbor * remote-as
    """
    ),
    removed_first=False,
)


def _like_router(header: str) -> Scope:
    return Scope(
        header, single=_ROUTER.single, many=_ROUTER.many, first=_ROUTER.first, removed_first=False
    )


_API = Scope(
    "management api **",
    single=words(
        """
    shutdown, protocol *, cors allowed-origin *, idle-timeout, qos dscp, session timeout,
    default-services, ip access-group
    """
    ),
)
_SCOPES = (
    _TOP,
    _INTERFACE,
    _ROUTER,
    _like_router("address-family **"),
    _API,
    Scope(
        "vrf *",
        short=("description",),
        single=(
            *_ROUTER.single,
            *words(
                """
    shutdown, ip access-group, ipv6 access-group, local-interface
    """
            ),
        ),
        many=_ROUTER.many,
        first=_ROUTER.first,
        removed_first=False,
    ),
    Scope("vrf instance *", short=("description",), single=("rd",)),
    Scope("vrf definition *", short=("description",), single=("rd",)),
    Scope("vlan-aware-bundle *", single=("rd", "redistribute *", "vlan")),
    Scope("vlan *", short=("name",), single=("state", "rd", "private-vlan")),
    Scope(
        "management ssh",
        single=words(
            """
    shutdown, ip access-group ? in, ip access-group ? vrf * in, ipv6 access-group ? in,
    idle-timeout, authentication mode, authentication protocol, authentication empty-passwords,
    cipher, key-exchange, mac, hostkey server, hostkey client strict-checking, connection limit,
    connection per-host, log-level, server-port, fips restrictions, login timeout, client-alive
    interval, client-alive count-max
    """
        ),
    ),
    Scope("management telnet", single=("shutdown", "idle-timeout", "ip access-group ? in")),
    Scope("management console", single=("idle-timeout",)),
    Scope(
        "management security",
        single=(
            "password encryption-key common",
            "password minimum length",
            "entropy source hardware",
        ),
    ),
    Scope(
        "ssl profile *",
        single=words(
            """
    certificate, cipher-list, tls versions, trust certificate
    """
        ),
    ),
    Scope(
        "mlag configuration",
        single=words(
            """
    domain-id, heartbeat-interval, local-interface, peer-address, peer-address heartbeat,
    peer-link, primary-priority, reload-delay, reload-delay mlag, reload-delay non-mlag, shutdown,
    dual-primary detection delay
    """
        ),
    ),
    Scope("spanning-tree mst configuration", single=("name", "revision", "instance *")),
    Scope(
        "route-map **",
        short=("description",),
        single=words(
            """
    continue, set as-path prepend, set community, set ip next-hop, set local-preference, set
    metric, set metric-type, set origin, set tag, set weight, sub-route-map
    """
        ),
    ),
    Scope(
        "class **",
        single=words(
            """
    priority, set cos, set dscp, set traffic-class, set drop-precedence, shape
    """
        ),
    ),
    Scope("class-map **", short=("description",), removed_first=False),
    Scope("policy-map **", short=("description",)),
    Scope("ip access-list **", single=("counters per-entry", "statistics per-entry")),
    Scope("ipv6 access-list **", single=("counters per-entry", "statistics per-entry")),
    Scope("mac access-list **", single=("counters per-entry", "statistics per-entry")),
    Scope("ip prefix-list *", single=("seq *",)),
    Scope("ipv6 prefix-list *", single=("seq *",)),
    Scope("aaa group server **", many=("server",), removed_first=False),
    Scope("daemon *", single=("exec", "shutdown", "option * value")),
    Scope(
        "event-handler *",
        single=words(
            """
    action bash, delay, trigger *, timeout, asynchronous
    """
        ),
    ),
    Scope(
        "system control-plane",
        single=words(
            """
    ip access-group ? in, ip access-group ? vrf * in, ipv6 access-group ? in, service-policy input
    """
        ),
    ),
    Scope("queue-monitor **", single=("shutdown",)),
    Scope("alias *", single=("*",)),
    Scope("peer-filter *", single=("*",)),
    Scope("monitor session **", single=("destination",)),
    Scope("**", short=("description",), single=("shutdown",)),
)

_NEIGHBOR_REFERENCES = tuple(
    (scope, line)
    for scope in ("router **", "address-family **", "vrf *")
    for line in words(
        """
    neighbor ? route-map @route-map in, neighbor ? route-map @route-map out, neighbor ?
    prefix-list @prefix-list in, neighbor ? prefix-list @prefix-list out, redistribute connected
    route-map @route-map, redistribute static route-map @route-map, redistribute ospf route-map
    @route-map, redistribute bgp route-map @route-map
    """
    )
)
_REFERENCES = (
    *_NEIGHBOR_REFERENCES,
    *pairs(
        """
    interface *: ip access-group @acl in
    interface *: ip access-group @acl out
    interface *: ipv6 access-group @acl6 in
    interface *: ipv6 access-group @acl6 out
    interface *: mac access-group @macl in
    interface *: mac access-group @macl out
    interface *: vrf @vrf
    interface *: vrf forwarding @vrf
    interface *: service-policy type qos input @policy-map
    management ssh: ip access-group @acl in
    management ssh: ip access-group @acl vrf ? in
    management ssh: ipv6 access-group @acl6 in
    management telnet: ip access-group @acl in
    system control-plane: ip access-group @acl in
    system control-plane: ip access-group @acl vrf ? in
    vrf *: ip access-group @acl
    management api **: ip access-group @acl
    : snmp-server community ? ro @acl
    : snmp-server community ? rw @acl
    : aaa authentication login ? group @aaa-group
    : aaa authorization exec default group @aaa-group
    : aaa authorization commands ? default group @aaa-group
    : aaa accounting exec default start-stop group @aaa-group
    route-map **: match ip address access-list @acl
    route-map **: match ip address prefix-list @prefix-list
    route-map **: match ipv6 address prefix-list @prefix-list6
    route-map **: match as-path @as-path
    route-map **: match community @community-list
    policy-map **: class @class-map
    class-map **: match ip access-group @acl
    """
    ),
)

_DEFINITIONS = pairs(
    """
    acl: ip access-list *
    acl: ip access-list standard *
    acl6: ipv6 access-list *
    acl6: ipv6 access-list standard *
    macl: mac access-list *
    prefix-list: ip prefix-list *
    prefix-list6: ipv6 prefix-list *
    as-path: ip as-path access-list *
    community-list: ip community-list *
    community-list: ip community-list regexp *
    community-list: ip community-list standard *
    community-list: ip community-list expanded *
    class-map: class-map ? *
    class-map: class-map type ? ? *
    policy-map: policy-map *
    policy-map: policy-map type ? *
    route-map: route-map * ? ?
    route-map: route-map *
    vrf: vrf instance *
    vrf: vrf definition *
    aaa-group: aaa group server ? *
    """
)

_SEQUENCES = (
    Sequence(
        "ip access-list *",
        "acl",
        numbered=True,
        fails_open=True,
        guard="deny ip any any",
        number="{} ",
    ),
    Sequence(
        "ip access-list standard *",
        "acl",
        numbered=True,
        fails_open=True,
        guard="deny any",
        number="{} ",
    ),
    Sequence(
        "ipv6 access-list *",
        "acl6",
        numbered=True,
        fails_open=True,
        guard="deny ipv6 any any",
        number="{} ",
    ),
    Sequence(
        "ipv6 access-list standard *",
        "acl6",
        numbered=True,
        fails_open=True,
        guard="deny any",
        number="{} ",
    ),
    Sequence("mac access-list *", "macl", numbered=True, fails_open=True),
    Sequence(
        "ip prefix-list *",
        "prefix-list",
        numbered=True,
        fails_open=True,
        guard="deny 0.0.0.0/0 le 32",
        number="seq {} ",
    ),
    Sequence(
        "ipv6 prefix-list *",
        "prefix-list6",
        numbered=True,
        fails_open=True,
        guard="deny ::/0 le 128",
        number="seq {} ",
    ),
    Sequence("ip as-path access-list *", "as-path", fails_open=True),
    Sequence("ip community-list *", "community-list"),
    Sequence("policy-map **", "policy-map", pinned_last="class class-default"),
)

_FLATS = (
    Flat(
        r"ip prefix-list (?P<name>\S+) (?P<entry>(?:seq|permit|deny) .+)",
        "ip prefix-list {name}",
        "ip prefix-list {name} ",
    ),
    Flat(
        r"ipv6 prefix-list (?P<name>\S+) (?P<entry>(?:seq|permit|deny) .+)",
        "ipv6 prefix-list {name}",
        "ipv6 prefix-list {name} ",
        nested=True,
    ),
    Flat(
        r"ip as-path access-list (?P<name>\S+) (?P<entry>.+)",
        "ip as-path access-list {name}",
        "ip as-path access-list {name} ",
    ),
    Flat(
        r"ip community-list (?P<name>(?:(?:regexp|standard|expanded) )?\S+) (?P<entry>(?:permit|deny) .+)",
        "ip community-list {name}",
        "ip community-list {name} ",
    ),
)

_CASCADES = (
    Cascade("interface *", "vrf", ("ip address", "ipv6 address"), on_change=True),
    Cascade("interface *", "vrf forwarding", ("ip address", "ipv6 address"), on_change=True),
    Cascade("router **", "no neighbor * remote-as", ("neighbor {0}",)),
    Cascade("router **", "no neighbor * peer group", ("neighbor {0}",)),
)

_LIFELINES = (
    Lifeline("", ("aaa authentication login default",), "the login method goes"),
    Lifeline("", ("username ",), "the last local user goes"),
    Lifeline("", ("ip route 0.0.0.0/0 ",), "the last default route goes"),
    Lifeline("management api http-commands", ("no shutdown",), "the API is shut"),
)

_WEAKENING = (
    (r"snmp-server community \S+ .*\brw\b", "adds a read-write SNMP community"),
    (r"protocol http$", "turns the clear-text API on"),
    (r"no (?:ip|ipv6|mac) access-group", "drops a filter"),
    (r"no aaa (?:authentication|authorization|accounting)", "drops an AAA method"),
    (r"no logging host", "drops a log receiver"),
    (r"no (?:enable secret|enable password)", "drops a protection"),
    (r"no spanning-tree (?:bpduguard|guard|edge-port bpduguard)", "drops a protection"),
    (r"no switchport port-security", "drops a protection"),
    (
        r"no neighbor \S+ (?:password|prefix-list|route-map|maximum-routes)",
        "drops a BGP protection",
    ),
    (r"username \S+ .*nopassword", "lets a user in without a password"),
    (r"(?:\d+ )?permit (?:ip |ipv6 )?any(?: any)?$", "lets everything pass"),
)

JUDGE = JudgeFacts(
    indent=3,
    scopes=_SCOPES,
    references=_REFERENCES,
    definitions=_DEFINITIONS,
    sequences=_SEQUENCES,
    flats=_FLATS,
    cascades=_CASCADES,
    lifelines=_LIFELINES,
    filters=pairs(
        """
    management api ** > vrf *: ip access-group @acl
    management api **: ip access-group @acl
    management ssh: ip access-group @acl in
    system control-plane: ip access-group @acl in
    """
    ),
    spread=("ip name-server vrf *", "ip name-server"),
    vlan_sets=("switchport trunk allowed vlan",),
    silent=pairs(
        """
    : logging console
    : ip domain lookup
    : ip icmp redirect
    interface *: no shutdown
    interface *: no ip address
    interface *: switchport
    interface *: lldp transmit
    interface *: lldp receive
    queue-monitor **: no shutdown
    router **: bgp default ipv4-unicast
    management api **: shutdown
    management api **: protocol https
    management telnet: shutdown
    """
    ),
    explicit=pairs(
        """
    : aaa root
    : ip routing
    interface *: ip proxy-arp
    management api **: protocol http
    """
    ),
    restored=pairs(
        """
    interface *: switchport
    router **: passive-interface *
    """
    ),
    exclusive=("router bgp",),
    spellings=(
        (r"vrf definition ", "vrf instance "),
        (r"vrf forwarding ", "vrf "),
        (r"(neighbor \S+) peer-group\b", r"\1 peer group"),
        (r"control-plane$", "system control-plane"),
        (r"logging (\d+\.\d+\.\d+\.\d+)", r"logging host \1"),
    ),
    physical=r"(?:Ethernet|Management)\d+(?:/\d+)*",
    unremovable=("vlan 1", "vrf default", "interface Vlan1"),
    weakening=_WEAKENING,
    builtin=words(
        """
    class-default, tacacs+, radius, ldap, default, copp-system-policy
    """
    ),
)
