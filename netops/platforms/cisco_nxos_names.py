"""Who names what on NX-OS: references, and the lines that define."""

from netops.platforms.spec import pairs

_POLICIES = (
    "route-map @route-map in",
    "route-map @route-map out",
    "filter-list @as-path in",
    "filter-list @as-path out",
    "default-originate route-map @route-map",
    "unsuppress-map @route-map",
    "redistribute ? route-map @route-map",
    "redistribute ? ? route-map @route-map",
    "network ? route-map @route-map",
    "dampening route-map @route-map",
    "table-map @route-map",
    "import map @route-map",
    "export map @route-map",
    "inject-map @route-map exist-map @route-map",
)

REFERENCES = (
    *((scope, line) for scope in ("address-family **", "router **", "vrf *") for line in _POLICIES),
    *(
        (f"address-family {family} **", f"prefix-list @{kind} {way}")
        for family, kind in (("ipv4", "prefix-list"), ("ipv6", "prefix-list6"))
        for way in ("in", "out")
    ),
    *pairs(
        """
    interface *: ip access-group @acl in
    interface *: ip access-group @acl out
    interface *: ip port access-group @acl in
    interface *: ipv6 traffic-filter @acl6 in
    interface *: ipv6 traffic-filter @acl6 out
    interface *: mac port access-group @macl
    interface *: vrf member @vrf
    interface *: ip router ospf @ospf
    interface *: ip policy route-map @route-map
    interface *: ip ospf authentication key-chain @key-chain
    interface *: ip authentication key-chain eigrp ? @key-chain
    interface *: service-policy type ? input @policy-map
    interface *: service-policy type ? output @policy-map
    system qos: service-policy type ? input @policy-map
    system qos: service-policy type ? output @policy-map
    system qos: service-policy type network-qos @policy-map
    control-plane: service-policy input @policy-map
    hsrp **: authentication md5 key-chain @key-chain
    router bgp *: vrf @vrf
    line *: access-class @acl in
    line *: access-class @acl out
    line *: ipv6 access-class @acl6 in
    : snmp-server community ? use-acl @acl
    : snmp-server community ? use-ipv4acl @acl
    : ntp access-group ? @acl
    : aaa authentication login ? group @aaa-group
    : aaa authorization commands ? group @aaa-group
    : aaa authorization config-commands ? group @aaa-group
    : aaa accounting default group @aaa-group
    : vlan filter @vacl
    vlan access-map **: match ip address @acl
    route-map **: match ip address @acl
    route-map **: match ip address prefix-list @prefix-list
    route-map **: match ip next-hop prefix-list @prefix-list
    route-map **: match ipv6 address prefix-list @prefix-list6
    route-map **: match as-path @as-path
    route-map **: match community @community-list
    route-map **: match extcommunity @extcommunity-list
    policy-map **: class @class-map
    policy-map **: class type ? @class-map
    class-map **: match access-group name @acl
    """
    ),
)

DEFINITIONS = pairs(
    """
    object-group: object-group ip address *
    object-group: object-group ip port *
    object-group: object-group ipv6 address *
    time-range: time-range *
    acl: ip access-list *
    acl6: ipv6 access-list *
    macl: mac access-list *
    prefix-list: ip prefix-list *
    prefix-list6: ipv6 prefix-list *
    as-path: ip as-path access-list *
    community-list: ip community-list standard *
    community-list: ip community-list expanded *
    extcommunity-list: ip extcommunity-list standard *
    extcommunity-list: ip extcommunity-list expanded *
    class-map: class-map ? *
    class-map: class-map type ? ? *
    policy-map: policy-map *
    policy-map: policy-map type ? *
    vacl: vlan access-map *
    route-map: route-map * ? ?
    key-chain: key chain *
    vrf: vrf context *
    ospf: router ospf *
    aaa-group: aaa group server ? *
    """
)
