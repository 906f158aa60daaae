"""The ports that access lists of Cisco and Arista name: IOS shows `eq www` for `eq 80`."""

_TABLE = """
    20 ftp-data, 21 ftp, 22 ssh, 23 telnet, 25 smtp, 49 tacacs, 53 domain, 67 bootps, 68 bootpc,
    69 tftp, 80 www, 110 pop3, 123 ntp, 161 snmp, 162 snmptrap, 179 bgp, 443 https, 496 pim-auto-rp,
    500 isakmp, 514 syslog, 514 cmd, 520 rip, 521 ripng, 4500 non500-isakmp
"""
PORTS = {name: number for number, name in (cell.split() for cell in _TABLE.split(","))}
# Junos and IOS XR have another name for one of them.
NAMED = {**PORTS, "http": "80"}
