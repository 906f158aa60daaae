"""`sudo python -m lab.frr`: start, look at, break and stop real routers."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from lab.frr.control import DEFAULT_STATE, Routers
from lab.frr.machine import FrrLabError, require
from lab.frr.topology import TOPOLOGY

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

_USAGE = 2


def _up(routers: Routers, given: argparse.Namespace) -> None:
    if routers.is_up():
        print(f"the routers in {routers.state} are already up")
        _table(routers)
        return
    seconds = routers.up(net=given.net, topology=given.topology)
    _table(routers)
    print(f"every adjacency up in {seconds:.1f} s; log in: ssh netops@ADDRESS")


def _down(routers: Routers, _given: argparse.Namespace) -> None:
    routers.down()
    print("the routers are gone")


def _status(routers: Routers, given: argparse.Namespace) -> None:
    if given.json:
        print(json.dumps(routers.status(), indent=2))
    else:
        _table(routers)


def _table(routers: Routers) -> None:
    row = "{:<8} {:<5} {:<6} {:<12} {:<12} {:>5}  {}"
    print(row.format("ROUTER", "SITE", "AS", "LOOPBACK", "ADDRESS", "PORT", "NEIGHBOURS"))
    for one in routers.status():
        words = (one[key] for key in ("name", "site", "as", "loopback", "address", "port"))
        print(row.format(*words, f"{one['up']} of {one['wanted']} up" if one["on"] else "off"))


def _run(routers: Routers, given: argparse.Namespace) -> None:
    print(routers.vtysh(given.router, " ".join(given.words)), end="")


def _cut(routers: Routers, given: argparse.Namespace) -> None:
    routers.cut(given.link)


def _mend(routers: Routers, given: argparse.Namespace) -> None:
    routers.mend(given.link)


def _kill(routers: Routers, given: argparse.Namespace) -> None:
    routers.kill(given.router, given.daemon)


def _reboot(routers: Routers, given: argparse.Namespace) -> None:
    routers.reboot(given.router)


def _reset(routers: Routers, given: argparse.Namespace) -> None:
    routers.reset(given.router)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m lab.frr", description=__doc__)
    commands = parser.add_subparsers(required=True, metavar="COMMAND")

    def command(
        name: str,
        does: Callable[[Routers, argparse.Namespace], None],
        about: str,
        *words: str,
    ) -> argparse.ArgumentParser:
        one = commands.add_parser(name, help=about, description=about)
        one.add_argument("--state", type=Path, default=DEFAULT_STATE, help="the lab's folder")
        one.set_defaults(does=does)
        for word in words:
            one.add_argument(word)
        return one

    up = command("up", _up, "start the routers and wait for their adjacencies")
    up.add_argument("--net", default="127.20", help="first half of their sshd's addresses")
    up.add_argument("--topology", type=Path, default=TOPOLOGY, help="routers and links, in YAML")
    command("down", _down, "remove the routers, also what a crash has left")
    status = command("status", _status, "show the routers and how many neighbours they have")
    status.add_argument("--json", action="store_true")
    run = command("run", _run, "run a vtysh command on a router, out of band", "router")
    run.add_argument("words", nargs="+", metavar="COMMAND")
    command("cut", _cut, "pull the cable of a link", "link")
    command("mend", _mend, "plug it in again", "link")
    command("kill", _kill, "kill a daemon; watchfrr starts it again", "router", "daemon")
    command("reboot", _reboot, "cut a router's power and boot its startup config", "router")
    command("reset", _reset, "boot a router from the topology, without what it was given", "router")
    return parser


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; 2 for what cannot be done."""
    given = _parser().parse_args(arguments)
    try:
        require()
        given.does(Routers(given.state.absolute()), given)
    except FrrLabError as problem:
        print(f"lab: {problem}", file=sys.stderr)
        return _USAGE
    return 0


if __name__ == "__main__":
    sys.exit(main())
