"""Ctrl-C counts at every moment of a command's life."""

import os
import signal
import subprocess
import sys

LOST = """\
import os, signal, sys, time, weakref
import netops.cli.root
from netops.__main__ import main

class Thing:
    pass

def work(arguments):
    thing = Thing()
    # The interrupt arrives while Python cleans up, where an exception cannot be raised.
    watcher = weakref.ref(thing, lambda _: (signal.raise_signal(signal.SIGINT), time.sleep(0)))
    del thing
    deadline = time.monotonic() + 10
    while time.monotonic() < deadline:
        time.sleep(0.01)
    return 0

netops.cli.root.run = work
main()
"""


def ended(process):
    out, err = process.communicate(timeout=20)
    return process.returncode, out + err


def test_an_interrupt_that_python_lost_in_a_clean_up_is_pressed_again():
    process = subprocess.Popen(  # noqa: S603 (our own command)
        [sys.executable, "-c", LOST], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    assert ended(process) == (130, "")


def test_an_interrupt_while_netops_is_still_loading_leaves_no_traceback(tmp_path):
    """The import of the command line waits at a pipe of ours, in place of a slow disk."""
    gate = tmp_path / "gate"
    os.mkfifo(gate)
    (tmp_path / "rich_click.py").write_text(f"open({str(gate)!r}).read()\n")
    process = subprocess.Popen(
        [sys.executable, "-m", "netops", "--version"],
        env={**os.environ, "PYTHONPATH": str(tmp_path)},
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    with gate.open("w"):
        process.send_signal(signal.SIGINT)
        assert ended(process) == (130, "")
