"""What NX-OS does around its lines: features, ports that are born shut, short spellings."""

from netops.platforms.candidate import CandidateFacts
from netops.platforms.habits import Born, Bundle, Gate, Habits
from netops.platforms.spec import pairs

# What a feature brings along: feature, regex of the header ("" is the top level), of the line.
_FEATURES = (
    ("bgp", "", r"router bgp\b"),
    ("ospf", "", r"router ospf\b"),
    ("ospf", r"interface .*", r"(?:no )?ip (?:ospf|router ospf)\b"),
    ("ospfv3", "", r"router ospfv3\b"),
    ("ospfv3", r"interface .*", r"(?:no )?(?:ospfv3|ipv6 router ospfv3)\b"),
    ("eigrp", "", r"router eigrp\b"),
    ("eigrp", r"interface .*", r"(?:no )?ip (?:\S+ )*eigrp\b"),
    ("isis", "", r"router isis\b"),
    ("isis", r"interface .*", r"(?:no )?(?:isis|ip router isis)\b"),
    ("pim", "", r"ip pim\b"),
    ("pim", r"interface .*", r"(?:no )?ip pim\b"),
    ("interface-vlan", "", r"interface Vlan"),
    ("hsrp", r"interface .*", r"(?:no )?hsrp\b"),
    ("vrrp", r"interface .*", r"(?:no )?vrrp \d"),
    ("vrrpv3", r"interface .*", r"(?:no )?vrrpv3\b"),
    ("lacp", "", r"lacp\b"),
    ("lacp", r"interface .*", r"(?:no )?lacp\b|channel-group \d+ (?:force )?mode (?:act|pass)ive"),
    ("vpc", "", r"vpc domain\b"),
    ("vpc", r"interface .*", r"vpc\b"),
    ("lldp", "", r"lldp\b"),
    ("lldp", r"interface .*", r"(?:no )?lldp\b"),
    ("udld", r"interface .*", r"(?:no )?udld\b"),
    ("nxapi", "", r"nxapi\b"),
    ("dhcp", "", r"service dhcp\b|ip(?:v6)? dhcp\b"),
    ("dhcp", r"interface .*", r"(?:no )?ip(?:v6)? dhcp\b"),
    ("bfd", "", r"bfd\b"),
    ("bfd", r"(?:router|neighbor|template) .*", r"bfd\b"),
    ("bfd", r"interface .*", r"(?:no )?(?:bfd|hsrp bfd|ip ospf bfd)\b"),
    ("tacacs+", "", r"tacacs-server\b|ip tacacs\b|aaa group server tacacs\+"),
    ("port-security", r"interface .*", r"switchport port-security\b"),
    ("scheduler", "", r"scheduler\b"),
    ("vn-segment-vlan-based", r"vlan .*", r"vn-segment\b"),
    ("nv overlay", "", r"interface nve"),
    ("fabric forwarding", "", r"fabric forwarding\b"),
    ("fabric forwarding", r"interface .*", r"fabric forwarding\b"),
)

# Only what can be switched has to be told that it routes.
_SWITCHED = r"interface (?:Ethernet|port-channel)[\d/]+"
_LAYER_3 = (
    r"(?:no )?(?:ip (?!port |dhcp snooping|arp inspection|verify source)|ipv6 (?!port )"
    r"|vrf |hsrp |vrrp)"
)
_LAYER_2 = r"switchport \S|ip(?:v6)? port |mac port "

# Guide of the Nexus 9000: a routed port, a subinterface and an SVI are shut until they are opened;
# a switched port, a port-channel, a loopback and mgmt0 are not.
_BORN = (
    Born(r"interface (?:Vlan|nve|Tunnel)\d+"),
    Born(r"interface (?:Ethernet|port-channel)[\d/]+\.\d+"),
    # A Nexus 7000 has routed ports that do not say so, but for their address.
    Born(r"interface Ethernet[\d/]+", line=r"no switchport|(?:ip|ipv6) address .*|vrf member .*"),
    Born(r"interface Ethernet[\d/]+", top="system default switchport shutdown"),
)

HABITS = Habits(
    gates=(
        *(Gate(f"feature {name}", scope, line) for name, scope, line in _FEATURES),
        # Then a port without a word about it routes, which is another language.
        Gate("no system default switchport", r"interface .*", r"", absent=True),
        Gate("no switchport", _SWITCHED, _LAYER_3, within=True),
        Gate("no switchport", _SWITCHED, _LAYER_2, within=True, absent=True),
    ),
    born=_BORN,
    refused=(
        (r"(?:no )?system default switchport\b", "it changes every port that says nothing"),
        (r"(?:no )?ssh key\b", "a host key is made on the switch, with `feature ssh` off"),
        (r"(?:no )?version\b", "the image decides it; take the line of the device into the intent"),
        (r"(?:no )?(?:vdc|install|license)\b", "it is no setting of this switch"),
        (r"(?:no )?feature-set\b", "it may take minutes and drops what it does not name"),
        # Layer 2 guide, "VLAN Ranges": the numbers from 3968 on, unless `system vlan` moves them.
        (
            r"(?:no )?vlan (?:[\d,-]*[,-])?(?:39(?:6[89]|[7-9]\d)|40\d\d)\b",
            "the switch keeps the VLANs from 3968 on for itself",
        ),
    ),
    quiet=True,
    masked=r"(?:\d+ )?(?:permit|deny) |ip (?:address|route) |network |aggregate-address ",
    ranges=True,
    inlined=pairs(
        """
    router bgp *: neighbor *
    vrf *: neighbor *
    """
    ),
    # Interfaces guide: once a port is in a port-channel, its settings are made there.
    bundle=Bundle(
        "channel-group",
        "interface port-channel{}",
        r"(?:no )?(?:switchport|mtu|speed|duplex)\b",
    ),
)

# Sections also where nothing stands in them: the next line of a plan would land in an open one.
SECTIONS = CandidateFacts(
    opening=pairs(
        """
    router **: address-family *
    router **: neighbor *
    router **: template *
    router **: vrf *
    vrf *: address-family *
    vrf *: neighbor *
    neighbor **: address-family *
    template **: address-family *
    key chain *: key *
    """
    ),
    leave="exit",
)
