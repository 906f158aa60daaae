"""The global configuration lines of Arista EOS that the lab knows, as one table."""

GLOBAL = """
none end
mode* daemon <w> > daemon
!
many boot system <line>
!
on   aaa root
!
one  username <w> / <line>
one  username <w> ssh-key / <line>
!
one  enable password / <line>
!
one  transceiver qsfp default-mode / <w>
!
one  service routing protocols model / <w>
!
on   logging on
many logging match <line>
one  logging buffered / <line>
on   logging console
one  logging console / <w>
one  logging monitor / <w>
one  logging trap / <w>
one  logging source-interface / <if>
one  logging format timestamp / <line>
one  logging facility / <w>
one  logging host <w> / ...
!
one  hostname / <w>
many ip name-server vrf <w> <addr>
on   ip domain lookup
one  dns domain / <w>
!
one* ntp authentication-key <n> / <w> <line>
many ntp trusted-key <line>
many ntp authenticate
one  ntp local-interface / <if>
one  ntp server <w> / ...
!
one  radius-server <w> / <line>
!
one  snmp-server engineID / <line>
one  snmp-server contact / <line>
one  snmp-server location / <line>
one  snmp-server local-interface / <if>
one  snmp-server view <w> <w> / <w>
one  snmp-server community <w> / ...
one  snmp-server group <w> v1|v2c / ...
one  snmp-server group <w> v3 auth|noauth|priv / ...
one  snmp-server user <w> / <line>
many snmp-server host <w> <line>
many snmp-server enable traps ...
!
one  spanning-tree mode / <w>
many spanning-tree edge-port bpduguard default
one  spanning-tree mst <w> / <line>
one  spanning-tree vlan-id <w> priority / <n>
!
one  tacacs-server timeout / <n>
one  tacacs-server policy / <line>
one  tacacs-server host <w> / ...
!
mode aaa group server tacacs+ <w> > aaa-group
!
one* aaa authentication login <w> / <line>
one* aaa authentication enable default / <line>
one* aaa authentication policy lockout / failure <line>
one* aaa authentication policy on-failure|on-success / log
one* aaa authorization exec default / <line>
one* aaa authorization commands <w> default / <line>
one* aaa authorization serial-console /
one* aaa accounting exec default / <line>
one* aaa accounting commands <w> default / <line>
one* aaa accounting system default / <line>
!
one  clock timezone / <line>
!
mode* vlan <w> > vlan
!
mode* vrf instance <w> > vrf
!
mode* interface <if> > interface
!
many monitor session <w> <line>
!
mode* event-handler <w> > event-handler
!
mode* ip access-list standard <w> > acl-standard
mode* ip access-list <w> > acl
!
on   ip icmp redirect
many ip virtual-router mac-address <w>
one  ip routing /
one  ip routing vrf <w> /
!
mode* ip prefix-list <w> > prefix-list
!
one  ip route vrf <w> <pfx> <if> <ip> / ...
one  ip route vrf <w> <pfx> <w> <n> / ...
one  ip route vrf <w> <pfx> <w> / ...
one  ip route <pfx> <if> <ip> / ...
one  ip route <pfx> <w> <n> / ...
one  ip route <pfx> <w> / ...
many ip route vrf <w> <pfx>
many ip route <pfx>
!
mode* mlag configuration > mlag
!
mode* route-map <w> / permit|deny / <n> > route-map
!
mode* router bfd > router
!
mode* router bgp <n> > bgp
!
mode* router ospf <n> ... > ospf
!
text banner login
text banner motd
!
mode control-plane > control-plane
!
mode* management api gnmi > management
!
mode* management api http-commands > management-api
!
mode* management console > management
!
mode* management security > management-security
!
mode* management ssh > management-ssh
!
mode* management telnet > management-telnet
"""
