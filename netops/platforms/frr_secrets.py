"""Where FRRouting keeps secrets (FRR user manual, 7.5 to 10)."""

from netops.platforms.spec import Secret

_S = r"(?P<secret>(?!<(?:secret|env):)\S+)"
_REST = r"(?P<secret>(?!<(?:secret|env):)\S.*?)\s*$"

SECRETS = (
    # the daemons' own terminals; `8` stands before a hash
    Secret(rf"(?:enable )?password (?:8 )?+{_S}"),
    Secret(rf"username \S+ password (?:8 )?+{_S}"),
    # routing protocols
    Secret(rf"neighbor \S+ password {_REST}"),
    Secret(rf"(?:ip ospf|ospf) authentication-key {_S}"),
    Secret(rf"(?:ip ospf|ospf) message-digest-key \d+ md5 {_S}"),
    Secret(rf"area \S+ virtual-link .*?authentication-key {_S}"),
    Secret(rf"area \S+ virtual-link .*?message-digest-key \d+ md5 {_S}"),
    Secret(rf"(?:isis|openfabric) password (?:clear|md5) {_S}"),
    Secret(rf"(?:area|domain)-password (?:clear|md5) {_S}"),
    Secret(rf"ip rip authentication string {_REST}"),
    Secret(rf"key-string {_REST}"),
    Secret(rf"neighbor \S+ password {_REST}", "mpls ldp"),
    Secret(rf"(?:ip|ipv6) nhrp authentication {_S}"),
    Secret(rf"(?:ip msdp|msdp) peer .*?password {_S}"),
    Secret(rf"tcp-md5-auth {_REST}"),
    Secret(rf"tunnel protection .*?secret {_S}"),
    Secret(rf"ipv6 ospf6 authentication key-id \d+ hash-algo \S+ key {_S}"),
    Secret(rf"ip igmp .*?key {_S}"),
    # services
    Secret(rf"rpki cache \S+ \S+ (?:ssh \S+ )?password {_S}"),
    Secret(r".*?[a-z]://[^\s:/@]+:(?P<secret>(?!<(?:secret|env):)[^\s@/]+)@"),
)

HINT_WORDS = r"pass|secret|key|auth|://"

PLAIN = (
    r"service password-encryption",
    r"(?:match|set|on-match|call) ",
    r"bgp community alias ",
    r"(?:ip|ipv6) prefix-list \S+ description ",
    r"bgp (?:community|large-community|extcommunity)-list",
    r"(?:description|neighbor \S+ description) ",
    r"neighbor \S+ send-community",
    r"key(?: chain)? \S+$",
    r"ip(?:v6)? ospf6? authentication(?: message-digest| null| keychain \S+)?$",
    r"area \S+ authentication",
    r"no ",
)
