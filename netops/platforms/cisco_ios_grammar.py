"""What Cisco IOS and IOS-XE lines mean: references, order of lists, cascades, lifelines."""

from netops.platforms.cisco_ios_names import DEFINITIONS, REFERENCES
from netops.platforms.cisco_ios_scopes import MATCHES, SCOPES
from netops.platforms.cisco_ios_spellings import SPELLINGS
from netops.platforms.habits import Blanket, Habits, Made
from netops.platforms.logins import LOCAL_LOGIN
from netops.platforms.ports import PORTS
from netops.platforms.spec import Cascade, Flat, JudgeFacts, Lifeline, Sequence, pairs, words

_SEQUENCES = (
    Sequence(
        "ip access-list standard *",
        "acl",
        numbered=True,
        shown=False,
        fails_open=True,
        guard="deny any",
    ),
    # Only extended lists are counted anew by a plan: IOS keeps the hosts of a standard list in an
    # order of its own, so a number says less there.
    Sequence(
        "ip access-list extended *",
        "acl",
        numbered=True,
        shown=False,
        fails_open=True,
        guard="deny ip any any",
        resequence="ip access-list resequence {} {} {}",
    ),
    Sequence(
        "ipv6 access-list *",
        "acl6",
        numbered=True,
        fails_open=True,
        number="sequence {} ",
        guard="deny ipv6 any any",
    ),
    Sequence("mac access-list extended *", "macl", numbered=True, shown=False, fails_open=True),
    Sequence(
        "ip prefix-list *",
        "prefix-list",
        numbered=True,
        step=5,
        fails_open=True,
        number="seq {} ",
        guard="deny 0.0.0.0/0 le 32",
    ),
    Sequence(
        "ipv6 prefix-list *",
        "prefix-list6",
        numbered=True,
        step=5,
        fails_open=True,
        number="seq {} ",
        guard="deny ::/0 le 128",
    ),
    Sequence("ip as-path access-list *", "as-path", fails_open=True),
    Sequence("ip community-list *", "community-list"),
    Sequence("ip community-list standard *", "community-list"),
    Sequence("ip community-list expanded *", "community-list"),
    Sequence("policy-map **", "policy-map", pinned_last="class class-default"),
    # Servers are asked in the order in which they stand.
    Sequence("aaa group server **", "aaa-group", lines="server"),
)

_ENTRY = r"(?P<entry>.+)"
_FLATS = (
    Flat(
        rf"access-list (?P<name>\d{{1,2}}|1[3-9]\d\d) {_ENTRY}",
        "ip access-list standard {name}",
        "access-list {name} ",
        nested=True,
    ),
    Flat(
        rf"access-list (?P<name>1\d\d|2[0-6]\d\d) {_ENTRY}",
        "ip access-list extended {name}",
        "access-list {name} ",
        nested=True,
    ),
    Flat(
        r"ip prefix-list (?P<name>\S+) (?P<entry>(?:seq|permit|deny|description) .+)",
        "ip prefix-list {name}",
        "ip prefix-list {name} ",
    ),
    Flat(
        r"ipv6 prefix-list (?P<name>\S+) (?P<entry>(?:seq|permit|deny|description) .+)",
        "ipv6 prefix-list {name}",
        "ipv6 prefix-list {name} ",
    ),
    Flat(
        rf"ip as-path access-list (?P<name>\d+) {_ENTRY}",
        "ip as-path access-list {name}",
        "ip as-path access-list {name} ",
    ),
    Flat(
        r"ip community-list (?P<name>(?:(?:standard|expanded) )?\S+) (?P<entry>(?:permit|deny) .+)",
        "ip community-list {name}",
        "ip community-list {name} ",
    ),
)

# A VRF has neighbours of its own below the router's.
_OF_VRFS = ("address-family ipv4 vrf ", "address-family ipv6 vrf ")

_CASCADES = (
    Cascade("interface *", "vrf forwarding", ("ip address", "ipv6 address"), on_change=True),
    Cascade("interface *", "ip vrf forwarding", ("ip address", "ipv6 address"), on_change=True),
    Cascade("interface *", "no switchport $", ("switchport",)),
    Cascade("router **", "no neighbor * remote-as", ("neighbor {0}",), spares=_OF_VRFS),
    Cascade("router **", "no neighbor * peer-group", ("neighbor {0}",), spares=_OF_VRFS),
    Cascade("address-family ? vrf *", "no neighbor * remote-as", ("neighbor {0}",)),
    Cascade("address-family ? vrf *", "no neighbor * peer-group", ("neighbor {0}",)),
    # "This operation will remove all username related configurations with same name."
    Cascade("", "no username *", ("username {0}",)),
    Cascade("", "no aaa new-model", ("aaa",)),
    Cascade("", "no ip sla *", ("ip sla schedule {0}",)),
)

# How the VRF of the management port is called, by Cisco and by custom.
_MANAGEMENT = words(
    "Mgmt-vrf, Mgmt-intf, MGMT, Mgmt, mgmt, MANAGEMENT, Management, management, OOB"
)
_LIFELINES = (
    Lifeline("", ("aaa new-model",), "logins fall back to line passwords"),
    Lifeline("", ("aaa authentication login default",), "the login method goes"),
    # Nobody logs in as a user of whom only a command is told.
    Lifeline("", ("username ",), "the last local user goes", word="secret|password|nopassword"),
    LOCAL_LOGIN,
    Lifeline(
        "", ("ip default-gateway ", "ip route 0.0.0.0 0.0.0.0 "), "the last default route goes"
    ),
    Lifeline(
        "",
        tuple(f"ip route vrf {name} 0.0.0.0 0.0.0.0 " for name in _MANAGEMENT),
        "the default route of the management VRF goes",
    ),
    Lifeline("line vty **", ("transport input ",), "SSH to the device is cut", word="ssh|all"),
)

_WEAKENING = (
    (r"ip http server$", "turns the clear-text web server on"),
    (r"snmp-server community \S+ .*\b(?:RW|rw)\b", "adds a read-write SNMP community"),
    (r"transport input (?:.*\btelnet\b|all)", "lets telnet in"),
    (
        r"no (?:ip access-group|access-class|ipv6 traffic-filter|ipv6 access-class)",
        "drops a filter",
    ),
    (r"no service password-encryption", "shows passwords in clear text"),
    (r"no aaa (?:new-model|authentication|authorization|accounting)", "drops an AAA method"),
    (r"no logging host", "drops a log receiver"),
    (r"no ip ssh version", "lets SSH version 1 in"),
    (r"ip source-route$|ip finger$|service (?:tcp|udp)-small-servers", "turns a risky service on"),
    (
        r"no (?:enable secret|ip dhcp snooping|ip arp inspection|login block-for|ntp authenticate)",
        "drops a protection",
    ),
    (r"no spanning-tree (?:bpduguard|guard|portfast bpduguard)", "drops a protection"),
    (r"no switchport port-security", "drops a protection"),
    (
        r"no neighbor \S+ (?:password|prefix-list|route-map|filter-list|maximum-prefix)",
        "drops a BGP protection",
    ),
    (r"(?:\d+ )?permit (?:ip |ipv6 )?any(?: any)?$", "lets everything pass"),
)

_HABITS = Habits(
    ranges=True,
    # Cisco, "Default Passive Interfaces".
    blankets=(
        Blanket(
            ("router ", "address-family "),
            "passive-interface default",
            r"passive-interface (?!default$)",
        ),
    ),
    # "% VRF BLUE not configured.", and the like of classes, policies and probes.
    asked=("vrf", "class-map", "policy-map", "sla"),
    spans=("line vty",),
    # A user is told in as many lines as one likes; what a line does not name stays.
    joined=(r"(username \S+)( privilege \d+)?( (?:password|secret) .+| nopassword)?",),
    # "% Access VLAN does not exist. Creating vlan 50". Only a transparent switch shows it: what a
    # server of VTP or a client knows stands in a database of its own.
    makes=(
        Made(
            "interface ",
            r"switchport access vlan (?!1$)(\d+)",
            "vlan {}",
            r"vlan \d+|vtp mode (?:transparent|off)",
        ),
    ),
)

JUDGE = JudgeFacts(
    habits=_HABITS,
    matched=("route-map ",),
    hollow=("aaa group server ",),
    indent=1,
    scopes=SCOPES,
    references=REFERENCES,
    definitions=DEFINITIONS,
    sequences=_SEQUENCES,
    flats=_FLATS,
    cascades=_CASCADES,
    lifelines=_LIFELINES,
    port_filters=("ip access-group @acl in",),
    filters=(
        ("line vty **", "access-class @acl in"),
        ("line vty **", "access-class @acl in vrf-also"),
    ),
    spread=("ip name-server", "ip name-server vrf *", "ip domain list", *MATCHES),
    # Both ways in one line; IOS shows them apart.
    unfolds=(("route-target both ", ("route-target export ", "route-target import ")),),
    ports=PORTS,
    vlan_sets=("switchport trunk allowed vlan",),
    silent=pairs(
        """
    : service dhcp
    : logging console
    : logging monitor
    : ip source-route
    : ip gratuitous-arps
    : ip icmp redirect
    : ip bootp server
    : ip domain lookup
    : ipv6 cef
    : ipv6 source-route
    : service pad
    interface *: no shutdown
    interface *: no ip address
    interface *: ip redirects
    interface *: ip unreachables
    interface *: ip proxy-arp
    interface *: cdp enable
    interface *: lldp transmit
    interface *: lldp receive
    interface *: mop enabled
    interface *: keepalive
    line **: exec
    router **: no synchronization
    router **: bgp default ipv4-unicast
    router **: no auto-summary
    address-family **: no auto-summary
    address-family **: no synchronization
    """
    ),
    explicit=pairs(
        """
    : ip http server
    : ip http secure-server
    : aaa new-model
    : service password-encryption
    : service timestamps *
    """
    ),
    restored=pairs(
        """
    interface *: switchport
    router **: passive-interface *
    line **: exec
    """
    ),
    exclusive=("router bgp ? $", "router ospf *", "ip access-list ? *"),
    spellings=SPELLINGS,
    physical=(
        r"(?:(?:Fast|Gigabit|TwoGigabit|FiveGigabit|TenGigabit|FortyGigabit|AppGigabit)?Ethernet"
        r"|TwentyFiveGigE|HundredGigE|Serial|Async|Cellular|ATM|POS)\d+(?:/\d+)*"
    ),
    unremovable=words(
        """
    line con, line aux, line vty 0, line vty 1, line vty 2, line vty 3, line vty 4, vlan 1,
    interface Vlan1, control-plane $
    """
    ),
    weakening=_WEAKENING,
    told=("version",),
    alone=words(
        "vlan filter, vlan dot1q, vlan internal, vlan group, vlan accounting, vlan access-log"
    ),
    # "Remove from all clients before editing."
    frozen=("flow-record", "flow-monitor"),
    builtin=words(
        """
    class-default, tacacs+, radius, ldap, default, internet, local-AS, no-export, netflow,
    netflow-original, wireless
    """
    ),
)
