"""A router's disk: a folder that holds what survives its reboot."""

from __future__ import annotations

import shutil
from pathlib import Path

from lab.frr.machine import run

_HERE = Path(__file__).parent
HOST_KEY = Path("system/host_key.pub")
# What a router finds at /etc/frr, /home, /var/log and /var/tmp: mode and owner.
_FOLDERS = {
    "etc": (0o750, "frr"),
    "home": (0o755, "root"),
    "home/netops": (0o755, "frr"),
    "log": (0o755, "root"),
    "log/frr": (0o755, "frr"),
    "tmp": (0o1777, "root"),
}
# Debian lets watchfrr wait a minute before it starts a dead daemon again; nobody rehearses that.
_DAEMONS = """\
bgpd=yes
ospfd=yes
vtysh_enable=yes
watchfrr_options="--min-restart-interval=1"
"""
# The password labSecretLogin, by `openssl passwd -6 -salt labSecretSalt labSecretLogin`.
_SHADOW = (
    "netops:$6$labSecretSalt$PyRsdI7QEjB7UINJBXibLcXJTTkOUHJvM9YDvsRwy0gy"
    "PjIEyrm6ejV7PR1fcFIi7ag3M4F8LVE19QKNm5JLj.:20000:0:99999:7:::\n"
)


def furnish(disk: Path, config: str) -> None:
    """Make a new disk with this startup config; the host key of an old one is kept."""
    for name, (mode, owner) in _FOLDERS.items():
        folder = disk / name
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        folder.chmod(mode)
        shutil.chown(folder, owner, owner)
    files = {
        "frr.conf": config,
        "vtysh.conf": "service integrated-vtysh-config\n",
        "daemons": _DAEMONS,
    }
    for name, text in files.items():
        file = disk / "etc" / name
        file.write_text(text)
        file.chmod(0o640)
        shutil.chown(file, "frr", "frr")
    _write_system(disk / "system")


def _write_system(system: Path) -> None:
    """What `boot.sh` puts in place: the account, its shell, and its sshd."""
    system.mkdir(mode=0o700, parents=True, exist_ok=True)
    for name in ("login.sh", "sshd.conf"):
        shutil.copyfile(_HERE / name, system / name)
    (system / "shadow").write_text(_SHADOW)
    if not (system / "host_key").exists():
        run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", "", "-f", f"{system}/host_key"])
