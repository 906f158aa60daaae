"""What the exec commands of IOS-XR print, apart from commits and from the network's state."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lab.sim.commands import Reply
from lab.sim.grammar import Refused, interface_name
from lab.sim.tree import begins
from lab.sim.xr import text
from lab.sim.xr.facts import GRAMMAR

if TYPE_CHECKING:
    from collections.abc import Callable

    from lab.sim.commands import Commands
    from lab.sim.device import Device
    from lab.sim.xr.cli import XrCli

MODEL = "R-IOSXRV9000-CC"
_NO_ITEMS = "% No such configuration item(s)\n\n"


def head(device: Device) -> str:
    """The comments before the first line, which change without a change of config."""
    changed = device.changed
    moment = changed.moment.strftime("%a %b %e %H:%M:%S %Y")
    return (
        f"!! IOS XR Configuration {device.identity.version}\n"
        f"!! Last configuration change at {moment} by {changed.user}\n!\n"
    )


def running(device: Device) -> str:
    """`show running-config`, with its head."""
    return f"Building configuration...\n{head(device)}{device.text()}\n"


def uptime(device: Device) -> str:
    """How long the device has been up, in words."""
    minutes = int(device.clock.uptime() // 60)
    days = minutes // 1440
    parts = {"week": days // 7, "day": days % 7, "hour": minutes // 60 % 24, "minute": minutes % 60}
    return " ".join(f"{n} {unit}{'' if n == 1 else 's'}" for unit, n in parts.items() if n)


def _version(device: Device) -> str:
    version = device.identity.version
    return (
        f"Cisco IOS XR Software, Version {version}\n"
        "Copyright (c) 2013-2021 by Cisco Systems, Inc.\n\n"
        "Build Information:\n"
        " Built By     : ingunawa\n"
        " Built On     : Wed Oct 13 20:00:36 PDT 2021\n"
        " Built Host   : iox-ucs-017\n"
        f" Workspace    : /auto/srcarchive17/prod/{version}/xrv9k/ws\n"
        f" Version      : {version}\n"
        " Location     : /opt/cisco/XR/packages/\n"
        f" Label        : {version}\n\n"
        "cisco IOS-XRv 9000 () processor\n"
        f"System uptime is {uptime(device)}\n\n"
    )


def _inventory(device: Device) -> str:
    return (
        'NAME: "0/0", DESCR: "Cisco IOS-XRv 9000 Centralized Line Card"\n'
        f"PID: R-IOSXRV9000-LC-C , VID: V01, SN: {device.identity.serial}L\n\n"
        'NAME: "Rack 0", DESCR: "Cisco IOS-XRv 9000 Centralized Virtual Router"\n'
        f"PID: {MODEL}  , VID: V01, SN: {device.identity.serial}\n\n"
    )


def _platform(_device: Device) -> str:
    row = "{:<18}{:<27}{:<18}{}\n"
    return (
        row.format("Node", "Type", "State", "Config state")
        + "-" * 80
        + "\n"
        + row.format("0/0/CPU0", "R-IOSXRV9000-LC-C", "IOS XR RUN", "NSHUT")
        + row.format("0/RP0/CPU0", "R-IOSXRV9000-RP-C(Active)", "IOS XR RUN", "NSHUT")
    )


def _logging(device: Device) -> str:
    return (
        "Syslog logging: enabled (0 messages dropped, 0 flushes, 0 overruns)\n"
        "    Console logging: Disabled\n"
        "    Monitor logging: level debugging, 0 messages logged\n"
        "    Trap logging: level informational, 0 messages logged\n"
        f"    Buffer logging: level debugging, {len(device.log)} messages logged\n\n"
        "Log Buffer (4194304 bytes):\n\n"
        + "".join(f"RP/0/RP0/CPU0:{line}\n" for line in device.log)
    )


def _clock(device: Device) -> str:
    now = device.clock.now()
    return (
        now.strftime("%H:%M:%S.")
        + f"{now.microsecond // 1000:03d}"
        + now.strftime(" UTC %a %b %e %Y\n")
    )


def _users(cli: XrCli) -> str:
    rows = [f"   {'Line':<20} {'User':<20} {'Service':<9}Conns   Idle        Location\n"]
    for actor in cli.device.online:
        mark = "*" if actor == cli.actor else " "
        line = f"{mark}  {actor.terminal:<20} {actor.user:<20} {'ssh':<9}    0  00:00:00"
        rows.append(f"{line}    {actor.source}\n")
    return "".join(rows)


def _part(device: Device, wanted: str) -> str:
    """`show running-config router bgp`: the sections that begin with these words."""
    words = wanted.split()
    names = [interface_name(word, GRAMMAR.interfaces) or word for word in words]
    nodes = [node for node in device.running.children if _is_meant(node.line, names)]
    lines = [line for node in nodes for line in text.section(node, "")]
    return "\n".join((*lines, "", "")) if lines else _NO_ITEMS


def _is_meant(line: str, words: list[str]) -> bool:
    own = line.split()
    pairs = zip(own, words, strict=False)
    return len(own) >= len(words) and all(
        begins(mine, word) or mine.lower().startswith(word.lower()) for mine, word in pairs
    )


def _show_running(cli: XrCli, _words: tuple[str, ...]) -> Reply:
    return Reply(running(cli.view))


def _show_part(cli: XrCli, words: tuple[str, ...]) -> Reply:
    return Reply(_part(cli.view, words[-1]))


def _directory(cli: XrCli, _words: tuple[str, ...]) -> Reply:
    rows = [
        f"   {at} -rw-r--r--. 1 {len(data)} Nov 23 00:00 {name}\n"
        for at, (name, data) in enumerate(cli.device.files.items(), 11)
    ]
    return Reply("\nDirectory of disk0:\n" + "".join(rows) + "\n2079696 kbytes free\n\n")


def _copy_running(cli: XrCli, words: tuple[str, ...]) -> Reply:
    name = words[-1].partition(":")[2].lstrip("/")
    if not name:
        raise Refused("invalid", 2)
    question = f"Destination file name (control-c to abort): [/{name}]?"
    return Reply(question, ask=lambda answer: _copied(cli, answer.lstrip("/") or name))


def _copied(cli: XrCli, name: str) -> Reply:
    content = running(cli.device).partition("\n")[2]
    cli.device.files[name] = content.encode()
    lines = len(content.splitlines())
    return Reply(f"Building configuration.\n{lines} lines built in 1 second\n[OK]\n")


def _no_stamps(cli: XrCli, _words: tuple[str, ...]) -> Reply:
    cli.is_stamped = False
    return Reply()


def _reload(cli: XrCli, _words: tuple[str, ...]) -> Reply:
    return Reply("Proceed with reload? [confirm]", ask=lambda answer: _reloaded(cli, answer))


def _reloaded(cli: XrCli, answer: str) -> Reply:
    if answer[:1].lower() not in {"", "y"}:
        return Reply()
    cli.device.reload()
    return Reply(closes=True)


def register(commands: Commands[XrCli, Reply]) -> None:
    """Add these commands to the table."""
    texts = {
        "show version": _version,
        "show inventory": _inventory,
        "show platform": _platform,
        "show logging": _logging,
        "show clock": _clock,
    }
    for form, answer in texts.items():
        commands(form)(_shows(answer))
    commands("show users")(lambda cli, _words: Reply(_users(cli)))
    commands("show running-config")(_show_running)
    commands("show running-config <line>")(_show_part)
    commands("dir", "dir <w>")(_directory)
    commands("copy running-config <w>")(_copy_running)
    commands("terminal exec prompt no-timestamp")(_no_stamps)
    commands("terminal length <n>", "terminal width <n>", "terminal monitor ...")(
        lambda _cli, _words: Reply()
    )
    commands("reload", "reload location all")(_reload)
    commands("exit", "logout", "quit")(lambda _cli, _words: Reply(closes=True))


def _shows(answer: Callable[[Device], str]) -> Callable[[XrCli, tuple[str, ...]], Reply]:
    return lambda cli, _words: Reply(answer(cli.view))
