"""Who names what on IOS XR: references, the lines that define, and names inside of policies."""

from netops.platforms.spec import pairs

REFERENCES = (
    *(
        (scope, line)
        for scope in ("address-family **", "router **", "vrf *")
        for line in (
            "route-policy @route-policy",
            "network ? route-policy @route-policy",
            "aggregate-address ? route-policy @route-policy",
            "redistribute connected route-policy @route-policy",
            "redistribute static route-policy @route-policy",
            "redistribute ? ? route-policy @route-policy",
            "redistribute ? ? match ? route-policy @route-policy",
            "default-originate route-policy @route-policy",
            "default-information originate route-policy @route-policy",
            "import route-policy @route-policy",
            "export route-policy @route-policy",
            "table-policy @route-policy",
        )
    ),
    *pairs(
        """
    interface *: ipv4 access-group @acl ingress
    interface *: ipv4 access-group @acl egress
    interface *: ipv6 access-group @acl6 ingress
    interface *: ipv6 access-group @acl6 egress
    interface *: service-policy input @policy-map
    interface *: service-policy output @policy-map
    interface *: vrf @vrf
    line **: access-class ingress @acl
    line **: access-class egress @acl
    line **: login authentication @login-list
    : ssh server vrf ? ipv4 access-list @acl
    : ssh server vrf ? ipv4 access-list @acl ipv6 access-list @acl6
    : ssh server netconf vrf ? ipv4 access-list @acl
    : ssh server netconf vrf ? ipv4 access-list @acl ipv6 access-list @acl6
    : telnet vrf ? ipv4 server max-servers ? access-list @acl
    : snmp-server community ? ? IPv4 @acl
    : snmp-server community ? ? ? IPv4 @acl
    : vty-pool ? ? ? line-template @line-template
    : aaa authentication login ? group @aaa-group
    : aaa authorization exec ? group @aaa-group
    : aaa authorization commands ? group @aaa-group
    : aaa accounting exec ? start-stop group @aaa-group
    : aaa accounting commands ? start-stop group @aaa-group
    ntp: access-group ipv4 ? @acl
    router bgp *: vrf @vrf
    router static: vrf @vrf
    router ospf *: vrf @vrf
    class-map **: match access-group ipv4 @acl
    class-map **: match access-group ipv6 @acl6
    policy-map **: class @class-map
    class **: service-policy @policy-map
    """
    ),
)

DEFINITIONS = pairs(
    """
    acl: ipv4 access-list * $
    acl6: ipv6 access-list * $
    macl: ethernet-services access-list * $
    prefix-set: prefix-set *
    as-path-set: as-path-set *
    community-set: community-set *
    large-community-set: large-community-set *
    extcommunity-set: extcommunity-set ? *
    rd-set: rd-set *
    tag-set: tag-set *
    route-policy: route-policy *
    class-map: class-map ? *
    class-map: class-map type ? ? *
    policy-map: policy-map *
    policy-map: policy-map type ? *
    vrf: vrf * $
    line-template: line template *
    aaa-group: aaa group server ? *
    login-list: aaa authentication login *
    """
)

_NAME = r"([A-Za-z0-9_][^\s(),$]*)"

# An inline set stands in parentheses, a parameter begins with `$`.
WITHIN = (
    ("prefix-set", rf"\b(?:destination|source|next-hop|prefix) in {_NAME}"),
    ("as-path-set", rf"\bas-path in {_NAME}"),
    ("community-set", rf"(?<![-\w])community matches-(?:any|every|within) {_NAME}"),
    ("community-set", rf"(?<![-\w])(?:set|delete) community (?:in |not in )?(?!all\b){_NAME}"),
    ("large-community-set", rf"\blarge-community matches-(?:any|every|within) {_NAME}"),
    ("extcommunity-set", rf"\bextcommunity \w+ matches-(?:any|every|within) {_NAME}"),
    ("rd-set", rf"(?<![-\w])rd in {_NAME}"),
    ("tag-set", rf"(?<![-\w])tag in {_NAME}"),
    ("route-policy", rf"\bapply {_NAME}"),
)
