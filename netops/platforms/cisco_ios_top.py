"""The top level and the interfaces of Cisco IOS and IOS-XE."""

from netops.platforms.spec import Scope, words

TOP = Scope(
    "",
    short=words(
        """
    hostname, enable secret, enable password, username *, banner *, logging buffered, snmp-server
    location, snmp-server contact, snmp-server chassis-id, ip domain name, ip domain name vrf *, ip
    domain-name,
    tacacs-server key, radius-server key, vtp password, aaa authentication banner, aaa
    authentication fail-message, crypto ipsec transform-set *, ip nat pool *, track *
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
    pathcost method, spanning-tree logging, spanning-tree backbonefast,
    spanning-tree uplinkfast, system mtu, system mtu jumbo, system mtu routing,
    tacacs-server directed-request, tacacs-server timeout, radius-server timeout, radius-server
    retransmit, radius-server deadtime, udld message time, udld enable, udld aggressive, vlan
    internal allocation policy, vtp domain, vtp mode, vtp version, vtp pruning, route-map * ? *,
    class-map ? *, class-map type * ? *, ip sla schedule *, event manager applet *, crypto map *
    *, alias exec *, dot1x system-auth-control,
    snmp-server group * v3 *, snmp-server group * *, snmp-server view * *, snmp-server user *,
    username * autocommand, version,
    ntp server *, ntp server vrf * *, ntp server ip *, ntp server ipv6 *, ntp peer *,
    logging host *, logging host * vrf *, logging host ipv6 *, ip host *, tacacs-server host *,
    radius-server host *, snmp-server host *, snmp-server host * vrf *, logging source-interface ?
    vrf *, ip tacacs source-interface ? vrf *, ip radius source-interface ? vrf *
    """
    ),
    # A route is known by where it leads to: its distance, name and track are replaced.
    named=(r"ip route (?:vrf \S+ )?[\d.]+ [\d.]+(?: [A-Z]\S+)?(?: \d+\.\d+\.\d+\.\d+)?(?= |$)",),
    many=words(
        """
    ipv6 route, ip name-server, snmp-server enable traps,
    ip nat inside source, ip dhcp excluded-address, privilege
    """
    ),
    # A login method that asks for local users finds them.
    first=("username *", "aaa new-model", "ip routing", "hostname"),
    # A receiver may stand beside itself with another transport; a pool and what is tracked are not
    # changed in place. Another way to match is another class: no guide has one turn into the other.
    cleared=("logging host", "snmp-server host", "ip nat pool", "track", "class-map"),
    removed_first=False,
    # "similar static entry already exists": an address is translated once.
    leave_early=("ip nat inside source", "ip nat outside source"),
    # "Can not have both a user password and a user secret.", and what a line does not name stays.
    sticky=(("username ", "password secret nopassword privilege"),),
)

INTERFACE = Scope(
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
    circuit-type, isis metric, isis metric ? level-1, isis metric ? level-2,
    isis network, keepalive, l2protocol-tunnel, lacp rate, lacp
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
    storm-control action *, switchport $, switchport access vlan, switchport block *, switchport
    mode, switchport nonegotiate, switchport port-security $, switchport port-security maximum,
    switchport port-security maximum ? vlan voice, switchport port-security maximum ? vlan access,
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
    vrf forwarding, ip vrf forwarding, switchport $, encapsulation, tunnel mode, standby version,
    switchport mode access, switchport trunk encapsulation, switchport trunk native vlan,
    switchport trunk allowed vlan
    """
    ),
    last=("shutdown",),
    # IOS: "OSPF: Key 1 already exists".
    cleared=("ip ospf message-digest-key",),
    # IOS: "Must delete secondary before deleting primary", and "IP addresses may not be configured
    # on L2 links" once the port is switched.
    leave_early=("ip address * * secondary", "ip address"),
    guards=words(
        """
    ip access-group ? in, ip access-group ? out, ipv6 traffic-filter ? in, ipv6 traffic-filter ?
    out
    """
    ),
)
