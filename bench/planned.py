"""`python -m bench.planned RUNNING INTENDED`: netops plans between two files, with its proofs.

Prints the CPU seconds as JSON: reading, comparing, planning, the three proofs, the way back and the
diff, in a process that has seen no config before. Loading the program is not in them.
"""

from __future__ import annotations

import gc
import json
import sys
import time
from pathlib import Path

from netops.config.remediation import remediate
from netops.platforms.registry import platform

_SOURCE = "198.51.100.9"


def main() -> int:
    """Plan, and print what it took and what came of it."""
    running, intended = (Path(name).read_text() for name in sys.argv[1:])
    ios = platform("cisco_ios")
    gc.freeze()  # what loading left is not searched for garbage while the clock runs
    began = time.process_time()
    plan = remediate(running, intended, ios, source=_SOURCE)
    seconds = time.process_time() - began
    said = {"verdict": plan.verdict, "reason": plan.reason, "notes": plan.proofs.notes}
    print(json.dumps({"seconds": seconds, "commands": len(plan.commands), **said}))
    return 0


if __name__ == "__main__":
    sys.exit(main())
