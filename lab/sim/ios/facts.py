"""Cisco IOS 15.9: the words each mode knows, in the order `show running-config` prints them."""

from lab.sim.grammar import Cascade, Grammar, rules
from lab.sim.ios.interface import INTERFACE
from lab.sim.ios.neighbours import BGP
from lab.sim.ios.words import GLOBAL
from lab.sim.portnames import IOS

_SMALL = {
    "vrf": """
one  description / <line>
one  rd / <w>
many route-target <w> <w>
mode address-family ipv4|ipv6 > vrf-family
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
    "acl6": """
entry remark <line>
entry permit <line>
entry deny <line>
entry sequence <n> remark <line>
entry sequence <n> permit <line>
entry sequence <n> deny <line>
""",
    "pki-chain": "hex  certificate <line>",
    "route-map": """
one  description / <line>
one  match ip address prefix-list / <line>
one  match ip address / <line>
one  match ip next-hop prefix-list / <line>
one  match ip next-hop / <line>
one  match ip route-source prefix-list / <line>
one  match ip route-source / <line>
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
one  login / authentication <w>
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
    "policy-map": """
one  description / <line>
mode class <w> > policy-class
mode class class-default > policy-class
""",
    "policy-class": """
one  priority / ...
one  bandwidth / <line>
one  shape <w> / <line>
one  police / <line>
one  fair-queue / ...
one  queue-limit / <line>
one  random-detect / ...
many set <line>
one  service-policy / <w>
""",
    "pool": "one  network / <line>\none  default-router / <line>\none  dns-server / <line>",
    "redundancy": "one  mode / <w>",
    "sla": """
one  icmp-echo / <line>
one  udp-jitter / <line>
one  tag / <line>
one  threshold / <n>
one  timeout / <n>
one  frequency / <n>
""",
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
    "Null",
)
PHYSICAL = ("FastEthernet", "GigabitEthernet", "TenGigabitEthernet")

# A VRF has neighbours of its own below the router's.
_OF_VRFS = r"address-family ipv[46] (?:unicast )?vrf .*"
_MOVED = "% Interface {section} IPv4 disabled and address(es) removed due to "

GRAMMAR = Grammar(
    modes={
        "": rules(GLOBAL),
        "interface": rules(INTERFACE),
        **{name: rules(table) for name, table in BGP.items()},
        **{name: rules(table) for name, table in _SMALL.items()},
        "acl-numbered": rules(_SMALL["acl"]),
    },
    indent=1,
    interfaces=INTERFACES,
    born_with={"interface": ("no ip address",)},
    together=frozenset({"line", "acl", "acl-numbered"}),
    ports=IOS,
    flat=frozenset({"acl-numbered"}),
    aliases=(
        (r"^ip access-list (?:standard|extended) (?=\d+$)", "access-list "),
        (r"^logging (?=\d+\.\d+\.\d+\.\d+$)", "logging host "),
    ),
    separated=frozenset({"bgp-family", "bgp-vrf", "vrf-family"}),
    closes_with=dict.fromkeys(("bgp-family", "bgp-vrf", "vrf-family"), "exit-address-family"),
    cascades=(
        Cascade("", "no ip sla * $", "ip sla schedule {3}"),
        *(
            Cascade(mode, f"no neighbor * {words}", "neighbor {2}", spares=_OF_VRFS)
            for mode in ("bgp", "bgp-vrf")
            for words in ("remote-as", "peer-group")
        ),
        Cascade("interface", "no switchport $", "switchport"),
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
    "bgp-vrf": "config-router-af",
    "line": "config-line",
    "acl": "config-ext-nacl",
    "acl-numbered": "config-ext-nacl",
    "acl6": "config-ipv6-acl",
    "pki-chain": "config-cert-chain",
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
    "control-plane",
    "line con 0",
    "line aux 0",
    "line vty 0 4",
)
