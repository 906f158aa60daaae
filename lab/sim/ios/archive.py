"""IOS configuration replace, archive and rollback timers."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from lab.sim.clock import long_date, stamp
from lab.sim.commands import Commands, Reply
from lab.sim.device import Armed
from lab.sim.diffs import contextual, incremental
from lab.sim.ios.files import content, missing

if TYPE_CHECKING:
    from lab.sim.device import Actor, Device
    from lab.sim.grammar import Refused
    from lab.sim.ios.cli import IosCli
    from lab.sim.tree import Node

_DONE = "\nTotal number of passes: {passes}\nRollback Done\n"
_NOTHING = "%No Rollback Confirmed Change pending"
_KEPT = 10
_OFF = "%Please turn config archive on"
_EVENT = "%ARCHIVE_DIFF-5-ROLLBK_CNFMD_CHG_"


def _path(device: Device) -> str:
    archive = device.running.get("archive")
    path = archive.get("path") if archive else None
    return path.line.split()[1] if path else ""


def _archived(device: Device) -> list[str]:
    prefix = _path(device).partition(":")[2]
    return [name for name in device.files if prefix and name.startswith(f"{prefix}-")]


def _next_name(device: Device) -> str:
    moment = stamp(device.clock.now()).replace(" ", "-").replace(":", "-")
    return f"{_path(device)}-{moment}-{len(_archived(device))}"


def _archive(device: Device) -> str:
    name = _next_name(device)
    device.files[name.partition(":")[2]] = content(device, "running-config") or b""
    for old in _archived(device)[:-_KEPT]:
        del device.files[old]
    return name


def arm(device: Device, actor: Actor, minutes: float) -> str:
    """Start a timer that goes back to the configuration of this moment."""
    if not _path(device):
        return _OFF
    if device.armed:
        return "%Rollback Confirmed Change already pending, confirm or revert it first"
    name = _archive(device)
    device.armed = Armed(
        base=device.running.clone(),
        actor=actor,
        minutes=minutes,
        configured=long_date(device.clock.now()),
        expires=device.clock.uptime() + minutes * 60,
        handle=device.clock.after(minutes, lambda: _expired(device)),
        name=name,
    )
    device.note(f"{_EVENT}BACKUP: Backing up current running config to {name}")
    device.note(
        f"{_EVENT}START_ABSTIMER: User: {actor.user}(Priv: 15, View: 0): "
        f"Scheduled to rollback to config {name} in {int(minutes)} minutes"
    )
    return f"Rollback Confirmed Change: Backing up current running config to {name}"


def _expired(device: Device) -> None:
    if device.armed:
        user = device.armed.actor.user
        device.note(f"{_EVENT}ROLLBACK: User: {user}: Rolling to: {device.armed.name}")
        _revert(device, device.armed)


def _revert(device: Device, armed: Armed) -> None:
    device.running.become(armed.base)
    device.armed = None
    device.touched(armed.actor)


def _confirm(cli: IosCli, _words: tuple[str, ...]) -> Reply:
    device = cli.device
    if not device.armed:
        return Reply(_NOTHING)
    device.armed.handle.cancel()
    device.armed = None
    device.note(f"{_EVENT}CONFIRM: User: {cli.actor.user}: Confirm the configuration change")
    return Reply()


def _revert_now(cli: IosCli, _words: tuple[str, ...]) -> Reply:
    device = cli.device
    if not device.armed:
        return Reply(_NOTHING)
    armed = device.armed
    armed.handle.cancel()
    device.note(f"{_EVENT}ROLLBACK: User: {cli.actor.user}: Rolling to: {armed.name}")
    _revert(device, armed)
    return Reply(f"Rollback Confirmed Change: Rolling to: {armed.name}\n" + _DONE.format(passes=1))


def _timer(cli: IosCli, _words: tuple[str, ...]) -> Reply:
    armed = cli.device.armed
    if not armed:
        return Reply(_NOTHING)
    return Reply(
        f"Time configured(user specified): {armed.configured}\n"
        "Timer type: absolute timer\n"
        f"Timer value: {int(armed.minutes)} min\n"
        f"User: {armed.actor.user}"
    )


def _replace(cli: IosCli, words: tuple[str, ...]) -> Reply:
    url, _, options = words[2].partition(" ")
    if content(cli.device, url) is None:
        return Reply(missing(url))
    if "force" in options.split():
        return Reply(_replaced(cli, url, options))
    question = (
        "This will apply all necessary additions and deletions\n"
        "to replace the current running configuration with the\n"
        "contents of the specified configuration file, which is\n"
        "assumed to be a complete configuration, not a partial\n"
        "configuration. Enter Y if you are sure you want to proceed. ? [no]: "
    )
    return Reply(
        question,
        ask=lambda answer: Reply(
            _replaced(cli, url, options) if answer[:1].lower() == "y" else "Rollback aborted"
        ),
    )


def _replaced(cli: IosCli, url: str, options: str) -> str:
    device = cli.device
    lines = (content(device, url) or b"").decode(errors="replace").splitlines()
    if "end" not in (line.strip() for line in lines):
        return "%The input file is not a valid config file."
    said = ""
    if timer := re.search(r"timer (\d+)", options):
        said = arm(device, cli.actor, float(timer[1])) + "\n"
        if said.startswith("%"):
            return said
    return said + _applied(cli, lines, options)


def _applied(cli: IosCli, lines: list[str], options: str) -> str:
    device, failed = cli.device, list[str]()
    target = _target(device, lines, failed)
    if failed and "trigger error" in options:
        return (
            _aborted(failed)
            + "Rollback: error while applying the configuration.\n"
            + "The original configuration has been successfully restored.\n"
        )
    is_same = device.shown(target) == device.text()
    device.running.become(target)
    device.touched(cli.actor)
    return _aborted(failed) if failed else _DONE.format(passes=0 if is_same else 1)


def _target(device: Device, lines: list[str], failed: list[str]) -> Node:
    def refused(line: str, _error: Refused) -> None:
        failed.append(line.strip())

    return device.build(lines, refused)


def _aborted(failed: list[str]) -> str:
    listed = "\n".join(failed)
    return (
        "The rollback configlet from the last pass is listed below:\n********\n"
        f"!List of Rollback Commands:\n{listed}\nend\n********\n\n\n"
        "Rollback aborted after 5 passes\n"
        "The following commands are failed to apply to the IOS image.\n"
        f"********\n{listed}\n********\n"
    )


def _show_archive(cli: IosCli, _words: tuple[str, ...]) -> Reply:
    device = cli.device
    if not _path(device):
        return Reply("Archive feature not enabled")
    names = _archived(device)
    rows = [f"   {at:<9}flash:{name}" for at, name in enumerate(names, 1)]
    if rows:
        rows[-1] += " <- Most Recent"
    return Reply(
        f"There are currently {len(names)} archive configurations saved.\n"
        f"The next archive file will be named {_next_name(device)}\n"
        " Archive #  Name\n" + "\n".join(rows)
    )


def _differences(cli: IosCli, words: tuple[str, ...]) -> Reply:
    texts = [content(cli.device, url) for url in words[4:6]]
    for url, data in zip(words[4:6], texts, strict=True):
        if data is None:
            return Reply(missing(url))
    old, new = ((data or b"").decode(errors="replace").splitlines() for data in texts)
    return Reply(contextual(old, new))


def _incremental_diffs(cli: IosCli, words: tuple[str, ...]) -> Reply:
    data = content(cli.device, words[4])
    if data is None:
        return Reply(missing(words[4]))
    given = data.decode(errors="replace").splitlines()
    return Reply(incremental(cli.device.text().splitlines(), given))


def _archive_config(cli: IosCli, _words: tuple[str, ...]) -> Reply:
    if not _path(cli.device):
        return Reply(_OFF)
    _archive(cli.device)
    return Reply()


def register(commands: Commands[IosCli, Reply]) -> None:
    """Add these commands to the table."""
    commands("configure replace <line>")(_replace)
    commands("configure confirm")(_confirm)
    commands("configure revert now")(_revert_now)
    commands("show archive")(_show_archive)
    commands("show archive config rollback timer")(_timer)
    commands("show archive config differences <w> <w>")(_differences)
    commands(
        "show archive config incremental-diffs <w>",
        "show archive config incremental-diffs <w> ignorecase",
    )(_incremental_diffs)
    commands("archive config")(_archive_config)
