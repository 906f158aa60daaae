"""What Cisco IOS and IOS-XE lines mean: keys, order, references, cascades, lifelines."""

from netops.platforms.spec import Cascade, Flat, JudgeFacts, Lifeline, Scope, Sequence, pairs, words

_TOP = Scope(
    "",
    short=words(
        """
    hostname, enable secret, enable password, username *, banner *, logging buffered, snmp-server
    location, snmp-server contact, snmp-server chassis-id, ip domain name, ip domain-name,
    tacacs-server key, radius-server key, vtp password, aaa authentication banner, aaa
    authentication fail-message
    """
    ),
    single=words(
        """
    aaa authentication * *, aaa authorization network *, aaa authorization exec *, aaa
    authorization commands * *, aaa authorization config-commands, aaa authorization console, aaa
    authorization * *, aaa accounting exec *, aaa accounting commands * *, aaa accounting * *, aaa
    session-id, aaa new-model $, cdp timer, cdp holdtime, cdp run $, clock timezone, clock
    summer-time, config-register, enable secret level *, errdisable recovery interval, file
    prompt, ip arp proxy disable, ip bgp-community new-format, ip cef $, ip classless $, ip
    default-gateway, ip dhcp snooping $, ip domain lookup $, ip domain-lookup $, ip finger $, ip
    forward-protocol nd, ip ftp password, ip ftp username, ip ftp source-interface, ip http
    access-class, ip http authentication, ip http max-connections, ip http port, ip http
    secure-port, ip http secure-server $, ip http server $, ip http timeout-policy, ip routing $,
    ip scp server enable, ip source-route $, ip ssh authentication-retries, ip ssh dh min size, ip
    ssh server algorithm *, ip ssh source-interface, ip ssh time-out, ip ssh version, ip
    subnet-zero $, ip tacacs source-interface, ip radius source-interface, ip tftp
    source-interface, ip tcp synwait-time, ip tcp window-size, ip tcp path-mtu-discovery, ipv6
    unicast-routing $, ipv6 cef $, lldp run $, lldp timer, lldp holdtime, lldp reinit, logging
    buffered, logging console, logging monitor, logging trap, logging facility, logging history,
    logging origin-id, logging rate-limit, logging source-interface, logging on $, logging count
    $, login block-for, login delay, login quiet-mode access-class, login on-failure, login
    on-success, memory free low-watermark *, mls qos $, multilink bundle-name, ntp access-group *,
    ntp authenticate $, ntp authentication-key *, ntp logging $, ntp master, ntp max-associations,
    ntp source, ntp update-calendar $, port-channel load-balance, scheduler allocate, scheduler
    max-task-time, sdm prefer, security authentication failure rate, security passwords
    min-length, service compress-config, service config, service dhcp, service
    password-encryption, service password-recovery, service pad, service sequence-numbers, service
    tcp-keepalives-in, service tcp-keepalives-out, service tcp-small-servers, service
    udp-small-servers, service timestamps *, service call-home, snmp-server engineID local,
    snmp-server ifindex persist, snmp-server packetsize, snmp-server queue-length, snmp-server
    source-interface *, snmp-server trap-source, snmp-server trap timeout, snmp-server community
    *, spanning-tree mode, spanning-tree extend system-id, spanning-tree portfast default,
    spanning-tree portfast bpduguard default, spanning-tree loopguard default, spanning-tree
    pathcost method, spanning-tree logging, spanning-tree vlan * priority, spanning-tree
    backbonefast, spanning-tree uplinkfast, system mtu, system mtu jumbo, system mtu routing,
    tacacs-server directed-request, tacacs-server timeout, radius-server timeout, radius-server
    retransmit, radius-server deadtime, udld message time, udld enable, udld aggressive, vlan
    internal allocation policy, vtp domain, vtp mode, vtp version, vtp pruning, route-map * ? *,
    class-map ? *, class-map type * ? *, ip sla schedule *, event manager applet *, crypto map *
    *, alias exec *, dot1x system-auth-control
    """
    ),
    many=words(
        """
    ip route, ipv6 route, ntp server, ntp peer, logging host, ip name-server, snmp-server host,
    snmp-server enable traps, snmp-server view, snmp-server group, snmp-server user, tacacs-server
    host, radius-server host, ip host, ip nat inside source, ip dhcp excluded-address, privilege,
    ip prefix-list
    """
    ),
    first=("aaa new-model", "ip routing", "hostname"),
    removed_first=False,
)

_INTERFACE = Scope(
    "interface *",
    short=("description", "tacacs-server key"),
    single=words(
        """
    arp timeout, authentication host-mode, authentication order, authentication port-control,
    authentication priority, authentication violation, auto qos voip, bandwidth, bfd interval,
    carrier-delay, cdp enable, channel-group, channel-protocol, clock rate, crypto map, delay,
    dot1x pae, dot1x timeout *, duplex, encapsulation, encapsulation dot1Q, flowcontrol receive,
    flowcontrol send, full-duplex, half-duplex, hold-queue ? in, hold-queue ? out, ip access-group
    ? in, ip access-group ? out, ip address, ip address * * secondary, ip authentication key-chain
    eigrp *, ip authentication mode eigrp *, ip directed-broadcast, ip dhcp snooping trust, ip
    dhcp snooping limit rate, ip arp inspection trust, ip arp inspection limit rate, ip
    hello-interval eigrp *, ip hold-time eigrp *, ip igmp version, ip mask-reply, ip mtu, ip nat
    inside, ip nat outside, ip ospf authentication, ip ospf authentication-key, ip ospf cost, ip
    ospf dead-interval, ip ospf hello-interval, ip ospf message-digest-key *, ip ospf mtu-ignore,
    ip ospf network, ip ospf priority, ip ospf * area, ip policy route-map, ip proxy-arp, ip
    redirects, ip router isis, ip summary-address rip, ip tcp adjust-mss, ip unnumbered, ip
    unreachables, ip verify source, ip verify unicast source, ip virtual-reassembly, ip vrf
    forwarding, vrf forwarding, ip mroute-cache, ipv6 enable, ipv6 mtu, ipv6 nd ra suppress, ipv6
    ospf cost, ipv6 ospf network, ipv6 traffic-filter ? in, ipv6 traffic-filter ? out, isis
    circuit-type, isis metric, isis network, keepalive, l2protocol-tunnel, lacp rate, lacp
    port-priority, lldp receive, lldp transmit, load-interval, logging event link-status, mab $,
    mac-address, macsec, mdix auto, media-type, mls qos cos, mls qos trust, mop enabled, mop
    sysid, mtu, negotiation auto, ntp disable, power inline, ppp authentication, ppp chap
    hostname, ppp chap password, pppoe enable, priority-queue out, service-policy input,
    service-policy output, shutdown, snmp trap link-status, spanning-tree bpdufilter,
    spanning-tree bpduguard, spanning-tree cost, spanning-tree guard, spanning-tree link-type,
    spanning-tree port-priority, spanning-tree portfast, spanning-tree vlan * cost, spanning-tree
    vlan * port-priority, speed, srr-queue bandwidth share, srr-queue bandwidth shape, standby
    version, standby * ip, standby * ip * secondary, standby * priority, standby * preempt,
    standby * timers, standby * name, standby * authentication, storm-control * level,
    storm-control action, switchport $, switchport access vlan, switchport block *, switchport
    mode, switchport nonegotiate, switchport port-security $, switchport port-security maximum,
    switchport port-security violation, switchport port-security aging time, switchport
    port-security aging type, switchport priority extend, switchport protected, switchport trunk
    allowed vlan, switchport trunk encapsulation, switchport trunk native vlan, switchport voice
    vlan, tunnel destination, tunnel key, tunnel mode, tunnel protection ipsec profile, tunnel
    source, tx-ring-limit, udld port, vrrp * ip, vrrp * priority, vrrp * preempt, vrrp * timers
    advertise, vrrp * description, xconnect
    """
    ),
    many=words(
        """
    ip helper-address, ipv6 address, standby * track, vrrp * track
    """
    ),
    first=words(
        """
    vrf forwarding, ip vrf forwarding, switchport $, encapsulation, tunnel mode, switchport mode
    access, switchport trunk encapsulation, switchport trunk native vlan, switchport trunk allowed
    vlan
    """
    ),
    last=("shutdown",),
)

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

_ROUTER = Scope(
    "router **",
    single=(
        *_BGP_NEIGHBOR,
        *words(
            """
    auto-cost reference-bandwidth, auto-summary, area * authentication, area * default-cost, area
    * nssa, area * stub, bgp always-compare-med, bgp bestpath *, bgp cluster-id, bgp confederation
    identifier, bgp confederation peers, bgp dampening, bgp default ipv4-unicast, bgp default
    local-preference, bgp deterministic-med, bgp graceful-restart, bgp listen limit, bgp
    log-neighbor-changes, bgp router-id, bgp scan-time, default-information originate,
    default-metric, distance bgp, distance ospf, distance eigrp, distribute-list ? in,
    distribute-list ? out, eigrp log-neighbor-changes, eigrp router-id, eigrp stub, is-type, ispf,
    log-adjacency-changes, max-lsa, maximum-paths, maximum-paths ibgp, metric-style, metric
    weights, nsf, passive-interface default, redistribute *, redistribute bgp *, redistribute ospf
    *, redistribute eigrp *, router-id, synchronization, timers bgp, timers throttle spf, timers
    throttle lsa, timers active-time, variance, version, traffic-share
    """
        ),
    ),
    many=words(
        """
    network, neighbor, aggregate-address, passive-interface, summary-address
    """
    ),
    first=words(
        """
    bgp router-id, router-id, neighbor * peer-group, neighbor * remote-as
    """
    ),
    removed_first=False,
)
_FAMILY = Scope(
    "address-family **",
    _ROUTER.single,
    many=_ROUTER.many,
    first=_ROUTER.first,
    removed_first=False,
)

_SCOPES = (
    _TOP,
    _INTERFACE,
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
    Scope("vrf definition *", short=("description",), single=("rd", "vpn id")),
    Scope("ip vrf *", short=("description",), single=("rd", "vpn id")),
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
    match address, set transform-set, set pfs, set peer, set security-association lifetime seconds
    """
        ),
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
    ),
    Scope("track **", single=("delay",), short=("description",)),
    Scope("event manager applet *", single=("event", "action *", "description")),
    Scope("redundancy", single=("mode",)),
    Scope("spanning-tree mst configuration", single=("name", "revision", "instance *")),
    Scope("monitor session **", single=("destination", "description", "source")),
    Scope("control-plane", single=("service-policy input", "service-policy output")),
    Scope("**", short=("description",), single=("shutdown",)),
)

_REFERENCES = (
    *(
        (scope, line)
        for scope in ("router **", "address-family **")
        for line in (
            "neighbor ? route-map @route-map in",
            "neighbor ? route-map @route-map out",
            "neighbor ? prefix-list @prefix-list in",
            "neighbor ? prefix-list @prefix-list out",
            "neighbor ? filter-list @as-path in",
            "neighbor ? filter-list @as-path out",
            "neighbor ? distribute-list @acl in",
            "neighbor ? distribute-list @acl out",
            "redistribute connected route-map @route-map",
            "redistribute static route-map @route-map",
            "redistribute bgp ? route-map @route-map",
            "redistribute ospf ? route-map @route-map",
            "distribute-list prefix @prefix-list in",
            "distribute-list prefix @prefix-list out",
            "distribute-list @acl in",
            "distribute-list @acl out",
        )
    ),
    *pairs(
        """
    interface *: ip access-group @acl in
    interface *: ip access-group @acl out
    interface *: ipv6 traffic-filter @acl6 in
    interface *: ipv6 traffic-filter @acl6 out
    interface *: mac access-group @macl in
    interface *: service-policy input @policy-map
    interface *: service-policy output @policy-map
    interface *: vrf forwarding @vrf
    interface *: ip vrf forwarding @vrf
    interface *: ip policy route-map @route-map
    interface *: ip authentication key-chain eigrp ? @key-chain
    control-plane: service-policy input @policy-map
    control-plane: service-policy output @policy-map
    line **: access-class @acl in
    line **: access-class @acl out
    line **: ipv6 access-class @acl6 in
    line **: ipv6 access-class @acl6 out
    line **: login authentication @login-list
    : snmp-server community ? RO @acl
    : snmp-server community ? RW @acl
    : snmp-server community ? ro @acl
    : snmp-server community ? rw @acl
    : snmp-server community ? view ? RO @acl
    : snmp-server community ? view ? RW @acl
    : ip http access-class @acl
    : ip http access-class ipv4 @acl
    : ntp access-group ? @acl
    : ip nat inside source list @acl
    : login quiet-mode access-class @acl
    : aaa authentication login ? group @aaa-group
    : aaa authentication enable default group @aaa-group
    : aaa authorization exec ? group @aaa-group
    : aaa authorization commands ? ? group @aaa-group
    : aaa accounting exec ? start-stop group @aaa-group
    : aaa accounting commands ? ? start-stop group @aaa-group
    aaa group server **: server name @aaa-server
    router **: address-family ipv4 vrf @vrf
    route-map **: match ip address @acl
    route-map **: match ip address prefix-list @prefix-list
    route-map **: match as-path @as-path
    route-map **: match community @community-list
    policy-map **: class @class-map
    class **: service-policy @policy-map
    class-map **: match access-group name @acl
    class-map **: match access-group @acl
    crypto map **: match address @acl
    """
    ),
)

_DEFINITIONS = pairs(
    """
    acl: ip access-list standard *
    acl: ip access-list extended *
    acl6: ipv6 access-list *
    macl: mac access-list extended *
    prefix-list: ip prefix-list *
    prefix-list6: ipv6 prefix-list *
    as-path: ip as-path access-list *
    community-list: ip community-list standard *
    community-list: ip community-list expanded *
    community-list: ip community-list *
    class-map: class-map ? *
    class-map: class-map *
    class-map: class-map type ? ? *
    policy-map: policy-map *
    route-map: route-map * ? ?
    route-map: route-map *
    vrf: vrf definition *
    vrf: ip vrf *
    key-chain: key chain *
    aaa-server: tacacs server *
    aaa-server: radius server *
    aaa-group: aaa group server ? *
    login-list: aaa authentication login *
    """
)

_SEQUENCES = (
    Sequence(
        "ip access-list standard *",
        "acl",
        numbered=True,
        shown=False,
        fails_open=True,
        guard="deny any",
    ),
    Sequence(
        "ip access-list extended *",
        "acl",
        numbered=True,
        shown=False,
        fails_open=True,
        guard="deny ip any any",
    ),
    Sequence(
        "ipv6 access-list *",
        "acl6",
        numbered=True,
        fails_open=True,
        number="sequence {} ",
        guard="deny ipv6 any any",
    ),
    Sequence("mac access-list extended *", "macl", numbered=True, shown=False, fails_open=True),
    Sequence(
        "ip prefix-list *",
        "prefix-list",
        numbered=True,
        step=5,
        fails_open=True,
        number="seq {} ",
        guard="deny 0.0.0.0/0 le 32",
    ),
    Sequence(
        "ipv6 prefix-list *",
        "prefix-list6",
        numbered=True,
        step=5,
        fails_open=True,
        number="seq {} ",
        guard="deny ::/0 le 128",
    ),
    Sequence("ip as-path access-list *", "as-path", fails_open=True),
    Sequence("ip community-list *", "community-list"),
    Sequence("ip community-list standard *", "community-list"),
    Sequence("ip community-list expanded *", "community-list"),
    Sequence("policy-map **", "policy-map", pinned_last="class class-default"),
)

_ENTRY = r"(?P<entry>.+)"
_FLATS = (
    Flat(
        rf"access-list (?P<name>\d{{1,2}}|1[3-9]\d\d) {_ENTRY}",
        "ip access-list standard {name}",
        "access-list {name} ",
        nested=True,
    ),
    Flat(
        rf"access-list (?P<name>1\d\d|2[0-6]\d\d) {_ENTRY}",
        "ip access-list extended {name}",
        "access-list {name} ",
        nested=True,
    ),
    Flat(
        r"ip prefix-list (?P<name>\S+) (?P<entry>(?:seq|permit|deny|description) .+)",
        "ip prefix-list {name}",
        "ip prefix-list {name} ",
    ),
    Flat(
        r"ipv6 prefix-list (?P<name>\S+) (?P<entry>(?:seq|permit|deny|description) .+)",
        "ipv6 prefix-list {name}",
        "ipv6 prefix-list {name} ",
    ),
    Flat(
        rf"ip as-path access-list (?P<name>\d+) {_ENTRY}",
        "ip as-path access-list {name}",
        "ip as-path access-list {name} ",
    ),
    Flat(
        r"ip community-list (?P<name>(?:(?:standard|expanded) )?\S+) (?P<entry>(?:permit|deny) .+)",
        "ip community-list {name}",
        "ip community-list {name} ",
    ),
)

_CASCADES = (
    Cascade("interface *", "vrf forwarding", ("ip address", "ipv6 address"), on_change=True),
    Cascade("interface *", "ip vrf forwarding", ("ip address", "ipv6 address"), on_change=True),
    Cascade("interface *", "no switchport $", ("switchport",)),
    Cascade("router **", "no neighbor * remote-as", ("neighbor {0}",)),
    Cascade("router **", "no neighbor * peer-group", ("neighbor {0}",)),
    Cascade("", "no aaa new-model", ("aaa",)),
    Cascade("", "no ip sla *", ("ip sla schedule {0}",)),
)

_LIFELINES = (
    Lifeline("", ("aaa new-model",), "logins fall back to line passwords"),
    Lifeline("", ("aaa authentication login default",), "the login method goes"),
    Lifeline("", ("username ",), "the last local user goes"),
    Lifeline(
        "", ("ip default-gateway ", "ip route 0.0.0.0 0.0.0.0 "), "the last default route goes"
    ),
    Lifeline("line vty **", ("transport input ",), "SSH to the device is cut", word="ssh|all"),
)

_WEAKENING = (
    (r"ip http server$", "turns the clear-text web server on"),
    (r"snmp-server community \S+ .*\b(?:RW|rw)\b", "adds a read-write SNMP community"),
    (r"transport input (?:.*\btelnet\b|all)", "lets telnet in"),
    (
        r"no (?:ip access-group|access-class|ipv6 traffic-filter|ipv6 access-class)",
        "drops a filter",
    ),
    (r"no service password-encryption", "shows passwords in clear text"),
    (r"no aaa (?:new-model|authentication|authorization|accounting)", "drops an AAA method"),
    (r"no logging host", "drops a log receiver"),
    (r"no ip ssh version", "lets SSH version 1 in"),
    (r"ip source-route$|ip finger$|service (?:tcp|udp)-small-servers", "turns a risky service on"),
    (
        r"no (?:enable secret|ip dhcp snooping|ip arp inspection|login block-for|ntp authenticate)",
        "drops a protection",
    ),
    (r"no spanning-tree (?:bpduguard|guard|portfast bpduguard)", "drops a protection"),
    (r"no switchport port-security", "drops a protection"),
    (
        r"no neighbor \S+ (?:password|prefix-list|route-map|filter-list|maximum-prefix)",
        "drops a BGP protection",
    ),
    (r"(?:\d+ )?permit (?:ip |ipv6 )?any(?: any)?$", "lets everything pass"),
)

JUDGE = JudgeFacts(
    indent=1,
    scopes=_SCOPES,
    references=_REFERENCES,
    definitions=_DEFINITIONS,
    sequences=_SEQUENCES,
    flats=_FLATS,
    cascades=_CASCADES,
    lifelines=_LIFELINES,
    filters=(
        ("line vty **", "access-class @acl in"),
        ("line vty **", "access-class @acl in vrf-also"),
    ),
    spread=("ip name-server", "ip domain list"),
    vlan_sets=("switchport trunk allowed vlan",),
    silent=pairs(
        """
    : service dhcp
    : logging console
    : logging monitor
    : ip source-route
    : ip gratuitous-arps
    : ip icmp redirect
    : ip bootp server
    : ip domain lookup
    : ipv6 cef
    : ipv6 source-route
    : service pad
    interface *: no shutdown
    interface *: no ip address
    interface *: ip redirects
    interface *: ip unreachables
    interface *: ip proxy-arp
    interface *: cdp enable
    interface *: lldp transmit
    interface *: lldp receive
    interface *: mop enabled
    interface *: keepalive
    line **: exec
    router **: no synchronization
    router **: bgp default ipv4-unicast
    router **: no auto-summary
    address-family **: no auto-summary
    address-family **: no synchronization
    """
    ),
    explicit=pairs(
        """
    : ip http server
    : ip http secure-server
    : aaa new-model
    : service password-encryption
    : service timestamps *
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
        (r"logging (\d+\.\d+\.\d+\.\d+)", r"logging host \1"),
        (r"ip domain-(name|lookup|list)\b", r"ip domain \1"),
        (r"encr (?=\S)", "encryption "),
        (r"(snmp-server community \S+(?: view \S+)?) ro\b", r"\1 RO"),
        (r"(snmp-server community \S+(?: view \S+)?) rw\b", r"\1 RW"),
    ),
    physical=(
        r"(?:(?:Fast|Gigabit|TwoGigabit|FiveGigabit|TenGigabit|FortyGigabit|AppGigabit)?Ethernet"
        r"|TwentyFiveGigE|HundredGigE|Serial|Async|Cellular|ATM|POS)\d+(?:/\d+)*"
    ),
    unremovable=words(
        """
    line con, line aux, line vty 0 4, vlan 1, interface Vlan1
    """
    ),
    weakening=_WEAKENING,
    builtin=words(
        """
    class-default, tacacs+, radius, ldap, default, internet, local-AS, no-export
    """
    ),
)
