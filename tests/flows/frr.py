"""A workspace whose devices are real routers, and a look at them past netops."""

import shutil

from lab.frr.machine import FrrLabError

from .workbench import ROOT, Workbench, clean_environment, make_key, until

# Past every revert timer of these flows.
AGES = 100_000
PASSWORD = {"NETOPS_USERNAME": "netops", "NETOPS_PASSWORD": "labSecretLogin"}
INVENTORY = ("approval.yaml", "windows.yaml", "netops.yaml", "defaults.yaml", "allowed_signers")
# r1's session to r4, its only one to another AS; the address of r4, and r1's as r4 sees it.
TO_R4, OF_R1 = "10.9.0.1", "10.9.0.0"


class RouterBench(Workbench):
    """The netops command, and routers that are asked without it."""

    def memory(self, device, what="running"):
        return self.lab.running(device) if what == "running" else self.lab.startup(device)

    def stored(self, device, kind="running", revision="HEAD"):
        site = self.lab.router(device).site
        return self.git("show", f"{revision}:configs/{site}/{device}/{kind}.cfg")

    def bgp(self, device):
        """State by neighbour, from the router itself."""
        return self.lab.neighbours(device)["bgp"]

    def adjacent(self):
        """Whether r1 and r4 exchange routes, as each of them says."""
        ends = (self.bgp("r1").get(TO_R4), self.bgp("r4").get(OF_R1))
        return ends == ("Established", "Established")

    def timer(self, device):
        """What the revert timer has written down on a router, "" when none is there."""
        command = "cat /run/frr/netops/*/armed 2> /dev/null || true"
        return self.lab.execute(device, "sh", "-c", command)

    def armed(self, device):
        """Wait until a change is on trial: its lines run and are not saved, and its timer runs."""
        pushing = "ls /run/frr/netops/*/pushing 2> /dev/null || true"
        until(
            lambda: (
                self.timer(device)
                and len(set(self.texts(device))) > 1
                and not self.lab.execute(device, "sh", "-c", pushing)
            )
        )

    def rests(self, device):
        """Nothing of ours is left on a router: no file, no process."""
        assert self.lab.execute(device, "ls", "-A", "/run/frr/netops") == ""
        assert not [words for words in self.lab.processes(device).values() if "router.sh" in words]

    def ages(self, device):
        """Let the uptime of a router jump past every timer that runs there."""
        jump = f"echo $(($(cut -d. -f1 /proc/uptime) + {AGES})).00 0 > /run/uptime"
        self.lab.execute(device, "sh", "-c", f"{jump}; mount --bind /run/uptime /proc/uptime")


def make_router_workspace(folder, routers):
    """An inventory of the routers that are up, keys of the people, no evidence yet."""
    inventory = folder / "inventory"
    inventory.mkdir()
    (inventory / "intended").mkdir()
    for name in INVENTORY:
        shutil.copy(ROOT / "inventory" / name, inventory / name)
    (inventory / "groups.yaml").write_text("router: {platform: frr, data: {role: edge}}\n")
    (inventory / "hosts.yaml").write_text(
        "".join(
            f"{row['name']}: {{hostname: {row['address']}, port: {row['port']}, "
            f"groups: [router], data: {{site: {row['site']}}}}}\n"
            for row in routers.status()
        )
    )
    for who in ("alice", "carol"):
        make_key(folder, who)


def make_bench(folder, routers):
    """A workspace on these routers that has never seen them."""
    make_router_workspace(folder, routers)
    return RouterBench(folder, routers, clean_environment(PASSWORD))


def as_new(routers, name):
    """Whether a router is on and holds what the topology gave it."""
    try:
        texts = {routers.running(name), routers.startup(name)}
    except FrrLabError:
        return False
    return texts == {routers.fresh(name)}


class Console:
    """Router r1, at which lines are typed as netops pushes them."""

    def __init__(self, routers):
        self.routers = routers

    def takes(self, lines):
        """Type lines; what the router holds then."""
        typed = self.routers.state / "r1" / "tmp" / "typed"
        typed.write_text("".join(f"{line}\n" for line in lines))
        said = self.routers.execute("r1", "sh", "-c", "vtysh -f /var/tmp/typed 2>&1")
        assert "line " not in said, said
        return self.running()

    def running(self):
        return self.routers.vtysh("r1", "show running-config")
