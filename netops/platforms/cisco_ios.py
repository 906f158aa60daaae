"""Cisco IOS and IOS-XE."""

from netops.platforms.capture import CaptureFacts, IdentityFacts
from netops.platforms.cisco_ios_grammar import JUDGE
from netops.platforms.cisco_ios_secrets import HINT_WORDS, PLAIN, SECRETS
from netops.platforms.spec import Opaque, Platform, RevertFacts

_INTERFACES = {
    "GigabitEthernet": ("gi", "gig", "gigabit", "ge"),
    "FastEthernet": ("fa", "fas", "fastethernet"),
    "TenGigabitEthernet": ("te", "ten", "tengige", "tengig"),
    "TwoGigabitEthernet": ("tw", "two"),
    "FiveGigabitEthernet": ("fi", "five"),
    "TwentyFiveGigE": ("twe", "twentyfivegige"),
    "FortyGigabitEthernet": ("fo", "forty"),
    "HundredGigE": ("hu", "hundredgige"),
    "AppGigabitEthernet": ("ap", "appgigabitethernet"),
    "Ethernet": ("et", "eth"),
    "Port-channel": ("po", "port-channel"),
    "Loopback": ("lo", "loop"),
    "Vlan": ("vl",),
    "Tunnel": ("tu", "tun"),
    "Serial": ("se", "ser"),
    "Multilink": ("mu",),
    "BDI": ("bd",),
    "Dialer": ("di",),
    "Null": (),
}

CISCO_IOS = Platform(
    name="cisco_ios",
    title="Cisco IOS and IOS-XE",
    aliases=("ios", "cisco_xe", "iosxe"),
    hier_config="CISCO_IOS",
    comment="!",
    transports={"ssh": 22, "netmiko": 22},
    capture=CaptureFacts(
        commands={"running": "show running-config", "startup": "show startup-config"},
        end=r"end",
        errors=(
            (
                r"% ?(?:Invalid|Incomplete|Ambiguous|Unknown|Unrecognized|Authorization|Bad|Error"
                r"|Permission|Access)\b.*"
            ),
            r"Command authorization failed.*",
            r"startup-config is not present.*",
            r"%? ?Non-volatile configuration memory .*(?:invalid|not present|in use).*",
            r"Line has invalid autocommand.*",
        ),
        volatile=(
            r"Building configuration\.*",
            r"Current configuration ?: ?\d+ bytes.*",
            r"Using \d+ out of \d+ bytes.*",
            r"Uncompressed configuration from .*",
            r"! Last configuration change at .*",
            r"! NVRAM config last updated at .*",
            r"! No configuration change since last restart.*",
            r"!Time: .*",
            r"ntp clock-period \d+",
            r"ip nat create flow-entries",
            r": end",
        ),
        hostname=r"hostname (\S+)",
        events="show logging",
        event=(
            (
                r".*%SYS-5-CONFIG_I: Configured from \S+ by (?P<user>\S+) on \S+"
                r"(?: \((?P<source>[^)]+)\))?.*"
            ),
            r".*%SYS-5-CONFIG_I: Configured from (?P<source>\S+).*",
            r".*%PARSER-5-CFGLOG_LOGGEDCMD: User:(?P<user>\S+) +logged command:.*",
            r".*%(?:SYS|ARCHIVE)-\d-(?:CONFIG_REPLACE|CFG_REPLACE|ROLLBACK)\w*:.*",
        ),
        prepare=("terminal length 0", "terminal width 0"),
        identity=IdentityFacts(
            commands=("show version",),
            hostname=r"^(\S+) uptime is ",
            serial=r"^Processor board ID (\S+)",
            version=r"\bVersion ([^,\s]+)",
            model=r"^[Cc]isco (\S+) .*\bmemory",
        ),
    ),
    secrets=SECRETS,
    secret_words=HINT_WORDS,
    plain=PLAIN,
    opaque=(
        Opaque(
            r"\s*(?:banner (?:motd|login|exec|incoming|slip-ppp|prompt-timeout|config-save)"
            r"|aaa authentication (?:banner|fail-message)|(?:vacant|refuse|busy)-message"
            r"|menu \S+ (?:title|prompt)|auth-proxy-banner \S+)"
            r" +(?P<delimiter>\^C|\x03|\S)(?P<rest>.*)",
            words=("banner", "-message", "menu"),
        ),
        Opaque(
            r"\s+certificate (?:[a-z-]+ )?[0-9A-Fa-f]+",
            r"\s*quit",
            public=True,
            words=("certificate",),
        ),
        Opaque(r"\s+key-string", r"\s*(?:quit|exit)", public=True, words=("key-string",)),
        Opaque(r"macro name .*", r"@", words=("macro",)),
    ),
    closers={
        "exit-address-family": "address-family",
        "exit-peer-policy": "template peer-policy",
        "exit-peer-session": "template peer-session",
        "exit-vrf": "vrf",
        "exit-af-interface": "af-interface",
        "exit-af-topology": "topology",
        "exit-service-family": "service-family",
        "exit-sf-interface": "sf-interface",
    },
    interfaces={
        short: full for full, shorts in _INTERFACES.items() for short in (full.lower(), *shorts)
    },
    free_text=r"(?:no )?(?:description|remark|(?:\d+ )?remark|name|banner|alias"
    r"|snmp-server (?:location|contact)|neighbor \S+ description|location|subject-name"
    r"|action|event manager)\b",
    revert=RevertFacts(unit=60, shortest=60, longest=7200),
    judge=JUDGE,
    protected=("hostname", "version", "boot-start-marker", "boot-end-marker"),
    signs=(r"version 1[0-9]\.\d+", r"boot-start-marker"),
)
