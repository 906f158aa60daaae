"""Which edge routers would let anybody try a password? The same words, with a question of ours.

Run it: python playbooks/vty_filters.py
"""

import os
import sys

from netops import Result, collect, judge, open_workspace, report, running

QUESTION = {"vty-filter", "vty-telnet"}


def main() -> int:
    """Collect, judge, and print only what the question is about."""
    workspace = open_workspace(None, os.environ)
    with running(workspace, "vty filters", workspace.devices(["role=edge"])) as run:
        configs = collect(run, ["running"])
        findings = judge(run, configs)
        asked = [one for one in findings if one.rule in QUESTION and one.result is Result.FAIL]
        whole = report(run, configs, findings=asked, fail_on="low")
    for finding in asked:
        print(f"{finding.device}: {finding.title}")
    return whole.exit_code


if __name__ == "__main__":
    sys.exit(main())
