"""Where Cisco IOS XR keeps secrets (command references of ASR 9000, NCS and 8000, 5.3 to 24.2).

XR shows a secret as it was written down when it was set, also a salted one (types 5, 6, 8, 9
and 10), so the same secret shows the same twice.
"""

from netops.platforms.spec import Secret

# `encrypted`, `clear`, `password6`, `0`, `7`, `10`: how the value that follows is encoded.
_T = r"(?:(?:encrypted|clear|password6?|text|[0-9]{1,2}) +)?+"
_C = r"(?:(?:encrypted|clear|password6?) +)?+"
_S = r"(?P<secret>(?!<(?:secret|env):)\"[^\"]+\"|(?!<(?:secret|env):)[^\s\"]\S*)"
_REST = r"(?P<secret>(?!<(?:secret|env):)\S(?:.*\S)?)\s*$"
_HOST_WORDS = r"(?!(?:version|vrf|traps?|informs?)(?: |$))"
_HOST = (
    r"host \S+(?: (?:traps?|informs?))?(?: version (?:1|2c))?"
    rf" +{_HOST_WORDS}{_C}{_S}"
)
_V3_HASH = r"(?:md5|sha(?:-?(?:224|256|384|512))?)"
_V3_CIPHER = r"(?:des56|des|3des|aes(?: (?:128|192|256))?+)"
_NO_VALUE = r"(?!(?:disable|inheritance-disable|use-from-line|encryption)\b)"
_PROSE = r"(?:description|\d+ remark|snmp-server (?:contact|location)) "
_ISIS = r"(?:hmac-md5|hmac-sha\S*|text)"

SECRETS = (
    # logins: below `username`, `line` and a satellite
    Secret(rf"(?:secret|masked-secret) +{_T}{_REST}"),
    Secret(rf"username \S+ (?:.*? )?(?:password|secret) +{_T}{_REST}"),
    # `password encrypted ...`: lines, neighbours of BGP, MSDP and PCEP, LDP, L2TP, IKE, RPKI
    Secret(rf"password6? +{_NO_VALUE}{_T}{_S}"),
    # SNMP: v1 and v2c communities are passwords, a v3 host line holds a user name
    Secret(rf"snmp-server community(?:-map)? +{_C}{_S}"),
    Secret(rf"snmp-server {_HOST}"),
    Secret(_HOST, "snmp-server vrf "),
    Secret(rf"snmp-server user \S+ \S+ .*?auth {_V3_HASH} +{_C}{_S}"),
    Secret(rf"snmp-server user \S+ \S+ .*?priv {_V3_CIPHER} +{_C}{_S}"),
    # AAA servers; the key stands below a server too
    Secret(rf"(?:tacacs|radius)-server key +{_T}{_REST}"),
    Secret(rf"(?:tacacs|radius)-server host .*? key +{_T}{_REST}"),
    Secret(rf"key +{_T}{_REST}", "(?:tacacs|radius)-server |server(?:-private)? |client "),
    Secret(rf"server-private \S+ .*?\bkey +{_T}{_S}"),
    Secret(rf"(?:client \S+ .*?)?server-key +{_T}{_S}"),
    Secret(rf"\d+ (?:authorize|authenticate) .*?\bpassword +(?!use-from-line){_T}{_S}"),
    # key chains
    Secret(rf"key-string +{_T}{_S}"),
    # routing protocols
    Secret(rf"authentication-key +(?!\d+ (?:md5|sha|cmac)){_T}{_S}"),
    Secret(rf"message-digest-key \d+ md5 +{_T}{_S}"),
    Secret(rf"(?:lsp|hello)-password +(?:accept +)?(?!keychain ){_ISIS} +{_C}{_S}"),
    Secret(rf"(?:lsp|hello)-password +(?:accept +)?(?!keychain |accept |{_ISIS} ){_C}{_S}"),
    Secret(rf"authentication ipsec spi \d+ (?:md5|sha1) +{_T}{_S}"),
    Secret(
        r"encryption ipsec spi \d+ esp (?:3des|des|aes(?:-cbc)?(?: (?:128|192|256))?+)"
        rf" +{_T}{_S}"
    ),
    Secret(rf"encryption ipsec spi \d+ esp .*?(?:md5|sha1) +{_T}{_S}"),
    Secret(rf"neighbor \S+ password +{_NO_VALUE}{_T}{_S}"),
    Secret(rf"neighbor password +{_NO_VALUE}{_T}{_S}"),
    Secret(rf"\S+:\d+ password +{_NO_VALUE}{_T}{_S}"),
    Secret(rf"(?:ipv[46] )?(?:etr )?map-server \S+ key +{_T}{_S}"),
    # first-hop redundancy
    Secret(rf"authentication +(?!keychain |key-chain |message-digest){_T}{_S}$", "hsrp "),
    Secret(rf"text-authentication +{_T}{_S}"),
    # time
    Secret(rf"(?:ntp )?authentication-key \d+ \S+ +{_C}{_S}"),
    # PPP, L2TP, IKE
    Secret(rf"ppp (?:chap|ms-chap|eap) password +{_T}{_S}"),
    Secret(rf"ppp pap sent-username \S+ password +{_T}{_S}"),
    Secret(rf"l2tp tunnel password +{_T}{_S}"),
    Secret(rf"digest secret +{_T}{_S}"),
    Secret(rf"crypto isakmp key +{_T}{_S}(?= +(?:address|hostname) )"),
    Secret(rf"pre-shared-key (?:address|hostname) .*?key +{_T}{_S}"),
    Secret(rf"pre-shared-key +(?!address |hostname )(?:local |remote )?+{_T}{_S}"),
    # files and services
    Secret(rf"(?:sftp|anonymous|challenge)-password +{_T}{_S}"),
    Secret(rf"ftp client (?:vrf \S+ )?(?:anonymous-)?password +{_T}{_S}"),
    Secret(rf"license smart .*?(?:idtoken|password) +{_T}{_S}"),
    Secret(rf"event manager environment \S*(?i:pass|secret|key|token)\S* +{_REST}"),
    # what a container or an app is started with
    Secret(
        r".*?\b\w*(?:PASSWORD|PASSWD|SECRET|TOKEN)="
        r"(?P<secret>(?!<(?:secret|env):)[^\s\"']+)"
    ),
    # an alias that holds a command
    Secret(
        r"alias (?:exec |config )?\S+ .*?\b(?:password|secret|community|key-string) +"
        r"(?:encrypted +|clear +|[0-9]+ +)?+(?P<secret>(?!<(?:secret|env):)[^\s\";]+)"
    ),
    # whatever else says of a value how it is encoded
    Secret(rf"(?!{_PROSE}).*? (?:password|secret) +(?:encrypted|clear|[0-9]{{1,2}}) +{_S}"),
    # user:password in any URL (auto-save of commits, dumps, repositories, trustpoints)
    Secret(r".*?[a-z]://[^\s:/@]+:(?P<secret>(?!<(?:secret|env):)[^\s@/]+)@"),
)

HINT_WORDS = "pass|secret|key|community|snmp|auth|trap|inform|encrypt|spi |://|token|license"

# Words that look like a secret's place and are not one.
PLAIN = (
    r"password (?:disable|inheritance-disable)",
    r"(?:neighbor (?:\S+ )?|\S+:\d+ )password disable",
    r"(?:lsp|hello)-password (?:accept )?keychain ",
    r"\d+ (?:authorize|authenticate) .*password use-from-line",
    _PROSE,
)
