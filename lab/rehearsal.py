"""A rehearsal: devices of the lab with the exact backups of real ones, and a workspace for them.

The workspace is a copy with its own evidence, its own approver and the addresses of the lab, so
that nothing done in it reaches a real device or the record of one.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ruamel.yaml import YAML

from lab.control import Lab, LabError
from lab.sim.platforms import PLATFORMS
from lab.topology import HERE, read_yaml

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

STATE = HERE / ".state" / "rehearsal"
APPROVER = "rehearsal"
_POLICY = {
    "people": {APPROVER: ["reviewer", "cab"]},
    "rules": [{"name": "a rehearsal", "require": {"roles": ["reviewer"], "count": 1}, "hours": 24}],
}
_WINDOWS: dict[str, list[str]] = {"maintenance": [], "freezes": []}
# What the device prints before its config when it is asked, and a version where it tells one.
_SHOWN_BEFORE = re.compile(r"(Building configuration|Current configuration)\b|$")
_VERSION = re.compile(
    r"! device: .*EOS-(\S+?)\)|^!! IOS XR Configuration (\S+)|^version ([^\s;]+)", re.MULTILINE
)
_UNTOLD = "0"


@dataclass(frozen=True, slots=True)
class Rehearsal:
    """What was made: the lab, the workspace, and how each device differs from its backup."""

    lab: Lab
    workspace: Path
    differences: Mapping[str, tuple[str, ...]]


def prepare(names: Sequence[str], source: Path, lab: Lab, *, net: str, minute: float) -> Rehearsal:
    """Start the devices from the newest backups in the workspace `source`; LabError if not."""
    state = lab.state
    if lab.is_up():
        raise LabError(f"a rehearsal is up in {state}; end it: python -m lab down --state {state}")
    hosts = _hosts(source, names)
    shutil.rmtree(state, ignore_errors=True)
    (state / "configs").mkdir(parents=True, mode=0o700)
    backups = {name: _backup(source, name, state) for name in names}
    rows = {name: _row(hosts[name], backups[name], number) for number, name in enumerate(names, 11)}
    _write(state / "devices.yaml", {"devices": rows})
    lab.up(net=net, minute=minute, folder=state)
    workspace = _workspace(source, state, {row["name"]: row for row in lab.status()})
    differing = {name: _differing(backups[name], lab.memory(name)) for name in names}
    return Rehearsal(lab, workspace, differing)


def over(lab: Lab) -> None:
    """End a rehearsal: the lab goes down, and the exact configs go from the disk."""
    lab.down()
    shutil.rmtree(lab.state / "configs", ignore_errors=True)


def _hosts(source: Path, names: Sequence[str]) -> Mapping[str, dict[str, Any]]:
    """The inventory's hosts; those named with what their groups say of them."""
    folder = source / "inventory"
    if not (folder / "hosts.yaml").exists():
        raise LabError(f"no inventory/hosts.yaml in {source}; name a workspace with --workspace")
    hosts, groups = (read_yaml(folder / name) or {} for name in ("hosts.yaml", "groups.yaml"))
    for name in names:
        if name not in hosts:
            raise LabError(f"no device {name!r} in {folder / 'hosts.yaml'}")
        above = [groups.get(group, {}) for group in hosts[name].get("groups", ())]
        hosts[name] = _inherited([*above, hosts[name]])
        if hosts[name]["platform"] not in PLATFORMS:
            known = ", ".join(PLATFORMS)
            raise LabError(f"{name}: the lab has no {hosts[name]['platform']!r}; it has {known}")
    return hosts


def _inherited(layers: Iterable[Mapping[str, Any]]) -> dict[str, Any]:
    """Platform and data of a host, with what its groups say where it says nothing."""
    facts: dict[str, Any] = {"platform": "", "data": {}}
    for layer in layers:
        facts["platform"] = layer.get("platform") or facts["platform"]
        facts["data"] |= layer.get("data", {})
    return facts


def _backup(source: Path, name: str, state: Path) -> str:
    """The exact running config of the newest backup, without what is shown before it."""
    path = state / "configs" / f"{name}.cfg"
    command = [
        sys.executable,
        "-m",
        "netops",
        "restore",
        name,
        "--to",
        str(path),
        "-C",
        str(source),
    ]
    done = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603  our own command
    if done.returncode:
        raise LabError(f"no backup of {name}: {done.stderr.strip() or done.stdout.strip()}")
    lines = path.read_text().splitlines(keepends=True)
    first = next((at for at, line in enumerate(lines) if not _SHOWN_BEFORE.match(line)), 0)
    text = "".join(lines[first:])
    path.write_text(text)
    return text


def _row(facts: Mapping[str, Any], text: str, number: int) -> dict[str, Any]:
    told = _VERSION.search(text)
    own = facts["data"]
    return {
        "platform": facts["platform"],
        "role": own.get("role", "rehearsed"),
        "site": own.get("site", "rehearsed"),
        "host": f"1.{number}",
        "serial": own.get("serial", f"REHEARSAL{number}"),
        "mac": f"5254.00ff.{number:04x}",
        "version": next(filter(None, told.groups())) if told else _UNTOLD,
        "keeps_unknown": True,
    }


def _workspace(source: Path, state: Path, rows: Mapping[str, Mapping[str, Any]]) -> Path:
    folder = state / "workspace"
    for name in ("inventory", "playbooks"):
        if (source / name).exists():
            shutil.copytree(source / name, folder / name)
    inventory = folder / "inventory"
    hosts = read_yaml(inventory / "hosts.yaml")
    ours = {name: hosts[name] | _door(row) for name, row in rows.items()}
    _write(inventory / "hosts.yaml", ours)
    _write(inventory / "approval.yaml", _POLICY)
    _write(inventory / "windows.yaml", _WINDOWS)
    (inventory / "allowed_signers").write_text(_signer(folder / APPROVER))
    return folder


def _door(row: Mapping[str, Any]) -> dict[str, Any]:
    """Where a device of the lab answers, and who logs in there."""
    login = {"username": "env:NETOPS_USERNAME", "password": "env:NETOPS_PASSWORD"}
    return {"hostname": row["address"], "port": row["port"], **login}


def _signer(key: Path) -> str:
    """Make the approver's key; return its line for `allowed_signers`."""
    command = ["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", APPROVER, "-f", str(key)]
    subprocess.run(command, check=True)  # noqa: S603  our own command
    kind, public = key.with_suffix(".pub").read_text().split()[:2]
    return f'{APPROVER} namespaces="netops-change" {kind} {public}\n'


def _differing(backup: str, shown: str) -> tuple[str, ...]:
    """Lines of the backup that the device of the lab does not hold as they stand."""
    held = {line.strip() for line in shown.splitlines()}
    lines = (line.strip() for line in backup.splitlines())
    return tuple(line for line in lines if line and line[0] not in "!#" and line not in held)


def _write(path: Path, content: object) -> None:
    with path.open("w") as file:
        YAML(typ="safe").dump(content, file)
