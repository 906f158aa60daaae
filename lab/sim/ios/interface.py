"""The lines below an interface of Cisco IOS that the lab knows, as one table."""

INTERFACE = """
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
one  ipv6 traffic-filter / <w> / in
one  ipv6 traffic-filter / <w> / out
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
