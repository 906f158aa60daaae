"""A router's disk: a folder that holds what survives its reboot, and how it boots from it."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path
from typing import IO

from lab.frr.machine import NAMESPACES, FrrLabError, run

_HERE = Path(__file__).parent
_DAEMONS = ("bgpd", "ospfd")
# The password labSecretLogin, by `openssl passwd -6 -salt labSecretSalt labSecretLogin`.
_SHADOW = (
    "netops:$6$labSecretSalt$PyRsdI7QEjB7UINJBXibLcXJTTkOUHJvM9YDvsRwy0gy"
    "PjIEyrm6ejV7PR1fcFIi7ag3M4F8LVE19QKNm5JLj.:20000:0:99999:7:::\n"
)


def furnish(disk: Path, config: str) -> None:
    """Make a new disk with this startup config; the host key of an old one is kept."""
    for name in ("etc", "home/netops", "log/frr", "tmp"):
        shutil.rmtree(disk / name, ignore_errors=True)
        (disk / name).mkdir(parents=True)
    _write_system(disk / "system")
    files = {
        "frr.conf": config,
        "vtysh.conf": "service integrated-vtysh-config\n",
        "daemons": "".join(f"{daemon}=yes\n" for daemon in _DAEMONS) + "vtysh_enable=yes\n",
    }
    for name, text in files.items():
        (disk / "etc" / name).write_text(text)
        (disk / "etc" / name).chmod(0o640)
    for path in (disk / "etc", *(disk / "etc").iterdir(), disk / "home/netops", disk / "log/frr"):
        shutil.chown(path, "frr", "frr")
    (disk / "etc").chmod(0o750)
    (disk / "tmp").chmod(0o1777)


def _write_system(system: Path) -> None:
    """What `boot.sh` puts in place: the account, its shell, and its sshd."""
    system.mkdir(mode=0o700, exist_ok=True)
    for name in ("login.sh", "sshd.conf"):
        shutil.copyfile(_HERE / name, system / name)
    (system / "shadow").write_text(_SHADOW)
    if not (system / "host_key").exists():
        run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", "", "-f", f"{system}/host_key"])


def boot(space: str, name: str, disk: Path) -> IO[str]:
    """Start a router in its network namespace; `booted` on what comes back waits for it."""
    own = ["unshare", "--mount", "--uts", "--pid", "--fork", "--mount-proc", "--propagation=slave"]
    process = subprocess.Popen(  # noqa: S603  our own boot script
        [
            *("nsenter", f"--net={NAMESPACES / space}", "--"),
            *own,
            *("sh", str(_HERE / "boot.sh"), name, str(disk)),
        ],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    )
    assert process.stdout  # noqa: S101  we asked for a pipe
    # It outlives us: its namespace, not this object, is how it is found again.
    process.returncode = 0
    return process.stdout


def booted(name: str, said: IO[str]) -> None:
    """Wait until a router's daemons run; raise FrrLabError with what stood in the way."""
    with said:
        heard = []
        for line in said:
            if line == "up\n":
                return
            heard.append(line.strip())
    raise FrrLabError(f"{name} does not boot: {' '.join(heard) or 'no reason given'}")
