"""Cisco IOS-XR 7.3 on an XRv 9000: its language and what a fresh one has."""

from lab.sim.grammar import Grammar, rules
from lab.sim.xr.modes import MODES
from lab.sim.xr.words import GLOBAL

GRAMMAR = Grammar(
    modes={"": rules(GLOBAL), **{name: rules(table) for name, table in MODES.items()}},
    indent=1,
    interfaces=(
        "Bundle-Ether",
        "Loopback",
        "MgmtEth",
        "GigabitEthernet",
        "TenGigE",
        "HundredGigE",
        "Null",
    ),
)
# Hardware that is there before anybody configures it; the names come with their numbers
# because no line of the configuration has to mention them.
PORTS = ("MgmtEth0/RP0/CPU0/0", *(f"GigabitEthernet0/0/0/{port}" for port in range(5)))
