"""What makes a Junos commit fail, cuts management, opens or unguards something."""

from netops.platforms.spec import pairs, words
from netops.platforms.statements import Line, Need

_BGP = ("protocols bgp", "protocols bgp group *", "protocols bgp group * neighbor *")
_IGP = ("protocols ospf", "protocols ospf3", "protocols isis", "protocols ldp")
_POLICY = ("policy-options policy-statement *", "policy-options policy-statement * term *")
_PACKETS = tuple(f"firewall family {family} filter * term *" for family in ("inet", "inet6"))


def _names(holders: tuple[str, ...], statements: str) -> tuple[str, ...]:
    """Each of the statements below each of the holders."""
    return tuple(f"{holder} {one}" for holder in holders for one in words(statements))


REFERENCES = (
    *_names((*_BGP, *_IGP), "import @policy-statement, export @policy-statement"),
    "routing-options forwarding-table export @policy-statement",
    *_names(
        _POLICY,
        """from prefix-list @prefix-list, from prefix-list-filter @prefix-list,
        from community @community, then community add @community, then community set @community,
        then community delete @community, from as-path @as-path, from policy @policy-statement""",
    ),
    *_names(
        _PACKETS,
        """from source-prefix-list @prefix-list, from destination-prefix-list @prefix-list,
        from prefix-list @prefix-list, then policer @policer""",
    ),
    *(
        f"interfaces * unit * family {family} filter {way} @{family}-filter"
        for family in ("inet", "inet6")
        for way in ("input", "output", "input-list", "output-list")
    ),
    "snmp community * client-list-name @client-list",
    "system login user * class @login-class",
)

# In the words in which a reference names them.
DEFINITIONS = pairs(
    """
    policy-statement: policy-options policy-statement *
    prefix-list: policy-options prefix-list *
    client-list: policy-options prefix-list *
    client-list: snmp client-list *
    community: policy-options community *
    as-path: policy-options as-path *
    inet-filter: firewall family inet filter *
    inet-filter: firewall filter *
    inet6-filter: firewall family inet6 filter *
    policer: firewall policer *
    login-class: system login class *
    """
)

NEEDS = (
    Need(
        "protocols bgp group * neighbor *",
        (
            "protocols bgp group * neighbor * peer-as",
            "protocols bgp group * peer-as",
            "protocols bgp group * type internal",
        ),
        "an external neighbor has no peer-as",
    ),
)

REQUIRED = (("system root-authentication", "root has no password"),)

LIFELINES = (
    Line(("system services ssh",), "SSH to the device is shut"),
    Line(("system services netconf ssh",), "NETCONF over SSH is shut"),
    Line(("system login user * authentication",), "the last local user goes"),
)

WEAKENING = pairs(
    """
    system services telnet: lets people log in in clear text
    system services ftp: moves files in clear text
    system services finger: tells anybody who is logged in
    system services web-management http: opens the clear-text web server
    system services ssh root-login allow: lets root log in from afar
    system services ssh protocol-version v1: takes a broken version of SSH
    security policies default-policy permit-all: lets pass what no policy names
    security zones security-zone * host-inbound-traffic system-services all: opens every service
    security zones security-zone * host-inbound-traffic system-services telnet: lets telnet in
    snmp community * authorization read-write: lets anybody who knows a word change the device
    """
)

GUARDS = pairs(
    """
    interfaces lo0 unit * family * filter input: nothing guards the routing engine any more
    interfaces * unit * family * filter input: packets that come in are no longer filtered by it
    protocols bgp group * authentication-key: sessions are no longer authenticated by it
    protocols bgp group * neighbor * authentication-key: it is no longer authenticated by it
    security zones security-zone * screen: nothing screens the zone for attacks any more
    system services ssh root-login deny: root may log in from afar
    system login retry-options: guessing passwords is no longer slowed down
    """
)
