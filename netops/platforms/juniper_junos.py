"""Juniper Junos: what is committed, in braces or as `set` lines."""

from netops.platforms.capture import CaptureFacts, IdentityFacts
from netops.platforms.juniper_junos_grammar import JUNOS_STATEMENTS
from netops.platforms.juniper_junos_secrets import HINT_WORDS, PLAIN, SECRETS
from netops.platforms.spec import (
    JudgeFacts,
    Opaque,
    Platform,
    Scope,
    Sequence,
    words,
)

_STRING = r"\"(?:[^\"\\]|\\.)*+"

JUNIPER_JUNOS = Platform(
    name="juniper_junos",
    title="Juniper Junos",
    aliases=("junos", "juniper"),
    hier_config="JUNIPER_JUNOS",
    comment="# /*",
    transports={"netconf": 830, "netmiko": 22},
    capture=CaptureFacts(
        # A commit is saved as it is made, and the device boots what is committed: no startup.
        commands={"running": "show configuration"},
        # Sections end with braces, and any of them may be the last one.
        end="",
        framed=("netconf",),
        braces=True,
        errors=(
            r"error: .*",
            r"(?:error: )?(?:syntax error|unknown command|missing argument|permission denied)\b.*",
            r"could not .*",
        ),
        volatile=(r"## Last (?:commit|changed): .*",),
        hostname=r"host-name \"?([^\s;\"]+)\"?;",
        named_in="system {",
        events="show system commit",
        event=(
            r"\d+ +\d{4}-\d\d-\d\d \S+ \S+ by (?P<user>\S+) via (?P<source>\S+).*",
            r".*\bUI_COMMIT: User '(?P<user>[^']+)' requested '[^']*commit[^']*' operation.*",
        ),
        newest_first=True,
        prepare=("set cli screen-length 0", "set cli screen-width 0"),
        identity=IdentityFacts(
            commands=("show version", "show chassis hardware"),
            hostname=r"^Hostname: (\S+)",
            serial=r"^Chassis +(?:REV \S+ +\S+ +)?(\S+)",
            version=r"^Junos: (\S+)",
            model=r"^Model: (\S+)",
        ),
    ),
    secrets=SECRETS,
    secret_words=HINT_WORDS,
    plain=PLAIN,
    opaque=(
        Opaque(r"\s*/\*(?:(?!\*/).)*+", r".*\*/", words=("/*",)),
        # A string that goes on in the next line: the quotation marks of its line are odd.
        Opaque(
            rf"(?!\s*(?:/\*|#))[^\"]*+(?:{_STRING}\"[^\"]*+)*+{_STRING}",
            r"(?:[^\"\\]|\\.)*\"[^\"]*",
            words=('"',),
        ),
    ),
    closers={"}": ""},
    interfaces={},
    free_text=r"(?:description|message|announcement|full-name|contact|location)\b",
    revert=None,
    judge=JudgeFacts(
        indent=4,
        atomic=True,
        scopes=(Scope(""), Scope("**")),
        # Read from the top: nobody owns a part of them.
        sequences=tuple(
            Sequence(f"{header} {{", kind="terms")
            for header in words(
                "policy-statement *, filter *, service-filter *, simple-filter *, rule-set *,"
                "from-zone * to-zone *, global, rule *"
            )
        ),
    ),
    statements=JUNOS_STATEMENTS,
    encoding="$9$",
    signs=(r"## Last (?:commit|changed): .*", r"version [^\s;]+;", r"set version .*"),
)
