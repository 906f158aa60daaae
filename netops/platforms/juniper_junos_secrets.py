"""Where Juniper Junos keeps secrets (CLI references of Junos OS 15.1 to 24.2).

One pattern serves both ways to write a statement: `key "x";` inside its sections, and a `set` line
that names the whole path before it.
"""

from netops.platforms.spec import Secret

# The path of a `set` line, or the words before a value in one statement; never a list `[ ... ]`.
_PATH = r"(?:(?:[^\s\"\[]++|\"(?:[^\"\\]|\\.)*+\")\s+)*?"
_V = (
    r"(?P<secret>(?!\"?<(?:secret|env):)\"(?:[^\"\\]|\\.)+\"|(?!<(?:secret|env):)[^\s;\"\[\]{}]+)"
    r"(?=\s*(?:[;{]|\s|$))"
)
_QUOTED = r"(?P<secret>\"(?!<(?:secret|env):)(?:[^\"\\]|\\.)+\")"
# Junos marks these as well: the number of a key, and public keys.
_READABLE = (
    r"(?!(?:server|peer) .*\bkey \d+;|.*\b(?:ssh-(?:rsa|dsa|dss|ed25519|ecdsa)|ecdsa-\S+) \")"
)


def _leaf(words: str, section: str = "") -> tuple[Secret, ...]:
    """A statement whose value is a secret, inside `section` and in a `set` line that names it."""
    if not section:
        return (Secret(rf"{_PATH}{words}\s+{_V}"),)
    path = rf"(?:set|activate|deactivate|delete) (?:.*? )?{section} (?:.*? )?"
    return (Secret(rf"{words}\s+{_V}", section), Secret(rf"{path}{words}\s+{_V}"))


SECRETS = (
    # accounts: hashes, and what a person typed
    *_leaf(r"(?:encrypted-password|plain-text-password-value)"),
    *_leaf(r"(?:password|passphrase)(?!\s+(?:minimum-|maximum-|format\b|change-type\b))"),
    *_leaf(r"(?:(?:user|local|default|sip-user|simple-ip)-password|sip-password|pap-password)"),
    *_leaf(r"(?:challenge-password|url-password|bind-password|proxy-password)"),
    # servers that are asked or told
    *_leaf(r"(?:secret|preauthentication-secret|shared-secret|client-secret|chap-secret)"),
    *_leaf(r"(?:default-chap-secret|auth-token|auth-key|api-key|license-key|community-name)"),
    *_leaf("community", "snmp"),
    Secret(rf"community\s+{_V}(?=\s*\{{)"),
    *_leaf(r"(?:authentication|privacy)-(?:password|key(?!\s+\d+ type\b))"),
    # time and routing protocols
    *_leaf(r"authentication-key\s+\d+ type \S+ value"),
    *_leaf(r"(?:hello-authentication-key|simple-password|md5-key)"),
    *_leaf(r"md5 \d+ key"),
    *_leaf("key", "md5"),
    # IPsec, IKE and MACsec
    *_leaf(r"(?:ascii-text|hexadecimal)"),
    *_leaf(r"(?:cak|sak)"),
    *_leaf(r"(?:auth|encr)-key"),
    # wireless, and any other key that stands in quotes
    Secret(rf"{_PATH}(?:wpa-|wep-)?(?:key|key-string)\s+{_QUOTED}"),
    # what Junos itself marks, every hash or code, keys in PEM, and passwords in URLs
    Secret(rf"{_READABLE}(?:.*\s)?{_V}\s*;?\s*\{{?\s*## SECRET-DATA"),
    Secret(r".*?(?P<secret>\"\$(?:[0-9]|sha\d+)\$[^\"]+\"|(?<!\")\$(?:[0-9]|sha\d+)\$[^\s;\"]+)"),
    Secret(r".*?(?P<secret>\"-----BEGIN [A-Z ]*PRIVATE KEY-----[^\"]*\")"),
    Secret(r".*?[a-z]://[^\s:/@\"]+:(?P<secret>(?!<(?:secret|env):)[^\s@/\"]+)@"),
)

HINT_WORDS = (
    "pass|secret|key|community|ascii-text|hexadecimal|auth-token|cak|sak|$1$|$5$|$6$|$8$|$9$|$sha"
    "|private|://"
)

# Words that look like a secret's place and are not one.
PLAIN = (
    r"(?:set |delete )?(?:\S+ )*?(?:description|message|announcement|full-name|contact|location) ",
    r"(?:set (?!snmp )(?:\S+ )*?)?(?:from )?community ",
    r"(?:set (?:\S+ )*?)?password (?:minimum-|maximum-|format |change-type )",
    r"(?:set (?:\S+ )*?)?authentication-order ",
    r"(?:set (?:\S+ )*?)?authentication-method ",
    r"(?:set (?:\S+ )*?)?(?:ckn|permissions) ",
)
