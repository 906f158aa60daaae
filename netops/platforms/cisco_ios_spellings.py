"""What means the same on Cisco IOS and IOS-XE: (regex of a line, how it shows)."""

_BYTE = r"\d{1,3}"

SPELLINGS = (
    (r"logging (\d+\.\d+\.\d+\.\d+)", r"logging host \1"),
    (r"ip domain-(name|lookup|list)\b", r"ip domain \1"),
    (r"encr (?=\S)", "encryption "),
    (r"((?:\d+ )?(?:permit|deny)) host (\d[\d.]+)(?= log$|$)", r"\1 \2"),
    (r"(snmp-server community \S+(?: view \S+)?) ro\b", r"\1 RO"),
    (r"(snmp-server community \S+(?: view \S+)?) rw\b", r"\1 RW"),
    (r"class-map (?!match-|type )(\S+)$", r"class-map match-all \1"),
    (r"exec-timeout (\d+)$", r"exec-timeout \1 0"),
    (r"clock timezone (\S+) (-?\d+)$", r"clock timezone \1 \2 0"),
    # A network of BGP shows no mask that is that of its class: A, B and C.
    (r"network ((?:\d\d?|1[01]\d|12[0-7])\.0\.0\.0) mask 255\.0\.0\.0", r"network \1"),
    (
        rf"network ((?:12[89]|1[3-8]\d|19[01])\.{_BYTE}\.0\.0) mask 255\.255\.0\.0",
        r"network \1",
    ),
    (
        rf"network ((?:19[2-9]|2[01]\d|22[0-3])(?:\.{_BYTE}){{2}}\.0) mask 255\.255\.255\.0",
        r"network \1",
    ),
)
