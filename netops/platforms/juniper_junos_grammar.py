"""What Juniper Junos statements mean (CLI references of Junos OS 15.1 to 24.2)."""

from netops.platforms.juniper_junos_judge import (
    DEFINITIONS,
    GUARDS,
    LIFELINES,
    NEEDS,
    REFERENCES,
    REQUIRED,
    WEAKENING,
)
from netops.platforms.spec import words
from netops.platforms.statements import StatementFacts

_CONTAINERS = words("""
    groups *, system, login, services, ports, internet-options, ntp, syslog, accounting,
    archival, archival configuration, destination, retry-options, login password,
    root-authentication, user * authentication, services netconf, services web-management,
    tacplus-options, chassis, aggregated-devices, aggregated-devices ethernet, chassis alarm,
    alarm management-ethernet, gigether-options, aggregated-ether-options, interfaces *
    hold-time, family * filter, snmp, snmp v3, usm, trap-options, trap-group * categories,
    policy-options, policy-options policy-statement * from, from, then, to, firewall,
    if-exceeding, routing-options, static, static defaults, aggregate, forwarding-table,
    interface-routes, forwarding-options, hash-key, hash-key family *, protocols, protocols bgp,
    protocols ospf, protocols ospf3, protocols isis, protocols mpls, protocols ldp, protocols
    rsvp, protocols lldp, protocols rstp, protocols mstp, protocols vstp, protocols pim,
    bfd-liveness-detection, prefix-limit, accepted-prefix-limit, security, security zones,
    security policies, security nat, nat source, nat destination, nat static, security ike,
    security ipsec, security screen, security-zone * host-inbound-traffic, policy * match,
    vlans, switch-options, ethernet-switching-options, class-of-service, event-options,
    routing-instances * routing-options, routing-instances * protocols, multi-chassis,
    bridge-domains, ports console, ports auxiliary, syslog time-format
""")

_SINGLE = words("""
    version, host-name, domain-name, time-zone, snmp location, snmp contact, snmp name,
    description, login message, login announcement, full-name, uid, user * class, class *
    idle-timeout, encrypted-password, plain-text-password-value, allow-commands, deny-commands,
    allow-configuration, deny-configuration, tries-before-disconnect, backoff-threshold,
    backoff-factor, minimum-time, lockout-period, minimum-length, maximum-length,
    minimum-changes, minimum-numerics, minimum-upper-cases, minimum-lower-cases,
    minimum-punctuations, change-type, password format, root-login, max-sessions-per-connection,
    max-pre-authentication-packets, client-alive-count-max, client-alive-interval,
    connection-limit, rate-limit, tacplus-server * port, tacplus-server * secret, tacplus-server
    * timeout, tacplus-server * source-address, radius-server * port, radius-server * secret,
    radius-server * timeout, radius-server * retry, radius-server * source-address, server *
    secret, server * source-address, service-name, netconf ssh port, console type, auxiliary
    type, syslog source-address, host * source-address, host * port, host * facility-override,
    host * log-prefix, archive size, archive files, file * match, host * match,
    max-configurations-on-flash, max-configuration-rollbacks, transfer-interval, file * size,
    file * files, boot-server, authentication-key * type, authentication-key * value, ntp server
    * key, ntp server * version, ntp server * routing-instance, device-count, link-down,
    tunnel-services bandwidth, network-services, mtu, hold-time up, hold-time down, link-mode,
    interfaces * speed, interfaces * encapsulation, interfaces * native-vlan-id, 802.3ad,
    minimum-links, link-speed, lacp periodic, vlan-id, rpf-check fail-filter, rpf-check mode,
    filter input, filter output, vrrp-group * priority, community * authorization,
    client-list-name, community * view, trap-options source-address, trap-group * version,
    prefix-list * apply-path, if-exceeding bandwidth-limit, if-exceeding burst-size-limit, from
    route-type, from rib, from area, then origin, then tag, then as-path-prepend, then next-hop,
    then load-balance, then policer, then count, then loss-priority, then forwarding-class, then
    three-color-policer, then next, then default-action, as-path *, route * preference, route *
    metric, route * tag, route * qualified-next-hop * preference, static defaults preference,
    router-id, group * type, group * local-address, neighbor * local-address, bgp hold-time,
    group * hold-time, neighbor * hold-time, authentication-key, authentication-algorithm,
    authentication-key-chain, bgp cluster, group * cluster, neighbor * cluster, peer-as, group *
    ttl, neighbor * ttl, multihop ttl, minimum-interval, multiplier, prefix-limit maximum,
    accepted-prefix-limit maximum, reference-bandwidth, interface-type, interface * metric,
    interface * priority, interface * hello-interval, interface * dead-interval,
    simple-password, md5 * key, default-metric, overload timeout, advertisement-interval,
    hold-multiplier, port-id-subtype, port-description-type, policer *
    logical-interface-policer, instance-type, route-distinguisher, vlans * l3-interface,
    ike-policy, ike-gateway, pre-shared-key ascii-text
""")

_LISTS = words("""
    route * policy, rib-groups * import-rib, rib-groups * import-policy, policy * proposals,
    code-points, domain-search, authentication-order, accounting events, class * permissions,
    protocol-version, ciphers, macs, key-exchange, trusted-key, http interface, https interface,
    bgp import, bgp export, group * import, group * export, neighbor * import, neighbor *
    export, unicast import, ospf import, ospf export, ospf3 import, ospf3 export, isis import,
    isis export, ldp import, ldp export, rip import, rip export, forwarding-table export,
    forwarding-table import, instance-import, instance-export, vrf-import, vrf-export, filter
    input-list, filter output-list, from protocol, from interface, from neighbor, from instance,
    from as-path, from policy, from next-hop, from community, community * members, route *
    next-hop, from source-port, from destination-port, from port, from icmp-type, from
    icmp-code, from fragment-offset, from dscp, from ttl, from next-header, match
    source-address, match destination-address, match application, match source-zone, match
    destination-zone
""")

# A term may add, set and take away several communities, each on its own line.
_ACTIONS = tuple(f"then community {one}" for one in ("add", "set", "delete", "+", "-", "="))
# A prefix may stand in one term with several match types: together they name the entry.
_RANGES = tuple(
    f"{filtered} * {match}"
    for filtered in ("route-filter", "source-address-filter")
    for match in ("upto", "prefix-length-range", "through")
)
_EXACT = tuple(
    f"{filtered} * {match}"
    for filtered in ("route-filter", "source-address-filter", "prefix-list-filter")
    for match in ("exact", "longer", "orlonger")
)

_KEYED = (
    words("""
    login class, login user, syslog user, syslog host, syslog file, ntp server, ntp
    authentication-key, chassis fpc, fpc * pic, interfaces interface-range, interfaces * unit,
    interface-range * member, family * address, address * vrrp-group, snmp community, snmp
    client-list, snmp view, snmp trap-group, policy-options prefix-list, policy-options
    policy-statement, policy-statement * term, policy-options community, policy-options as-path,
    policy-options condition, from prefix-list-filter, from route-filter, from
    source-address-filter, policy-statement * from prefix-list, policy-statement * term * from
    prefix-list, firewall family * filter, firewall filter, filter * term, firewall policer,
    firewall three-color-policer, static route, aggregate route, generate route, route *
    qualified-next-hop, routing-options rib, routing-options rib-groups, bgp group, group *
    neighbor, ospf area, ospf3 area, area * interface, area * area-range, area * virtual-link,
    isis interface, isis level, interface * level, mpls interface, mpls label-switched-path, ldp
    interface, rsvp interface, lldp interface, pim interface, rstp interface, authentication
    md5, security-zone * address-book address, zones security-zone, from-zone * to-zone, to-zone
    * policy, global policy, rule-set * rule, source rule-set, destination rule-set, static
    rule-set, source pool, destination pool, address-book address, address-book address-set,
    security address-book, ike proposal, ike policy, ike gateway, ipsec proposal, ipsec policy,
    ipsec vpn, traceoptions file, traceoptions flag, event-options policy, mpls path,
    label-switched-path * secondary
""")
    + _ACTIONS
    + _RANGES
)

_ENTRIES = words("""
    groups, interfaces, routing-instances, logical-systems, vlans, bridge-domains, name-server,
    tacplus-server, radius-server, tacplus server, radius server, authentication ssh-ed25519,
    authentication ssh-rsa, authentication ssh-ecdsa, archive-sites, autoupdate url, ntp
    source-address, prefix-list *, community * clients, client-list *, trap-group * targets,
    from source-address, from destination-address, from address, from source-prefix-list, from
    destination-prefix-list, filter * term * from prefix-list, security-zone * interfaces,
    system-services, mpls path *
""")

# What is logged from where on, to a host, a file or somebody's terminal.
_FACILITIES = tuple(
    f"syslog {place} * {facility}"
    for place in ("host", "file", "user")
    for facility in words("""any, authorization, change-log, conflict-log, daemon, firewall, ftp,
        interactive-commands, kernel, pfe, security, user""")
)
_SCOPES = words("routing-instances *, logical-systems *")


JUNOS_STATEMENTS = StatementFacts(
    single=(*_SINGLE, *_FACILITIES),
    lists=_LISTS,
    keyed=_KEYED,
    entries=_ENTRIES,
    headed=words("family, security policies from-zone"),
    containers=_CONTAINERS,
    present=_EXACT
    + words("""
        services ssh, netconf ssh, services telnet, services ftp, destination tacplus,
        destination radius, unit * family inet, unit * family inet6, unit * family iso,
        unit * family mpls, family * unicast, rpf-check, multihop, multipath, graceful-restart,
        overload, stub
    """),
    oneline=words("""
        ntp server *, ntp authentication-key *, ports console, ports auxiliary, syslog time-format,
        traceoptions file *, traceoptions flag *
    """),
    continued=("from-zone * to-zone", *_ACTIONS, *_EXACT, *_RANGES),
    ordered=words("""
        apply-groups, authentication-order, name-server, tacplus-server, radius-server,
        policy-statement * term, filter * term, bgp import, bgp export, group * import,
        group * export, neighbor * import, neighbor * export, ospf import, ospf export,
        ospf3 import, ospf3 export, isis import, isis export, ldp import, ldp export,
        forwarding-table export, instance-import, instance-export, vrf-import, vrf-export,
        filter input-list, filter output-list, to-zone * policy, global policy, rule-set * rule,
        route-filter *, source-address-filter *, mpls path *, label-switched-path * secondary,
        rib-groups * import-rib, rib-groups * import-policy, policy * proposals, domain-search,
        route * policy, archive-sites, tacplus server, radius server
    """),
    choices=(
        ("policy-statement * then", "accept reject"),
        ("policy-statement * term * then", "accept reject"),
        ("filter * term * then", "accept reject discard next"),
        ("interfaces *", "vlan-tagging flexible-vlan-tagging"),
        ("lacp", "active passive"),
        ("static route *", "next-hop discard reject"),
        ("syslog archive", "world-readable no-world-readable"),
    ),
    spelt=(
        ("ospf area", "area"),
        ("ospf3 area", "area"),
        ("prefix-list *", "prefix"),
        ("area * interface", "logical"),
        ("isis interface", "logical"),
        ("mpls interface", "logical"),
        ("ldp interface", "logical"),
        ("rsvp interface", "logical"),
    ),
    marked=r"\"\$[0-9]+\$",
    references=REFERENCES,
    definitions=DEFINITIONS,
    builtin=words("super-user, superuser, operator, read-only, unauthorized"),
    told=("version",),
    scopes=_SCOPES,
    required=REQUIRED,
    needs=NEEDS,
    lifelines=LIFELINES,
    weakening=WEAKENING,
    guards=GUARDS,
)
