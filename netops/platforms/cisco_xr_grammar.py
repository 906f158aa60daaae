"""What IOS XR lines mean: references, order of lists, lifelines, what one commit asks for."""

from netops.platforms.candidate import CandidateFacts, Move, Need, Peers
from netops.platforms.cisco_xr_names import DEFINITIONS, REFERENCES, WITHIN
from netops.platforms.cisco_xr_scopes import SCOPES
from netops.platforms.logins import LOCAL_LOGIN
from netops.platforms.spec import JudgeFacts, Lifeline, Sequence, pairs, words

_SEQUENCES = (
    Sequence("ipv4 access-list * $", "acl", numbered=True, fails_open=True),
    Sequence("ipv6 access-list * $", "acl6", numbered=True, fails_open=True),
    Sequence("ethernet-services access-list *", "macl", numbered=True, fails_open=True),
    Sequence("policy-map **", "policy-map", pinned_last="class class-default"),
)

_LIFELINES = (
    Lifeline("", ("aaa authentication login default",), "the login method goes"),
    Lifeline("", ("username ",), "the last local user goes"),
    LOCAL_LOGIN,
    Lifeline("", ("ssh server v2",), "the SSH server is off"),
    Lifeline("", ("ssh server vrf ",), "SSH is served in no VRF"),
    Lifeline("", ("ssh server netconf ",), "NETCONF is served in no VRF"),
    Lifeline("netconf-yang agent", ("ssh",), "NETCONF is off"),
    Lifeline("line default", ("transport input ",), "SSH to the device is cut", word="ssh|all"),
    Lifeline(
        "router static > address-family ipv4 unicast",
        ("0.0.0.0/0 ",),
        "the last default route goes",
    ),
)

_WEAKENING = (
    (r"snmp-server community \S+ RW\b", "adds a read-write SNMP community"),
    (r"telnet (?:vrf \S+ )?ipv[46] server", "lets telnet in"),
    (r"transport input (?:.*\btelnet\b|all)", "lets telnet in"),
    (r"no (?:ipv4|ipv6) access-group", "drops a filter"),
    (r"no access-class", "drops a filter"),
    (r"ssh server (?:netconf )?vrf \S+$", "serves SSH without a filter"),
    (r"no (?:control-plane|management-plane|inband)$", "drops the management plane's protection"),
    (r"no aaa (?:authentication|authorization|accounting)", "drops an AAA method"),
    (r"no logging \d", "drops a log receiver"),
    (r"no ssh server rate-limit", "drops a protection"),
    (r"no ntp|no authenticate$", "drops a protection of the clock"),
    (
        r"no (?:password|maximum-prefix|ttl-security|route-policy \S+ (?:in|out)$)",
        "drops a BGP protection",
    ),
    (r"no (?:authentication|message-digest-key)\b", "drops OSPF authentication"),
    (r"no ipv4 verify unicast source", "drops a protection"),
    (r"service ipv4 (?:tcp|udp)-small-servers|http server", "turns a risky service on"),
    (r"(?:\d+ )?permit ipv[46] any any$", "lets everything pass"),
)

# Sections that IOS XR shows even when nothing stands in them, and enters when they are named. A
# line such as `interface all enable` enters none: an `exit` behind it leaves what is around it.
_OPENING = pairs(
    """
    : interface *
    : router **
    : vrf * $
    : line **
    : ntp $
    : lldp $
    : rsvp $
    : multicast-routing $
    : mpls ldp $
    : mpls oam $
    : mpls traffic-eng $
    : control-plane $
    : netconf-yang agent $
    : netconf agent tty $
    : xml agent tty $
    : username *
    : usergroup *
    : taskgroup *
    : tacacs-server host **
    : radius-server host **
    : aaa group server **
    : key chain *
    : ipv4 access-list * $
    : ipv6 access-list * $
    : class-map **
    : policy-map **
    router **: address-family **
    router **: neighbor * $
    router **: neighbor-group *
    router **: session-group *
    router **: af-group **
    router **: vrf * $
    router **: area * $
    router **: interface * $
    vrf *: address-family **
    vrf *: neighbor * $
    vrf *: area * $
    vrf *: interface * $
    neighbor **: address-family **
    neighbor-group **: address-family **
    area *: interface * $
    interface *: address-family **
    interface *: lldp $
    interface *: l2transport $
    interface *: allow ? peer
    address-family **: import route-target $
    address-family **: export route-target $
    address-family **: interface * $
    mpls **: interface * $
    mpls **: address-family **
    rsvp: interface * $
    multicast-routing: address-family **
    key chain *: key *
    class **: police rate
    control-plane: management-plane
    management-plane: inband
    management-plane: out-of-band
    inband: interface * $
    out-of-band: interface * $
    router **: rpki server *
    evpn: evi *
    evpn: interface * $
    evi *: advertise-mac $
    interface *: ethernet-segment $
    l2vpn: pw-class *
    l2vpn: bridge group *
    l2vpn: xconnect group *
    bridge group *: bridge-domain *
    bridge-domain *: interface * $
    bridge-domain *: routed interface *
    bridge-domain *: vfi *
    bridge-domain *: evi *
    vfi *: neighbor **
    xconnect group *: p2p *
    p2p *: neighbor **
    """
)

_CANDIDATE = CandidateFacts(
    blocks=words(
        """
    prefix-set *, as-path-set *, community-set *, large-community-set *, extcommunity-set ? *,
    rd-set *, tag-set *
    """
    ),
    opening=_OPENING,
    leave="exit",
    programs=("route-policy *",),
    # A policy or set that is attached must be there, with all that it names (Routing
    # Configuration Guide, "Nonattached Policy Modification").
    required=words(
        """
    route-policy, prefix-set, as-path-set, community-set, large-community-set, extcommunity-set,
    rd-set, tag-set
    """
    ),
    within=WITHIN,
    needs=(
        Need("router bgp ? > neighbor *", ("remote-as",), "it has no remote AS", via="use"),
        Need("router bgp ? > vrf * > neighbor *", ("remote-as",), "it has no remote AS", via="use"),
        Need(
            "router bgp ? > vrf *",
            ("rd ",),
            "an address family needs the RD of its VRF",
            when=("address-family",),
        ),
    ),
    moves=(
        Move(
            "interface *",
            "vrf",
            ("ipv4 address", "ipv6 address"),
            "the VRF of an interface changes only after its addresses have left, "
            "in a commit of its own",
        ),
    ),
    peers=tuple(
        Peers(
            service,
            "control-plane > management-plane > *",
            "interface *",
            (f"allow {service}", "allow all"),
            "address ipv4",
        )
        for service in ("SSH", "NETCONF")
    ),
    refused=(("interface Loopback", "mtu"),),
    masked=("ipv4 address ",),
    awaited=("interface preconfigure ",),
)

JUDGE = JudgeFacts(
    indent=1,
    scopes=SCOPES,
    references=REFERENCES,
    definitions=DEFINITIONS,
    sequences=_SEQUENCES,
    lifelines=_LIFELINES,
    port_filters=("ipv4 access-group @acl ingress",),
    filters=pairs(
        """
    line **: access-class ingress @acl
    : ssh server vrf ? ipv4 access-list @acl
    : ssh server netconf vrf ? ipv4 access-list @acl
    """
    ),
    spellings=(
        # The comma stands behind every element of a set but the last one.
        (r"(.*),$", r"\1"),
        # The name of a policy ends where its parameters begin.
        (r"((?:.* )?route-policy [^\s(]+)\(", r"\1 ("),
        # An area by its number.
        (r"area 0\.0\.0\.(\d+)$", r"area \1"),
        # A port of a card that is not there yet.
        (r"interface preconfigure ", "interface "),
    ),
    exclusive=("router bgp ? $",),
    physical=(
        r"(?:(?:Gigabit|FastE)[A-Za-z]*|(?:Ten|TwentyFive|Forty|Hundred|TwoHundred|FourHundred)GigE"
        r"|MgmtEth)\d+/\w+/\w+/\d+(?:/\d+)*"
    ),
    weakening=_WEAKENING,
    builtin=words("class-default, default, tacacs+, radius"),
    resets=False,
    atomic=True,
    candidate=_CANDIDATE,
    routes=(
        ("router static > address-family ipv4 unicast", ""),
        ("router static > vrf * > address-family ipv4 unicast", ""),
    ),
)
