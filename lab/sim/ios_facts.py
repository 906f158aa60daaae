"""Cisco IOS 15.9: the words each mode knows, in the order `show running-config` prints them."""

from lab.sim.grammar import Cascade, Grammar, rules

_GLOBAL = """
one  version / <line>
none building <line>
none end
on   service pad
many service nagle
many service tcp-keepalives-in
many service tcp-keepalives-out
one  service timestamps debug / ...
one  service timestamps log / ...
many service password-encryption
many service sequence-numbers
many service tcp-small-servers
many service udp-small-servers
on   service dhcp
many service compress-config
many service config
many service finger
many file prompt quiet
!
one  hostname / <w>
!
many boot-start-marker
many boot system <line>
many boot-end-marker
!
mode* vrf definition <w> > vrf
!
one  security passwords min-length / <n>
one  security authentication failure rate / <line>
on   logging on
one  logging discriminator <w> / <line>
one  logging buffered / ...
on   logging console
one  logging console / <line>
one  logging rate-limit / <line>
on   logging monitor
one  logging monitor / <line>
one  enable secret / <line>
one  enable password / <line>
!
many aaa new-model
!
mode aaa group server tacacs+ <w> > aaa-group
mode aaa group server radius <w> > aaa-group
!
one  aaa local authentication attempts max-fail / <n>
one* aaa authentication login <w> / <line>
one* aaa authentication enable default / <line>
one* aaa authentication ppp <w> / <line>
one* aaa authorization console /
one* aaa authorization exec <w> / <line>
one* aaa authorization commands <n> <w> / <line>
one* aaa authorization network <w> / <line>
one* aaa authorization config-commands /
one* aaa accounting exec <w> / <line>
one* aaa accounting commands <n> <w> / <line>
one* aaa accounting connection <w> / <line>
one* aaa accounting system <w> / <line>
one* aaa accounting update / <line>
one  aaa session-id / <w>
!
one  clock timezone / <w> <w> ...
one  clock summer-time / <line>
one  memory free low-watermark processor / <n>
one  process cpu threshold / <line>
!
on   ip source-route
on   ip gratuitous-arps
on   ip icmp redirect
on   ip bootp server
many ip options drop
on   ip domain lookup
on   ip domain-lookup
one  ip domain name / <w>
one  ip domain-name / <w>
many ip name-server <line>
one  ip host <w> / <line>
many ip multicast-routing
many ip cef
many ip dhcp snooping
many ip dhcp snooping vlan <line>
many ip arp inspection vlan <line>
many ip dhcp excluded-address <line>
mode* ip dhcp pool <w> > pool
many ip inspect <line>
one  login block-for / <n> attempts <n> within <n>
one  login quiet-mode access-class / <w>
one  login delay / <n>
one  login on-failure / ...
one  login on-success / ...
on   ipv6 cef
many ipv6 unicast-routing
on   ipv6 source-route
one  vtp mode / <w>
one  vtp domain / <w>
one  vtp password / <line>
one  spanning-tree mode / <w>
many spanning-tree portfast <line>
many spanning-tree extend system-id
one  spanning-tree vlan <w> priority / <n>
many errdisable recovery cause <w>
one  errdisable recovery interval / <n>
!
mode* key chain <w> > key-chain
!
mode archive > archive
!
many password encryption aes
none key config-key <line>
!
one  username <w> / <line>
!
mode* vlan <n> > vlan
!
mode redundancy > redundancy
mode* track <n> <line> > track
!
one  ip tcp synwait-time / <n>
one  ip tcp path-mtu-discovery / ...
many ip finger
one  ip ftp <w> / <line>
one  ip tftp source-interface / <if>
one  ip ssh time-out / <n>
one  ip ssh authentication-retries / <n>
one  ip ssh source-interface / <if>
one  ip ssh version / <n>
one  ip ssh logging events /
one  ip ssh dh min size / <n>
one  ip ssh server algorithm encryption / <line>
one  ip ssh server algorithm mac / <line>
one  ip ssh server algorithm kex / <line>
many ip scp server enable
!
mode* class-map match-any|match-all <w> > class-map
!
mode* policy-map <w> > policy-map
!
mode* interface <if> > interface
!
mode router eigrp <w> > router
mode router ospf <n> ... > router
mode router bgp <n> > bgp
mode router rip > router
!
many ip forward-protocol nd
!
zero ip http server
zero ip http secure-server
one  ip http access-class / <line>
one  ip http authentication / <line>
one  ip http max-connections / <n>
many ip http secure-ciphersuite <line>
!
one  ip tacacs source-interface / <if>
many ip as-path access-list <n> <line>
many ip community-list <line>
many ip nat <line>
many ip route <line>
one  ip flow-export <w> / <line>
one  ip sla <n> / ...
!
mode* ip access-list standard <w> > acl
mode* ip access-list extended <w> > acl
!
one  ip radius source-interface / <if>
many* ip prefix-list <w> description <line>
one* ip prefix-list <w> seq <n> / permit|deny <line>
one  logging history / <w>
one  logging trap / <w>
one  logging facility / <w>
one  logging source-interface / <if>
one  logging origin-id / <line>
many logging userinfo
one  logging host <w> / ...
many ipv6 route <line>
!
mode* route-map <w> / permit|deny / <n> > route-map
!
one  snmp-server engineID / <line>
one* snmp-server group <w> / <line>
one  snmp-server view <w> <w> / <w>
one  snmp-server community <w> / ...
one  snmp-server trap-source / <if>
one  snmp-server location / <line>
one  snmp-server contact / <line>
one  snmp-server chassis-id / <line>
one  snmp-server user <w> / <line>
many snmp-server enable traps ...
one  snmp-server host <ip> / <line>
many snmp-server tftp-server-list <w>
many snmp-server system-shutdown
mode* tacacs server <w> > aaa-server
mode* radius server <w> > aaa-server
many* access-list <n> permit|deny|remark <line>
!
many cdp run
on   cdp advertise-v2
many lldp run
mode control-plane ... > control-plane
!
text banner exec / <line>
text banner incoming / <line>
text banner login / <line>
text banner motd / <line>
!
many alias <line>
many monitor session <n> <line>
mode line con <n> > line
mode line aux <n> > line
mode* line vty <n> ... > line
!
many scheduler allocate <line>
mode event manager applet <w> ... > applet
one  ntp authentication-key <n> / <w> <line>
many ntp authenticate
many ntp trusted-key <line>
one  ntp source / <if>
one  ntp access-group <w> / <w>
one  ntp master / ...
one  ntp server <w> / ...
one  ntp peer <w> / ...
many ntp update-calendar
"""

_INTERFACE = """
one  description / <line>
on   switchport
one  switchport access vlan / <n>
one  switchport trunk encapsulation / <w>
one  switchport trunk native vlan / <n>
vlans switchport trunk allowed vlan / <line>
one  switchport mode / <line>
one  switchport voice vlan / <n>
many switchport nonegotiate
many switchport port-security ...
one  vrf forwarding / <w>
one  encapsulation dot1Q / <n> ...
zero ip address / <ip> <ip>
many ip address <ip> <ip> secondary
zero ip address / dhcp
one  ip access-group / <w> / in
one  ip access-group / <w> / out
one  ip verify unicast / <line>
on   ip redirects
on   ip unreachables
on   ip proxy-arp
many ip directed-broadcast ...
one  ip mtu / <n>
one  ip helper-address <ip> /
one  ip nat / <w>
one  ip tcp adjust-mss / <n>
one  ip flow / <line>
one  ip ospf authentication / ...
one  ip ospf message-digest-key <n> / md5 <line>
one  ip ospf network / <w>
one  ip ospf cost / <n>
one  ip ospf priority / <n>
one  ip ospf hello-interval / <n>
one  ip ospf dead-interval / <line>
one  ip ospf <n> / area <w>
many ipv6 address <line>
many ipv6 enable
one  standby <n> <w> / ...
one  storm-control <w> / <line>
one  authentication <w> / <line>
one  dot1x <w> / ...
many spanning-tree portfast ...
one  spanning-tree bpduguard / <w>
one  spanning-tree bpdufilter / <w>
one  spanning-tree guard / <w>
one  bandwidth / <n>
one  delay / <n>
one  mtu / <n>
one  load-interval / <n>
one  shutdown /
one  duplex / <w>
one  speed / <w>
on   cdp enable
on   lldp transmit
on   lldp receive
on   mop enabled
on   keepalive
one  channel-group / <n> ...
one  channel-protocol / <w>
one  service-policy <w> / <w>
one  negotiation / <w>
one  tunnel <w> / <line>
"""

_FAMILY_NEIGHBOR = """
one  neighbor <w> activate /
one  neighbor <w> send-community / ...
one  neighbor <w> next-hop-self / ...
one  neighbor <w> soft-reconfiguration / <w>
one  neighbor <w> route-map / <w> / in
one  neighbor <w> route-map / <w> / out
one  neighbor <w> prefix-list / <w> / in
one  neighbor <w> prefix-list / <w> / out
one  neighbor <w> maximum-prefix / <line>
one  neighbor <w> route-reflector-client /
one  neighbor <w> default-originate / ...
"""
_FAMILY = f"""
one  bgp <w> / <line>
one  network <ip> / ...
one  redistribute <w> / ...
one  aggregate-address <ip> <ip> / ...
group 2
{_FAMILY_NEIGHBOR}
end
one  maximum-paths / <line>
on   auto-summary
leave exit-address-family
"""
_BGP = f"""
one  bgp router-id / <ip>
one  bgp log-neighbor-changes /
on   bgp default ipv4-unicast
one  bgp <w> / <line>
one  timers / <line>
group 2
one  neighbor <w> peer-group /
one  neighbor <w> remote-as / <n>
one  neighbor <w> peer-group / <w>
one  neighbor <w> shutdown /
one  neighbor <w> description / <line>
one  neighbor <w> password / <line>
one  neighbor <w> ttl-security / <line>
one  neighbor <w> ebgp-multihop / <n>
one  neighbor <w> update-source / <if>
one  neighbor <w> timers / <line>
one  neighbor <w> fall-over / ...
{_FAMILY_NEIGHBOR}
end
one  network <ip> / ...
one  redistribute <w> / ...
one  aggregate-address <ip> <ip> / ...
one  maximum-paths / <line>
on   auto-summary
mode address-family <line> > bgp-family
"""

_SMALL = {
    "vrf": """
one  description / <line>
one  rd / <w>
many route-target <w> <w>
mode address-family <w> > vrf-family
""",
    "vrf-family": "many route-target <w> <w>\nleave exit-address-family",
    "aaa-group": """
many server name <w>
many server-private <line>
one  ip vrf forwarding / <w>
one  ip tacacs source-interface / <if>
""",
    "aaa-server": """
one  address ipv4 / <line>
one  key / <line>
one  timeout / <n>
one  single-connection /
""",
    "archive": """
mode log config > archive-log
one  path / <w>
one  maximum / <n>
one  write-memory /
one  time-period / <n>
""",
    "archive-log": """
one  logging enable /
one  logging size / <n>
one  notify syslog / ...
one  hidekeys /
one  record rc /
""",
    "router": """
one  router-id / <ip>
one  ispf /
one  auto-cost reference-bandwidth / <n>
one  area <w> authentication / ...
one  area <w> <w> / ...
one  log-adjacency-changes / ...
one  passive-interface / default
many passive-interface <if>
many no passive-interface <if>
one  redistribute <w> / ...
one  network <ip> <ip> / area <w>
one  network <ip> /
one  default-information originate / ...
one  max-metric / <line>
one  timers <line> /
one  distance / <n>
one  maximum-paths / <n>
one  version / <n>
on   auto-summary
""",
    "acl": """
entry remark <line>
entry permit <line>
entry deny <line>
entry <n> remark <line>
entry <n> permit <line>
entry <n> deny <line>
""",
    "route-map": """
one  description / <line>
one  match ip address prefix-list / <line>
one  match ip address / <line>
one  match <w> / <line>
one  set local-preference / <n>
one  set community / <line>
one  set as-path prepend / <line>
one  set ip next-hop / <line>
one  set metric / <line>
one  set <w> / <line>
""",
    "line": """
one  session-timeout / <n>
one  access-class / <w> / in
one  access-class / <w> / in vrf-also
one  access-class / <w> / out
one  exec-timeout / <n> ...
one  privilege level / <n>
one  password / <line>
on   exec
one  authorization exec / <w>
one  accounting exec / <w>
one  logging synchronous / ...
one  login authentication / <w>
one  login / local
one  login /
one  length / <n>
one  width / <n>
one  history size / <n>
one  transport preferred / <w>
one  transport input / <line>
one  transport output / <line>
one  stopbits / <n>
one  speed / <n>
one  rotary / <n>
""",
    "vlan": "one  name / <w>\none  shutdown /",
    "key-chain": "mode key <n> > key",
    "key": "one  key-string / <line>\none  accept-lifetime / <line>\none  send-lifetime / <line>",
    "control-plane": "one  service-policy <w> / <w>",
    "class-map": "one  description / <line>\nmany match <line>",
    "policy-map": "one  description / <line>\nmode class <w> > policy-class",
    "policy-class": "one  police / <line>\nmany set <line>\none  bandwidth / <line>",
    "pool": "one  network / <line>\none  default-router / <line>\none  dns-server / <line>",
    "redundancy": "one  mode / <w>",
    "track": "one  delay / <line>",
    "applet": "many event <line>\nmany action <line>",
}

INTERFACES = (
    "Loopback",
    "Tunnel",
    "Port-channel",
    "FastEthernet",
    "GigabitEthernet",
    "TenGigabitEthernet",
    "Vlan",
)
PHYSICAL = ("FastEthernet", "GigabitEthernet", "TenGigabitEthernet")

_MOVED = "% Interface {section} IPv4 disabled and address(es) removed due to "

GRAMMAR = Grammar(
    modes={
        "": rules(_GLOBAL),
        "interface": rules(_INTERFACE),
        "bgp": rules(_BGP),
        "bgp-family": rules(_FAMILY),
        **{name: rules(table) for name, table in _SMALL.items()},
    },
    indent=1,
    interfaces=INTERFACES,
    born_with={"interface": ("no ip address",)},
    together=frozenset({"line", "acl"}),
    separated=frozenset({"bgp-family", "vrf-family"}),
    closes_with={"bgp-family": "exit-address-family", "vrf-family": "exit-address-family"},
    cascades=(
        Cascade("bgp", "no neighbor * remote-as", "neighbor {2}"),
        Cascade(
            "interface",
            "vrf forwarding",
            "ip address",
            says=_MOVED + "enabling VRF {2}",
        ),
        Cascade(
            "interface",
            "no vrf forwarding",
            "ip address",
            says=_MOVED + "disabling VRF",
        ),
    ),
)

PROMPTS = {
    "": "config",
    "interface": "config-if",
    "subinterface": "config-subif",
    "router": "config-router",
    "bgp": "config-router",
    "bgp-family": "config-router-af",
    "line": "config-line",
    "acl": "config-ext-nacl",
    "route-map": "config-route-map",
    "archive": "config-archive",
    "archive-log": "config-archive-log-cfg",
    "vrf": "config-vrf",
    "vrf-family": "config-vrf-af",
    "vlan": "config-vlan",
    "aaa-group": "config-sg-tacacs+",
    "aaa-server": "config-server-tacacs",
    "key-chain": "config-keychain",
    "key": "config-keychain-key",
}
FRESH = (
    "hostname Router",
    "version 15.9",
    "boot-start-marker",
    "boot-end-marker",
    "ip forward-protocol nd",
    "line con 0",
    "line aux 0",
    "line vty 0 4",
)
