"""Cisco NX-OS: Nexus 3000 to 9000. Files are planned for; no change of a device is, as yet."""

from netops.platforms.capture import CaptureFacts, IdentityFacts
from netops.platforms.cisco_nxos_grammar import JUDGE
from netops.platforms.cisco_nxos_secrets import HINT_WORDS, PLAIN, SECRETS
from netops.platforms.spec import Opaque, Platform

_INTERFACES = {
    "Ethernet": ("eth", "et", "e"),
    "port-channel": ("po", "port-ch"),
    "Vlan": ("vl",),
    "loopback": ("lo", "loop"),
    "mgmt": ("mg",),
    "nve": ("nv",),
    "Tunnel": ("tu",),
    "fc": (),
    "vfc": (),
    "Null": (),
}

CISCO_NXOS = Platform(
    name="cisco_nxos",
    title="Cisco NX-OS",
    aliases=("nxos", "nxos_ssh"),
    spoken={"nxos": "nxapi", "nxos_ssh": "ssh"},
    hier_config="CISCO_NXOS",
    comment="!",
    transports={"ssh": 22, "nxapi": 443, "netmiko": 22},
    capture=CaptureFacts(
        commands={"running": "show running-config", "startup": "show startup-config"},
        # No line ends a config of NX-OS: HTTP says how long a text is, a terminal is asked twice.
        end="",
        framed=("nxapi",),
        # Every config shows both, with settings or without, after all interfaces. What may follow
        # (boot, routing, EVPN) may also be missing.
        landmarks=(r"line console", r"line vty"),
        errors=(
            r"\^",
            r"% ?Authorization failed.*",
            (
                r"% ?(?:Invalid|Incomplete|Ambiguous|Permission|Authorization|Access|Error"
                r"|String exceeded|Unrecognized|Unknown)\b.*"
            ),
            r"(?:% ?|Error: )?AAA(?: authorization failed|_AUTHOR_STATUS).*",
            r"No startup configuration",
            r"Cmd exec error\..*",
            r"(?:Another|Other) .*\b(?:show running|copy|configuration) .*in progress.*",
            r"Syntax error while parsing .*",
        ),
        volatile=(
            r"!Command: .*",
            r"!Running configuration last done at: .*",
            r"!Startup config saved at: .*",
            r"!NVRAM config last updated at .*",
            r"!Time: .*",
        ),
        clock=r"!Time: .*",
        hostname=r"(?:hostname|switchname) (\S+)",
        events="show logging logfile",
        event=(
            # Some releases log this for a `show` over NX-API too: such a source says `@nginx`.
            (
                r".*%VSHD-5-VSHD_SYSLOG_CONFIG_I: Configured from \S+ by (?P<user>\S+)"
                r"(?: on (?P<source>[^@\s]+(?:@nginx)?)\S*)?.*"
            ),
            r".*%(?:CONFIG_ROLLBACK|ASCII-CFG|VSHD)-\d-\S*(?:ROLLBACK|CONF_CONTROL|REPLACE)\S*:.*",
        ),
        prepare=("terminal length 0", "terminal width 511"),
        identity=IdentityFacts(
            commands=("show version",),
            hostname=r"^ *Device name: (\S+)",
            serial=r"^ *Processor [Bb]oard ID (\S+)",
            version=r"^ *(?:NXOS|system): +version (\S+)",
            model=r"^ *cisco (\S.*?) +(?:Chassis|\(|\")",
        ),
    ),
    secrets=SECRETS,
    secret_words=HINT_WORDS,
    plain=PLAIN,
    opaque=(
        Opaque(
            r"\s*banner (?:motd|exec) +(?P<delimiter>\S)(?P<rest>.*)",
            words=("banner",),
        ),
    ),
    closers={"end-job": "scheduler job"},
    interfaces={
        short: full for full, shorts in _INTERFACES.items() for short in (full.lower(), *shorts)
    },
    free_text=r"(?:no )?(?:description|remark|\d+ remark|name|banner|cli alias"
    r"|snmp-server (?:location|contact)|site-id|action)\b",
    revert=None,
    judge=JUDGE,
    protected=("hostname", "switchname", "version", "boot"),
    signs=(r"version \d+\.\d+\(\d\w*\)\S*(?: Bios:.*)?", r"vdc \S+ id \d+"),
)
