"""The configuration lines of Cisco IOS-XR inside its sections, one table for each kind."""

_FAMILY = "mode* address-family ipv4|ipv6|vpnv4|vpnv6 unicast|multicast"

_INTERFACE = """
one  description / <line>
one  bundle id / <n> mode <w>
one  bundle minimum-active links / <n>
one  service-policy input / <w>
one  service-policy output / <w>
one  mtu / <n>
one  cdp /
one  vrf / <w>
one  ipv4 address / <ip> <ip>
one  ipv4 address <ip> / <ip> / secondary
one  ipv4 unreachables disable /
one  ipv4 verify unicast source reachable-via / <line>
one  ipv4 mtu / <n>
many ipv6 address <w>
one  ipv6 enable /
one  ipv6 nd suppress-ra /
one  negotiation auto /
one  speed / <n>
one  duplex / <w>
one  carrier-delay / <line>
one  load-interval / <n>
one  bandwidth / <n>
one  encapsulation dot1q / <n>
one  ipv4 access-group / <w> / ingress
one  ipv4 access-group / <w> / egress
one  ipv6 access-group / <w> / ingress
one  ipv6 access-group / <w> / egress
mode lldp > interface-lldp
one  shutdown /
"""
_POLICED = """
one  route-policy / <w> / in
one  route-policy / <w> / out
"""
_NEIGHBOR = f"""
one  remote-as / <n>
one  use neighbor-group / <w>
one  ebgp-multihop / <n>
one  ttl-security /
one  local-as / <line>
one  timers / <n> <n> ...
one  bfd fast-detect /
one  password / encrypted|clear <w>
one  shutdown /
one  description / <line>
one  update-source / <if>
{_FAMILY} > bgp-neighbor-family
"""
_OSPF_KEYS = """
one  authentication message-digest / ...
one  message-digest-key <n> / md5 encrypted <w>
one  network point-to-point /
one  mtu-ignore / ...
one  passive / enable|disable
"""

MODES = {
    "empty": "",
    "tacacs-host": "one key / 7|0 <w>\none timeout / <n>\none single-connection /",
    "username": """
many* group <w>
one  secret / <n> <w>
one  secret / <w>
one  password / <n> <w>
""",
    "usergroup": "many* taskgroup <w>\none description / <line>\nmany* inherit usergroup <w>",
    "taskgroup": "many* task read|write|execute|debug <w>\none description / <line>",
    "aaa-group": "many server <ip> ...\nmany server-private <line>\none vrf / <w>",
    "vrf": f"one description / <line>\none rd / <w>\n{_FAMILY} > vrf-family",
    "vrf-family": "mode import route-target > targets\nmode export route-target > targets",
    "targets": "many* <rt>",
    "line": """
one  authorization exec / <w>
one  authorization commands / <w>
one  login authentication / <w>
one  accounting exec / <w>
one  accounting commands / <w>
one  exec-timeout / <n> <n>
one  session-timeout / <n> ...
one  access-class ingress / <w>
one  transport input / <line>
one  session-limit / <n>
one  length / <n>
one  width / <n>
""",
    "ntp": """
one* authentication-key <n> / md5 encrypted <w>
one  authenticate /
many* trusted-key <n>
one* server <ip> / ...
one* peer <ip> / ...
one* access-group ipv4 <w> / <w>
one  source / <if>
one  update-calendar /
""",
    "control-plane": "mode management-plane > mpp",
    "mpp": "mode inband > mpp-band\nmode out-of-band > mpp-band",
    "mpp-band": "mode* interface <if> > mpp-interface\nmode* interface all > mpp-interface",
    "mpp-interface": "mode* allow <w> peer > mpp-peer\nmany* allow <w>",
    "mpp-peer": "many* address ipv4 <w>\nmany* address ipv6 <w>",
    "key-chain": "mode* key <n> > key",
    "key": """
one  accept-lifetime / <line>
one  key-string / password <w>
one  send-lifetime / <line>
one  cryptographic-algorithm / <w>
""",
    "netconf-yang": "one ssh /\nmode session > empty\none session limit / <n>",
    "netconf-agent": "one throttle / <line>",
    "xml-agent": "one iteration off /\none session timeout / <n>",
    "acl": """
one* <n> / remark|permit|deny <line>
none permit|deny|remark <line>
""",
    "class-map": "many match <line>\none description / <line>\nleave end-class-map",
    "policy-map": "mode class <w> > class\none description / <line>\nleave end-policy-map",
    "class": """
mode police rate / <n> <w> > police
one  bandwidth / <line>
one  priority level / <n>
one  shape average / <line>
one  set <w> / <line>
""",
    "police": "one conform-action / <line>\none exceed-action / <line>",
    "interface": _INTERFACE,
    "interface-lldp": "one receive disable /\none transmit disable /\none enable /",
    "static": f"{_FAMILY} > static-family\nmode* vrf <w> > static-vrf",
    "static-vrf": f"{_FAMILY} > static-family",
    "static-family": "many* <pfx> <w> ...\nmany* <pfx6> <w> ...",
    "ospf": f"""
one  nsr /
one  log adjacency changes / ...
one  router-id / <w>
{_OSPF_KEYS}
one  nsf / <w>
one  auto-cost reference-bandwidth / <n>
one  default-information originate / ...
one  redistribute <w> / ...
mode* area <w> > ospf-area
""",
    "ospf-area": f"""
{_OSPF_KEYS}
one  stub / ...
one  cost / <n>
mode* interface <if> > ospf-interface
""",
    "ospf-interface": f"""
one  cost / <n>
{_OSPF_KEYS}
one  bfd fast-detect /
one  dead-interval / <n>
one  hello-interval / <n>
""",
    "isis": f"""
one  is-type / <w>
one  net / <w>
one  nsr /
one  log adjacency changes /
one  lsp-password / <line>
{_FAMILY} > isis-family
mode* interface <if> > isis-interface
""",
    "isis-family": "one metric-style / <w>\none mpls traffic-eng / <line>\none metric / <n>",
    "isis-interface": f"""
one  passive /
one  circuit-type / <w>
one  point-to-point /
one  hello-password / <line>
{_FAMILY} > isis-family
""",
    "bgp": f"""
one  nsr /
one  bgp router-id / <ip>
one  bgp graceful-restart /
one  bgp log neighbor changes / <w>
one  bgp enforce-first-as / <w>
{_FAMILY} > bgp-family
mode* neighbor-group <w> > bgp-neighbor
mode* neighbor <w> > bgp-neighbor
mode* vrf <w> > bgp-vrf
""",
    "bgp-family": """
one* network <pfx> / ...
one* aggregate-address <pfx> / ...
one* redistribute <w> / ...
one  maximum-paths / <line>
one  label mode / <w>
one  allocate-label / <w>
""",
    "bgp-neighbor": _NEIGHBOR,
    "bgp-neighbor-family": f"""
one  send-community-ebgp /
one  maximum-prefix / <line>
{_POLICED}
one  route-reflector-client /
one  remove-private-AS /
one  default-originate / ...
one  next-hop-self /
one  soft-reconfiguration inbound / ...
""",
    "bgp-vrf": f"""
one  rd / <w>
one  bgp router-id / <ip>
{_FAMILY} > bgp-family
mode* neighbor <w> > bgp-neighbor
""",
    "ldp": """
one  log neighbor /
one  router-id / <w>
one* neighbor <w> password / encrypted <w>
mode* interface <if> > empty
""",
    "multicast": f"{_FAMILY} > multicast-family",
    "multicast-family": "mode interface all > multicast-interface",
    "multicast-interface": "one enable /",
    "rsvp": "mode* interface <if> > rsvp-interface",
    "rsvp-interface": "one bandwidth / ...",
    "lldp": "one timer / <n>\none holdtime / <n>\none management enable /",
}

PROMPTS = {
    "tacacs-host": "tacacs-host",
    "username": "un",
    "usergroup": "ug",
    "taskgroup": "tg",
    "aaa-group": "sg-tacacs",
    "vrf-family": "vrf-af",
    "targets": "vrf-import-rt",
    "control-plane": "ctrl",
    "mpp-band": "mpp-inband",
    "mpp-interface": "mpp-inband-if",
    "mpp-peer": "mpp-inband-if-peer",
    "key-chain": "keychain",
    "key": "keychain-key",
    "netconf-yang": "ncy-agent",
    "netconf-agent": "netconf-tty",
    "xml-agent": "xml-agent-tty",
    "acl": "ipv4-acl",
    "class-map": "cmap",
    "policy-map": "pmap",
    "class": "pmap-c",
    "police": "pmap-c-police",
    "interface": "if",
    "interface-lldp": "if-lldp",
    "static-family": "static-afi",
    "static-vrf": "static-vrf",
    "ospf-area": "ospf-ar",
    "ospf-interface": "ospf-ar-if",
    "isis-family": "isis-af",
    "isis-interface": "isis-if",
    "bgp-family": "bgp-af",
    "bgp-neighbor": "bgp-nbr",
    "bgp-neighbor-family": "bgp-nbr-af",
    "multicast": "mcast",
    "multicast-family": "mcast-default-ipv4",
    "multicast-interface": "mcast-default-ipv4-if",
    "rsvp-interface": "rsvp-if",
    "prefix-set": "pfx",
    "as-path-set": "as",
    "community-set": "comm",
    "route-policy": "rpl",
}
