"""The global configuration lines of Cisco IOS-XR that the lab knows, in the order it shows them."""

GLOBAL = """
none building <line>
none end
one  hostname / <w>
one  clock timezone / <w> <line>
text banner exec / <line>
text banner login / <line>
text banner motd / <line>
one  logging trap / <w>
one  logging events level / <w>
one  logging events link-status / <w>
one  logging archive /
one  logging console / <w>
one  logging monitor / <w>
one  logging buffered / <w>
one  logging facility / <w>
one* logging <ip> vrf <w> / ...
one  logging hostnameprefix / <w>
one  logging source-interface / <if>
one  service timestamps log / <line>
one  service timestamps debug / <line>
one  service ipv4 tcp-small-servers / ...
one  service ipv4 udp-small-servers / ...
one  domain name / <w>
one  domain lookup disable /
one  domain lookup source-interface / <if>
many domain name-server <w>
one  telnet vrf <w> ipv4 server max-servers / <n>
one  http client vrf / <w>
one  tacacs source-interface / <if> ...
mode* tacacs-server host <ip> port <n> > tacacs-host
one  tacacs-server key / <line>
one  tacacs-server timeout / <n>
mode* radius-server host <ip> <line> > tacacs-host
mode* username <w> > username
mode* taskgroup <w> > taskgroup
mode* usergroup <w> > usergroup
one* aaa accounting exec <w> / <line>
one* aaa accounting system <w> / <line>
one* aaa accounting commands <w> / <line>
mode* aaa group server tacacs+ <w> > aaa-group
mode* aaa group server radius <w> > aaa-group
one* aaa authorization exec <w> / <line>
one* aaa authorization commands <w> / <line>
one* aaa authentication login <w> / <line>
one  cdp /
mode* vrf <w> > vrf
one  address-family ipv4 unicast /
one  tcp path-mtu-discovery /
one  tcp mss / <n>
mode line console > line
mode line default > line
mode* line template <w> > line
one* vty-pool <w> / <n> <n> ...
one* snmp-server host <ip> traps / <line>
one* snmp-server view <w> <w> / <w>
one* snmp-server community <w> / ...
one* snmp-server group <w> / <line>
one* snmp-server user <w> / <line>
one  snmp-server contact / <line>
one  snmp-server location / <line>
one  snmp-server trap-source / <if>
many* snmp-server traps ...
mode ntp > ntp
mode control-plane > control-plane
one* key config-key password-encryption /
mode* key chain <w> > key-chain
mode netconf-yang agent > netconf-yang
mode netconf agent tty > netconf-agent
one  xml agent ssl /
mode xml agent tty > xml-agent
mode* ipv4 access-list <w> > acl
mode* ipv6 access-list <w> > acl
mode* class-map / match-any|match-all / <w> > class-map
mode* policy-map <w> > policy-map
mode* interface <if> > interface
mode* interface <if> / l2transport > interface
mode* interface preconfigure <if> > interface
block* prefix-set <w> > end-set
block* as-path-set <w> > end-set
block* community-set <w> > end-set
block* large-community-set <w> > end-set
block* extcommunity-set <w> <w> > end-set
block* rd-set <w> > end-set
block* tag-set <w> > end-set
block* route-policy <w> ... > end-policy
mode router static > static
mode* router ospf <w> > ospf
mode* router isis <w> > isis
mode* router bgp <n> > bgp
mode mpls ldp > ldp
mode mpls oam > empty
mode multicast-routing > multicast
mode rsvp > rsvp
mode lldp > lldp
one  ssh client source-interface / <if>
one  ssh server logging /
one  ssh server rate-limit / <n>
one  ssh server session-limit / <n>
one  ssh server v2 /
one* ssh server vrf <w> / ...
one* ssh server netconf vrf <w> / ...
one  ssh server netconf port / <n>
one  ssh server capability netconf-xml /
one  ssh timeout / <n>
"""
