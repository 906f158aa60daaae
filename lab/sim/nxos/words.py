"""The global configuration lines of Cisco NX-OS 9.3 that the lab knows, as one table.

The order is that of a Nexus 9000v; a rule that needs a feature is named in `facts.py`.
"""

GLOBAL = """
one  version / <line>
one  hostname / <w>
one  switchname / <w>
mode vdc / <w> / id <n> > vdc
!
many cfs eth distribute
many nv overlay evpn
on   feature ssh
many feature telnet
many feature nxapi
many feature bash-shell
many feature scp-server
many feature sftp-server
many feature tacacs+
many feature ospf
many feature bgp
many feature pim
many feature udld
many feature interface-vlan
many feature vn-segment-vlan-based
many feature hsrp
many feature lacp
many feature dhcp
many feature vpc
many feature lldp
many feature bfd
many feature nv overlay
many feature fabric forwarding
!
on   password strength-check
one  username <w> / password <line>
one  username <w> sshkey / <line>
many username <w> role <w>
!
text banner exec / <line>
text banner motd / <line>
!
one  ssh key rsa / <n>
one  ssh idle-timeout / <n>
one  ssh login-attempts / <n>
zero ip domain-lookup
one  ip domain-name / <w>
many ip name-server <line>
one  ip tacacs source-interface / <if>
one  tacacs-server key / <line>
one  tacacs-server timeout / <n>
one  tacacs-server deadtime / <n>
one  tacacs-server directed-request /
one  tacacs-server host <w> / ...
one  radius-server host <w> / ...
mode aaa group server tacacs+ <w> > aaa-group
mode aaa group server radius <w> > aaa-group
mode* ip access-list <w> > acl
mode* ipv6 access-list <w> > acl
mode* class-map type control-plane match-any <w> > class-map
mode* class-map type qos match-all|match-any <w> > class-map
mode* policy-map type control-plane <w> > policy-map
mode* policy-map type qos <w> > policy-map
mode control-plane > control-plane
one  copp profile / <w>
one  bfd interval / <line>
one  snmp-server contact / <line>
one  snmp-server location / <line>
one  snmp-server source-interface trap / <if>
one  snmp-server source-interface traps / <if>
one  snmp-server globalEnforcePriv /
one  snmp-server user <w> / <line>
one  snmp-server host <ip> traps / <line>
one  snmp-server host <ip> use-vrf / <w>
one  snmp-server host <ip> source-interface / <if>
many snmp-server enable traps ...
one  rmon event <n> / <line>
one  snmp-server community <w> group / <w>
one  snmp-server community <w> use-acl / <w>
one  ntp distribute /
one  ntp server <w> / ...
one  ntp peer <w> / ...
one  ntp source-interface / <if>
one  ntp source / <ip>
one  ntp authenticate /
one  ntp authentication-key <n> / md5 <line>
many ntp trusted-key <n>
one  ntp access-group <w> / <w>
one  ntp logging /
one  aaa authentication login default / <line>
one  aaa authentication login console / <line>
one  aaa authorization config-commands default / <line>
one  aaa authorization commands default / <line>
one  aaa accounting default / <line>
one  aaa authentication login error-enable /
one  system default switchport /
one  system default switchport shutdown /
one  nxapi https port / <n>
one  nxapi http port / <n>
one  nxapi idle-timeout / <n>
one  nxapi use-vrf / <w>
one  lldp holdtime / <n>
one  lldp timer / <n>
on   cdp enable
!
one  fabric forwarding anycast-gateway-mac / <w>
one  ip route <pfx> <if> <ip> / ...
one  ip route <pfx> <w> / ...
one  vlan / <list>
mode* vlan <n> > vlan
!
one  spanning-tree mode / <w>
one  spanning-tree domain / <n>
one  spanning-tree vlan <w> priority / <n>
one  spanning-tree port type edge bpduguard / default
one  spanning-tree port type edge / default
one  spanning-tree port type network / default
one  spanning-tree loopguard / default
many* ip prefix-list <w> description <line>
one* ip prefix-list <w> seq <n> / permit|deny <line>
one* ip as-path access-list <w> seq <n> / permit|deny <line>
one* ip community-list standard|expanded <w> seq <n> / permit|deny <line>
mode* route-map <w> / permit|deny / <n> > route-map
mode* key chain <w> > key-chain
one  service dhcp /
one  ip dhcp relay /
mode* vrf context <w> > vrf
one  port-channel load-balance / <line>
mode vpc domain <n> > vpc
!
mode* interface <if> > interface
!
one  clock timezone / <line>
one  clock protocol / <line>
many cli alias name <line>
mode line console > line
mode line vty > line
one  boot nxos / <w>
mode* router ospf <w> > ospf
mode router bgp <n> > bgp
one  logging logfile / <line>
one  logging level <w> / <n>
one  logging server <w> / <line>
one  logging source-interface / <if>
one  logging timestamp / <w>
one  logging monitor / <n>
on   logging monitor
one  logging console / <n>
on   logging console
"""

SMALL = {
    "vdc": "one limit-resource <w> minimum / <n> maximum <n>",
    "aaa-group": """
many server <w>
one  use-vrf / <w>
one  source-interface / <if>
one  deadtime / <n>
""",
    "acl": """
one  statistics per-entry /
entry remark <line>
entry permit <line>
entry deny <line>
entry <n> remark <line>
entry <n> permit <line>
entry <n> deny <line>
""",
    "class-map": "many match <line>",
    "policy-map": "one  description / <line>\nmode class <w> > policy-class\n"
    "mode class class-default > policy-class",
    "policy-class": """
one  set <w> / <line>
one  police / <line>
""",
    "control-plane": "one  service-policy input / <w>\none  scale-factor <line> /",
    "vlan": "one  name / <w>\none  vn-segment / <n>\none  state / <w>\none  shutdown /",
    "route-map": """
one  description / <line>
one  match ip address prefix-list / <line>
one  match ip next-hop prefix-list / <line>
one  match ipv6 address prefix-list / <line>
one  match ip address / <line>
one  match <w> / <line>
one  set local-preference / <n>
one  set community / <line>
one  set as-path prepend / <line>
one  set ip next-hop / <line>
one  set <w> / <line>
one  continue / <n>
""",
    "key-chain": "mode key <n> > key",
    "key": "one  key-string / <line>\none  accept-lifetime / <line>\none  send-lifetime / <line>",
    "vrf": """
one  description / <line>
one  ip domain-name / <w>
many ip name-server <line>
one  ip route <pfx> <if> <ip> / ...
one  ip route <pfx> <w> / ...
one  vni / <n>
one  rd / <w>
""",
    "vpc": """
one  peer-switch /
one  role priority / <n>
one  system-priority / <n>
one  peer-keepalive / destination <ip> ...
one  delay restore / <n>
one  peer-gateway / ...
one  layer3 peer-router /
one  auto-recovery / ...
one  ip arp synchronize /
""",
    "line": """
one  exec-timeout / <n>
one  session-limit / <n>
one  terminal length / <n>
one  access-class / <w> / in
one  access-class / <w> / out
""",
    "ospf": """
one  bfd /
one  router-id / <ip>
one  area <area> authentication / ...
one  area <area> <w> / ...
one  redistribute <w> <w> route-map / <w>
one  redistribute <w> route-map / <w>
one  default-information originate / ...
one  log-adjacency-changes / ...
one  max-metric router-lsa / ...
one  maximum-paths / <n>
one  timers <w> <w> / <line>
one  auto-cost reference-bandwidth / <line>
one  passive-interface / default
one  shutdown /
""",
}

_FAMILY = """
one  network <pfx> / ...
one  redistribute <w> <w> route-map / <w>
one  redistribute <w> route-map / <w>
one  aggregate-address <pfx> / ...
one  maximum-paths / <n>
one  maximum-paths ibgp / <n>
one  dampening / ...
"""
_PEER_FAMILY = """
one  send-community /
one  send-community both|extended|standard /
one  allowas-in / ...
one  route-map / <w> / in
one  route-map / <w> / out
one  prefix-list / <w> / in
one  prefix-list / <w> / out
one  maximum-prefix / <line>
one  default-originate / ...
one  next-hop-self / ...
one  route-reflector-client /
one  soft-reconfiguration inbound / ...
"""
_PEER = """
one  inherit peer / <w>
one  inherit peer-session / <w>
one  bfd /
one  remote-as / <w>
one  local-as / <w>
one  description|password / <line>
one  update-source / <if>
one  ebgp-multihop / <n>
one  ttl-security hops / <n>
one  timers / <n> <n>
one  shutdown /
one  log-neighbor-changes / ...
mode address-family <line> > peer-family
"""
BGP = {
    "bgp": """
one  router-id / <ip>
one  cluster-id / <ip>
one  timers bgp / <n> <n>
one  bestpath <line> /
one  log-neighbor-changes /
one  reconnect-interval / <n>
one  graceful-restart / ...
mode address-family <line> > bgp-family
mode* template peer <w> > peer
mode* neighbor <w> > peer
mode* vrf <w> > bgp-vrf
""",
    "bgp-family": _FAMILY,
    "bgp-vrf": """
one  router-id / <ip>
mode address-family <line> > bgp-family
mode* neighbor <w> > peer
""",
    "peer": _PEER,
    "peer-family": _PEER_FAMILY,
}
