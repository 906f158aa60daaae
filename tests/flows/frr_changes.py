"""Random configs of router r1: what its topology gave it, with some of these features in some form.

A form is a list of replacements in the config; one without an old text is appended. The forms are
written as FRR shows them, and any of one feature go with any of another.
"""

from random import Random

NETWORK = ("  network 10.255.0.1/32\n", "  network 10.77.1.0/24\n  network 10.255.0.1/32\n")
OUT = "  neighbor 10.9.0.1 route-map TO-OTHER-SITES out\n"
LOOPBACKS = "ip prefix-list LOOPBACKS seq 5 permit 10.255.0.0/24 ge 32\n"
FROM = "route-map FROM-OTHER-SITES permit 10\n match ip address prefix-list LOOPBACKS\n"


def _below(header, *lines):
    """More lines right below a header."""
    return header, f"{header}{''.join(lines)}"


def _after(*lines):
    return "", "".join(lines)


def _list(words, *entries):
    return _after(*(f"{words} seq {5 * n} {entry}\n" for n, entry in enumerate(entries, 1)))


_CUSTOMER = (
    _after("route-map CUSTOMER permit 10\n match ip address prefix-list CUSTOMER\nexit\n!\n"),
    _list("ip prefix-list CUSTOMER", "permit 192.0.2.0/24", "permit 198.51.100.0/24 le 28"),
)
_BGP, _OSPF = "router bgp 65001\n", "router ospf\n"

FEATURES = {
    "cost": [
        [_below("interface eth1\n", " ip ospf cost 20\n")],
        [
            _below("interface eth1\n", " ip ospf cost 30\n"),
            _below("interface eth2\n", " ip ospf cost 5\n"),
        ],
    ],
    "description": [
        [(" description to r2\n", " description to r2, circuit 7\n")],
        [(" description to r2\n", "")],
        [_below("interface lo\n", " description the router itself\n")],
    ],
    "routes": [
        [_after("ip route 10.77.1.0/24 Null0\n")],
        [_after("ip route 10.77.3.0/24 10.1.0.1\n", "ip route 10.77.2.0/24 Null0 200\n")],
        [_after("ip route 10.77.1.0/24 10.1.0.1\n", "ip route 10.77.3.0/24 blackhole\n")],
        [_after(*(f"ip route 10.78.{n}.0/24 Null0\n" for n in range(9)))],
    ],
    "loopbacks": [
        [(LOOPBACKS, f"ip prefix-list LOOPBACKS seq 3 deny 10.255.0.99/32\n{LOOPBACKS}")],
        [(LOOPBACKS, f"{LOOPBACKS}ip prefix-list LOOPBACKS seq 10 permit 10.254.0.0/24 ge 32\n")],
        [_after("ip prefix-list LOOPBACKS description of both sites\n")],
    ],
    "preference": [
        [(FROM, f"{FROM} set local-preference 150\n")],
        [(FROM, f"{FROM} set local-preference 200\n set metric 5\n")],
        [
            _after(
                "route-map FROM-OTHER-SITES permit 20\n",
                " match ip address prefix-list MORE\nexit\n!\n",
            ),
            _list("ip prefix-list MORE", "permit 10.66.0.0/16 le 24"),
        ],
    ],
    "out": [
        [
            (OUT, "  neighbor 10.9.0.1 route-map EDGE out\n"),
            _after("route-map EDGE permit 10\n match ip address prefix-list EDGE\nexit\n!\n"),
            _list("ip prefix-list EDGE", "permit 10.255.0.0/24 ge 32", "permit 10.77.0.0/16"),
        ],
        [(OUT, f"{OUT}  neighbor 10.9.0.1 maximum-prefix 500\n")],
    ],
    "customer": [
        [
            _below(
                _BGP,
                " neighbor 192.0.2.9 remote-as 65099\n",
                " neighbor 192.0.2.9 description customer\n",
            ),
            (NETWORK[0], f"{NETWORK[0]}  neighbor 192.0.2.9 route-map CUSTOMER in\n"),
            *_CUSTOMER,
        ],
        [
            _below(
                _BGP,
                " neighbor 192.0.2.9 remote-as 65098\n",
                " neighbor 192.0.2.9 shutdown\n",
                " neighbor 192.0.2.9 timers 10 30\n",
            ),
            (NETWORK[0], f"{NETWORK[0]}  neighbor 192.0.2.9 prefix-list CUSTOMER in\n"),
            _CUSTOMER[1],
        ],
    ],
    "mate": [
        [(" neighbor 10.255.0.2 description r2\n", " neighbor 10.255.0.2 description r2 of ams\n")],
        [(" neighbor 10.255.0.2 description r2\n", "")],
        [_below(_BGP, " neighbor 10.255.0.77 peer-group MESH\n")],
    ],
    "timers": [[(" neighbor MESH timers 1 3\n", " neighbor MESH timers 2 6\n")]],
    "networks": [
        [NETWORK],
        [(NETWORK[0], f"{NETWORK[0]}  aggregate-address 10.78.0.0/16 summary-only\n")],
    ],
    "bgp": [
        [_below(_BGP, " bgp log-neighbor-changes\n")],
        [_below(_BGP, " bgp default local-preference 150\n", " bgp bestpath compare-routerid\n")],
    ],
    "ospf": [
        [_below(_OSPF, " timers throttle spf 100 200 1000\n")],
        [_below(_OSPF, " log-adjacency-changes detail\n")],
        [_below("interface lo\n", " ip ospf passive\n")],
    ],
    "operators": [
        [_list("access-list OPS", "permit 10.0.0.0/8", "deny any")],
        [_list("access-list OPS", "permit 10.1.0.0/16", "permit 10.2.0.0/16", "deny any")],
    ],
    "paths": [
        [_list("bgp as-path access-list SHORT", "permit ^65002$")],
        [_list("bgp as-path access-list SHORT", "deny _65099_", "permit ^65002_")],
    ],
    "communities": [
        [_list("bgp community-list standard OURS", "permit 65001:100")],
        [_list("bgp community-list standard OURS", "permit 65001:200", "permit 65001:100")],
    ],
}


def drawn(fresh, seed, number):
    """The config of one turn; from turn to turn some features change and others stay."""
    text = fresh
    for at, (name, forms) in enumerate(FEATURES.items()):
        turn = (number + at) // (1 + at % 6)
        form = Random(f"{seed} {name} {turn}").choice([[], *forms])
        for old, new in form:
            text = text.replace(old, new, 1) if old else f"{text}{new}"
    return text
