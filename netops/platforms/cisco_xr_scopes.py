"""Keys of the lines of IOS XR, section by section.

Only a line that the device itself replaces counts as single-valued. What may stand twice (IS-IS
values of a level, networks, trap hosts) is taken away and set anew: in one commit that costs
nothing.
"""

from netops.platforms.spec import Scope, words

_TOP = Scope(
    "",
    short=words(
        """
    hostname, banner *, snmp-server contact, snmp-server location, snmp-server community *,
    tacacs-server key, radius-server key, ftp client password
    """
    ),
    single=words(
        """
    clock timezone, clock summer-time, logging trap, logging console, logging monitor, logging
    buffered, logging facility, logging archive, logging source-interface, logging hostnameprefix,
    logging * vrf *, logging events level, service timestamps *, domain name, domain lookup $,
    domain lookup source-interface, tacacs source-interface, tacacs-server timeout, radius-server
    timeout, radius source-interface, snmp-server trap-source, snmp-server user *, snmp-server
    group *, snmp-server view * *, snmp-server engineid local, aaa accounting * *, aaa
    authentication * *, aaa authorization * *, vty-pool *, tcp mss, ssh server rate-limit, ssh
    server session-limit, ssh server vrf *, ssh server netconf vrf *, ssh server netconf port, ssh
    client source-interface, ssh timeout, telnet vrf * ipv4 server, telnet vrf * ipv6 server, cdp
    timer, http client vrf, ftp client username, ftp client source-interface, interface * ?,
    class-map ? *, class-map type ? ? *, route-policy *
    """
    ),
)

# Interfaces of protocols have the same header as the interface itself.
_INTERFACE = Scope(
    "interface *",
    short=words("description, message-digest-key *, authentication-key"),
    single=words(
        """
    bandwidth, bundle id, bundle minimum-active links, carrier-delay, duplex, dampening,
    encapsulation, encapsulation dot1q, ipv4 access-group ? ingress, ipv4 access-group
    ? egress, ipv4 address, ipv4 address * ? secondary, ipv4 mtu, ipv4 point-to-point, ipv4
    unnumbered, ipv4 verify unicast source, ipv6 access-group ? ingress, ipv6 access-group ? egress,
    load-interval, mac-address, mtu, negotiation auto, rewrite ingress tag, service-policy input,
    service-policy output, signalled-bandwidth, speed, autoroute announce, destination, tunnel mode,
    tunnel source, tunnel destination, vrf, load-balancing hash, shutdown, cost, network, passive,
    dead-interval, authentication, bfd fast-detect, circuit-type, mtu-ignore
    """
    ),
    leave_early=("ipv4 address * ? secondary",),
)

_OSPF = words(
    """
    router-id, cost, network, passive, dead-interval, mtu-ignore, authentication, nsf, stub,
    auto-cost reference-bandwidth, log adjacency changes, default-information originate
    """
)
_BGP = words(
    """
    bgp router-id, bgp cluster-id, bgp log neighbor changes, bgp graceful-restart restart-time,
    bgp enforce-first-as, timers bgp, rd, router-id, remote-as, local-as, update-source,
    ebgp-multihop, timers, ttl-security, use neighbor-group, use session-group, use af-group,
    route-policy ? in, route-policy ? out, route-policy ? ? in, route-policy ? ? out, route-policy
    ? ? ? in, route-policy ? ? ? out, maximum-prefix, maximum-paths ebgp, maximum-paths ibgp,
    maximum-paths eibgp, next-hop-self, soft-reconfiguration inbound, label mode, network *,
    aggregate-address *, redistribute connected, redistribute static, default-originate, import
    route-policy, export route-policy, bfd fast-detect, shutdown
    """
)


def _bgp(header: str) -> Scope:
    return Scope(header, short=("description", "password"), single=_BGP)


SCOPES = (
    _TOP,
    _INTERFACE,
    *(
        _bgp(header)
        for header in words(
            """
    router bgp *, address-family **, neighbor **, neighbor-group **, session-group **, af-group **,
    vrf *
    """
        )
    ),
    *(
        Scope(header, short=words("message-digest-key *, authentication-key"), single=_OSPF)
        for header in ("router ospf *", "area *")
    ),
    Scope(
        "router isis *",
        single=words("is-type, log adjacency changes, redistribute connected, redistribute static"),
    ),
    Scope("mpls ldp", single=words("router-id, log neighbor, session protection")),
    *(
        Scope(
            header,
            short=("authentication",),
            single=words("address, address * secondary, preempt, text-authentication"),
        )
        for header in ("hsrp **", "vrrp **")
    ),
    Scope("username *", short=words("secret, password")),
    Scope(
        "line **",
        single=words(
            """
    exec-timeout, session-timeout, access-class ingress, access-class egress, login authentication,
    transport input, transport output, transport preferred, authorization *, accounting *, length,
    width, session-limit
    """
        ),
    ),
    Scope("tacacs-server host **", short=("key",), single=("timeout",)),
    Scope("radius-server host **", short=("key",), single=("timeout", "retransmit")),
    Scope(
        "ntp",
        short=("authentication-key *",),
        single=words(
            """
    source, source vrf *, server *, server vrf * *, peer *, peer vrf * *, access-group ipv4 *,
    access-group ipv6 *, access-group vrf * ipv4 *
    """
        ),
    ),
    Scope(
        "key *",
        short=("key-string",),
        single=words("accept-lifetime, send-lifetime, cryptographic-algorithm"),
    ),
    # What remains is shared beside what is guaranteed, each with its own `no`.
    Scope(
        "class **",
        single=words(
            "police rate, set *, bandwidth, bandwidth remaining, shape average, priority level"
        ),
    ),
    Scope("police **", single=words("conform-action, exceed-action, violate-action")),
    Scope("**", short=("description",), single=("shutdown",)),
)
