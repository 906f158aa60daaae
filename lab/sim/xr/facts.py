"""Cisco IOS-XR 7.3 on an XRv 9000: its language and what a fresh one has."""

from lab.sim.grammar import Grammar, rules
from lab.sim.xr.modes import MODES
from lab.sim.xr.words import GLOBAL

UNKNOWN = "unknown"  # a section of a config from elsewhere that this lab has no table for
_BLOCKS = ("end-set", "end-policy")
_CLOSED = {"class-map": " end-class-map\n!", "policy-map": " end-policy-map\n!"}
GRAMMAR = Grammar(
    modes={"": rules(GLOBAL), UNKNOWN: (), **{name: rules(table) for name, table in MODES.items()}},
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
    closes_with={mode: _CLOSED.get(mode, "!") for mode in (*MODES, *_BLOCKS, UNKNOWN)},
    together=frozenset((*MODES, *_BLOCKS, UNKNOWN)),
    ends=("end",),
    are_blocks_mixed=True,
)
# Hardware is there before anybody configures it. A port without a line of configuration is
# up: it is the first boot that writes `shutdown` below each of them.
PORTS = ("MgmtEth0/RP0/CPU0/0", *(f"GigabitEthernet0/0/0/{port}" for port in range(5)))
