"""FRRouting, the routing suite of Linux routers, in its integrated form: one frr.conf."""

from netops.platforms.capture import CaptureFacts
from netops.platforms.frr_grammar import JUDGE
from netops.platforms.frr_secrets import HINT_WORDS, PLAIN, SECRETS
from netops.platforms.spec import Platform, RevertFacts, words

FRR = Platform(
    name="frr",
    title="FRRouting",
    aliases=("frrouting",),
    hier_config="GENERIC",
    comment="!",
    transports={"ssh": 22},
    capture=CaptureFacts(
        # `show startup-config` says nothing where the config is integrated: the file is the truth.
        commands={
            "running": "vtysh -c 'show running-config'",
            "startup": "cat /etc/frr/frr.conf",
        },
        end=r"end",
        errors=(
            r"% ?(?:Unknown|Ambiguous|There is no|Command|Can't)\b.*",
            r"Exiting: failed to connect to any daemons\.",
            r".*(?:Permission denied|No such file or directory).*",
        ),
        # `frr version` says which release wrote the text: an upgrade changes every file.
        volatile=(r"Building configuration\.+", r"Current configuration:", r"frr version \S+"),
        hostname=r"hostname (\S+)",
        # `log commands` tells each line and no user, so no author is claimed.
        events="",
        event=(),
    ),
    secrets=SECRETS,
    secret_words=HINT_WORDS,
    plain=PLAIN,
    opaque=(),
    closers={
        "exit": "",
        "exit-address-family": "address-family",
        "exit-vrf": "vrf",
        "exit-vnc": "vnc",
        "exit-vrf-policy": "vrf-policy",
    },
    interfaces={},
    free_text=r"(?:no )?(?:description|neighbor \S+ description"
    r"|(?:ipv6 )?access-list \S+ remark|(?:ip|ipv6) prefix-list \S+ description|banner)\b",
    # A process of ours on the router, so seconds would do; nothing is native here.
    revert=RevertFacts(unit=60, shortest=60, longest=86400),
    judge=JUDGE,
    account="candidate",
    protected=("hostname", "frr defaults", "service integrated-vtysh-config"),
    signs=(r"frr (?:version|defaults) .*", r"service integrated-vtysh-config"),
    unwatched=words(
        """
        bgp * * tableVersion, bgp * * ribCount, bgp * * ribMemory, bgp * * peerMemory,
        bgp * * peers * tableVersion, bgp * * peers * msgRcvd, bgp * * peers * msgSent,
        bgp * * peers * inq, bgp * * peers * outq, bgp * * peers * peerUptime,
        bgp * * peers * peerUptimeMsec, bgp * * peers * peerUptimeEstablishedEpoch,
        bgp * * peers * desc,
        ospf * upTime, ospf * upTimeInMsec, ospf * deadTime, ospf * deadTimeMsecs,
        ospf * routerDeadIntervalTimerDueMsec, ospf * retransmitCounter,
        ospf * linkStateRetransmissionListCounter, ospf * requestCounter,
        ospf * linkStateRequestListCounter, ospf * dbSummaryCounter,
        ospf * databaseSummaryListCounter, ospf * lastPrgrsvChangeMsec,
        interfaces * lastLinkUp, interfaces * lastLinkDown, interfaces * description
    """
    ),
)
