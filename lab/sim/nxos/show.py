"""The NX-OS `show` commands that are text for people; `tables.py` has those with data."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lab.sim.commands import Reply
from lab.sim.grammar import Refused, interface_name
from lab.sim.nxos.facts import INTERFACES
from lab.sim.nxos.interface import defaults
from lab.sim.nxos.text import headed, moment
from lab.sim.tree import Node

if TYPE_CHECKING:
    from collections.abc import Callable

    from lab.sim.commands import Commands
    from lab.sim.device import Device
    from lab.sim.nxos.cli import NxosCli


def _running(cli: NxosCli, _words: tuple[str, ...]) -> Reply:
    return Reply(headed(cli.view, "show running-config", cli.view.text()))


def _running_all(cli: NxosCli, _words: tuple[str, ...]) -> Reply:
    root = cli.view.running.clone()
    for section in root.starting("interface"):
        for line in defaults(section):
            section.add(Node(line, line, "", (1_000, (), 0)))
    text = headed(cli.view, "show running-config all", cli.view.shown(root))
    return Reply(text)


def _running_interface(cli: NxosCli, words: tuple[str, ...]) -> Reply:
    name = interface_name("".join(words[3].split()), INTERFACES)
    node = cli.view.running.get(f"interface {name}")
    if not node:
        raise Refused("% Invalid range at '^' marker.")
    only = Node("", children=[node])
    command = f"show running-config interface {name}"
    return Reply(headed(cli.view, command, f"{_version_line(cli.view)}\n{cli.view.shown(only)}"))


def _version_line(device: Device) -> str:
    return f"version {device.identity.version} Bios:version\n"


def _startup(device: Device) -> str:
    if not device.startup:
        return "No startup configuration"
    head, _, text = headed(device, "show startup-config", device.startup).partition("\n\n")
    return f"{head}\n!Startup config saved at: {moment(device.saved.moment)}\n\n{text}"


def _hosts(device: Device) -> str:
    lookup = "disabled" if device.running.get("ip domain-lookup") is None else "enabled"
    line = device.running.get("ip domain-lookup")
    lookup = "disabled" if line and line.line.startswith("no ") else lookup
    name = device.running.get("ip domain-name")
    domain = f"Default domain for vrf:default is {name.line.split()[-1]}\n" if name else ""
    return f"DNS lookup {lookup}\n{domain}Name servers for vrf:default is none"


def _features(device: Device) -> str:
    names = sorted(
        node.line.removeprefix("feature ") for node in device.running.starting("feature")
    )
    rows = [f"{name.replace(' ', '-'):<22}{1:<10}enabled" for name in names]
    return "\n".join(
        ["Feature Name          Instance  State", f"{'-' * 20}  {'-' * 8}  -----", *rows]
    )


def _users(cli: NxosCli) -> str:
    rows = ["NAME     LINE         TIME         IDLE          PID COMMENT"]
    when = cli.device.clock.now().strftime("%b %e %H:%M")
    for at, actor in enumerate(cli.device.online):
        mark = " *" if actor == cli.actor else ""
        rows.append(f"{actor.user:<9}pts/{at:<9}{when} {'.':<12}{4000 + at} ({actor.source}){mark}")
    return "\n".join(rows)


def _logging(device: Device) -> str:
    return "\n".join(
        [
            "Logging console:                disabled",
            "Logging monitor:                enabled (Severity: notifications)",
            "Logging logfile:                enabled",
            *device.log,
        ]
    )


def _accounting(cli: NxosCli, _words: tuple[str, ...]) -> Reply:
    return Reply("\n".join(cli.view.accounting))


def register(commands: Commands[NxosCli, Reply]) -> None:
    """Add these commands to the table."""
    texts = {
        "show startup-config": _startup,
        "show hosts": _hosts,
        "show feature": _features,
        "show logging": _logging,
        "show logging logfile": _logging,
        "show clock": lambda device: device.clock.now().strftime("%H:%M:%S.000 UTC %a %b %d %Y"),
    }
    for form, text in texts.items():
        commands(form)(_shows(text))
    commands("show users")(lambda cli, _words: Reply(_users(cli)))
    commands("show accounting log")(_accounting)
    commands("show running-config")(_running)
    commands("show running-config all")(_running_all)
    commands("show running-config interface <line>")(_running_interface)


def _shows(text: Callable[[Device], str]) -> Callable[[NxosCli, tuple[str, ...]], Reply]:
    return lambda cli, _words: Reply(text(cli.view))
