"""Where Arista EOS keeps secrets (EOS user manual, 4.20 to 4.33)."""

from netops.platforms.spec import Secret

# `0`, `5`, `7`, `8a`, `sha512`, `*`: how the value that follows is encoded.
_T = r"(?:(?:0|5|6|7|8a|sha512|yescrypt|\*) +)?+"
_S = r"(?P<secret>(?!<(?:secret|env):)\"[^\"]+\"|(?!<(?:secret|env):)[^\s\"]\S*)"
_REST = r"(?P<secret>(?!<(?:secret|env):)\S.*?)\s*$"
_HOST_WORDS = r"(?!(?:version|vrf|traps?|informs?)(?: |$))"
_V3_HASH = r"(?:md5|sha(?:224|256|384|512)?)"
_V3_CIPHER = r"(?:des|aes(?:128|192|256)?)"
_OSPFV3 = r"(?:ospfv3|ipv6 ospf|area \S+)(?: ipv[46])?(?: virtual-link \S+)?"

SECRETS = (
    # logins
    Secret(rf"enable (?:secret|password)(?: level \d+)?+ +{_T}{_REST}"),
    Secret(rf"username \S+ (?:.*? )?secret +{_T}{_S}"),
    Secret(rf"username \S+ (?:.*? )?password +{_T}{_S}"),
    Secret(rf"aaa root secret +{_T}{_S}"),
    Secret(rf"password (?!encryption|minimum|policy|encryption-key){_T}{_S}$"),
    # SNMP
    Secret(rf"snmp-server community {_S}"),
    Secret(
        r"snmp-server host \S+(?: vrf \S+)?(?: (?:traps?|informs?))?"
        rf"(?: version (?:1|2c))? +{_HOST_WORDS}{_S}"
    ),
    Secret(rf"snmp-server user \S+ \S+ .*?auth {_V3_HASH} {_S}"),
    Secret(rf"snmp-server user \S+ \S+ .*?priv {_V3_CIPHER} {_S}"),
    # AAA servers
    Secret(rf"(?:tacacs|radius)-server key +{_T}{_S}"),
    Secret(rf"(?:tacacs|radius)-server host .*? key +{_T}{_S}"),
    Secret(rf"(?:dynamic-authorization|radius) .*?\bkey +{_T}{_S}"),
    Secret(rf"server \S+ .*?\bkey +{_T}{_S}"),
    Secret(rf"(?:client \S+ .*?)?server-key +{_T}{_S}"),
    Secret(rf"key +{_T}{_S}", "radius proxy"),
    Secret(rf"(?:search )?username \S+ password +{_T}{_S}"),
    Secret(rf"(?:bind|search) .*?password +{_T}{_S}"),
    # time
    Secret(rf"ntp authentication-key \d+ (?:md5|sha1) +{_T}{_S}"),
    # routing protocols
    Secret(rf"neighbor \S+ password (?!shared-secret ){_T}{_S}"),
    Secret(rf"ip ospf authentication-key +{_T}{_S}"),
    Secret(rf"ip ospf message-digest-key \d+ \S+ +{_T}{_S}"),
    Secret(rf"area \S+ virtual-link .*?authentication-key +{_T}{_S}"),
    Secret(rf"area \S+ virtual-link .*?message-digest-key \d+ \S+ +{_T}{_S}"),
    Secret(rf"{_OSPFV3} authentication ipsec spi \d+ (?:md5|sha1) (?:passphrase )?+{_T}{_S}"),
    Secret(rf"{_OSPFV3} encryption ipsec spi \d+ esp .*?(?:md5|sha1) (?:passphrase )?+{_T}{_S}"),
    Secret(
        rf"{_OSPFV3} encryption ipsec spi \d+ esp (?:aes-\S+|3des-cbc) (?:passphrase )?+{_T}{_S}"
    ),
    Secret(rf"isis authentication key +{_T}{_S}"),
    Secret(rf"(?:isis )?authentication key-id \d+ .*?\bkey +{_T}{_S}"),
    Secret(rf"authentication key +{_T}{_S}", "router isis"),
    Secret(rf"isis password +{_T}{_S}"),
    Secret(rf"authentication index \d+ password +{_T}{_S}"),
    Secret(rf"authentication (?:type .*? )?password +{_T}{_S}"),
    Secret(rf"ip rip authentication .*?(?:key|text) +{_T}{_S}"),
    Secret(rf"(?:neighbor|peer|password-group) \S+ password (?!shared-secret ){_T}{_S}"),
    Secret(rf"ip msdp (?:vrf \S+ )?password peer \S+ +{_T}{_S}"),
    Secret(rf"ip pim .*?authentication .*?key +{_T}{_S}"),
    Secret(rf"mpls ldp .*?password +{_T}{_S}"),
    # first-hop redundancy
    Secret(rf"vrrp \d+ (?:peer )?authentication ietf-md5 key-string +{_T}{_S}"),
    Secret(
        rf"vrrp \d+ (?:peer )?authentication (?:text +)?(?!ietf-md5(?: |$)|text(?: |$)){_T}{_S}"
    ),
    # shared secrets, MACsec, IPsec, 802.1X
    Secret(rf"secret \d+ {_T}{_S}", "(?:management security|session shared-secret)"),
    Secret(rf"secret (?:0|7|8a) {_S}", "(?:management security|session shared-secret)"),
    Secret(rf"key \S+ (?:0|7|8a) {_S}", "(?:mac security|profile )"),
    Secret(rf"shared-key +{_T}{_S}"),
    Secret(rf"pre-shared-key +{_T}{_S}"),
    Secret(rf"(?:tunnel|connection) .*?\bshared-key +{_T}{_S}"),
    Secret(rf"passphrase +{_T}{_S}"),
    Secret(rf"(?:encryption|authentication) .*?hex-key +{_T}{_S}"),
    Secret(rf"dot1x .*?(?:password|passphrase|secret) +{_T}{_S}"),
    Secret(rf"mac based authentication .*?password +{_T}{_S}"),
    Secret(rf"key-string +{_T}{_REST}"),
    Secret(rf"dynamic authentication .*?password +{_T}{_S}"),
    # services
    Secret(rf"auth password +{_T}{_S}", "email"),
    Secret(rf"ip (?:ftp|http|scp|sftp) client .*?password +{_T}{_S}"),
    Secret(rf"(?:proxy|http-proxy) .*?password +{_T}{_S}"),
    Secret(rf"(?:api-key|token|authorization-token) +{_T}{_S}"),
    Secret(rf"service .*?(?:secret|password) +{_T}{_S}", "(?:cvx|management cvx)"),
    Secret(
        r"exec .*?-?-(?:ingestauth|cvauth)[= ](?:key|token),(?P<secret>(?!<(?:secret|env):)\S+)"
    ),
    Secret(r"exec .*?-?-(?:password|passwd|token|secret)[= ](?P<secret>(?!<(?:secret|env):)\S+)"),
    Secret(rf"option \S*(?:password|secret|token)\S* value {_S}"),
    Secret(
        r"(?:alias \S+|\d+) .*?\b(?:secret|password|community) +(?:[057] +)?"
        r"(?P<secret>(?!<(?:secret|env):)[^\s\"]+)",
        "(?:alias|event-handler)",
    ),
    Secret(
        r"(?:alias \S+|action bash) .*?\b(?:secret|password|community) +(?:[057] +)?+"
        r"(?P<secret>(?!<(?:secret|env):)[^\s\"']+)"
    ),
    Secret(rf"agent \S+ environment .*?(?:TOKEN|PASSWORD|SECRET|KEY)={_S}"),
    # a value that says how it is written is a secret, wherever it stands
    Secret(
        r"(?!description|remark|name )(?:\S+ )*?(?:[a-z]+-)?"
        rf"(?:password|secret|passphrase|shared-key) (?:0|5|7|8a|sha512) +{_S}"
    ),
    Secret(r".*?[a-z]://[^\s:/@]+:(?P<secret>(?!<(?:secret|env):)[^\s@/]+)@"),
)

HINT_WORDS = r"pass|secret|key|community|snmp|auth|psk|token|://|ipsec|encryption"

PLAIN = (
    r"service password",
    r"password (?:encryption|minimum|policy|encryption-key)",
    r"management security",
    r"session shared-secret profile",
    r"snmp-server host .*version 3 ",
    r"neighbor \S+ description ",
    r"snmp-server (?:location|contact|enable|view|group|context|trap|vrf)",
    r"snmp-server (?:local|source)-interface",
    r"(?:ip|no ip) (?:extcommunity|community|large-community)-list",
    r"(?:match|set|continue) ",
    r"neighbor \S+ (?:send-community|password shared-secret)",
    r"(?:description|remark|name|alias) ",
    r"username \S+ (?:.*? )?nopassword",
    r"username \S+ ssh-key ",
    r"aaa (?:authentication policy|authorization|accounting)",
    r"no ",
)
