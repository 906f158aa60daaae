"""What NX-OS lines mean when two configs are compared: keys, order, and the lists in them.

No change is planned for NX-OS, so there is nothing here of references, cascades or lifelines.
"""

from netops.platforms.spec import Flat, JudgeFacts, Scope, Sequence, pairs, words

_TOP = Scope(
    "",
    short=("hostname", "switchname"),
    single=words(
        """
    version, boot nxos, boot system, boot kickstart, clock timezone, clock summer-time, banner
    motd, banner exec, cfs eth distribute, copp profile, system default switchport shutdown, system
    jumbomtu, ip domain-name, ip domain-lookup, ip tacacs source-interface, ip radius
    source-interface, tacacs-server timeout, tacacs-server key, radius-server key, radius-server
    timeout, snmp-server contact, snmp-server location, snmp-server source-interface *, snmp-server
    user *, snmp-server host * use-vrf, ntp source-interface, ntp authentication-key *, logging
    logfile, logging source-interface, logging timestamp, logging console, logging monitor, logging
    level *, aaa authentication login *, aaa authorization * default, aaa accounting default,
    spanning-tree mode, spanning-tree vlan * priority, ssh key, ssh login-attempts, nxapi https
    port, nxapi http port, nxapi use-vrf, bfd interval, fabric forwarding anycast-gateway-mac, cli
    alias name *, errdisable recovery interval, port-channel load-balance, username * password
    """
    ),
)

_INTERFACE = Scope(
    "interface *",
    short=("description",),
    single=words(
        """
    bandwidth, channel-group, delay, duplex, encapsulation dot1q, fabric forwarding mode, fec,
    flowcontrol receive, flowcontrol send, host-reachability protocol, hsrp version, ip
    access-group ? in, ip access-group ? out, ip address, ip address * secondary, ip ospf
    authentication, ip ospf authentication-key, ip ospf cost, ip ospf dead-interval, ip ospf
    hello-interval, ip ospf message-digest-key *, ip ospf network, ip ospf priority, ip port
    access-group, ip router ospf, ip unnumbered, load-interval counter *, mac-address, mdix,
    medium, mtu, negotiate, service-policy type qos input,
    service-policy type qos output, source-interface, spanning-tree bpduguard, spanning-tree cost,
    spanning-tree guard, spanning-tree port type, spanning-tree port-priority, speed, storm-control
    * level, switchport $, switchport access vlan, switchport mode, switchport trunk native vlan,
    udld, vpc, vrf member, vrf forwarding
    """
    ),
)
_ROUTER = words(
    """
    router-id, log-neighbor-changes, log-adjacency-changes, auto-cost reference-bandwidth, bestpath
    as-path *, cluster-id, distance, graceful-restart restart-time, default-metric, max-metric
    router-lsa, maximum-paths, maximum-paths ibgp, passive-interface default, redistribute * *,
    timers bgp, timers, timers throttle *, area * authentication, area * default-cost, area * nssa,
    is-type, net, rd, default-information originate, remote-as, local-as, password, update-source,
    ebgp-multihop, send-community $, maximum-prefix, inherit *, soft-reconfiguration inbound,
    route-map ? in, route-map ? out, prefix-list ? in, prefix-list ? out, filter-list ? in,
    filter-list ? out, weight, default-originate, allowas-in, bfd, capability additional-paths *
    """
)


def _routing(header: str) -> Scope:
    return Scope(header, short=("description",), single=_ROUTER)


_SCOPES = (
    _TOP,
    _INTERFACE,
    _routing("router **"),
    _routing("address-family **"),
    _routing("neighbor **"),
    _routing("template **"),
    _routing("vrf *"),
    Scope("vrf context *", short=("description",), single=("rd", "vni", "ip domain-name")),
    Scope("vlan *", short=("name",), single=("state", "vn-segment", "private-vlan")),
    Scope("vlan configuration *", single=("service-policy type qos input",)),
    Scope("vdc **", single=("limit-resource *", "cpu-share", "allow feature-set *")),
    Scope(
        "vpc domain *",
        single=words(
            """
    role priority, system-priority, system-mac, peer-keepalive destination, delay restore, delay
    restore interface-vlan, peer-switch, peer-gateway, auto-recovery, graceful consistency-check
    """
        ),
    ),
    Scope(
        "hsrp **",
        short=("name",),
        single=(
            "authentication",
            "ip",
            "ip * secondary",
            "preempt",
            "priority",
            "timers",
            "mac-address",
        ),
    ),
    Scope("vrrp **", single=("authentication", "priority", "advertisement-interval", "address")),
    Scope("vrrpv3 **", short=("description",), single=("priority", "timers advertise")),
    Scope("line *", single=("exec-timeout", "session-limit", "access-class ? in", "speed")),
    Scope("key *", single=("key-string", "accept-lifetime", "send-lifetime")),
    Scope(
        "route-map **",
        short=("description",),
        single=words(
            """
    continue, set as-path prepend, set community, set ip next-hop, set local-preference, set
    metric, set metric-type, set origin, set tag, set weight
    """
        ),
    ),
    Scope("class **", single=("police", "set *", "bandwidth", "priority", "queue-limit", "shape")),
    Scope("monitor session **", short=("description",), single=("destination",)),
    Scope("aaa group server **", single=("use-vrf", "source-interface", "deadtime")),
    Scope("**", short=("description",), single=("shutdown",)),
)

_ENTRY = r"(?P<entry>(?:seq \d+ )?(?:permit|deny) .+|description .+)"


def _list(kind: str, name: str = r"\S+") -> Flat:
    return Flat(rf"{kind} (?P<name>{name}) {_ENTRY}", f"{kind} {{name}}", f"{kind} {{name}} ")


_KINDS = r"(?:(?:standard|expanded) )?\S+"
_FLATS = (
    _list("ip prefix-list"),
    _list("ipv6 prefix-list"),
    _list("ip as-path access-list"),
    _list("ip community-list", _KINDS),
    _list("ip large-community-list", _KINDS),
    _list("ip extcommunity-list", _KINDS),
    _list("mac-list"),
)
_SEQUENCES = (
    Sequence("ip access-list *", "acl", numbered=True, fails_open=True),
    Sequence("ipv6 access-list *", "acl6", numbered=True, fails_open=True),
    Sequence("mac access-list *", "macl", numbered=True, fails_open=True),
    *(
        Sequence(header, "list", numbered=True, step=5, number="seq {} ", fails_open=True)
        for header in words(
            """
    ip prefix-list *, ipv6 prefix-list *, ip as-path access-list *, ip community-list **, ip
    large-community-list **, ip extcommunity-list **, mac-list *
    """
        )
    ),
    Sequence("policy-map **", "policy-map", pinned_last="class class-default"),
)

JUDGE = JudgeFacts(
    plans=False,
    indent=2,
    scopes=_SCOPES,
    sequences=_SEQUENCES,
    flats=_FLATS,
    vlan_sets=("switchport trunk allowed vlan",),
    silent=pairs(
        """
    interface *: switchport mode access
    interface *: cdp enable
    interface *: lldp transmit
    interface *: lldp receive
    """
    ),
    exclusive=("router bgp ? $",),
    physical=r"(?:Ethernet\d+(?:/\d+)+|mgmt0)",
    unremovable=("line console", "line vty", "vlan 1", "interface Vlan1", "vrf context management"),
)
