"""Where Cisco NX-OS keeps secrets (command references of Nexus 3000, 7000 and 9000, 6.2 to 10.4).

NX-OS shows a secret as it was written down when it was set, also a salted one (types 5 and 6), so
the same secret shows the same twice. Not so the `localizedV2key` of a v3 user: 9.3 and later salt
it, and collectors have seen another one at every reading.
"""

from netops.platforms.spec import Secret

# `0`, `3`, `5`, `6`, `7`, `8`, `9`: how the value that follows is encoded.
_T = r"(?:[0-9] +)?+"
_S = r"(?P<secret>(?!<(?:secret|env):)\"[^\"]+\"|(?!<(?:secret|env):)[^\s\"]\S*)"
_REST = r"(?P<secret>(?!<(?:secret|env):)\S(?:.*\S)?)\s*$"
_HOST_WORDS = r"(?!(?:version|use-vrf|filter-vrf|source-interface|traps?|informs?)(?: |$))"
_V3_HASH = r"(?:md5|sha(?:-?(?:224|256|384|512))?)"
_V3_CIPHER = r"(?:(?:des|3des|aes(?:-?(?:128|192|256))?) +)?+"
_PROSE = r"(?:description|\d+ remark|name|snmp-server (?:contact|location)) "
_SALTED = r"(?=.* localizedV2key\b)"
_NO_VALUE = r"(?!(?:strength-check|secure-mode|prompt|encryption|option|required|rollover)\b)"
_OSPFV3 = r"(?:ospfv3 |area \S+ )?"

SECRETS = (
    # logins
    Secret(rf"enable secret +{_T}{_S}"),
    Secret(rf"username \S+ (?:.*? )?password +{_T}{_S}"),
    Secret(rf"scheduler aaa-authentication (?:username \S+ )?password +{_T}{_S}"),
    # SNMP: v1 and v2c communities are passwords, a v3 host line holds a user name
    Secret(rf"snmp-server community (?:[07] +(?!group |use-|r[ow]\b|view ))?+{_S}"),
    Secret(
        r"snmp-server host \S+(?: (?:traps?|informs?))?"
        rf"(?: version (?:1|2c))? +{_HOST_WORDS}{_S}"
    ),
    Secret(rf"snmp-server user {_SALTED}\S+ (?:\S+ )?auth {_V3_HASH} +{_S}", resalted=True),
    Secret(rf"snmp-server user {_SALTED}\S+ .*?priv +{_V3_CIPHER}{_S}", resalted=True),
    Secret(rf"snmp-server user \S+ (?:\S+ )?auth {_V3_HASH} +{_S}"),
    Secret(rf"snmp-server user \S+ .*?priv +{_V3_CIPHER}{_S}"),
    Secret(rf"snmp-server mib community-map +{_S}"),
    Secret(rf"rmon event \d+ (?:log )?trap +{_S}"),
    # AAA servers
    Secret(rf"(?:tacacs|radius)-server key +{_T}{_S}"),
    Secret(rf"(?:tacacs|radius)-server host .*? key +{_T}{_S}"),
    Secret(rf"(?:tacacs|radius|ldap)-server (?:host \S+ )?test .*?password +{_T}{_S}"),
    Secret(rf"ldap-server host \S+ (?:.*? )?rootDN (?:\"[^\"]*\"|\S+) password +{_T}{_S}"),
    Secret(rf"client \S+ .*?server-key +{_T}{_S}"),
    Secret(rf"server-key +{_T}{_S}"),
    # TrustSec, MACsec, Fibre Channel security
    Secret(rf"cts device-id \S+ password +{_T}{_S}"),
    Secret(rf"cts sxp default password +(?:required +)?+{_T}{_S}"),
    Secret(rf"cts sxp connection peer .*?password required +{_T}{_S}"),
    Secret(rf"sap pmk +(?!use-dot1x){_S}"),
    Secret(rf"fcsp dhchap (?:devicename \S+ )?password +{_T}{_S}"),
    Secret(rf"(?:key|salt) +{_S}$", "fcsp esp sa "),
    Secret(rf"key-octet-string +{_T}{_S}"),
    Secret(rf"key-string +{_T}{_REST}"),
    # first-hop redundancy
    Secret(rf"authentication md5 key-string +{_T}{_S}"),
    Secret(rf"authentication (?:text +)?(?!md5 |text(?: |$)){_T}{_S}$", "(?:hsrp|vrrp|glbp) "),
    # routing protocols: `password 3 ...` stands under a neighbour
    Secret(rf"password +{_NO_VALUE}{_T}{_S}"),
    Secret(rf"neighbor \S+ .*?password +{_T}{_S}"),
    Secret(rf"password option \d+ for \S+ +(?!key-chain ){_T}{_S}", "mpls ldp"),
    Secret(rf"(?:ip ospf )?authentication-key +{_T}{_S}"),
    Secret(rf"(?:ip ospf )?message-digest-key \d+ md5 +{_T}{_S}"),
    Secret(rf"{_OSPFV3}authentication ipsec spi \d+ (?:md5|sha1) +{_T}{_S}"),
    Secret(
        rf"{_OSPFV3}encryption ipsec spi \d+ esp (?:3des|des|aes(?:-cbc)?(?: (?:128|192|256))?+)"
        rf" +{_T}{_S}"
    ),
    Secret(rf"{_OSPFV3}encryption ipsec spi \d+ esp .*?(?:md5|sha1) +{_T}{_S}"),
    Secret(rf"ip msdp password \S+ +{_T}{_S}"),
    Secret(rf"ip(?:v6)? pim hello-authentication ah-md5 +{_T}{_S}"),
    Secret(rf"(?:port-channel )?bfd authentication \S+ key-id \d+ (?:hex-)?key +{_T}{_S}"),
    Secret(rf"ip(?:v6)? lisp .*?\bkey +{_T}{_S}"),
    Secret(rf"ip wccp .*?password +{_T}{_S}"),
    # time, VLANs, keys of IPsec peers
    Secret(rf"ntp authentication-key \d+ \S+ +{_S}"),
    Secret(rf"vtp password +{_T}{_S}"),
    Secret(rf"key +{_T}{_S} +(?:address|hostname) ", "crypto ike domain"),
    Secret(rf"pre-shared-key +(?:local |remote )?+{_T}{_S}"),
    # files and services
    Secret(rf"nxapi (?:client )?certificate .*?password +{_T}{_S}"),
    Secret(rf"crypto ca import .*?pkcs12 \S+ +{_S}"),
    Secret(rf"db-security user \S+ password +{_T}{_S}"),
    Secret(rf"(?:ip (?:ftp|http|scp|tftp) .*?|transport .*?proxy .*?)password +{_T}{_S}"),
    Secret(rf"license smart .*?(?:idtoken|password) +{_T}{_S}"),
    Secret(rf"event manager environment \S*(?i:pass|secret|key|token)\S* +{_REST}"),
    # commands inside scripts: event manager actions, scheduler jobs, aliases
    Secret(
        r"(?:action \S+ cli|cli alias name \S+|conf\S* .*?;) .*?"
        r"\b(?:password|secret|community|key-string|key) +(?:[0-9] +)?+"
        r"(?P<secret>(?!<(?:secret|env):|chain )[^\s\";]+)"
    ),
    # whatever else says of a value how it is encoded
    Secret(rf"(?!{_PROSE}).*? (?:password|secret) +[0-9] +{_S}"),
    # user:password in any URL (copy in a scheduler job, call home, ip sla, event manager)
    Secret(r".*?[a-z]://[^\s:/@]+:(?P<secret>(?!<(?:secret|env):)[^\s@/]+)@"),
)

HINT_WORDS = (
    "pass|secret|key|community|snmp|auth|pmk|salt|://|token|trap|encryption|ldap|bfd|pkcs12"
)

# Words that look like a secret's place and are not one.
PLAIN = (
    r"password (?:strength-check|secure-mode|prompt|encryption|required|rollover)",
    r"feature password encryption",
    r"username \S+ (?:sshkey|ssh-cert-dn|passphrase) ",
    r"(?:match|set) ",
    _PROSE,
)
