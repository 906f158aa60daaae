"""What a command costs, and on which machine."""

from __future__ import annotations

import json
import os
import platform
import sys
import tempfile
import time
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

RESULTS = Path(__file__).parent / "results"
_LIBRARIES = (
    *("asyncssh", "netmiko", "napalm", "nornir", "nornir-netmiko", "GitPython", "pyrage"),
    "hier-config",
)
_NO_BYTECODE = "PYTHONDONTWRITEBYTECODE"  # empty it forbids nothing


class BenchError(Exception):
    """A measurement that does not count; the text says why in one sentence."""


@dataclass(frozen=True, slots=True)
class Cost:
    """Of one command with all its children: wall and CPU in seconds, the largest process in MiB.

    `said` is the last line that it printed.
    """

    seconds: float
    cpu: float
    peak: float
    said: str


def cost(command: Sequence[str], environ: Mapping[str, str] | None = None) -> Cost:
    """Run a command to its end, on a quiet disk; raise `BenchError` when it fails.

    It may keep its bytecode, as one that was installed has it: a shell that forbids this had
    netops, which is run from its sources, compiled anew in every run (0.1 s), and no peer.
    """
    os.sync()  # else it waits for what the one before it wrote: a first commit took 2 s, or 10
    with tempfile.TemporaryFile() as output:
        began = time.monotonic()
        child = os.posix_spawnp(
            command[0],
            list(command),
            {**os.environ, _NO_BYTECODE: "", **(environ or {})},
            file_actions=[
                (os.POSIX_SPAWN_DUP2, output.fileno(), 1),
                (os.POSIX_SPAWN_DUP2, output.fileno(), 2),
            ],
        )
        _, status, used = os.wait4(child, 0)
        seconds = time.monotonic() - began
        output.seek(0)
        said = output.read().decode(errors="replace").strip()
    if status:
        raise BenchError(f"{' '.join(command)}: {said[-2000:]}")
    last = said.splitlines()[-1] if said else ""
    return Cost(seconds, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024, last)


def python(module: str, *arguments: str) -> tuple[str, ...]:
    """The command line of a module in this environment."""
    return (sys.executable, "-m", module, *arguments)


def machine() -> dict[str, str]:
    """Where and when, and with which versions."""
    model = next(
        (
            line.partition(":")[2].strip()
            for line in Path("/proc/cpuinfo").read_text().splitlines()
            if line.startswith("model name")
        ),
        platform.machine(),
    )
    return {
        "date": datetime.now(UTC).strftime("%Y-%m-%d"),
        "machine": f"{os.cpu_count()} shared cores of {model}",
        "python": platform.python_version(),
        **{name: version(name) for name in _LIBRARIES},
    }


def keep(name: str, found: Mapping[str, Any]) -> Path:
    """Write what a run found to `bench/results/<name>.json`, with its machine."""
    RESULTS.mkdir(exist_ok=True)
    path = RESULTS / f"{name}.json"
    path.write_text(json.dumps({"machine": machine(), **found}, indent=1) + "\n")
    return path


def picture(name: str, drawn: str) -> None:
    """Write a picture to `bench/results/<name>.svg`."""
    RESULTS.mkdir(exist_ok=True)
    (RESULTS / f"{name}.svg").write_text(drawn)
