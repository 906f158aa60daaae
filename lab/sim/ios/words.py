"""The global configuration lines of Cisco IOS that the lab knows, as one table."""

GLOBAL = """
one  version / <release>
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
many ip name-server vrf <w> <ip>
many ip name-server <ip>
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
group 2
one  username <w> / <line>
one  username <w> autocommand / <line>
end
!
mode* vlan <n> > vlan
!
mode crypto pki certificate chain <w> > pki-chain
!
mode redundancy > redundancy
mode* track <n> / <line> > track
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
mode* class-map / match-any|match-all / <w> > class-map
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
one  ip route vrf <w> <ip> <ip> <ip> / ...
one  ip route vrf <w> <ip> <ip> <if> <ip> / ...
one  ip route vrf <w> <ip> <ip> <if> / ...
one  ip route <ip> <ip> <ip> / ...
one  ip route <ip> <ip> <if> <ip> / ...
one  ip route <ip> <ip> <if> / ...
many ip route vrf <w> <ip> <ip>
many ip route <ip> <ip>
one  ip flow-export <w> / <line>
mode* ip sla <n> > sla
one  ip sla schedule <n> / <line>
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
one* snmp-server group <w> v1|v2c / ...
one* snmp-server group <w> v3 auth|noauth|priv / ...
one  snmp-server view <w> <w> / <w>
one  snmp-server community <w> / ...
one  snmp-server trap-source / <if>
one  snmp-server location / <line>
one  snmp-server contact / <line>
one  snmp-server chassis-id / <line>
one  snmp-server user <w> / <line>
many snmp-server enable traps ...
many snmp-server host <ip> <line>
many snmp-server tftp-server-list <w>
many snmp-server system-shutdown
mode* tacacs server <w> > aaa-server
mode* radius server <w> > aaa-server
flat* access-list <n> / permit|deny|remark <line> > acl-numbered
mode* access-list <n> > acl-numbered
mode* ipv6 access-list <w> > acl6
!
many cdp run
on   cdp advertise-v2
many lldp run
mode control-plane > control-plane
mode control-plane host|transit|cef-exception > control-plane
!
text banner exec / <line>
text banner incoming / <line>
text banner login / <line>
text banner motd / <line>
!
many alias <line>
many monitor session <n> <line>
mode line con 0 > line
mode line aux 0 > line
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
