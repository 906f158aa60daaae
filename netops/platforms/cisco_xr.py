"""Cisco IOS XR: read, compared, planned for; a change of it is not applied yet."""

from netops.platforms.capture import CaptureFacts, IdentityFacts
from netops.platforms.cisco_xr_grammar import JUDGE
from netops.platforms.cisco_xr_secrets import HINT_WORDS, PLAIN, SECRETS
from netops.platforms.spec import Opaque, Platform

_INTERFACES = {
    "GigabitEthernet": ("gi", "gig"),
    "TenGigE": ("te", "ten"),
    "TwentyFiveGigE": ("tf",),
    "FortyGigE": ("fo",),
    "HundredGigE": ("hu",),
    "TwoHundredGigE": ("th",),
    "FourHundredGigE": ("fh",),
    "Bundle-Ether": ("be",),
    "MgmtEth": ("mg", "mgmt"),
    "Loopback": ("lo", "loop"),
    "tunnel-te": ("tt",),
    "tunnel-ip": ("ti",),
    "BVI": ("bv",),
    "nV-Satellite": (),
}

# `Rack 0` on 64-bit XR, `chassis ASR-9001` before.
_CHASSIS = r"^NAME: \"(?:Rack 0|(?:module )?[Cc]hassis\b[^\"]*)\".*"

# XR prints the time before every reply.
_CLOCK = r"(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun) [A-Z][a-z]{2} +\d+ \d\d:\d\d:\d\d(?:\.\d+)? \S+"

CISCO_XR = Platform(
    name="cisco_xr",
    title="Cisco IOS XR",
    aliases=("iosxr", "iosxr_netconf"),
    spoken={"iosxr": "ssh", "iosxr_netconf": "netconf"},
    hier_config="CISCO_XR",
    comment="!",
    transports={"netconf": 830, "ssh": 22, "netmiko": 22},
    capture=CaptureFacts(
        # What is committed is what runs and what boots: XR has no startup config to read.
        commands={"running": "show running-config"},
        end=r"end",
        errors=(
            r"\^",
            r"% ?Authorization failed.*",
            (
                r"% ?(?:Invalid|Incomplete|Ambiguous|Unknown|Permission|Authorization|Access|Error"
                r"|Failed|This command|No such configuration|Not authorized)\b.*"
            ),
            r"(?:!!)?% ?'\S+' detected the .*",
            r"!! SYSTEM ERROR.*",
        ),
        volatile=(
            r"Building configuration\.*",
            r"!! (?:Building configuration|IOS XR Configuration|Last configuration change at)\b.*",
            _CLOCK,
        ),
        clock=_CLOCK,
        hostname=r"hostname (\S+)",
        events="show logging",
        event=(
            r".*%MGBL-CONFIG-6-DB_COMMIT *: Configuration committed by user '(?P<user>[^']+)'.*",
            (
                r".*%MGBL-SYS-5-CONFIG_I *: Configured from \S+ by (?P<user>\S+)"
                r"(?: on \S+(?: \((?P<source>[^)]+)\))?)?.*"
            ),
            r".*%MGBL-CONFIG-\d-DB_\w+ *:.*",
            # Above the config itself: what there is over NETCONF.
            r"!! Last configuration change at .+ by (?P<user>\S+)",
        ),
        prepare=("terminal length 0", "terminal width 0"),
        identity=IdentityFacts(
            commands=("show version", "show inventory", "show running-config hostname"),
            hostname=r"^hostname (\S+)",
            serial=rf"{_CHASSIS}\s*^PID: .*?\bSN: *(\S+)",
            version=r"^Cisco IOS XR Software, Version ([^\s\[,]+)",
            model=rf"{_CHASSIS}\s*^PID: *([^\s,]+)",
        ),
    ),
    secrets=SECRETS,
    secret_words=HINT_WORDS,
    plain=PLAIN,
    opaque=(
        Opaque(
            r"banner (?:motd|login|exec|incoming|slip-ppp|prompt-timeout)"
            r" +(?P<delimiter>\^C|\x03|\S)(?P<rest>.*)",
            words=("banner",),
        ),
        # A program: every line counts, and where it stands.
        Opaque(r"route-policy \S.*", r"end-policy", words=("route-policy",), by_line=True),
        Opaque(r"policy-global", r"end-global", words=("policy-global",), by_line=True),
    ),
    closers={
        "end-set": "",
        "end-group": "group",
        "end-class-map": "class-map",
        "end-policy-map": "policy-map",
        "end-flow-spec": "flow-spec",
    },
    interfaces={
        short: full for full, shorts in _INTERFACES.items() for short in (full.lower(), *shorts)
    },
    free_text=r"(?:no )?(?:description|remark|\d+ remark|banner|alias|location"
    r"|snmp-server (?:location|contact)|contact)\b",
    revert=None,
    judge=JUDGE,
    protected=("hostname",),
    signs=(r"!! IOS XR Configuration .*", r"interface (?:preconfigure )?MgmtEth\S+", r"end-policy"),
)
