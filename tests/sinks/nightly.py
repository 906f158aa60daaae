"""One night in the life of eight devices, as the audit would have told it."""

from datetime import UTC, datetime, timedelta

from netops.audit.episodes import Episode
from netops.audit.judge import judge
from netops.audit.report import Report, device_rows
from netops.errors import Cause
from netops.model.config import (
    ConfigKind,
    Drift,
    DriftItem,
    DriftKind,
    Line,
    NotCollected,
    Snapshot,
)
from netops.model.device import Device, Identity
from netops.model.finding import Severity, Verdict
from netops.sources.rules import library

NOW = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
HOSTILE = "\x1b[2J<script>alert(1)</script> =cmd|' /C calc'!A0 `x` | [a](javascript:b) \u202egnp"
IOS = f"""\
hostname ams1-edge-1
service timestamps log datetime msec show-timezone year
aaa new-model
aaa authentication login default group tacacs+ local
no ip source-route
no ip domain lookup
no ip http server
enable secret 9 <secret:5d41402abc4b2a76>
username breakglass privilege 15 secret 9 <secret:5d41402abc4b2a76>
interface GigabitEthernet0/0
 description {HOSTILE}
 ip address 192.0.2.1 255.255.255.0
 no ip redirects
 no ip proxy-arp
ip access-list standard MGMT
 permit 192.0.2.0 0.0.0.255
logging host 192.0.2.60
snmp-server community <secret:9f86d081884c7d65> RW
line con 0
 exec-timeout 5 0
line vty 0 4
 access-class MGMT in
 exec-timeout 5 0
 transport input telnet ssh
end
"""
EOS = """\
hostname fra2-core-1
aaa authentication login default group tacacs+ local
management ssh
   idle-timeout 60
end
"""
NAMES = [
    f"{site}-{role}-{n}" for site in ("ams1", "fra2") for role in ("edge", "core") for n in (1, 2)
]
DEVICES = {
    name: Device(
        name,
        "cisco_ios" if "edge" in name else "arista_eos",
        "192.0.2.1",
        22,
        name[:4],
        name[5:9],
    )
    for name in NAMES
}


def snapshot(name, kind=ConfigKind.RUNNING):
    text = IOS if "edge" in name else EOS
    return Snapshot(
        name, kind, text, text, Identity(name, "X1", "15.9"), NOW - timedelta(minutes=1)
    )


def number(text, line):
    return text.split("\n").index(line) + 1


def item(kind, section, running=None, reference=None):
    return DriftItem(
        kind,
        section,
        Line(number(IOS, running), running) if running else None,
        Line(9, reference) if reference else None,
    )


VTY = item(
    DriftKind.CHANGED, ("line vty 0 4",), " transport input telnet ssh", " transport input ssh"
)
RW = item(DriftKind.EXTRA, (), "snmp-server community <secret:9f86d081884c7d65> RW")
FILTER = item(DriftKind.MISSING, ("management ssh",), None, "   ip access-group MGMT in")
DESCRIPTION = item(
    DriftKind.CHANGED,
    ("interface GigabitEthernet0/0",),
    f" description {HOSTILE}",
    " description transit",
)
DIFF = f"""\
--- ams1-edge-1 intended
+++ ams1-edge-1 running
@@ -20,3 +20,4 @@
 access-class MGMT in
-transport input ssh
+transport input telnet ssh
+description {HOSTILE}
"""


def report(*, fail_on=Severity.HIGH):
    down = NotCollected(
        "fra2-edge-2", ConfigKind.RUNNING, Cause.TIMEOUT, f"no answer in 60 s {HOSTILE}", NOW
    )
    collected = [snapshot(name) for name in NAMES if name != "fra2-edge-2"]
    drifts = [
        Drift("ams1-edge-1", ConfigKind.INTENDED, (RW, VTY), DIFF),
        Drift("fra2-core-1", ConfigKind.INTENDED, (FILTER,), "-   ip access-group MGMT in\n"),
        Drift("ams1-edge-2", ConfigKind.STARTUP, (DESCRIPTION,), ""),
        Drift("ams1-core-1", ConfigKind.INTENDED, (), ""),
    ]
    episodes = {
        "ams1-edge-1": Episode("ams1-edge-1", Verdict.UNAUTHORISED, ("admin from 192.0.2.99",)),
        "ams1-edge-2": Episode("ams1-edge-2", Verdict.UNAUTHORISED, (f"eve {HOSTILE}",)),
    }
    findings = judge(
        [*collected, down],
        DEVICES,
        drifts=drifts,
        against=(ConfigKind.INTENDED, ConfigKind.STARTUP),
        rules=library(),
        episodes=episodes,
    )
    rows = device_rows(
        DEVICES.values(),
        [*collected, down],
        changed=("ams1-edge-1", "fra2-core-1"),
        seconds={name: 0.4 + at / 3 for at, name in enumerate(NAMES)},
        verified={"fra2-edge-2": NOW - timedelta(days=3)},
    )
    return Report(
        run="2026-11-23T02:00:00Z-7f3a",
        playbook="nightly drift and hardening",
        started=NOW - timedelta(seconds=41),
        finished=NOW,
        devices=rows,
        drifts=tuple(drifts),
        findings=findings,
        revision="4be2a9d0c1f7e6a5b4c3d2e1f0a9b8c7d6e5f4a3",
        fail_on=fail_on,
        profile="baseline",
        rules=library(),
    )


def clean_report():
    collected = [snapshot(name) for name in NAMES]
    drifts = tuple(Drift(name, ConfigKind.INTENDED, (), "") for name in NAMES)
    return Report(
        run="r1",
        playbook="nightly",
        started=NOW,
        finished=NOW,
        devices=device_rows(DEVICES.values(), collected),
        drifts=drifts,
        findings=judge(collected, DEVICES, drifts=drifts, against=(ConfigKind.INTENDED,)),
    )
