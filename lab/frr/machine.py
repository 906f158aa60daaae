"""What real routers ask of a machine, and the namespaces they live in."""

from __future__ import annotations

import os
import signal
import subprocess
import time
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

NAMESPACES = Path("/run/netns")
_PACKAGES = {
    "frr": "/usr/lib/frr/zebra",
    "frr-pythontools": "/usr/lib/frr/frr-reload.py",
    "openssh-server": "/usr/sbin/sshd",
    "iproute2": "/usr/sbin/ip",
}
_PATIENCE = 10.0
# A process that was killed is waited for by looking, with a deadline: it is no child of ours.
_PAUSE = 0.01


class FrrLabError(Exception):
    """The routers cannot do that; the text says why in one sentence."""


def missing() -> str:
    """What this machine lacks for real routers, as a sentence; empty when nothing."""
    if os.geteuid() != 0:
        return "real routers need root; say: sudo python -m lab.frr ..."
    absent = [package for package, file in _PACKAGES.items() if not Path(file).exists()]
    if absent:
        return f"real routers need Debian's {', '.join(absent)}; say: sudo make lab-frr"
    try:
        run(["unshare", "--mount", "--uts", "--pid", "--net", "--fork", "true"])
    except FrrLabError as problem:
        return f"real routers need namespaces, and this root may not make any: {problem}"
    return ""


def not_up(state: Path) -> FrrLabError:
    """What to say where the routers of a state folder have not come up."""
    return FrrLabError(f"no routers are up in {state}; start them: sudo python -m lab.frr up")


def require() -> None:
    """Raise FrrLabError when the machine lacks something."""
    if lack := missing():
        raise FrrLabError(lack)


def version() -> str:
    """The release of FRR that is installed, as `8.4.4`."""
    return run(["/usr/lib/frr/zebra", "--version"]).split()[2]


def run(command: list[str], *, given: str = "", seconds: float = 30.0) -> str:
    """What a command prints; raise FrrLabError with its words when it fails."""
    try:
        done = subprocess.run(  # noqa: S603  the lab's own commands
            command, input=given, capture_output=True, text=True, timeout=seconds, check=False
        )
    except subprocess.TimeoutExpired:
        raise FrrLabError(f"{command[0]} did not end in {seconds:.0f} s") from None
    if done.returncode != 0:
        words = (done.stderr or done.stdout).strip() or "no reason given"
        raise FrrLabError(f"{command[0]}: {' '.join(words.split())}")
    return done.stdout


def ip(lines: Iterable[str], *, space: str = "") -> None:
    """Run lines of the `ip` command, all in one process; in a namespace or the machine's own."""
    inside = ["-n", space] if space else []
    run(["ip", *inside, "-batch", "-"], given="\n".join(lines) + "\n")


def spaces(prefix: str) -> list[str]:
    """The network namespaces whose names begin so."""
    return sorted(path.name for path in NAMESPACES.glob(f"{prefix}-*"))


def inhabitants(names: Iterable[str]) -> dict[int, str]:
    """The processes that live in these network namespaces: pid -> namespace."""
    inodes = {(NAMESPACES / name).stat().st_ino: name for name in names}
    found = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                inode = (entry / "ns/net").stat().st_ino
            except OSError:
                continue
            if inode in inodes:
                found[int(entry.name)] = inodes[inode]
    return found


def init_of(name: str) -> int:
    """The pid, seen from outside, of the process 1 of a namespace; 0 when it is off."""
    for pid in inhabitants([name]):
        try:
            lines = Path(f"/proc/{pid}/status").read_text().splitlines()
        except OSError:
            continue
        numbers = next(line for line in lines if line.startswith("NSpid:")).split()
        if len(numbers) > 2 and numbers[-1] == "1":  # noqa: PLR2004  word, outer pid, inner pid
            return pid
    return 0


def empty(names: Iterable[str]) -> None:
    """Kill whatever lives in these network namespaces and wait until it is gone."""
    wanted = [name for name in names if (NAMESPACES / name).exists()]
    deadline = time.monotonic() + _PATIENCE
    while living := inhabitants(wanted):
        if time.monotonic() > deadline:
            raise FrrLabError(f"process {min(living)} does not end")
        for pid in living:
            kill(pid)
        time.sleep(_PAUSE)  # see _PAUSE


def kill(pid: int, number: int = signal.SIGKILL) -> None:
    """Send a signal; a process that has gone is as good as killed."""
    try:
        os.kill(pid, number)
    except ProcessLookupError:
        return


def enter(init: int) -> list[str]:
    """The words that run a command inside the router whose process 1 is `init`."""
    return ["nsenter", f"--target={init}", "--mount", "--uts", "--pid", "--net", "--"]
