"""Real routers from outside: start them, ask them, break them, stop them."""

from __future__ import annotations

import re
import sys
import time
from contextlib import suppress
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

from lab.frr import machine
from lab.frr.cables import lines, restart
from lab.frr.disk import HOST_KEY, furnish
from lab.frr.doors import are_open, close_doors, open_doors, ports_of
from lab.frr.launch import launch, launched
from lab.frr.machine import FrrLabError
from lab.frr.shows import BGP, OSPF, ROUTES, count_up, neighbours, values
from lab.frr.topology import HERE, TOPOLOGY, Router, Topology, read

DEFAULT_STATE = HERE / ".state"
_SSH = 22
_PATIENCE = 60.0
# The world is waited for by looking: a daemon's adjacency or a process, with a deadline.
_PAUSE = 0.2


@dataclass(frozen=True, slots=True)
class Routers:
    """A lab of real routers by its state folder; its `known_hosts` has their host keys."""

    state: Path = DEFAULT_STATE

    @property
    def prefix(self) -> str:
        """How its namespaces' names begin: its own for each state folder."""
        return f"frr{sha256(str(self.state.absolute()).encode()).hexdigest()[:8]}"

    @property
    def topology(self) -> Topology:
        """The routers and links of the lab that is up."""
        try:
            return read(self.state / "routers.yaml")
        except FileNotFoundError:
            raise machine.not_up(self.state) from None

    def is_up(self) -> bool:
        """Whether somebody lets operators in."""
        return are_open(self.state)

    def up(self, *, net: str = "127.20", topology: Path = TOPOLOGY) -> float:
        """Start the routers and wait for every adjacency; the seconds that it took."""
        machine.require()
        if not re.fullmatch(r"127\.\d{1,3}", net):
            raise FrrLabError(f"--net takes two numbers of the loopback network, not {net!r}")
        if self.is_up():
            raise FrrLabError(f"the routers in {self.state} are already up")
        self.down()
        began = time.monotonic()
        self.state.mkdir(mode=0o700, parents=True, exist_ok=True)
        (self.state / "routers.yaml").write_text(topology.read_text())
        (self.state / "net").write_text(net)
        plan = self.topology
        for name in plan.routers:
            furnish(self._disk(name), self.fresh(name))
        machine.ip(lines(plan, self._space))
        self._boot(*plan.routers)
        doors = {self._address(one): self._space(one.name) for one in plan.routers.values()}
        open_doors(self.state, doors)
        self._publish_host_keys()
        self.settled()
        return time.monotonic() - began

    def down(self) -> None:
        """Remove every process and namespace of this lab, also what a crash has left."""
        close_doors(self.state)
        left = machine.spaces(self.prefix)
        machine.empty(left)
        if left:
            machine.ip(f"netns del {space}" for space in left)
        (self.state / "routers.yaml").unlink(missing_ok=True)

    def status(self) -> list[dict[str, Any]]:
        """One row for each router: where it is, and its adjacencies up and wanted."""
        plan = self.topology
        return [
            {
                "name": name,
                "site": router.site,
                "as": router.asn,
                "loopback": router.loopback,
                **dict(zip(("address", "port"), self.door(name), strict=True)),
                "on": machine.init_of(self._space(name)) != 0,
                "up": self._adjacencies(name),
                "wanted": plan.adjacencies(name),
            }
            for name, router in plan.routers.items()
        ]

    def door(self, name: str) -> tuple[str, int]:
        """Address and port of a router's sshd; the login is the one in `lab/secrets.yaml`."""
        return self._address(self.router(name)), ports_of(self.state)[self._space(name)]

    def vtysh(self, name: str, *commands: str) -> str:
        """What vtysh prints for these commands, out of band; raise FrrLabError when it refuses."""
        words = [word for command in commands for word in ("-c", command)]
        return self.execute(name, "vtysh", *words)

    def execute(self, name: str, *command: str) -> str:
        """What a command prints that runs on the router as root."""
        init = machine.init_of(self._space(self.router(name).name))
        if not init:
            raise FrrLabError(f"{name} is off")
        return machine.run([*machine.enter(init), *command])

    def running(self, name: str) -> str:
        """The running config, without the lines that vtysh puts before and after it."""
        said = self.vtysh(name, "show running-config")
        return said.split("Current configuration:\n!\n")[1].removesuffix("end\n")

    def fresh(self, name: str) -> str:
        """The config that the topology gives a router; it is as FRR writes it, to the byte."""
        return self.topology.config(self.router(name).name, machine.version())

    def startup(self, name: str) -> str:
        """The file that the router boots from."""
        return (self._disk(name) / "etc/frr.conf").read_text()

    def neighbours(self, name: str) -> dict[str, dict[str, str]]:
        """State by neighbour: `ospf` by router id (Full), `bgp` by address (Established)."""
        return neighbours(*self._shows(name, OSPF, BGP))

    def routes(self, name: str) -> dict[str, list[dict[str, Any]]]:
        """The routes by prefix, as `show ip route json` has them."""
        routes: dict[str, list[dict[str, Any]]]
        (routes,) = self._shows(name, ROUTES)
        return routes

    def _shows(self, name: str, *commands: str) -> list[Any]:
        """The JSON that each of these commands prints, by one vtysh: its start takes the time."""
        return values(self.vtysh(name, *commands))

    def reaches(self, name: str, other: str) -> bool:
        """Whether packets go from one loopback to another and back, through the routers."""
        ends = [self.router(one).loopback for one in (name, other)]
        space = f"--net={machine.NAMESPACES / self._space(name)}"
        probe = [sys.executable, str(HERE / "probe.py"), *ends]
        return machine.run(["nsenter", space, "--", *probe]) == "answers\n"

    def cut(self, link: str) -> None:
        """Pull the cable of a link: its first port goes down, the other loses its carrier.

        It is plugged in again by `mend`, or when the router of its first port boots.
        """
        self._cable_is(link, "down")

    def mend(self, link: str) -> None:
        """Plug the cable in again."""
        self._cable_is(link, "up")

    def processes(self, name: str) -> dict[int, str]:
        """What runs on a router: pid as the machine sees it -> command line."""
        found = {}
        for pid in machine.inhabitants([self._space(self.router(name).name)]):
            with suppress(OSError):  # gone since
                words = Path(f"/proc/{pid}/cmdline").read_bytes().replace(b"\0", b" ")
                found[pid] = words.decode(errors="replace").strip()
        return found

    def kill(self, name: str, daemon: str) -> None:
        """Kill a daemon with no time for goodbyes; watchfrr starts it again, as on any host."""
        pids = [
            pid
            for pid, words in self.processes(name).items()
            if words.startswith(f"/usr/lib/frr/{daemon} ")
        ]
        if not pids:
            raise FrrLabError(f"{name} runs no {daemon}")
        for pid in pids:
            machine.kill(pid)

    def reboot(self, name: str) -> None:
        """Cut a router's power and boot it from its startup config; return when it has booted."""
        self.power_off(name)
        self._boot(name)

    def reset(self, name: str) -> None:
        """Boot a router from the topology's config, without the files that it was given."""
        self.power_off(name)
        furnish(self._disk(name), self.fresh(name))
        self._boot(name)

    def settled(self) -> None:
        """Wait until every adjacency is up and every router has a route to every loopback."""
        plan, deadline = self.topology, time.monotonic() + _PATIENCE
        waiting = list(plan.routers)
        while waiting := [name for name in waiting if not self._is_settled(name, plan)]:
            if time.monotonic() > deadline:
                raise FrrLabError(f"the neighbours of {', '.join(waiting)} do not come up")
            time.sleep(_PAUSE)  # see _PAUSE

    def router(self, name: str) -> Router:
        """One router of the topology; raise FrrLabError for a name that it does not have."""
        known = self.topology.routers
        if name not in known:
            raise FrrLabError(f"no router {name!r}; there are {', '.join(known)}")
        return known[name]

    def power_off(self, name: str) -> None:
        """Kill all that a router runs and take its ports down; `reboot` switches it on again."""
        space = self._space(self.router(name).name)
        machine.empty([space])
        ports = [port.name for port in self.topology.ports_of(name)]
        machine.ip(restart(ports), space=space)

    def _publish_host_keys(self) -> None:
        lines = []
        for name in self.topology.routers:
            address, port = self.door(name)
            where = address if port == _SSH else f"[{address}]:{port}"
            lines.append(f"{where} {(self._disk(name) / HOST_KEY).read_text()}")
        (self.state / "known_hosts").write_text("".join(lines))

    def _boot(self, *names: str) -> None:
        started = {name: launch(self._boot_command(name)) for name in names}
        for name, said in started.items():
            launched(name, said)

    def _boot_command(self, name: str) -> list[str]:
        return [
            *("nsenter", f"--net={machine.NAMESPACES / self._space(name)}", "--"),
            *("unshare", "--mount", "--uts", "--pid", "--fork", "--mount-proc"),
            *("sh", str(HERE / "boot.sh"), name, str(self._disk(name))),
        ]

    def _cable_is(self, link: str, wanted: str) -> None:
        ports = {port.link: port for port in reversed(self.topology.ports)}
        if link not in ports:
            raise FrrLabError(f"no link {link!r}; there are {', '.join(sorted(ports))}")
        port = ports[link]
        machine.ip([f"link set {port.name} {wanted}"], space=self._space(port.router.name))

    def _is_settled(self, name: str, plan: Topology) -> bool:
        try:
            ospf, bgp, routes = self._shows(name, OSPF, BGP, ROUTES)
        except FrrLabError:  # off, or without the daemon that would know
            return False
        up = count_up(neighbours(ospf, bgp)) == plan.adjacencies(name)
        return up and {f"{one.loopback}/32" for one in plan.routers.values()} <= routes.keys()

    def _adjacencies(self, name: str) -> int:
        try:
            return count_up(self.neighbours(name))
        except FrrLabError:  # as above
            return 0

    def _space(self, name: str) -> str:
        return f"{self.prefix}-{name}"

    def _disk(self, name: str) -> Path:
        return self.state / name

    def _address(self, router: Router) -> str:
        return f"{(self.state / 'net').read_text()}.0.{router.number}"
