"""What IOS XR lines mean when two configs are compared: keys, order, and the lists in them.

No change is planned for IOS XR, so there is nothing here of references, cascades or lifelines.
"""

from netops.platforms.spec import JudgeFacts, Scope, Sequence, words

_TOP = Scope(
    "",
    short=("hostname",),
    single=words(
        """
    clock timezone, clock summer-time, banner motd, banner login, banner exec, logging trap, logging
    console, logging monitor, logging buffered, logging facility, logging archive, logging
    source-interface, logging hostnameprefix, logging * vrf *, service timestamps *, domain name,
    domain lookup, tacacs source-interface, tacacs-server key, tacacs-server timeout,
    radius-server key, radius-server timeout, radius source-interface, snmp-server community *,
    snmp-server contact, snmp-server location, snmp-server trap-source, snmp-server user *,
    snmp-server group *, snmp-server engineid local, snmp-server host * traps version, aaa
    accounting * *, aaa authentication * *, aaa authorization * *, vty-pool *, tcp mss, ssh server
    rate-limit, ssh server session-limit, ssh server vrf *, ssh server netconf vrf *, ssh timeout,
    telnet vrf * ipv4 server, cdp timer, http client vrf, ftp client password, ftp client username,
    ftp client source-interface
    """
    ),
)

_INTERFACE = Scope(
    "interface *",
    short=("description",),
    single=words(
        """
    bandwidth, bundle id, bundle minimum-active links, carrier-delay, duplex, dampening,
    encapsulation, encapsulation dot1q, flow ipv4 *, ipv4 access-group ? ingress, ipv4 access-group
    ? egress, ipv4 access-group ingress, ipv4 access-group egress, ipv4 address, ipv4 address * ?
    secondary, ipv4 mtu, ipv4 point-to-point, ipv4 unnumbered, ipv4 verify unicast source, ipv6
    access-group ? ingress, ipv6 access-group ? egress, l2transport, load-interval, mac-address,
    mtu, negotiation auto, rewrite ingress tag, service-policy input, service-policy output,
    signalled-bandwidth, speed, autoroute announce, destination, tunnel mode, tunnel source, tunnel
    destination, vrf, load-balancing hash
    """
    ),
)
_ROUTING = words(
    """
    router-id, bgp router-id, bgp cluster-id, bgp log neighbor changes, bgp graceful-restart
    restart-time, rd, net, is-type, circuit-type, metric, metric-style, cost, priority, network,
    passive, hello-interval, dead-interval, auto-cost reference-bandwidth, log adjacency changes,
    default-information originate, authentication, authentication-key, message-digest-key * md5,
    lsp-password, hello-password, password, remote-as, local-as, update-source, description,
    ebgp-multihop, timers, timers bgp, ttl-security, use neighbor-group, use session-group,
    use af-group, route-policy ? in, route-policy ? out, maximum-prefix, maximum-paths *,
    next-hop-self, soft-reconfiguration inbound, label mode, redistribute *, bandwidth,
    session-retention, hsrp *, address, text-authentication, preempt, import route-policy,
    export route-policy
    """
)


def _routing(header: str) -> Scope:
    return Scope(header, single=_ROUTING)


_SCOPES = (
    _TOP,
    _INTERFACE,
    *(
        _routing(header)
        for header in words(
            """
    router **, address-family **, neighbor **, neighbor-group **, session-group **, af-group **,
    area *, vrf *, hsrp **, vrrp **, mpls **, rsvp, peer **
    """
        )
    ),
    Scope("username *", single=("secret", "password")),
    Scope("line **", single=words("exec-timeout, access-class ingress, login authentication")),
    Scope("tacacs-server host **", single=("key", "timeout")),
    Scope("radius-server host **", single=("key", "timeout", "retransmit")),
    Scope(
        "ntp",
        single=words("source, authentication-key *, server *, peer *, access-group ipv4 *"),
    ),
    Scope("key *", single=words("key-string, accept-lifetime, send-lifetime, cryptographic-*")),
    Scope("class **", single=words("police rate, set *, bandwidth, shape average, priority level")),
    Scope("**", short=("description",), single=("shutdown",)),
)

_SEQUENCES = (
    Sequence("ipv4 access-list *", "acl", numbered=True, fails_open=True),
    Sequence("ipv6 access-list *", "acl6", numbered=True, fails_open=True),
    Sequence("ethernet-services access-list *", "macl", numbered=True, fails_open=True),
    Sequence("policy-map **", "policy-map", pinned_last="class class-default"),
)

JUDGE = JudgeFacts(
    plans=False,
    indent=1,
    scopes=_SCOPES,
    sequences=_SEQUENCES,
    # The comma stands behind every element of a set but the last one.
    spellings=((r"(.*),$", r"\1"),),
    exclusive=("router bgp ? $",),
    physical=(
        r"(?:(?:Gigabit|FastE)[A-Za-z]*|(?:Ten|TwentyFive|Forty|Hundred|TwoHundred|FourHundred)GigE"
        r"|MgmtEth)\d+/\w+/\w+/\d+(?:/\d+)*"
    ),
)
