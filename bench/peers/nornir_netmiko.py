"""`python -m bench.peers.nornir_netmiko STATE WORKERS`: reads every config, stores nothing."""

from __future__ import annotations

import sys
from pathlib import Path

from lab.control import Lab
from lab.scale import readings


def main() -> int:
    """Read all devices as nornir-netmiko's own documentation does; print how many came."""
    state, workers = sys.argv[1:]
    told = readings(Lab(Path(state)), int(workers))
    print(sum(text.rstrip().endswith("end") for text in told.values()))
    return 0


if __name__ == "__main__":
    sys.exit(main())
