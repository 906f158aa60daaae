"""Arista EOS 4.28: the words each mode knows, in the order `show running-config` prints them."""

from lab.sim.eos.words import GLOBAL
from lab.sim.grammar import Cascade, Grammar, rules
from lab.sim.portnames import EOS

_INTERFACE = """
one  description / <line>
one  mtu / <n>
one  load-interval / <n>
one  shutdown /
one  speed / <w>
one  switchport access vlan / <n>
one  switchport trunk native vlan / <w>
vlans switchport trunk allowed vlan / <line>
one  switchport mode / <w>
many switchport trunk group <w>
on   switchport
one  channel-group / <n> mode <w>
one  vrf / <w>
one  ip address / <pfx>
many ip address <pfx> secondary
one  ip address virtual / <pfx>
one  ip virtual-router address / <ip>
one  ip access-group / <w> / in
one  ip access-group / <w> / out
one  ip ospf network / <w>
one  ip ospf cost / <n>
one  ip ospf authentication / ...
one  ip ospf message-digest-key <n> / <line>
one  ip ospf area / <area>
one  mlag / <n>
many spanning-tree portfast ...
one  spanning-tree bpduguard / <w>
one  spanning-tree bpdufilter / <w>
one  storm-control <w> / <line>
on   lldp transmit
on   lldp receive
on   ip proxy-arp
many ip directed-broadcast
many arp gratuitous accept
one  ip ospf authentication-key / <line>
one  dot1x <w> / ...
one  vrrp <n> ipv4 / <ip>
one  vrrp <n> peer authentication / <line>
one  vrrp <n> priority-level / <n>
one  tunnel <w> / <line>
one  vxlan source-interface / <if>
one  vxlan udp-port / <n>
one  vxlan vlan <n> vni / <n>
one  vxlan vrf <w> vni / <n>
"""

_FAMILY = """
group 2
one  neighbor <w> activate /
one  neighbor <w> route-map / <w> / in
one  neighbor <w> route-map / <w> / out
one  neighbor <w> prefix-list / <w> / in
one  neighbor <w> prefix-list / <w> / out
one  neighbor <w> next-hop-self /
one  neighbor <w> next-hop <line> /
one  neighbor <w> route-reflector-client /
one  neighbor <w> send-community / ...
end
one  network <pfx> / ...
one  redistribute <w> / ...
leave exit-address-family
"""
_BGP_NEIGHBORS = """
group 2
one  neighbor <w> peer group /
one  neighbor <w> peer group / <w>
one  neighbor <w> remote-as / <n>
one  neighbor <w> next-hop-self /
one  neighbor <w> shutdown / ...
one  neighbor <w> update-source / <if>
one  neighbor <w> ebgp-multihop / ...
one  neighbor <w> ttl maximum-hops / <n>
one  neighbor <w> activate /
one  neighbor <w> description / <line>
one  neighbor <w> route-reflector-client /
one  neighbor <w> timers / <line>
one  neighbor <w> route-map / <w> / in
one  neighbor <w> route-map / <w> / out
one  neighbor <w> prefix-list / <w> / in
one  neighbor <w> prefix-list / <w> / out
one  neighbor <w> password / <line>
one  neighbor <w> send-community / ...
one  neighbor <w> maximum-routes / <line>
end
one  network <pfx> / ...
one  redistribute <w> / ...
one  aggregate-address <pfx> / ...
"""
_BGP = f"""
one  router-id / <ip>
on   bgp default ipv4-unicast
one  bgp <w> / ...
one  distance bgp / <line>
one  maximum-paths / <line>
one  timers bgp / <line>
{_BGP_NEIGHBORS}
mode* address-family ipv4|ipv6|evpn|vpn-ipv4|vpn-ipv6|rt-membership ... > bgp-family
mode* vrf <w> > bgp-vrf
"""

_BGP_VRF = f"""
one  rd / <w>
one  router-id / <ip>
many route-target <w> <line>
{_BGP_NEIGHBORS}
mode* address-family ipv4|ipv6|evpn|vpn-ipv4|vpn-ipv6|rt-membership ... > bgp-family
"""

_MANAGEMENT = """
one  idle-timeout / <n>
one  ip access-group / <w> / in
one  ip access-group / <w> / vrf <w> in
one  authentication <w> / <line>
one  connection limit / <n>
one  connection per-host / <n>
one  cipher / <line>
one  key-exchange / <line>
one  mac / <line>
one  hostkey <w> / <line>
one  login timeout / <n>
one  log-level / <w>
"""

_SMALL = {
    "aaa-group": "many server <line>",
    "vlan": "one  name / <w>\none  state / <w>\nmany trunk group <w>",
    "daemon": "one  exec / <line>\non   shutdown",
    "event-handler": "one  trigger / <line>\none  action / <line>\none  delay / <n>",
    "vrf": "one  description / <line>\none  rd / <w>",
    "acl": """
one  statistics per-entry /
entry remark <line>
entry permit <line>
entry deny <line>
entry <n> remark <line>
entry <n> permit <line>
entry <n> deny <line>
""",
    "prefix-list": """
entry seq <n> permit <line>
entry seq <n> deny <line>
entry permit <line>
entry deny <line>
""",
    "mlag": """
one  domain-id / <w>
one  local-interface / <if>
one  peer-address / <line>
one  peer-link / <if>
one  reload-delay <w> / <n>
""",
    "route-map": """
one  description / <line>
one  match ip address prefix-list / <w>
one  match <w> / <line>
one  set local-preference / <n>
one  set community / <line>
one  set metric / <line>
one  set <w> / <line>
""",
    "router": "one  interval / <line>",
    "ospf": """
one  router-id / <ip>
one  auto-cost reference-bandwidth / <n>
one  bfd default /
one  passive-interface / default
many no passive-interface <if>
many passive-interface <if>
one  redistribute <w> / ...
one  area <area> / <line>
one  network <pfx> / area <area>
one  max-lsa / <line>
one  log-adjacency-changes / ...
""",
    "control-plane": "one  ip access-group / <w> / in\none  service-policy <w> / <line>",
    "management": "one  idle-timeout / <n>\none  transport grpc <w> /\non  shutdown",
    "management-api": """
on   protocol https
one  protocol https port / <n>
one  protocol https ssl profile / <w>
one  protocol http / ...
one  idle-timeout / <n>
one  cors allowed-origin / <w>
on   shutdown
!
mode* vrf <w> > management-vrf
""",
    "management-vrf": "on   shutdown\none  ip access-group / <w>",
    "management-security": """
one  entropy source hardware /
one  password encryption-key common /
one  password encryption reversible / <w>
one  password minimum length / <n>
mode ssl profile <w> > ssl-profile
""",
    "ssl-profile": """
one  tls versions / <line>
one  cipher-list / <line>
one  certificate / <line>
""",
    "management-ssh": _MANAGEMENT + "one  shutdown /\n!\nmode* vrf <w> > management-vrf",
    "management-telnet": "one  idle-timeout / <n>\non   shutdown",
}

INTERFACES = ("Port-Channel", "Ethernet", "Loopback", "Management", "Tunnel", "Vlan", "Vxlan")
PHYSICAL = ("Ethernet", "Management")

GRAMMAR = Grammar(
    modes={
        "": rules(GLOBAL),
        "interface": rules(_INTERFACE),
        "bgp": rules(_BGP),
        "bgp-family": rules(_FAMILY),
        "bgp-vrf": rules(_BGP_VRF),
        **{name: rules(table) for name, table in _SMALL.items()},
        "acl-standard": rules(_SMALL["acl"]),
    },
    indent=3,
    interfaces=INTERFACES,
    cascades=(
        Cascade("", "no username * $", "username {2}"),
        # A neighbour of a VRF is another one.
        Cascade("bgp", "no neighbor * remote-as", "neighbor {2}", spares="vrf .*"),
        Cascade("bgp", "no neighbor * peer group", "neighbor {2}", spares="vrf .*"),
        Cascade("interface", "vrf", "ip address"),
        Cascade("interface", "no vrf", "ip address"),
    ),
    separated=frozenset({"bgp-family", "management-vrf", "ssl-profile"}),
    are_entries_numbered=True,
    banner_end="EOF",
    ports=EOS,
    aliases=(
        (r"^vrf definition ", "vrf instance "),
        (r"^ip name-server (?!vrf )", "ip name-server vrf default "),
        (r"^(neighbor \S+) peer-group\b", r"\1 peer group"),
    ),
)
FRESH = ("hostname localhost",)

# What follows `config` in the prompt; from memory, a mode that is not here shows nothing more.
PROMPTS = {
    "interface": "-if-{short}",
    "vlan": "-vlan-{name}",
    "vrf": "-vrf-{name}",
    "acl": "-acl-{name}",
    "acl-standard": "-std-acl-{name}",
    "prefix-list": "-ip-pfx",
    "route-map": "-route-map-{name}",
    "bgp": "-router-bgp",
    "bgp-family": "-router-bgp-af",
    "bgp-vrf": "-router-bgp-vrf-{name}",
    "ospf": "-router-ospf",
    "mlag": "-mlag",
    "control-plane": "-cp",
    "event-handler": "-handler-{name}",
    "daemon": "-daemon-{name}",
    "aaa-group": "-sg-tacacs+-{name}",
    "management": "-mgmt-{name}",
    "management-api": "-mgmt-api-http-cmds",
    "management-vrf": "-{kind}",
    "management-ssh": "-mgmt-ssh",
    "management-security": "-mgmt-security",
    "management-telnet": "-mgmt-telnet",
}
