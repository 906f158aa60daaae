"""What Arista EOS lines mean: references, order of lists, cascades, lifelines."""

from netops.platforms.arista_eos_scopes import SCOPES
from netops.platforms.candidate import CandidateFacts
from netops.platforms.habits import Blanket, Habits
from netops.platforms.logins import LOCAL_LOGIN
from netops.platforms.ports import ARISTA
from netops.platforms.spec import Cascade, Flat, JudgeFacts, Lifeline, Sequence, pairs, words

_NEIGHBOR_REFERENCES = tuple(
    (scope, line)
    for scope in ("router **", "address-family **", "vrf *")
    for line in words(
        """
    neighbor ? route-map @route-map in, neighbor ? route-map @route-map out, neighbor ?
    prefix-list @prefix-list in, neighbor ? prefix-list @prefix-list out, redistribute connected
    route-map @route-map, redistribute static route-map @route-map, redistribute ospf route-map
    @route-map, redistribute bgp route-map @route-map
    """
    )
)
_REFERENCES = (
    *_NEIGHBOR_REFERENCES,
    *pairs(
        """
    interface *: ip access-group @acl in
    interface *: ip access-group @acl out
    interface *: ipv6 access-group @acl6 in
    interface *: ipv6 access-group @acl6 out
    interface *: mac access-group @macl in
    interface *: mac access-group @macl out
    interface *: vrf @vrf
    interface *: vrf forwarding @vrf
    interface *: service-policy type qos input @policy-map
    management ssh: ip access-group @acl in
    management ssh: ip access-group @acl vrf ? in
    management ssh: ipv6 access-group @acl6 in
    management telnet: ip access-group @acl in
    system control-plane: ip access-group @acl in
    system control-plane: ip access-group @acl vrf ? in
    vrf *: ip access-group @acl
    management api **: ip access-group @acl
    : snmp-server community ? ro @acl
    : snmp-server community ? rw @acl
    : aaa authentication login ? group @aaa-group
    : aaa authorization exec default group @aaa-group
    : aaa authorization commands ? default group @aaa-group
    : aaa accounting exec default start-stop group @aaa-group
    route-map **: match ip address access-list @acl
    route-map **: match ip address prefix-list @prefix-list
    route-map **: match ipv6 address prefix-list @prefix-list6
    route-map **: match as-path @as-path
    route-map **: match community @community-list
    policy-map **: class @class-map
    class-map **: match ip access-group @acl
    """
    ),
)

_DEFINITIONS = pairs(
    """
    acl: ip access-list *
    acl: ip access-list standard *
    acl6: ipv6 access-list *
    acl6: ipv6 access-list standard *
    macl: mac access-list *
    prefix-list: ip prefix-list *
    prefix-list6: ipv6 prefix-list *
    as-path: ip as-path access-list *
    community-list: ip community-list *
    community-list: ip community-list regexp *
    community-list: ip community-list standard *
    community-list: ip community-list expanded *
    class-map: class-map ? *
    class-map: class-map type ? ? *
    policy-map: policy-map *
    policy-map: policy-map type ? *
    route-map: route-map * ? ?
    route-map: route-map *
    vrf: vrf instance *
    vrf: vrf definition *
    aaa-group: aaa group server ? *
    """
)

_SEQUENCES = (
    Sequence("ip access-list *", "acl", numbered=True, fails_open=True, guard="deny ip any any"),
    Sequence("ip access-list standard *", "acl", numbered=True, fails_open=True, guard="deny any"),
    Sequence(
        "ipv6 access-list *", "acl6", numbered=True, fails_open=True, guard="deny ipv6 any any"
    ),
    Sequence(
        "ipv6 access-list standard *", "acl6", numbered=True, fails_open=True, guard="deny any"
    ),
    Sequence("mac access-list *", "macl", numbered=True, fails_open=True),
    Sequence(
        "ip prefix-list *",
        "prefix-list",
        numbered=True,
        fails_open=True,
        guard="deny 0.0.0.0/0 le 32",
        number="seq {} ",
    ),
    Sequence(
        "ipv6 prefix-list *",
        "prefix-list6",
        numbered=True,
        fails_open=True,
        guard="deny ::/0 le 128",
        number="seq {} ",
    ),
    Sequence("ip as-path access-list *", "as-path", fails_open=True),
    Sequence("ip community-list *", "community-list"),
    Sequence("policy-map **", "policy-map", pinned_last="class class-default"),
    # Servers are asked in the order in which they stand.
    Sequence("aaa group server **", "aaa-group", lines="server "),
)

_FLATS = (
    Flat(
        r"ip prefix-list (?P<name>\S+) (?P<entry>(?:seq|permit|deny) .+)",
        "ip prefix-list {name}",
        "ip prefix-list {name} ",
    ),
    Flat(
        r"ipv6 prefix-list (?P<name>\S+) (?P<entry>(?:seq|permit|deny) .+)",
        "ipv6 prefix-list {name}",
        "ipv6 prefix-list {name} ",
        nested=True,
    ),
    Flat(
        r"ip as-path access-list (?P<name>\S+) (?P<entry>.+)",
        "ip as-path access-list {name}",
        "ip as-path access-list {name} ",
    ),
    Flat(
        r"ip community-list (?P<name>(?:(?:regexp|standard|expanded) )?\S+) "
        r"(?P<entry>(?:permit|deny) .+)",
        "ip community-list {name}",
        "ip community-list {name} ",
    ),
)

_CASCADES = (
    Cascade("interface *", "vrf", ("ip address", "ipv6 address"), on_change=True),
    Cascade("interface *", "vrf forwarding", ("ip address", "ipv6 address"), on_change=True),
    Cascade("", "no username * $", ("username {0}",)),
    Cascade("router **", "no neighbor * remote-as", ("neighbor {0}",), spares=("vrf ",)),
    Cascade("router **", "no neighbor * peer group", ("neighbor {0}",), spares=("vrf ",)),
)

# How the VRF of the management port is called by custom.
_MANAGEMENT = words("MGMT, Mgmt, mgmt, MANAGEMENT, Management, management, OOB")
_LIFELINES = (
    Lifeline("", ("aaa authentication login default",), "the login method goes"),
    Lifeline("", ("username ",), "the last local user goes"),
    LOCAL_LOGIN,
    Lifeline("", ("ip route 0.0.0.0/0 ",), "the last default route goes"),
    Lifeline(
        "",
        tuple(f"ip route vrf {name} 0.0.0.0/0 " for name in _MANAGEMENT),
        "the default route of the management VRF goes",
    ),
    Lifeline("management api http-commands", ("no shutdown",), "the API is shut"),
)

_WEAKENING = (
    (r"snmp-server community \S+ .*\brw\b", "adds a read-write SNMP community"),
    (r"protocol http$", "turns the clear-text API on"),
    (r"no (?:ip|ipv6|mac) access-group", "drops a filter"),
    (r"no aaa (?:authentication|authorization|accounting)", "drops an AAA method"),
    (r"no logging host", "drops a log receiver"),
    (r"no (?:enable secret|enable password)", "drops a protection"),
    (r"no spanning-tree (?:bpduguard|guard|edge-port bpduguard)", "drops a protection"),
    (r"no switchport port-security", "drops a protection"),
    (
        r"no neighbor \S+ (?:password|prefix-list|route-map|maximum-routes)",
        "drops a BGP protection",
    ),
    (r"username \S+ .*nopassword", "lets a user in without a password"),
    (r"(?:\d+ )?permit (?:ip |ipv6 )?any(?: any)?$", "lets everything pass"),
)

_OCTET = r"(25[0-5]|2[0-4]\d|1?\d?\d)"

# Sections also where nothing stands in them: the next line of a plan would land in an open one.
_SECTIONS = CandidateFacts(
    opening=pairs(
        """
    router **: address-family *
    router **: vrf *
    vrf *: address-family *
    """
    )
)

JUDGE = JudgeFacts(
    candidate=_SECTIONS,
    habits=Habits(
        ranges=True,
        masked=r"(?:\d+ )?(?:permit|deny) ",
        blankets=(
            Blanket(
                ("router ", "vrf "),
                "passive-interface default",
                r"passive-interface (?!default$)",
            ),
        ),
    ),
    matched=("route-map ",),
    # EOS manual, "Saving Route Map Modifications": a group-change mode.
    staged=True,
    alone=("vlan internal",),
    hollow=("aaa group server ",),
    indent=3,
    rises="exit",
    scopes=SCOPES,
    references=_REFERENCES,
    definitions=_DEFINITIONS,
    sequences=_SEQUENCES,
    flats=_FLATS,
    cascades=_CASCADES,
    lifelines=_LIFELINES,
    port_filters=("ip access-group @acl in",),
    filters=pairs(
        """
    management api ** > vrf *: ip access-group @acl
    management api **: ip access-group @acl
    management ssh: ip access-group @acl in
    system control-plane: ip access-group @acl in
    """
    ),
    spread=("ip name-server vrf *", "ip name-server"),
    ports=ARISTA,
    vlan_sets=("switchport trunk allowed vlan",),
    silent=pairs(
        """
    : logging console
    : ip domain lookup
    : ip icmp redirect
    interface *: no shutdown
    interface *: no ip address
    interface *: switchport
    interface *: lldp transmit
    interface *: lldp receive
    queue-monitor **: no shutdown
    router **: bgp default ipv4-unicast
    management api **: shutdown
    management api **: protocol https
    management telnet: shutdown
    """
    ),
    explicit=pairs(
        """
    : aaa root
    : ip routing
    interface *: ip proxy-arp
    management api **: protocol http
    daemon *: shutdown
    """
    ),
    restored=pairs(
        """
    interface *: switchport
    router **: passive-interface *
    management api **: shutdown
    management telnet: shutdown
    """
    ),
    exclusive=("router bgp ? $",),
    spellings=(
        (r"vrf definition ", "vrf instance "),
        (r"vrf forwarding ", "vrf "),
        (r"(neighbor \S+) peer-group\b", r"\1 peer group"),
        (r"control-plane$", "system control-plane"),
        (r"ip name-server (?!vrf )", "ip name-server vrf default "),
        # It prints an area as an address, and people write a number.
        (rf"((?:ip ospf |network \S+ )?area ){_OCTET}(?![\d.])", r"\g<1>0.0.0.\2"),
        (r"logging (\d+\.\d+\.\d+\.\d+)", r"logging host \1"),
        (r"((?:\d+ )?(?:permit|deny) \d+\.\d+\.\d+\.\d+)(?= log$|$)", r"\1/32"),
    ),
    physical=r"(?:Ethernet|Management)\d+(?:/\d+)*",
    unremovable=("vlan 1", "vrf default", "interface Vlan1"),
    weakening=_WEAKENING,
    builtin=words(
        """
    class-default, tacacs+, radius, ldap, default, copp-system-policy
    """
    ),
)
