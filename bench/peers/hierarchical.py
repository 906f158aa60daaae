"""`python -m bench.peers.hierarchical RUNNING INTENDED`: hier_config plans between two files.

As its documentation has it: two texts are parsed, and the remediation is written as lines. It
proves nothing. Prints the CPU seconds as JSON, without loading the library.
"""

from __future__ import annotations

import gc
import json
import sys
import time
from pathlib import Path

from hier_config import Platform, WorkflowRemediation, get_hconfig


def main() -> int:
    """Plan, and print what it took."""
    running, intended = (Path(name).read_text() for name in sys.argv[1:])
    gc.freeze()  # what loading left is not searched for garbage while the clock runs
    began = time.process_time()
    work = WorkflowRemediation(
        get_hconfig(Platform.CISCO_IOS, running), get_hconfig(Platform.CISCO_IOS, intended)
    )
    lines = [line.cisco_style_text() for line in work.remediation_config.all_children_sorted()]
    seconds = time.process_time() - began
    print(json.dumps({"seconds": seconds, "commands": len(lines)}))
    return 0


if __name__ == "__main__":
    sys.exit(main())
