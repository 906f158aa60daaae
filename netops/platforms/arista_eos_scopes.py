"""Keys and order of the lines of Arista EOS, section by section."""

from netops.platforms.rivals import AREAS
from netops.platforms.spec import Scope, words

_TOP = Scope(
    "",
    short=words(
        """
    hostname, enable secret, enable password, username *, username * ssh-key, username * sshkey,
    banner *, aaa root, snmp-server location, snmp-server contact, snmp-server chassis-id, dns
    domain, ip domain-name, tacacs-server key, radius-server key
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
    source-interface, mac address-table aging-time, ntp authenticate, ntp
    authentication-key *, ntp local-interface, ntp source, port-channel load-balance, prompt,
    service routing protocols model, service configuration session, snmp-server engineID local,
    snmp-server local-interface, snmp-server source-interface, snmp-server vrf *, snmp-server
    community *, spanning-tree mode, spanning-tree mst * priority, spanning-tree edge-port
    bpduguard default, spanning-tree priority, switchport
    default mode, tacacs-server timeout, radius-server timeout, terminal length, terminal width,
    transceiver qsfp default-mode, virtual-router mac-address, vlan internal order, route-map * ?
    *, class-map ? *, class-map type * ? *,
    snmp-server group * v3 *, snmp-server group * *, snmp-server view * *, snmp-server user *,
    ntp server *, ntp server vrf * *, logging host *, logging vrf * host *, ip host *,
    snmp-server host *, snmp-server host * vrf *, tacacs-server host *,
    tacacs-server host * vrf *, radius-server host *, radius-server host * vrf *
    """
    ),
    # Routes of two distances stand side by side; name and tag are replaced.
    named=(r"ip route (?:vrf \S+ )?[\d./]+(?: [A-Z]\S+)?(?: \d+\.\d+\.\d+\.\d+)?(?: \d+)?(?= |$)",),
    many=words(
        """
    ipv6 route, ip name-server, snmp-server enable traps
    """
    ),
    # A receiver may stand beside itself with another port or another user.
    cleared=("logging host", "logging vrf * host", "snmp-server host"),
    first=("ip routing $", "hostname", "tacacs-server host", "radius-server host"),
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
    ip local-proxy-arp, ip verify unicast source, ipv6 enable, ipv6
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
    many=("ip helper-address", "ip virtual-router address", "ipv6 address", "vxlan flood vtep"),
    first=words(
        """
    vrf, vrf forwarding, switchport $, encapsulation, switchport mode access, switchport trunk
    native vlan, switchport trunk allowed vlan
    """
    ),
    last=("shutdown",),
    leave_early=("ip address * secondary",),
    guards=("ip access-group ? in", "ip access-group ? out"),
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
    area * default-cost, area * nssa, area * stub, network * area, network *, aggregate-address *,
    auto-cost reference-bandwidth,
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
    router-id, neighbor * peer group $, neighbor * remote-as, neighbor * peer group *
    """
    ),
    leave_early=("bgp listen range", "neighbor * peer group"),
    # What a line does not name of the old one may stay.
    cleared=("network * route-map", "network * $", "aggregate-address"),
    rivals=AREAS,
    removed_first=False,
)


def _like_router(header: str) -> Scope:
    return Scope(
        header,
        single=_ROUTER.single,
        many=_ROUTER.many,
        first=_ROUTER.first,
        leave_early=_ROUTER.leave_early,
        cleared=_ROUTER.cleared,
        removed_first=False,
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
SCOPES = (
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
        leave_early=_ROUTER.leave_early,
        cleared=_ROUTER.cleared,
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
        guards=("ip access-group ? in", "ip access-group ? vrf * in", "ipv6 access-group ? in"),
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
    Scope("spanning-tree mst configuration", single=("name", "revision")),
    Scope(
        "route-map **",
        short=("description",),
        single=words(
            """
    continue, set as-path prepend, set community, set ip next-hop, set local-preference, set
    metric, set metric-type, set origin, set tag, set weight, sub-route-map, match *, match ip *,
    match ip address *, match ip next-hop *, match ip resolved-next-hop *, match ipv6 *, match ipv6
    address *, match ipv6 next-hop *, match ipv6 resolved-next-hop *
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
