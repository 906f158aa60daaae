"""Real routers from outside: start them, ask them, break them, stop them."""

from __future__ import annotations

import json
import re
import sys
import time
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

from lab.frr import machine
from lab.frr.cables import lines, restart
from lab.frr.disk import furnish
from lab.frr.doors import close_doors, open_doors, ports_of
from lab.frr.launch import launch, launched
from lab.frr.machine import FrrLabError
from lab.frr.topology import HERE, TOPOLOGY, Router, Topology, read

DEFAULT_STATE = HERE / ".state"
_PATIENCE = 60.0
# The world is waited for by looking: a daemon's adjacency or a process, with a deadline.
_PAUSE = 0.2
_PROBE = """
import socket, sys
try:
    socket.create_connection((sys.argv[2], 1), timeout=2, source_address=(sys.argv[1], 0))
except ConnectionRefusedError:
    print("refused")
except OSError as problem:
    print(problem)
"""


@dataclass(frozen=True, slots=True)
class Routers:
    """A lab of real routers by its state folder."""

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
            raise FrrLabError(
                f"no routers are up in {self.state}; start them: sudo python -m lab.frr up"
            ) from None

    def up(self, *, net: str = "127.20", topology: Path = TOPOLOGY) -> float:
        """Start the routers and wait for every adjacency; the seconds that it took."""
        machine.require()
        if not re.fullmatch(r"127\.\d{1,3}", net):
            raise FrrLabError(f"--net takes two numbers of the loopback network, not {net!r}")
        self.down()
        began = time.monotonic()
        self.state.mkdir(mode=0o700, parents=True, exist_ok=True)
        (self.state / "routers.yaml").write_text(topology.read_text())
        (self.state / "net").write_text(net)
        plan, release = self.topology, machine.version()
        for name in plan.routers:
            furnish(self._disk(name), plan.config(name, release))
        machine.ip(lines(plan, self._space))
        self._boot(*plan.routers)
        doors = {self._address(one): self._space(one.name) for one in plan.routers.values()}
        open_doors(self.state, doors)
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
        plan, ports = self.topology, ports_of(self.state)
        return [
            {
                "name": name,
                "site": router.site,
                "as": router.asn,
                "loopback": router.loopback,
                "address": self._address(router),
                "port": ports[self._space(name)],
                "on": machine.init_of(self._space(name)) != 0,
                "up": self._adjacencies(name),
                "wanted": plan.adjacencies(name),
            }
            for name, router in plan.routers.items()
        ]

    def vtysh(self, name: str, *commands: str) -> str:
        """What vtysh prints for these commands, out of band; raise FrrLabError when it refuses."""
        words = [word for command in commands for word in ("-c", command)]
        return self.execute(name, "vtysh", *words)

    def execute(self, name: str, *command: str) -> str:
        """What a command prints that runs on the router as root."""
        init = machine.init_of(self._space(name))
        if not init:
            raise FrrLabError(f"{name} is off")
        return machine.run([*machine.enter(init), *command])

    def running(self, name: str) -> str:
        """The running config, without the lines that vtysh puts before and after it."""
        said = self.vtysh(name, "show running-config")
        return said.split("Current configuration:\n!\n")[1].removesuffix("end\n")

    def startup(self, name: str) -> str:
        """The file that the router boots from."""
        return (self._disk(name) / "etc/frr.conf").read_text()

    def neighbours(self, name: str) -> dict[str, dict[str, str]]:
        """State by neighbour: `ospf` by router id (Full), `bgp` by address (Established)."""
        ospf = json.loads(self.vtysh(name, "show ip ospf neighbor json"))
        bgp = json.loads(self.vtysh(name, "show bgp ipv4 unicast summary json"))
        return {
            "ospf": {
                router: one["nbrState"].split("/")[0]
                for router, many in ospf.get("neighbors", {}).items()
                for one in many
            },
            "bgp": {peer: one["state"] for peer, one in bgp.get("peers", {}).items()},
        }

    def routes(self, name: str) -> dict[str, list[dict[str, Any]]]:
        """The routes by prefix, as `show ip route json` has them."""
        routes: dict[str, list[dict[str, Any]]] = json.loads(self.vtysh(name, "show ip route json"))
        return routes

    def reaches(self, name: str, other: str) -> bool:
        """Whether packets go from one loopback to another and back, through the routers.

        Nobody listens at port 1: an answer that refuses is the other router's own.
        """
        ends = [self.router(one).loopback for one in (name, other)]
        space = f"--net={machine.NAMESPACES / self._space(name)}"
        said = machine.run(["nsenter", space, "--", sys.executable, "-c", _PROBE, *ends])
        return said == "refused\n"

    def cut(self, link: str) -> None:
        """Pull the cable of a link: its first port goes down, the other loses its carrier."""
        self._cable_is(link, "down")

    def mend(self, link: str) -> None:
        """Plug the cable in again."""
        self._cable_is(link, "up")

    def processes(self, name: str) -> dict[int, str]:
        """What runs on a router: pid as the machine sees it -> command line."""
        found = {}
        for pid in machine.inhabitants([self._space(name)]):
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
        space = self._space(name)
        ports = [port.name for port in self.topology.ports_of(name)]
        machine.empty([space])
        machine.ip(restart(ports), space=space)
        self._boot(name)

    def settled(self) -> None:
        """Wait until every adjacency is up and every router has a route to every loopback."""
        plan, deadline = self.topology, time.monotonic() + _PATIENCE
        waiting = list(plan.routers)
        while waiting := [name for name in waiting if not self._is_settled(name, plan)]:
            if time.monotonic() > deadline:
                raise FrrLabError(f"the neighbours of {', '.join(waiting)} do not come up")
            time.sleep(_PAUSE)

    def router(self, name: str) -> Router:
        """One router of the topology; raise FrrLabError for a name that it does not have."""
        known = self.topology.routers
        if name not in known:
            raise FrrLabError(f"no router {name!r}; there are {', '.join(known)}")
        return known[name]

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
        loopbacks = {f"{router.loopback}/32" for router in plan.routers.values()}
        up = self._adjacencies(name) == plan.adjacencies(name)
        return up and loopbacks <= self.routes(name).keys()

    def _adjacencies(self, name: str) -> int:
        try:
            seen = self.neighbours(name)
        except FrrLabError:  # off, or without the daemon that would know
            return 0
        return sum(
            state in {"Full", "Established"} for kind in seen.values() for state in kind.values()
        )

    def _space(self, name: str) -> str:
        return f"{self.prefix}-{name}"

    def _disk(self, name: str) -> Path:
        return self.state / name

    def _address(self, router: Router) -> str:
        return f"{(self.state / 'net').read_text()}.0.{router.number}"
