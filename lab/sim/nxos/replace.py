"""`configure replace`: a whole configuration from a file, with a timer that takes it back."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from lab.sim.commands import Reply
from lab.sim.device import Armed
from lab.sim.nxos.checkpoints import complaints, remember
from lab.sim.nxos.files import clean, missing
from lab.sim.nxos.patch import execute, patch
from lab.sim.nxos.text import moment, weekday_first

if TYPE_CHECKING:
    from lab.sim.commands import Commands
    from lab.sim.nxos.cli import NxosCli
    from lab.sim.nxos.device import Switch
    from lab.sim.tree import Node

# The texts of a check, a success and a failure are those of a Nexus 9000 with 9.3(1);
# what is said of timers and by `show config-replace status` is from memory.
_CHECKED = (
    "Version match between user file and running configuration.\nPre-check for User config PASSED\n"
)
_MISMATCH = "Version mismatch between user file and running configuration.\nPre-check FAILED\n"
_STARTED = (
    "ADVISORY: Config Replace operation started...\n"
    "Modifying running configuration from another VSH terminal in parallel\n"
    "is not recommended, as this may lead to Config Replace failure.\n\n"
    "Collecting Running-Config\nGenerating Rollback patch for switch profile\n"
    "Rollback Patch is Empty\nCollecting Running-Config\nGenerating Rollback Patch\n"
)
_DONE = (
    "Executing Rollback Patch\nDuring CR operation,will retain L3 configuration\n"
    "when vrf member change on interface\n"
    "Generating Running-config for verification\nGenerating Rollback Patch\n\n"
    "Configure replace completed successfully. Please run 'show config-replace log exec' "
    "to see if there is any configuration that requires reload to take effect.\n"
)
_SAME = "Rollback Patch is Empty\n\nConfigure replace completed successfully.\n"
_FAILED = (
    "Executing Rollback Patch\n{errors}"
    "Rolling back to previous configuration is successful\n\n"
    "Configure replace failed. Use 'show config-replace log exec' to see reasons for failure\n"
)
_BEST_EFFORT = (
    "Executing Rollback Patch\n{errors}"
    "Configure replace completed with errors. Use 'show config-replace log exec' to see them\n"
)
_ARMED = "Commit timer started: {seconds} seconds. 'configure replace commit' keeps the change\n"
_NOTHING = "ERROR: No config-replace is waiting for a commit"
_BUSY = "ERROR: A config-replace is waiting for its commit"
_FRAME = "=" * 56
_SHORTEST, _LONGEST = 30, 3600


def _replace(cli: NxosCli, words: tuple[str, ...]) -> Reply:
    name, _, options = words[2].partition(" ")
    device = cli.device
    data = device.files.get(clean(name))
    if data is None:
        return Reply(missing(name))
    lines = data.decode(errors="replace").splitlines()
    new, strays = device.read(lines)
    version = new.get("version")
    if not version or version != device.running.get("version"):
        return Reply(_MISMATCH)
    commands = patch(device.running, new, strays)
    if "verify-only" in options:
        return Reply(_CHECKED + _verified(device, commands))
    if "show-patch" in options:
        return Reply("\n".join(["Collecting Running-Config", "!!", "!", *commands]))
    return Reply(_CHECKED + _replaced(cli, new, commands, options))


def _verified(device: Switch, commands: list[str]) -> str:
    tried = execute(device.grammar, device.running, commands, stops=False)
    verdict = "failed" if tried.failures else "completed successful"
    return "\n".join(
        [
            "Collecting Running-Config\nConverting to checkpoint file",
            f"Generating Rollback Patch\nValidating Patch\n{_FRAME}",
            *tried.log,
            f"{_FRAME}\nPatch validation {verdict}\n",
        ]
    )


def _replaced(cli: NxosCli, new: Node, commands: list[str], options: str) -> str:
    device = cli.device
    mode = "best-effort" if "best-effort" in options else "atomic"
    timeout = re.search(r"commit-timeout (\d+)", options)
    if device.armed:
        return _BUSY
    if timeout and not _SHORTEST <= int(timeout[1]) <= _LONGEST:
        return "% Invalid range at '^' marker.\n"
    base = device.running.clone()
    done = execute(device.grammar, device.running, commands, stops=mode == "atomic")
    remember(cli, "Config-replace to user config", ".replace_tmp_13526", mode, done)
    if done.failures and mode == "atomic":
        return _STARTED + _FAILED.format(errors=complaints(done))
    device.running.become(done.root if done.failures else new)
    device.touched(cli.actor)
    text = _DONE if commands else _SAME
    if done.failures:
        text = _BEST_EFFORT.format(errors=complaints(done))
    if timeout:
        _arm(cli, base, float(timeout[1]))
        text += _ARMED.format(seconds=timeout[1])
    return _STARTED + text


def _arm(cli: NxosCli, base: Node, seconds: float) -> None:
    device, minutes = cli.device, seconds / 60
    device.armed = Armed(
        base=base,
        actor=cli.actor,
        minutes=minutes,
        configured=moment(device.clock.now()),
        expires=device.clock.uptime() + seconds,
        handle=device.clock.after(minutes, lambda: _back(device, "timer expired")),
        name="config-replace",
    )


def _back(device: Switch, why: str) -> None:
    if device.armed:
        armed, device.armed = device.armed, None
        armed.handle.cancel()
        device.running.become(armed.base)
        device.touched(armed.actor)
        device.note(f"%CONFIG_REPLACE-5-ROLLBACK: {why}, previous configuration is restored")


def _commit(cli: NxosCli, _words: tuple[str, ...]) -> Reply:
    device = cli.device
    if not device.armed:
        return Reply(_NOTHING)
    device.armed.handle.cancel()
    device.armed = None
    return Reply("Commit successful.")


def _abort(cli: NxosCli, _words: tuple[str, ...]) -> Reply:
    if not cli.device.armed:
        return Reply(_NOTHING)
    _back(cli.device, "aborted")
    return Reply("Rolling back to previous configuration is successful")


def _status(cli: NxosCli, _words: tuple[str, ...]) -> Reply:
    device = cli.device
    last = re.search(r"Rollback Status      : (\w+)", device.operation)
    state = f"Last operation: Config-replace\nOperation Status: {last[1]}" if last else "None"
    if not device.armed:
        return Reply(state)
    left = max(0, round(device.armed.expires - device.clock.uptime()))
    return Reply(
        f"{state}\nCommit pending: yes\nStarted by: {device.armed.actor.user}\n"
        f"Started at: {device.armed.configured}\nTime left: {left} seconds\n"
        f"Time: {weekday_first(device.clock.now())}"
    )


def register(commands: Commands[NxosCli, Reply]) -> None:
    """Add these commands to the table."""
    commands("configure replace <line>")(_replace)
    commands("configure replace commit")(_commit)
    commands("configure replace abort")(_abort)
    commands("show config-replace status")(_status)
