"""Who names what on Cisco IOS and IOS-XE: references, and the lines that define."""

from netops.platforms.spec import pairs

REFERENCES = (
    *(
        (scope, line)
        for scope in ("router **", "address-family **")
        for line in (
            "neighbor ? route-map @route-map in",
            "neighbor ? route-map @route-map out",
            "neighbor ? prefix-list @prefix-list in",
            "neighbor ? prefix-list @prefix-list out",
            "neighbor ? filter-list @as-path in",
            "neighbor ? filter-list @as-path out",
            "neighbor ? distribute-list @acl in",
            "neighbor ? distribute-list @acl out",
            "redistribute connected route-map @route-map",
            "redistribute static route-map @route-map",
            "redistribute bgp ? route-map @route-map",
            "redistribute ospf ? route-map @route-map",
            "distribute-list prefix @prefix-list in",
            "distribute-list prefix @prefix-list out",
            "distribute-list @acl in",
            "distribute-list @acl out",
        )
    ),
    *pairs(
        """
    interface *: ip access-group @acl in
    interface *: ip access-group @acl out
    interface *: ipv6 traffic-filter @acl6 in
    interface *: ipv6 traffic-filter @acl6 out
    interface *: mac access-group @macl in
    interface *: service-policy input @policy-map
    interface *: service-policy output @policy-map
    interface *: vrf forwarding @vrf
    interface *: ip vrf forwarding @vrf
    interface *: ip policy route-map @route-map
    interface *: ip authentication key-chain eigrp ? @key-chain
    control-plane: service-policy input @policy-map
    control-plane: service-policy output @policy-map
    line **: access-class @acl in
    line **: access-class @acl out
    line **: ipv6 access-class @acl6 in
    line **: ipv6 access-class @acl6 out
    line **: login authentication @login-list
    : snmp-server community ? RO @acl
    : snmp-server community ? RW @acl
    : snmp-server community ? ro @acl
    : snmp-server community ? rw @acl
    : snmp-server community ? view ? RO @acl
    : snmp-server community ? view ? RW @acl
    : ip http access-class @acl
    : ip sla schedule @sla
    : ip http access-class ipv4 @acl
    : ntp access-group ? @acl
    : ip nat inside source list @acl
    : login quiet-mode access-class @acl
    : aaa authentication login ? group @aaa-group
    : aaa authentication enable default group @aaa-group
    : aaa authorization exec ? group @aaa-group
    : aaa authorization commands ? ? group @aaa-group
    : aaa accounting exec ? start-stop group @aaa-group
    : aaa accounting commands ? ? start-stop group @aaa-group
    aaa group server **: server name @aaa-server
    router **: address-family ipv4 vrf @vrf
    route-map **: match ip address @acl
    route-map **: match ip address prefix-list @prefix-list
    route-map **: match as-path @as-path
    route-map **: match community @community-list
    policy-map **: class @class-map
    policy-map **: class type ? @class-map
    class **: service-policy @policy-map
    class-map **: match access-group name @acl
    class-map **: match access-group @acl
    crypto map **: match address @acl
    crypto map **: set transform-set @transform-set
    crypto map **: set isakmp-profile @isakmp-profile
    crypto map **: set ikev2-profile @ikev2-profile
    crypto ipsec profile *: set transform-set @transform-set
    crypto ipsec profile *: set isakmp-profile @isakmp-profile
    crypto ipsec profile *: set ikev2-profile @ikev2-profile
    crypto isakmp profile *: keyring @keyring
    crypto ikev2 profile *: keyring local @keyring
    crypto ikev2 policy *: proposal @ikev2-proposal
    interface *: crypto map @crypto-map
    interface *: tunnel protection ipsec profile @ipsec-profile
    interface *: ip flow monitor @flow-monitor input
    interface *: ip flow monitor @flow-monitor output
    interface *: zone-member security @zone
    flow monitor *: record @flow-record
    flow monitor *: exporter @flow-exporter
    : zone-pair security ? source @zone destination @zone
    zone-pair **: service-policy type inspect @policy-map
    policy-map **: class type ? @class-map
    : ip local policy route-map @route-map
    : ip nat inside source list ? pool @nat-pool
    : ip nat inside source route-map ? pool @nat-pool
    """
    ),
)

DEFINITIONS = pairs(
    """
    object-group: object-group network *
    object-group: object-group service *
    time-range: time-range *
    acl: ip access-list standard *
    acl: ip access-list extended *
    acl6: ipv6 access-list *
    macl: mac access-list extended *
    prefix-list: ip prefix-list *
    prefix-list6: ipv6 prefix-list *
    as-path: ip as-path access-list *
    community-list: ip community-list standard *
    community-list: ip community-list expanded *
    community-list: ip community-list *
    class-map: class-map ? *
    class-map: class-map *
    class-map: class-map type ? ? *
    policy-map: policy-map *
    policy-map: policy-map type ? *
    route-map: route-map * ? ?
    route-map: route-map *
    vrf: vrf definition *
    vrf: ip vrf *
    key-chain: key chain *
    aaa-server: tacacs server *
    aaa-server: radius server *
    aaa-group: aaa group server ? *
    login-list: aaa authentication login *
    nat-pool: ip nat pool *
    trustpoint: crypto pki trustpoint *
    transform-set: crypto ipsec transform-set *
    keyring: crypto keyring *
    keyring: crypto ikev2 keyring *
    ikev2-proposal: crypto ikev2 proposal *
    ikev2-policy: crypto ikev2 policy *
    isakmp-profile: crypto isakmp profile *
    ikev2-profile: crypto ikev2 profile *
    ipsec-profile: crypto ipsec profile *
    crypto-map: crypto map * ?
    flow-record: flow record *
    flow-exporter: flow exporter *
    sampler: sampler *
    flow-monitor: flow monitor *
    zone: zone security *
    zone-pair: zone-pair security *
    sla: ip sla * $
    track: track *
    """
)
