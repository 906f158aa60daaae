"""`python -m lab`: start, look at, break and stop the lab."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from shlex import quote
from typing import TYPE_CHECKING

from lab import rehearsal
from lab.control import DEFAULT_STATE, Lab, LabError, secrets
from lab.sim.faults import FAULTS
from lab.sim.platforms import PLATFORMS

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

_USAGE = 2
_DIFFERS = "{} lines of its backup are shown otherwise, or not at all:"
_SHOWN = 12
_MEMORIES = [
    "running",
    "startup",
    "candidate",
    "commands",
    "files",
    "timers",
    "sessions",
    "users",
    "logins",
    "log",
]


def _up(lab: Lab, given: argparse.Namespace) -> None:
    if lab.is_up():
        print(f"the lab in {lab.state} is already up")
    else:
        lab.up(net=given.net, minute=given.minute, only=given.only, clones=given.clones)
    _table(lab)


def _table(lab: Lab) -> None:
    row = "{:<12} {:<11} {:<5} {:<12} {:>5}  {:<6} {:<8} {}"
    print(row.format("DEVICE", "PLATFORM", "ROLE", "ADDRESS", "PORT", "SAVED", "REVERTS", "FAULTS"))
    for one in lab.status():
        reverts = "-" if one["reverts_in"] is None else f"{one['reverts_in']} s"
        saved = "yes" if one["saved"] else "no"
        names = (one[key] for key in ("name", "platform", "role", "address", "port"))
        print(row.format(*names, saved, reverts, " ".join(one["faults"]) or "-"))


def _down(lab: Lab, _given: argparse.Namespace) -> None:
    rehearsal.over(lab)
    print("the lab is down")


def _status(lab: Lab, given: argparse.Namespace) -> None:
    if given.json:
        print(json.dumps(lab.status(), indent=2))
    else:
        _table(lab)


def _tamper(lab: Lab, given: argparse.Namespace) -> None:
    lab.tamper(given.device, given.scenario)
    print(f"{given.device}: mallory did {given.scenario}")


def _fault(lab: Lab, given: argparse.Namespace) -> None:
    if given.list:
        _list_faults()
        return
    if not given.device:
        raise LabError("name a device, or --list")
    if given.clear:
        lab.clear(given.device)
        print(f"{given.device}: no faults")
        return
    if not given.name:
        raise LabError("name a fault, or --clear")
    bad = [word for word in given.settings if "=" not in word]
    if bad:
        raise LabError(f"a setting is name=value, not {bad[0]!r}")
    lab.fault(given.device, given.name, dict(word.split("=", 1) for word in given.settings))
    print(f"{given.device}: {given.name}")


def _list_faults() -> None:
    row = "{:<22} {:<46} {}"
    print(row.format("FAULT", "SETTINGS", "WHAT HAPPENS"))
    for name, fault in FAULTS.items():
        shown = {key: quote(str(usual)) for key, usual in fault.settings.items() if key != "says"}
        print(row.format(name, " ".join(f"{k}={v}" for k, v in shown.items()) or "-", fault.about))
        if says := fault.settings.get("says"):
            print(row.format("", "", f"says={says}"))
    print("\nat= is now, armed, or a moment of the platform; where= a pattern over the command:")
    for platform in PLATFORMS.values():
        print(f"  {platform.name:<14} {' '.join(platform.moments)}")


def _stop_at(lab: Lab, given: argparse.Namespace) -> None:
    lab.break_at(given.device, given.where, after=given.after)
    print(f"{given.device}: stops at {given.where!r}")


def _wait(lab: Lab, given: argparse.Namespace) -> None:
    stood = lab.wait(given.device, given.seconds)
    print(f"{given.device}: stands at {stood['line']!r} of {stood['user']} from {stood['from']}")


def _release(lab: Lab, given: argparse.Namespace) -> None:
    lab.release(given.device)
    print(f"{given.device}: goes on")


def _reset(lab: Lab, given: argparse.Namespace) -> None:
    lab.reset(given.device)
    print(f"{given.device}: as in lab/configs")


def _memory(lab: Lab, given: argparse.Namespace) -> None:
    held = lab.memory(given.device, given.what)
    print(
        held if isinstance(held, str) else json.dumps(held, indent=2),
        end="" if isinstance(held, str) else "\n",
    )


def _from_backup(lab: Lab, given: argparse.Namespace) -> None:
    workspace, minute = given.workspace.absolute(), given.minute
    made = rehearsal.prepare(given.devices, workspace, lab, net=given.net, minute=minute)
    _table(made.lab)
    for name, lines in made.differences.items():
        print(f"{name}: " + (_DIFFERS.format(len(lines)) if lines else "holds its backup whole"))
        for line in lines[:_SHOWN]:
            print(f"    {line}")
    print(
        "\nnext, in this shell:\n"
        f"    export NETOPS_WORKSPACE={quote(str(made.workspace))}\n"
        '    eval "$(python -m lab env)"\n'
        "    netops backup; then plan, approve and apply the change as you would\n"
        f"    (approve --as {rehearsal.APPROVER} --key $NETOPS_WORKSPACE/{rehearsal.APPROVER})\n"
        f"afterwards: python -m lab down --state {quote(str(made.lab.state))}"
    )


def _env(_lab: Lab, given: argparse.Namespace) -> None:
    if given.json:
        print(json.dumps(secrets(), indent=2))
        return
    for name, value in secrets().items():
        print(f"export {name}={quote(value)}")


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m lab", description=__doc__)
    commands = parser.add_subparsers(required=True, metavar="COMMAND")

    def command(
        name: str, does: Callable[[Lab, argparse.Namespace], None], about: str
    ) -> argparse.ArgumentParser:
        one = commands.add_parser(name, help=about, description=about)
        one.add_argument("--state", type=Path, default=DEFAULT_STATE, help="the lab's folder")
        one.set_defaults(does=does)
        return one

    up = command("up", _up, "start the devices")
    up.add_argument("--net", default="127.10", help="first half of their addresses")
    up.add_argument("--minute", type=float, default=60.0, help="seconds a device minute lasts")
    up.add_argument("--only", nargs="+", default=[], metavar="DEVICE", help="only these")
    up.add_argument("--clones", type=int, default=0, help="so many copies of them instead")
    command("down", _down, "stop the devices")
    command("status", _status, "show the devices").add_argument("--json", action="store_true")
    tamper = command("tamper", _tamper, "change a device behind everybody's back")
    tamper.add_argument("device")
    tamper.add_argument("scenario", help="a file of lab/scenarios")
    fault = command("fault", _fault, "let a device misbehave")
    fault.add_argument("device", nargs="?")
    fault.add_argument("name", nargs="?")
    fault.add_argument("settings", nargs="*", metavar="name=value")
    fault.add_argument("--clear", action="store_true", help="take all its faults away")
    fault.add_argument("--list", action="store_true", help="show all faults")
    stop = command("break", _stop_at, "let a device stop when it has received a command")
    stop.add_argument("device")
    stop.add_argument("where", help="a regular expression over the command")
    stop.add_argument("--after", action="store_true", help="after it ran, before the answer")
    wait = command("wait", _wait, "wait until a device stands at a break point")
    wait.add_argument("device")
    wait.add_argument("--seconds", type=float, default=10.0)
    command("release", _release, "let a device go on").add_argument("device")
    command("reset", _reset, "boot a device from lab/configs").add_argument("device")
    memory = command("memory", _memory, "show what a device really holds")
    memory.add_argument("device")
    memory.add_argument("what", choices=_MEMORIES)
    backup = command("from-backup", _from_backup, "start devices that hold your own backups")
    backup.add_argument("devices", nargs="+", metavar="DEVICE")
    backup.add_argument("--workspace", "-C", type=Path, default=Path(), help="with the backups")
    backup.set_defaults(state=rehearsal.STATE)
    backup.add_argument("--net", default="127.30", help="first half of their addresses")
    backup.add_argument("--minute", type=float, default=60.0, help="seconds a device minute lasts")
    command("env", _env, "print the lab's secrets for a shell").add_argument(
        "--json", action="store_true"
    )
    return parser


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; 2 for what cannot be done."""
    given = _parser().parse_args(arguments)
    try:
        given.does(Lab(given.state.absolute()), given)
    except BrokenPipeError:
        sys.stderr.close()
    except LabError as problem:
        print(f"lab: {problem}", file=sys.stderr)
        return _USAGE
    return 0


if __name__ == "__main__":
    sys.exit(main())
