"""Arista EOS."""

from netops.platforms.arista_eos_grammar import JUDGE
from netops.platforms.arista_eos_secrets import HINT_WORDS, PLAIN, SECRETS
from netops.platforms.capture import CaptureFacts, IdentityFacts
from netops.platforms.spec import Opaque, Platform, RevertFacts, words

_INTERFACES = {
    "Ethernet": ("et", "eth"),
    "Management": ("ma", "mgmt"),
    "Port-Channel": ("po",),
    "Loopback": ("lo",),
    "Vlan": ("vl",),
    "Vxlan": ("vx",),
    "Tunnel": ("tu",),
    "Recirc-Channel": ("re",),
    "Null": (),
}

ARISTA_EOS = Platform(
    name="arista_eos",
    title="Arista EOS",
    aliases=("eos",),
    hier_config="ARISTA_EOS",
    comment="!",
    transports={"eapi": 443, "ssh": 22, "netmiko": 22},
    capture=CaptureFacts(
        commands={"running": "show running-config", "startup": "show startup-config"},
        end=r"end",
        errors=(
            (
                r"% ?(?:Invalid|Incomplete|Ambiguous|Unknown|Unrecognized|Authorization|Bad|Error"
                r"|Permission|Access)\b.*"
            ),
            r"% ?Unavailable command.*",
            r"CLI command \d+ of \d+ .* failed.*",
        ),
        volatile=(
            r"! Command: .*",
            r"! Time: .*",
            r"! Startup-config last modified at .*",
            r"! Last modified at .*",
            r"! device: .*",
            r"! boot system .*",
        ),
        hostname=r"hostname (\S+)",
        events="show logging",
        event=(
            (
                r".*%SYS-5-CONFIG_(?:I|E|STARTUP|SESSION_\w+|REPLACE_SUCCESS): "
                r".*?\bby (?P<user>\S+)"
                r" on \S+(?: \((?P<source>[^)]+)\))?.*"
            ),
            r".*%SYS-\d-CONFIG_\w+: .*",
        ),
        prepare=("terminal length 0", "terminal width 32767"),
        identity=IdentityFacts(
            commands=("show version", "show hostname"),
            hostname=r"^Hostname: +(\S+)",
            serial=r"^Serial number: +(\S+)",
            version=r"^Software image version: +(\S+)",
            model=r"^Arista (\S+)",
        ),
    ),
    secrets=SECRETS,
    secret_words=HINT_WORDS,
    plain=PLAIN,
    opaque=(
        Opaque(r"\s*banner (?:motd|login|exec)", r"EOF", words=("banner",)),
        Opaque(r"\s*action bash", r"\s*EOF", words=("action",)),
        Opaque(r"\s*script bash", r"\s*EOF", words=("script",)),
    ),
    closers={},
    interfaces={
        short: full for full, shorts in _INTERFACES.items() for short in (full.lower(), *shorts)
    },
    free_text=r"(?:no )?(?:description|remark|(?:\d+ )?remark|name|banner|alias"
    r"|snmp-server (?:location|contact)|neighbor \S+ description|exec)\b",
    revert=RevertFacts(unit=1, shortest=1, longest=86399),
    judge=JUDGE,
    account="unified",
    protected=("hostname", "boot system"),
    signs=(
        r"! device: .*\bEOS-.*",
        r"service routing protocols model .*",
        r"interface Management\d+(?:/\d+)?",
    ),
    unwatched=words(
        """
        bgp * peers * msgReceived, bgp * peers * msgSent, bgp * peers * inMsgQueue,
        bgp * peers * outMsgQueue, bgp * peers * upDownTime, bgp * peers * description,
        ospf * inactivity, ospf * details,
        interfaces * interfaceCounters, interfaces * interfaceStatistics,
        interfaces * lastStatusChangeTimestamp, interfaces * description
    """
    ),
)
