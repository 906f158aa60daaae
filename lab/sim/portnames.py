"""The names under which a device shows well-known ports in the entries of its access lists.

IOS: Cisco's security command reference, "permit (IP)", TCP and UDP port names. NX-OS: the same on
the Nexus 9000, "permit (IPv4)". EOS: what its own list of the control plane shows beside them.
"""

from __future__ import annotations

from collections.abc import Mapping

Names = Mapping[str, Mapping[str, str]]

_COMPARES = frozenset({"eq", "neq", "gt", "lt", "range"})


def _table(cells: str) -> Mapping[str, str]:
    words = cells.replace(",", " ").split()
    return dict(zip(words[::2], words[1::2], strict=True))


IOS: Names = {
    "tcp": _table(
        """
    7 echo, 9 discard, 13 daytime, 19 chargen, 20 ftp-data, 21 ftp, 23 telnet, 25 smtp, 37 time,
    43 whois, 49 tacacs, 53 domain, 70 gopher, 79 finger, 80 www, 101 hostname, 109 pop2, 110 pop3,
    111 sunrpc, 113 ident, 119 nntp, 135 msrpc, 179 bgp, 194 irc, 496 pim-auto-rp, 512 exec,
    513 login, 514 cmd, 515 lpd, 517 talk, 540 uucp, 543 klogin, 544 kshell, 3949 drip
    """
    ),
    "udp": _table(
        """
    7 echo, 9 discard, 37 time, 42 nameserver, 49 tacacs, 53 domain, 67 bootps, 68 bootpc, 69 tftp,
    111 sunrpc, 123 ntp, 137 netbios-ns, 138 netbios-dgm, 139 netbios-ss, 161 snmp, 162 snmptrap,
    177 xdmcp, 195 dnsix, 434 mobile-ip, 496 pim-auto-rp, 500 isakmp, 512 biff, 513 who,
    514 syslog, 517 talk, 520 rip, 4500 non500-isakmp
    """
    ),
}
NXOS: Names = {
    "tcp": {number: name for number, name in IOS["tcp"].items() if name != "msrpc"},
    "udp": IOS["udp"],
}
EOS: Names = {
    "tcp": {
        **NXOS["tcp"],
        **_table(
            """
    22 ssh, 161 snmp, 443 https, 639 msdp, 646 ldp, 830 netconf-ssh, 4432 mlag, 6030 gnmi
    """
        ),
    },
    "udp": {
        **NXOS["udp"],
        **_table(
            """
    319 ptp-event, 320 ptp-general, 646 ldp, 3784 bfd, 3785 bfd-echo, 4432 mlag,
    4784 multihop-bfd, 6784 micro-bfd, 7784 sbfd
    """
        ),
    },
}
NUMBERS = {name: int(number) for table in IOS.values() for number, name in table.items()}


def named(names: Names, entry: str) -> str:
    """An entry (`permit tcp ...`) with the names of its ports in place of their numbers."""
    words = entry.split()
    known = names.get(words[1], {}) if len(words) > 1 else {}
    named_ports = {*NUMBERS, *known.values()}
    shown: list[str] = []
    is_port = False
    for word in words:
        is_port = is_port and (word.isdigit() or word in named_ports)
        shown.append(known.get(word, word) if is_port else word)
        is_port = is_port or word in _COMPARES
    return " ".join(shown)
