"""The ports that access lists of Cisco and Arista name: IOS shows `eq www` for `eq 80`."""

_TABLE = """
    7 echo, 9 discard, 13 daytime, 19 chargen, 20 ftp-data, 21 ftp, 22 ssh, 23 telnet, 25 smtp,
    37 time, 42 nameserver, 43 whois, 49 tacacs, 53 domain, 67 bootps, 68 bootpc, 69 tftp,
    70 gopher, 79 finger, 80 www, 101 hostname, 109 pop2, 110 pop3, 111 sunrpc, 113 ident,
    119 nntp, 123 ntp, 135 msrpc, 137 netbios-ns, 138 netbios-dgm, 139 netbios-ss, 161 snmp,
    162 snmptrap, 177 xdmcp, 179 bgp, 194 irc, 195 dnsix, 434 mobile-ip, 443 https,
    496 pim-auto-rp, 500 isakmp, 512 exec, 512 biff, 513 login, 513 who, 514 syslog, 514 cmd,
    515 lpd, 517 talk, 520 rip, 521 ripng, 540 uucp, 543 klogin, 544 kshell, 3949 drip,
    4500 non500-isakmp
"""
# EOS names these as well.
_ARISTA = """
    319 ptp-event, 320 ptp-general, 639 msdp, 646 ldp, 830 netconf-ssh, 3784 bfd, 3785 bfd-echo,
    4432 mlag, 4784 multihop-bfd, 6030 gnmi, 6784 micro-bfd, 7784 sbfd
"""


def _named(table: str) -> dict[str, str]:
    return {name: number for number, name in (cell.split() for cell in table.split(","))}


PORTS = _named(_TABLE)
ARISTA = {**PORTS, **_named(_ARISTA)}
# Junos and IOS XR have another name for one of them.
NAMED = {**PORTS, "http": "80"}
