"""Where Cisco IOS and IOS-XE keep secrets (command references of IOS 12.4 to IOS-XE 17)."""

from netops.platforms.spec import Secret

# `0`, `5`, `6`, `7`, `8`, `9`: how the value that follows is encoded.
_T = r"(?:[0-9]{1,2} +)?+"
_S = r"(?P<secret>(?!<(?:secret|env):)\"[^\"]+\"|(?!<(?:secret|env):)[^\s\"]\S*)"
_REST = r"(?P<secret>(?!<(?:secret|env):)\S.*?)\s*$"
_HOST_WORDS = r"(?!(?:version|vrf|use-vrf|traps?|informs?)(?: |$))"
_V3_HASH = r"(?:md5|sha(?:-?2)?(?: ?(?:224|256|384|512))?+)"
_V3_CIPHER = r"(?:des56|des|3des|aes(?: ?(?:128|192|256))?+)"
_SERVERS = r"(?:tacacs|radius) server "

SECRETS = (
    # logins
    Secret(rf"enable (?:algorithm-type \S+ )?(?:secret|password)(?: level \d+)?+ +{_T}{_REST}"),
    Secret(rf"username \S+ (?:.*? )?(?:password|secret|one-time password) +{_T}{_REST}"),
    Secret(
        rf"password (?!encryption ){_T}{_REST}", "(?:line|dot1x|eap|wlan|ldap|crypto|l2tp|ephone)"
    ),
    Secret(rf"password (?!encryption ){_T}{_S}$"),
    Secret(rf"(?:ap dot1x|ap mgmtuser|mgmtuser) username \S+ .*?password +{_T}{_S}"),
    Secret(rf"(?:ap mgmtuser|mgmtuser) username \S+ .*?secret +{_T}{_S}"),
    Secret(rf"dot1x (?:username \S+ )?password +{_T}{_S}"),
    Secret(rf"user \S+ (?:password|nthash) +{_T}{_S}", "radius-server local"),
    Secret(rf"eapfast server-key (?:primary|secondary) +{_T}{_S}"),
    Secret(rf"mab request format attribute 2 +{_T}{_S}"),
    Secret(rf"kerberos srvtab entry \S+ (?:\d+ )++{_S}"),
    Secret(rf"wlccp (?:ap|authentication-server) .*?(?:password|key) +{_T}{_S}"),
    Secret(rf"key config-key \S+ {_S}"),
    # SNMP: v1 and v2c communities are passwords, a v3 host line holds a user name
    Secret(rf"snmp-server community {_S}"),
    Secret(
        rf"snmp-server host \S+(?: (?:vrf|use-vrf) \S+)?(?: (?:traps?|informs?))?"
        rf"(?: version (?:1|2c))? +{_HOST_WORDS}{_S}"
    ),
    Secret(rf"snmp-server user \S+ \S+ .*?auth {_V3_HASH} {_S}"),
    Secret(rf"snmp-server user \S+ \S+ .*?priv {_V3_CIPHER} {_S}"),
    Secret(rf"snmp mib community-map {_S}"),
    Secret(rf"rmon event \d+ (?:log )?trap {_S}"),
    # AAA servers
    Secret(rf"(?:tacacs|radius)-server key +{_T}{_REST}"),
    Secret(rf"(?:tacacs|radius)-server host .*? key +{_T}{_REST}"),
    Secret(rf"(?:pac )?key +{_T}{_REST}", _SERVERS),
    Secret(rf"key +{_T}{_S}", "aaa server radius "),
    Secret(rf"key-wrap encryption-key +{_T}{_S}"),
    Secret(rf"key-wrap encryption-key .*?message-auth-code-key +{_T}{_S}"),
    Secret(rf"server-private \S+ .*?key +{_T}{_S}"),
    Secret(rf"client \S+ .*?server-key +{_T}{_S}"),
    Secret(rf"server-key +{_T}{_S}"),
    Secret(rf"nas \S+ key +{_T}{_S}"),
    Secret(rf"bind authenticate root-dn .*?password +{_T}{_S}"),
    Secret(rf"cts (?:credentials id \S+|sxp default) password +{_T}{_S}"),
    Secret(rf"(?:cts )?sap pmk {_S}"),
    Secret(rf"cts authorization list .*?password +{_T}{_S}"),
    # key chains and first-hop redundancy
    Secret(rf"key-string +{_T}{_REST}"),
    Secret(rf"standby (?:\d+ )?authentication md5 key-string +{_T}{_S}"),
    Secret(rf"standby (?:\d+ )?authentication (?:text +)?(?!md5(?: |$)|text(?: |$)){_S}"),
    Secret(rf"(?:vrrp|glbp) \d+ authentication md5 key-string +{_T}{_S}"),
    Secret(rf"(?:vrrp|glbp) \d+ authentication (?:text +)?(?!md5(?: |$)|text(?: |$)){_S}"),
    # routing protocols
    Secret(rf"ip ospf (?:\d+ )?authentication-key +{_T}{_S}"),
    Secret(rf"ip ospf (?:\d+ )?message-digest-key \d+ md5 +{_T}{_S}"),
    Secret(rf"area \S+ (?:virtual-link|sham-link) .*?authentication-key +{_T}{_S}"),
    Secret(rf"area \S+ (?:virtual-link|sham-link) .*?message-digest-key \d+ md5 +{_T}{_S}"),
    Secret(
        r"(?:ipv6 ospf|ospfv3(?: \d+)?(?: ipv[46])?|area \S+)(?: virtual-link \S+)? authentication "
        rf"ipsec spi \d+ (?:md5|sha1) +{_T}{_S}"
    ),
    Secret(
        r"(?:ipv6 ospf|ospfv3(?: \d+)?(?: ipv[46])?|area \S+)(?: virtual-link \S+)? encryption "
        rf"ipsec spi \d+ esp .*?(?:md5|sha1) +{_T}{_S}"
    ),
    Secret(
        r"(?:ipv6 ospf|ospfv3(?: \d+)?(?: ipv[46])?|area \S+)(?: virtual-link \S+)? encryption "
        rf"ipsec spi \d+ esp (?:aes-cbc \d+|3des|des) +{_T}{_S}"
    ),
    Secret(rf"isis password +{_T}{_S}"),
    Secret(rf"(?:area|domain)-password +{_T}{_S}"),
    Secret(rf"authentication mode hmac-sha-256 +{_T}{_S}"),
    Secret(rf"neighbor \S+ (?:\S+ )?password +{_T}{_REST}"),
    Secret(rf"mpls ldp (?:vrf \S+ )?neighbor (?:vrf \S+ )?\S+ password +{_T}{_S}"),
    Secret(rf"mpls ldp (?:vrf \S+ )?password option \d+ for \S+ (?!key-chain ){_T}{_S}"),
    Secret(
        rf"mpls ldp (?:vrf \S+ )?password (?:fallback|rollover) (?!key-chain |duration ){_T}{_S}"
    ),
    Secret(rf"ip msdp (?:vrf \S+ )?password peer \S+ +{_T}{_S}"),
    Secret(rf"ip nhrp authentication +{_T}{_S}"),
    Secret(rf"ip rsvp authentication key +{_T}{_S}"),
    Secret(rf"ip(?:v6)? wccp .*?password +{_T}{_S}"),
    Secret(
        rf"(?:authentication-key|ipv[46] etr map-server \S+ key|etr map-server \S+ key) +{_T}{_S}"
    ),
    Secret(rf"bgp rpki server .*?password +{_T}{_S}"),
    Secret(rf"ntp authentication-key \d+ \S+ {_S}"),
    Secret(rf"ntp auth-key index \d+ type \S+ format \S+ +{_T}{_S}"),
    # IPsec and PKI
    Secret(rf"crypto isakmp key +{_T}{_S}(?= +(?:address|hostname) )"),
    Secret(rf"pre-shared-key (?:address|hostname) .*?key +{_T}{_REST}"),
    Secret(rf"pre-shared-key (?:local |remote )?(?:hex )?(?!address |hostname ){_T}{_S}$"),
    Secret(rf"authentication (?:local|remote) pre-share key +{_T}{_S}"),
    Secret(rf"aaa authorization (?:group|user) .*?password +{_T}{_S}"),
    Secret(rf"key +(?!chain ){_T}{_S}$", "crypto isakmp client configuration group "),
    Secret(rf"set aggressive-mode password +{_T}{_S}"),
    Secret(rf"set session-key (?:in|out)bound ah \S+ {_S}"),
    Secret(rf"set session-key (?:in|out)bound esp \S+ (?:.*?)authenticator {_S}"),
    Secret(rf"set session-key (?:in|out)bound esp \S+ cipher {_S}"),
    Secret(rf"group \S+ key +{_T}{_S}", "crypto ipsec client ezvpn "),
    Secret(rf"username \S+ password +{_T}{_S}", "crypto ipsec client ezvpn "),
    Secret(rf"passphrase +{_T}{_S}"),
    Secret(rf"database (?:archive|username) \S+ password +{_T}{_S}"),
    Secret(rf"crypto (?:pki|ca) (?:import|export) .*?password +{_T}{_S}"),
    Secret(rf"fips authorization-key +{_S}"),
    # dial, VPDN, PPP
    Secret(rf"ppp (?:chap|eap|ms-chap) password +{_T}{_S}"),
    Secret(rf"ppp pap sent-username \S+ password +{_T}{_S}"),
    Secret(rf"(?:l2tp tunnel|l2f tunnel|pptp tunnel) password +{_T}{_S}"),
    Secret(rf"digest secret +{_T}{_S}"),
    Secret(rf"authentication {_T}{_S}$", "l2tp-class "),
    # wireless
    Secret(rf"wpa-psk (?:ascii|hex) +{_T}{_S}"),
    Secret(rf"(?:security|mpsk-psk|psk|akm|priority) .*?set-key (?:ascii|hex) +{_T}{_S}"),
    Secret(rf"set-key (?:ascii|hex) +{_T}{_S}"),
    Secret(rf"authentication client username \S+ password +{_T}{_S}"),
    Secret(rf"encryption (?:vlan \d+ )?key \d+ size \S+ +{_T}{_S}"),
    Secret(rf"security (?:static-wep-key|web-passthrough).*?(?:ascii|hex) +{_T}{_S}"),
    # cellular: how a SIM logs in
    Secret(rf"profile id \d+ .*?password +{_T}{_S}"),
    # voice
    Secret(rf"authenticate credential \S+ {_S}"),
    Secret(rf"(?:security password-group \S+ lrq send|log password) +{_T}{_S}"),
    Secret(rf"(?:authentication|credentials)(?: number \S+)? username \S+ password +{_T}{_S}"),
    Secret(rf"web admin (?:system|customer) name \S+ (?:password|secret) +{_T}{_S}"),
    Secret(rf"xml user \S+ password +{_T}{_S}"),
    Secret(rf"security password +{_T}{_S}"),
    # files and services
    Secret(rf"ip (?:ftp|http client|rcmd|scp) password +{_T}{_S}"),
    Secret(rf"ip http client proxy-server .*?password +{_T}{_S}"),
    Secret(rf"vtp password {_S}"),
    Secret(rf"http-proxy .*?password +{_T}{_S}"),
    Secret(rf"license smart proxy password +{_T}{_S}"),
    Secret(rf"\d+ (?:authenticate|authorize) .*?password +{_T}{_S}"),
    Secret(r"mail-server [^\s:@]+:(?P<secret>(?!<(?:secret|env):)[^\s@]+)@"),
    Secret(
        r"chat-script \S+ .*?word:?\"?\s+"
        r"(?P<secret>(?!\"?<(?:secret|env):)\"[^\"]+\"|[^\s\"<]+)"
    ),
    Secret(
        r"alias \S+ \S+ .*?\b(?:username \S+ .*?(?:password|secret)|enable (?:password|secret)"
        rf"|snmp-server community) +{_T}{_S}"
    ),
    Secret(rf"(?:token|api-key|api-token) +{_T}{_S}", "(?:parameter-map|umbrella)"),
    Secret(rf"secret +{_T}{_S}", "(?:parameter-map|umbrella|aaa)"),
    Secret(rf"event manager environment \S*(?:pass|secret|key)\S* {_REST}"),
    Secret(
        r"action \S+ cli command .*?\b(?:password|secret|community|key-string) +"
        r"(?:[0-9] +)?(?P<secret>(?!<(?:secret|env):)[^\s\"]+)"
    ),
    # user:password in any URL or mail server (archive, ip sla, boot, ddns, event manager)
    Secret(r".*?[a-z]://[^\s:/@]+:(?P<secret>(?!<(?:secret|env):)[^\s@/]+)@"),
    # a value that says how it is written is a secret, wherever it stands
    Secret(
        r"(?!description|remark|name |username)(?:\S+ )*?(?:[a-z]+-)?"
        rf"(?:password|secret|set-key) [0-9] +{_S}"
    ),
    Secret(r"action \S+ mail server .*?[\w.-]+:(?P<secret>(?!<(?:secret|env):)[^\s@\">]+)@"),
)

HINT_WORDS = (
    r"pass|secret|key|community|snmp|authenticat|psk|pmk|auth|://|credential|token"
    r"|trap|encryption|session|ldp|mail|mab request|kerberos|nthash"
)

# Words that look like a secret's place and are not one.
PLAIN = (
    r"service (?:password-encryption|password-recovery)",
    r"password encryption aes",
    r"security passwords? min-length",
    r"aaa authentication (?:password-prompt|username-prompt)",
    r"aaa (?:password|common-criteria)",
    r"aaa authorization (?:group|user) (?:override )?psk ",
    r"snmp-server host .*version 3 ",
    r"action \S+ (?:syslog|puts|comment) ",
    r"snmp-server (?:location|contact|enable|user-trap|view|group|context|trap)",
    r"(?:ip|no ip) (?:extcommunity|community)-list",
    r"(?:match|set|continue) ",
    r"neighbor \S+ send-community",
    r"crypto (?:key|pki|ca)",
    r"mpls ldp (?:vrf \S+ )?password (?:required|rollover duration)",
    r"mpls ldp .*key-chain",
    r"(?:mka )?pre-shared-key key-chain ",
    r"privilege ",
    r"(?:description|remark|name|alias) ",
    r"(?:username|user) \S+ nopassword",
    r"(?:exec )?prompt",
)
