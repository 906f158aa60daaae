"""The false-success suite: what an unmodified driver says when the device did not do it.

Each row plays one story with a driver as it comes from its package; what it claims stands beside
what the device's memory holds afterwards.
"""

from __future__ import annotations

import time
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from napalm import get_network_driver
from nornir.core import Nornir
from nornir.core.configuration import Config
from nornir.core.inventory import Defaults, Groups, Host, Hosts, Inventory
from nornir.core.plugins.connections import ConnectionPluginRegister
from nornir.plugins.runners import SerialRunner
from nornir_napalm.plugins.connections import Napalm
from nornir_napalm.plugins.tasks import napalm_configure, napalm_confirm_commit

from lab.topology import HERE

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from napalm.base import NetworkDriver

    from lab.control import Lab

IOS, EOS, NXOS, JUNOS, XR = "fra2-edge1", "fra2-core1", "lon4-leaf1", "par3-edge1", "zrh5-pe1"
_MERGES = {
    IOS: "interface GigabitEthernet0/3\n description changed\n mtu 1400\nend\n",
    EOS: "interface Ethernet6\n   description changed\n   mtu 1400\n",
    NXOS: "interface Ethernet1/4\n  description changed\n  mtu 1400\n",
    JUNOS: "set interfaces ge-0/0/3 description changed\n",
}
# A device goes back when its own timer fires: waited for by looking, with a deadline.
_PATIENCE, _PAUSE = 30.0, 0.02
# NX-OS replaces by a checkpoint, and this is how it knows one.
_CHECKPOINT = "!Command: Checkpoint cmd vdc 1\n"


@dataclass(frozen=True)
class Stage:
    """A lab that is up, and drivers that come through its devices' doors."""

    lab: Lab
    rows: Mapping[str, Mapping[str, Any]]
    login: tuple[str, str]

    @contextmanager
    def driver(self, kind: str, device: str, door: str, **options: str) -> Iterator[NetworkDriver]:
        """An unmodified NAPALM driver, open."""
        row = self.rows[device]
        arguments = {"port": row["ports"][door], **options}
        opened = get_network_driver(kind)(
            row["address"], *self.login, timeout=20, optional_args=arguments
        )
        opened.open()
        try:
            yield opened
        finally:
            opened.close()

    def nornir(self, device: str) -> Nornir:
        """Nornir with nornir_napalm and one host."""
        ConnectionPluginRegister.register("napalm", Napalm)
        row, (user, password) = self.rows[device], self.login
        host = Host(
            device,
            hostname=row["address"],
            port=row["port"],
            username=user,
            password=password,
            platform="ios",
            defaults=Defaults(),
        )
        inventory = Inventory(Hosts({device: host}), Groups(), Defaults())
        return Nornir(inventory, config=Config(), runner=SerialRunner())


@dataclass(frozen=True)
class Row:
    """One row: the device's reply, the story, and whether the config holds what was asked."""

    number: int
    driver: str
    device: str
    deed: str
    reply: str
    play: Callable[[Stage, Row], str]
    asked: Callable[[str, str], bool]
    fault: str = ""
    settings: Mapping[str, str] = field(default_factory=dict)

    def strike(self, stage: Stage) -> None:
        """Let the device lie from now on."""
        if self.fault:
            stage.lab.fault(self.device, self.fault, self.settings)


def base(device: str) -> str:
    """The configuration that a device boots from."""
    return (HERE / "configs" / f"{device}.cfg").read_text()


def has_the_change(_base: str, running: str) -> bool:
    """Both lines of the merge, and of the replace."""
    return " description changed" in running and " mtu 1400" in running


def _renamed(held: str) -> str:
    return (
        held.replace(" description unused", " description changed")
        .replace(" description transit", " description uplink")
        .replace("row 1", "row 9")
    )


def is_replaced(base: str, running: str) -> bool:
    """Whether it is what the replace asked for."""
    return running == _renamed(base)


def is_base(base: str, running: str) -> bool:
    """Whether nothing is left of the change."""
    return running == base


def has_the_description(_base: str, running: str) -> bool:
    """Whether the description is what was asked."""
    return "description changed" in running


def ios_merge(stage: Stage, row: Row) -> str:
    """Load a merge, and commit it; return what the driver said."""
    with stage.driver("ios", row.device, "ssh") as ios:
        row.strike(stage)
        ios.load_merge_candidate(config=_MERGES[IOS])
        ios.commit_config()
    return "commit_config() returned"


def ios_replace(stage: Stage, row: Row) -> str:
    """Load a replace, and commit it; return what the driver said."""
    with stage.driver("ios", row.device, "ssh") as ios:
        row.strike(stage)
        ios.load_replace_candidate(config=_renamed(base(IOS)))
        ios.commit_config()
    return "commit_config() returned"


def ios_rollback(stage: Stage, row: Row) -> str:
    """Commit a merge, and take it back; return what the driver said."""
    with stage.driver("ios", row.device, "ssh") as ios:
        ios.load_merge_candidate(
            config=_MERGES[IOS].replace("end\n", "snmp-server location elsewhere\nend\n")
        )
        ios.commit_config()
        row.strike(stage)
        ios.rollback()
    return "rollback() returned"


def nxos_replace(stage: Stage, row: Row) -> str:
    """Load a checkpoint, and commit it; return what the driver said."""
    with stage.driver("nxos", row.device, "https") as nxos:
        row.strike(stage)
        nxos.load_replace_candidate(config=_CHECKPOINT + _renamed(base(NXOS)))
        nxos.commit_config()
    return "commit_config() returned"


def nxos_rollback(stage: Stage, row: Row) -> str:
    """Commit a merge, and take it back; return what the driver said."""
    with stage.driver("nxos", row.device, "https") as nxos:
        nxos.load_merge_candidate(config=_MERGES[NXOS] + "hostname renamed\n")
        nxos.commit_config()
        row.strike(stage)
        nxos.rollback()
    return "rollback() returned"


def eos_merge(stage: Stage, row: Row) -> str:
    """Load a merge over SSH, and commit it; return what the driver said."""
    with stage.driver("eos", row.device, "ssh", transport="ssh") as eos:
        row.strike(stage)
        eos.load_merge_candidate(config=_MERGES[EOS])
        eos.commit_config()
    return "commit_config() returned"


def junos_late_confirm(stage: Stage, row: Row) -> str:
    """Confirm a commit when its time is over; return what the driver said."""
    with stage.driver("junos", row.device, "netconf") as junos:
        junos.load_merge_candidate(config=_MERGES[JUNOS])
        junos.commit_config(revert_in=60)
        _wait_for_the_timer(stage, row)
        junos.confirm_commit()
    return "confirm_commit() returned"


def nornir_late_confirm(stage: Stage, row: Row) -> str:
    """Confirm with nornir_napalm what has gone back by itself; return what the driver said."""
    nornir = stage.nornir(row.device)
    try:
        lines = _MERGES[IOS]
        nornir.run(napalm_configure, configuration=lines, revert_in=60, raise_on_error=True)
        _wait_for_the_timer(stage, row)
        result = nornir.run(napalm_confirm_commit, raise_on_error=True)[row.device][0]
    finally:
        nornir.close_connections()
    return f"failed={result.failed}, {str(result.result)[:29]!r}"


def xr_replace(stage: Stage, row: Row) -> str:
    """Replace after somebody else has committed; return what the driver said."""
    with stage.driver("iosxr", row.device, "ssh") as iosxr:
        wanted = base(XR).replace(" lldp\n  transmit disable\n !\n", "")
        stage.lab.run_cli(row.device, ["interface GigabitEthernet0/0/0/3", "description theirs"])
        iosxr.load_replace_candidate(config=_renamed(wanted))
        iosxr.commit_config()
    return "commit_config() returned"


def xr_replaced(base: str, running: str) -> bool:
    """Whether it is what the replace on IOS-XR asked for."""
    return running == _renamed(base.replace(" lldp\n  transmit disable\n !\n", ""))


def _wait_for_the_timer(stage: Stage, row: Row) -> None:
    deadline = time.monotonic() + _PATIENCE
    while stage.lab.memory(row.device, "timers"):
        if time.monotonic() > deadline:
            raise TimeoutError(f"{row.device} did not go back in {_PATIENCE:g} s")
        time.sleep(_PAUSE)  # see _PAUSE
