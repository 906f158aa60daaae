"""A process that has netops imported and forks a run for each line it reads; a run can be killed.

A request is a line of JSON: the `arguments` of the command, and when to kill it: `after` so many
seconds, or at its `deed`, the n-th thing that it does to a file or to a process. Its children die
with it, unless it dies `alone`. The answer is how the run ended, in how many seconds and deeds.
"""

import json
import os
import select
import signal
import sys
import time
from contextlib import suppress
from pathlib import Path

# Imported here, so that no moment of a run goes by with importing.
import netops.cli.observe
from netops.cli import root

import netops.stores.git  # noqa: F401  isort: skip

_DEEDS = {"os.rename", "os.remove", "os.link", "os.mkdir", "os.truncate", "subprocess.Popen"}


def killed(process, *, alone):
    """Kill a run, with the git that it started, in whatever session that is, or without."""
    for one in () if alone else tuple(descendants(process)):
        with suppress(ProcessLookupError):
            os.kill(one, signal.SIGKILL)
    os.kill(process, signal.SIGKILL)


def descendants(process):
    """The processes that a process and its threads started, and theirs."""
    for listed in Path(f"/proc/{process}/task").glob("*/children"):
        with suppress(FileNotFoundError, ProcessLookupError):
            for child_ in listed.read_text().split():
                yield from descendants(child_)
                yield int(child_)


def counted(request, tally):
    """Count what is done from now on; at the deed of the request this process dies."""
    done = 0

    def heard(event, arguments):
        nonlocal done
        writes = event == "open" and isinstance(arguments[2], int) and arguments[2] & os.O_ACCMODE
        if writes or event in _DEEDS:
            done += 1
            os.pwrite(tally, b"%6d" % done, 0)
            if done == request.get("deed"):
                killed(os.getpid(), alone=request.get("alone", False))

    sys.addaudithook(heard)


def child(request, tally):
    os.setsid()
    silent = os.open(os.devnull, os.O_RDWR)
    told = os.open("nursery.log", os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    for number, here in ((0, silent), (1, told), (2, told)):
        os.dup2(here, number)
    counted(request, tally)
    code = root.run(request["arguments"])
    sys.stdout.flush()
    os._exit(code)


def born(request):
    """Fork one run, kill it when its time has come, and tell how it ended."""
    tally = os.memfd_create("tally")
    began = time.monotonic()
    process = os.fork()
    if process == 0:
        child(request, tally)
    watch = os.pidfd_open(process)
    if not select.select([watch], [], [], request.get("after"))[0]:
        killed(process, alone=request.get("alone", False))
    status = os.waitstatus_to_exitcode(os.waitpid(process, 0)[1])
    deeds = int(os.pread(tally, 6, 0) or 0)
    os.close(watch)
    os.close(tally)
    return {"code": status, "seconds": time.monotonic() - began, "deeds": deeds}


for line in sys.stdin:
    print(json.dumps(born(json.loads(line))), flush=True)  # noqa: T201 (the answer)
