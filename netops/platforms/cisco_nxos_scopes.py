"""Keys and order of the lines of NX-OS, section by section."""

from netops.platforms.rivals import AREAS
from netops.platforms.spec import Scope, words

# A route is known by where it leads to; its preference, name and tag are replaced.
_ROUTE = r"ip route [\d./]+(?: [A-Z]\S+)?(?: \d+\.\d+\.\d+\.\d+(?:/\d+)?)?(?= |$)"

_TOP = Scope(
    "",
    short=words(
        """
    hostname, switchname, username *, banner *, snmp-server contact, snmp-server location, clock
    timezone, cli alias name *, ip domain-name, track *
    """
    ),
    single=words(
        """
    version, boot nxos, boot system, boot kickstart, clock summer-time, clock protocol, cfs eth
    distribute, copp profile, system default switchport shutdown, system jumbomtu, ip
    domain-lookup, ip host *, ip tacacs source-interface, ip radius source-interface,
    tacacs-server timeout, tacacs-server key, tacacs-server deadtime, tacacs-server host *,
    radius-server host *, radius-server key, radius-server timeout, snmp-server source-interface *,
    snmp-server user *, snmp-server community * group, snmp-server community * use-acl, snmp-server
    community * use-ipv4acl, snmp-server host * traps, snmp-server host * informs, snmp-server host
    * use-vrf, snmp-server host * source-interface, rmon event *, ntp source, ntp
    source-interface, ntp authenticate $, ntp authentication-key *, ntp server *, ntp peer *, ntp
    access-group *, ntp logging $, ntp master, logging logfile, logging server *, logging
    source-interface, logging timestamp, logging console, logging monitor, logging origin-id,
    logging level *, aaa authentication login *, aaa authorization * default, aaa accounting
    default, spanning-tree mode, spanning-tree domain, ssh key, ssh
    login-attempts, ssh idle-timeout, nxapi https port, nxapi http port, nxapi idle-timeout, nxapi
    use-vrf, lldp holdtime, lldp timer, lldp reinit, bfd interval, fabric forwarding
    anycast-gateway-mac, errdisable recovery interval, port-channel load-balance, username *
    sshkey, vlan filter *, route-map * ? *, ipv6 route * *
    """
    ),
    named=(_ROUTE,),
    cleared=("track",),
    many=words("ip name-server, snmp-server enable traps, username * role, ntp trusted-key"),
    # A group names servers that are there, and nothing is there before its feature.
    first=words(
        """
    nv overlay evpn, feature, tacacs-server host *, radius-server host *
    """
    ),
    # The device context goes by this name: its lines are changed before.
    last=("hostname", "switchname"),
    removed_first=False,
)

_INTERFACE = Scope(
    "interface *",
    short=("description", "channel-group"),
    single=words(
        """
    bandwidth, delay, duplex, encapsulation dot1q, fabric forwarding mode, fec,
    flowcontrol receive, flowcontrol send, host-reachability protocol, hsrp version, ip
    access-group ? in, ip access-group ? out, ip address, ip address * secondary, ip arp timeout,
    ip ospf authentication, ip ospf authentication key-chain, ip ospf authentication-key, ip ospf
    bfd, ip ospf cost, ip ospf dead-interval, ip ospf hello-interval, ip ospf message-digest-key *,
    ip ospf network, ip ospf passive-interface, ip ospf priority, ip port access-group ? in, ip
    policy route-map, ip router ospf *, ip unnumbered, ipv6 traffic-filter ? in, ipv6 traffic-filter
    ? out, lacp rate, load-interval counter *, mac-address, mdix, medium, mtu, negotiate auto,
    service-policy type qos input, service-policy type qos output, service-policy type queuing
    output, source-interface, spanning-tree bpduguard, spanning-tree bpdufilter, spanning-tree
    cost, spanning-tree guard, spanning-tree port type, spanning-tree port-priority, speed,
    storm-control * level, switchport $, switchport access vlan, switchport mode, switchport trunk
    native vlan, udld, vpc, vrf member
    """
    ),
    many=words("ipv6 address, ip dhcp relay address"),
    first=words(
        """
    switchport $, vrf member, encapsulation, switchport mode access, switchport trunk native vlan,
    switchport trunk allowed vlan, hsrp version
    """
    ),
    # A port joins a bundle when it is like the bundle.
    last=("channel-group", "shutdown"),
    leave_early=("channel-group", "ip address * secondary"),
    cleared=("channel-group",),
    guards=words(
        """
    ip access-group ? in, ip access-group ? out, ip port access-group ? in, ipv6 traffic-filter ?
    in, ipv6 traffic-filter ? out
    """
    ),
)
_ROUTER = words(
    """
    router-id, log-neighbor-changes, log-adjacency-changes, auto-cost reference-bandwidth,
    bestpath as-path *, cluster-id, distance, graceful-restart restart-time, default-metric, max-
    metric router-lsa, maximum-paths, maximum-paths ibgp, passive-interface default, redistribute
    * *, timers bgp, timers, timers throttle *, area * authentication, area * default-cost, area *
    nssa, area * stub, is-type, net, rd, default-information originate, remote-as, local-as,
    password, update-source, ebgp-multihop, ttl-security, maximum-prefix, inherit *,
    soft-reconfiguration inbound, route-map ? in, route-map ? out, prefix-list ? in, prefix-list ?
    out, filter-list ? in, filter-list ? out, weight, default-originate, allowas-in, bfd, capability
    additional-paths *, network *, aggregate-address *, reconnect-interval, next-hop-self,
    route-reflector-client, dampening
    """
)


def _routing(header: str) -> Scope:
    """BGP and OSPF: templates stand before the neighbours that inherit them, and go after."""
    return Scope(
        header,
        short=("description",),
        single=_ROUTER,
        many=words(
            """
    route-target import, route-target export, route-target both, send-community
    """
        ),
        first=("router-id", "template", "remote-as", "inherit"),
        cleared=("aggregate-address",),
        rivals=(*AREAS, ("ttl-security", "ebgp-multihop"), ("ebgp-multihop", "ttl-security")),
        removed_first=False,
    )


_SETS = words(
    """
    match ip address prefix-list, match ip next-hop prefix-list, match ipv6 address prefix-list,
    match as-path, match community, match tag
    """
)

SCOPES = (
    _TOP,
    _INTERFACE,
    _routing("router **"),
    _routing("address-family **"),
    _routing("neighbor **"),
    _routing("template **"),
    _routing("vrf *"),
    Scope(
        "vrf context *",
        short=("description",),
        single=words("rd, vni, ip domain-name, ipv6 route * *"),
        named=(_ROUTE,),
        many=("ip name-server",),
        removed_first=False,
    ),
    Scope("vlan *", short=("name",), single=("state", "vn-segment", "private-vlan")),
    Scope("vlan configuration *", single=("service-policy type qos input",)),
    Scope("vlan access-map **", single=("match ip address", "action", "statistics per-entry")),
    Scope("vdc **", single=("limit-resource *", "cpu-share", "allow feature-set *")),
    Scope(
        "vpc domain *",
        single=words(
            """
    role priority, system-priority, system-mac, peer-keepalive destination, delay restore, delay
    restore interface-vlan, peer-switch, peer-gateway, auto-recovery, graceful consistency-check,
    layer3 peer-router, ip arp synchronize, ipv6 nd synchronize
    """
        ),
    ),
    Scope(
        "hsrp **",
        short=("name",),
        single=words(
            """
    authentication, ip, ip * secondary, preempt, priority, timers, mac-address, track *
    """
        ),
    ),
    Scope("vrrp **", single=("authentication", "priority", "advertisement-interval", "address")),
    Scope("vrrpv3 **", short=("description",), single=("priority", "timers advertise")),
    Scope(
        "line *",
        single=words(
            """
    exec-timeout, session-limit, access-class ? in, access-class ? out, ipv6 access-class ? in,
    speed, terminal length
    """
        ),
        guards=("access-class ? in", "ipv6 access-class ? in"),
    ),
    Scope("key *", single=("key-string", "accept-lifetime", "send-lifetime")),
    Scope(
        "route-map **",
        short=("description",),
        single=words(
            """
    continue, match ip address, match interface, match source-protocol, match route-type, set
    as-path prepend, set community, set ip next-hop, set local-preference, set metric, set
    metric-type, set origin, set tag, set weight
    """
        ),
        many=_SETS,
        # Next hops are collected in one line.
        cleared=("set ip next-hop",),
        removed_first=False,
    ),
    Scope("class **", single=("police", "set *", "bandwidth", "priority", "queue-limit", "shape")),
    Scope(
        "class-map **",
        short=("description",),
        # Of other lines a class may collect the values.
        many=("match access-group",),
        removed_first=False,
    ),
    Scope("control-plane", single=("service-policy input",)),
    Scope("monitor session **", short=("description",), single=("destination",)),
    Scope(
        "aaa group server **",
        single=("use-vrf", "source-interface", "deadtime"),
        many=("server",),
        removed_first=False,
    ),
    # What was scheduled is not changed in place.
    Scope("ip sla *", whole=True),
    Scope("ip access-list *", single=("statistics per-entry",)),
    Scope("**", short=("description",), single=("shutdown",)),
)

# Values that a route-map collects: a line adds to them, and `no` takes away what it names.
SPREAD = _SETS
