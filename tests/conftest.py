"""A run hears Ctrl-C, and tells at its end which unmodified drivers kept their contract."""

import re
import signal
from collections import Counter

# As `contract` of tests/lab/labtools.py names a driver in the id of a test.
CONTRACT = re.compile(r"\b(?:napalm|netmiko) [0-9.]+ .+ on [\w-]+ [\w.()]+")
OUTCOMES = ("passed", "failed", "error", "skipped")


def pytest_configure():
    # What runs in the background is deaf to Ctrl-C, below nohup to a hang-up; stories send both.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    signal.signal(signal.SIGHUP, signal.SIG_DFL)


def pytest_terminal_summary(terminalreporter):
    told = Counter(
        (found[0], outcome)
        for outcome in OUTCOMES
        for report in terminalreporter.stats.get(outcome, ())
        if (found := CONTRACT.search(report.nodeid))
    )
    if not told:
        return
    terminalreporter.section("contracts of unmodified drivers")
    for contract in sorted({contract for contract, _ in told}):
        counts = ((told[contract, outcome], outcome) for outcome in OUTCOMES)
        shown = ", ".join(f"{count} {outcome}" for count, outcome in counts if count)
        terminalreporter.line(f"{contract:<60} {shown}")
