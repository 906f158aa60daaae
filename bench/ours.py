"""netops on emulated devices: a workspace of its own, and the command that people type."""

from __future__ import annotations

import subprocess
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from bench.measure import BenchError, Cost, cost, python
from lab.control import Lab, secrets

if TYPE_CHECKING:
    from collections.abc import Mapping

_GROUPS = """\
routers:
  platform: cisco_ios
  username: env:NETOPS_USERNAME
  password: env:NETOPS_PASSWORD
  data: {site: bench, role: edge}
"""
# What the peers read, and not a command more than the proof needs.
_PLAYBOOK = "playbook: running configs\nsteps:\n  - collect: [running]\n  - store\n"


class Ours:
    """A workspace for the devices of a lab."""

    def __init__(self, folder: Path, lab: Lab) -> None:
        self._folder, self._lab = folder, lab
        inventory, playbooks = folder / "inventory", folder / "playbooks"
        inventory.mkdir()
        playbooks.mkdir()
        (inventory / "groups.yaml").write_text(_GROUPS)
        (inventory / "hosts.yaml").write_text("".join(map(_host, lab.status())))
        (playbooks / "running.yaml").write_text(_PLAYBOOK)

    def run(self) -> Cost:
        """Collect, prove, redact, seal and commit every running config."""
        return self._netops("run", "running")

    def meet(self) -> None:
        """Read every device and store nothing: afterwards its host key is pinned."""
        self._netops("run", "running", "--check")

    def backup(self) -> Cost:
        """The same for running and startup."""
        return self._netops("backup")

    def check(self) -> None:
        """Raise `BenchError` unless every device's config is in git and can be restored exactly."""
        rows = self._lab.status()
        listed = ["git", "-C", str(self._folder / "backups" / "repo"), "ls-files"]
        done = subprocess.run(listed, capture_output=True, text=True, check=True)  # noqa: S603  git
        stored = set(done.stdout.split())
        missing = [
            r["name"] for r in rows if f"configs/bench/{r['name']}/running.cfg" not in stored
        ]
        if missing:
            raise BenchError(f"{len(missing)} configs are not in git, {missing[0]} for one")
        first, exact = rows[0]["name"], self._folder / "exact.cfg"
        self._netops("restore", first, "--to", str(exact))
        if not exact.read_text().strip().endswith(self._lab.memory(first).strip()):
            raise BenchError(f"the restored config of {first} is not what the device holds")

    def _netops(self, *words: str) -> Cost:
        return cost(python("netops", *words, "--workspace", str(self._folder)), secrets())


def workspace(lab: Lab, work: Path) -> Ours:
    """A new workspace below `work`, where it stays."""
    return Ours(Path(tempfile.mkdtemp(dir=work)), lab)


def _host(row: Mapping[str, object]) -> str:
    return (
        f"{row['name']}:\n  hostname: {row['address']}\n  port: {row['port']}\n"
        "  groups: [routers]\n"
    )
