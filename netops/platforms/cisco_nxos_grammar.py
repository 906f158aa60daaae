"""What NX-OS lines mean: references, order of lists, cascades, lifelines."""

from netops.platforms.cisco_nxos_habits import HABITS, SECTIONS
from netops.platforms.cisco_nxos_names import DEFINITIONS, REFERENCES
from netops.platforms.cisco_nxos_scopes import SCOPES, SPREAD
from netops.platforms.logins import LOCAL_LOGIN
from netops.platforms.ports import PORTS
from netops.platforms.spec import Cascade, Flat, JudgeFacts, Lifeline, Sequence, pairs, words

_ENTRY = r"(?P<entry>(?:seq \d+ )?(?:permit|deny) .+|description .+)"


def _flat(kind: str, name: str = r"\S+") -> Flat:
    return Flat(rf"{kind} (?P<name>{name}) {_ENTRY}", f"{kind} {{name}}", f"{kind} {{name}} ")


def _list(header: str, kind: str, guard: str = "") -> Sequence:
    """Lists that are printed line by line, numbered in fives; an empty one permits everything."""
    return Sequence(
        header, kind, numbered=True, step=5, number="seq {} ", fails_open=True, guard=guard
    )


_KINDS = r"(?:(?:standard|expanded) )?\S+"
_FLATS = (
    _flat("ip prefix-list"),
    _flat("ipv6 prefix-list"),
    _flat("ip as-path access-list"),
    _flat("ip community-list", _KINDS),
    _flat("ip large-community-list", _KINDS),
    _flat("ip extcommunity-list", _KINDS),
    _flat("mac-list"),
)
_SEQUENCES = (
    Sequence("ip access-list *", "acl", numbered=True, fails_open=True, guard="deny ip any any"),
    Sequence(
        "ipv6 access-list *", "acl6", numbered=True, fails_open=True, guard="deny ipv6 any any"
    ),
    Sequence("mac access-list *", "macl", numbered=True, fails_open=True, guard="deny any any"),
    _list("ip prefix-list *", "prefix-list", "deny 0.0.0.0/0 le 32"),
    _list("ipv6 prefix-list *", "prefix-list6", "deny ::/0 le 128"),
    _list("ip as-path access-list *", "as-path", "deny .*"),
    _list("ip community-list **", "community-list"),
    _list("ip large-community-list **", "community-list"),
    _list("ip extcommunity-list **", "extcommunity-list"),
    _list("mac-list *", "mac-list"),
    Sequence("policy-map **", "policy-map", pinned_last="class class-default"),
    # Servers are asked in the order in which they stand.
    Sequence("aaa group server **", "aaa-group", lines="server "),
)

# "Deleted all L3 config on interface": the routing of the interface goes with its addresses.
_LAYER_3 = words("ip, no ip, ipv6, no ipv6, hsrp, vrrp, vrrpv3")
_CASCADES = (
    Cascade("interface *", "vrf member", _LAYER_3, on_change=True),
    Cascade("interface *", "no switchport $", ("switchport",)),
    Cascade("", "no username * $", ("username {0}",)),
    Cascade("", "no ip sla *", ("ip sla schedule {0}",)),
)

_LIFELINES = (
    Lifeline("", ("no feature ssh",), "SSH to the device is cut", never=True),
    Lifeline("", ("feature nxapi",), "NX-API is shut"),
    Lifeline("", ("aaa authentication login default",), "the login method goes"),
    Lifeline("", ("username ",), "the last local user goes"),
    LOCAL_LOGIN,
    Lifeline("", ("ip route 0.0.0.0/0 ",), "the last default route goes"),
    Lifeline(
        "vrf context management",
        ("ip route 0.0.0.0/0 ",),
        "the last default route of the management VRF goes",
    ),
)

_WEAKENING = (
    (r"feature telnet", "lets telnet in"),
    (r"feature bash-shell", "opens the shell of the system to administrators"),
    (r"nxapi http port", "turns the clear-text API on"),
    (r"snmp-server community \S+ group (?:network-admin|vdc-admin)", "adds a read-write community"),
    (r"no snmp-server community \S+ use-", "drops a filter"),
    (r"no snmp-server globalEnforcePriv", "lets SNMP in without encryption"),
    (r"no (?:ip port |ip |ipv6 )?access-(?:group|class)|no ipv6 traffic-filter", "drops a filter"),
    (r"no mac port access-group|no vlan filter", "drops a filter"),
    (r"no aaa (?:authentication|authorization|accounting)", "drops an AAA method"),
    (r"no logging (?:server|logfile)", "drops a log receiver"),
    (r"no password strength-check", "lets weak passwords in"),
    (r"no ntp authenticate", "drops a protection"),
    (r"no spanning-tree (?:bpduguard|guard|port type edge bpduguard|loopguard)", "drops a guard"),
    (r"no storm-control|no switchport port-security", "drops a protection"),
    (r"no (?:ip dhcp snooping|ip arp inspection|copp profile)", "drops a protection"),
    (r"no (?:password|maximum-prefix|prefix-list|route-map|filter-list)\b", "drops a BGP guard"),
    (r"no ip ospf (?:authentication|message-digest-key)", "drops OSPF authentication"),
    (r"no service-policy input ", "takes the policing of the control plane off"),
    (r"no (?:vpc peer-link|peer-keepalive|vpc domain|feature vpc)", "parts the vPC pair"),
    (r"(?:\d+ )?permit (?:ip |ipv6 )?any(?: any)?$", "lets everything pass"),
)

_OCTET = r"(25[0-5]|2[0-4]\d|1?\d?\d)"

JUDGE = JudgeFacts(
    matched=("route-map ",),
    indent=2,
    scopes=SCOPES,
    references=REFERENCES,
    definitions=DEFINITIONS,
    sequences=_SEQUENCES,
    flats=_FLATS,
    cascades=_CASCADES,
    lifelines=_LIFELINES,
    port_filters=("ip access-group @acl in",),
    filters=pairs(
        """
    line vty: access-class @acl in
    interface mgmt0: ip access-group @acl in
    """
    ),
    spread=SPREAD,
    ports=PORTS,
    vlan_sets=("switchport trunk allowed vlan",),
    silent=pairs(
        """
    : feature ssh
    : cdp enable
    : logging console
    : logging monitor
    interface *: switchport
    interface *: switchport mode access
    interface *: cdp enable
    interface *: lldp transmit
    interface *: lldp receive
    interface *: negotiate auto
    interface *: lacp suspend-individual
    interface *: ip redirects
    interface *: ipv6 redirects
    """
    ),
    explicit=pairs(": ip domain-lookup"),
    restored=pairs(
        """
    interface *: switchport
    interface *: shutdown
    """
    ),
    alone=words(
        """
    interface breakout, vlan filter, vlan dot1q, vlan dot1Q, vlan accounting, vlan long-name,
    vlan access-log, ip access-list match-local-traffic
    """
    ),
    exclusive=("router bgp ? $", "vpc domain ? $"),
    spellings=(
        (r"vdc \S+ id ", "vdc id "),
        (r"switchname ", "hostname "),
        (r"hsrp (\d+) ipv4$", r"hsrp \1"),
        (r"ip access-class ", "access-class "),
        # It prints an area as an address, and people write a number.
        (rf"((?:ip router ospf \S+ )?area ){_OCTET}(?![\d.])", r"\g<1>0.0.0.\2"),
        (r"snmp-server source-interface trap ", "snmp-server source-interface traps "),
    ),
    physical=r"(?:Ethernet\d+(?:/\d+)+|mgmt0)",
    unremovable=(
        "line console",
        "line vty",
        "vlan 1",
        "interface Vlan1",
        "vrf context management",
        "control-plane",
        "system qos",
    ),
    weakening=_WEAKENING,
    builtin=words(
        """
    class-default, tacacs+, radius, ldap, local, none, default, management, internet, local-AS,
    no-export, no-advertise
    """
    ),
    told=("version",),
    habits=HABITS,
    candidate=SECTIONS,
    routes=(("vrf context management", "ip route "),),
)
