"""`python -m lab.scale`: so many devices in one process, read whole by nornir-netmiko."""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

from nornir.core import Nornir
from nornir.core.configuration import Config
from nornir.core.inventory import ConnectionOptions, Defaults, Groups, Host, Hosts, Inventory
from nornir.core.plugins.connections import ConnectionPluginRegister
from nornir.plugins.runners import ThreadedRunner
from nornir_netmiko.connections import Netmiko
from nornir_netmiko.tasks import netmiko_send_command

from lab.control import Lab, secrets

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_NET, _MODEL = "127.49", "fra2-edge1"
_PAGE = os.sysconf("SC_PAGE_SIZE")
_MIB = 1024 * 1024


def readings(lab: Lab, workers: int) -> dict[str, str]:
    """`show running-config` of all devices of a lab, as nornir-netmiko returns it."""
    ConnectionPluginRegister.register("netmiko", Netmiko)
    hosts = Hosts({row["name"]: _host(row) for row in lab.status()})
    inventory = Inventory(hosts, Groups(), Defaults())
    nornir = Nornir(inventory, config=Config(), runner=ThreadedRunner(num_workers=workers))
    try:
        results = nornir.run(netmiko_send_command, command_string="show running-config")
    finally:
        nornir.close_connections()
    return {name: str(result[0].result) for name, result in results.items() if not result.failed}


def _host(row: Mapping[str, Any]) -> Host:
    login = secrets()
    # A busy machine, not a busy device, is what a login waits for here.
    patient = {"conn_timeout": 60, "banner_timeout": 60, "auth_timeout": 60}
    return Host(
        row["name"],
        hostname=row["address"],
        port=row["port"],
        username=login["NETOPS_USERNAME"],
        password=login["NETOPS_PASSWORD"],
        platform="cisco_ios",
        connection_options={"netmiko": ConnectionOptions(extras=patient)},
        defaults=Defaults(),
    )


def is_whole(lab: Lab, name: str, reading: str) -> bool:
    """Whether a reading ends in the bytes that the device holds."""
    return reading.strip().endswith(lab.memory(name).strip())


def resident(pid: int) -> int:
    """Bytes of memory that a process holds."""
    return int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * _PAGE


def main(arguments: Sequence[str] | None = None) -> int:
    """Start, read, compare; 1 if a device's reading is not what it holds."""
    parser = argparse.ArgumentParser(prog="python -m lab.scale", description=__doc__)
    parser.add_argument("--devices", type=int, default=1000)
    parser.add_argument("--workers", type=int, default=50)
    given = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory(prefix="lab-scale-") as folder:
        lab = Lab(Path(folder))
        began = time.monotonic()
        lab.up(net=_NET, only=[_MODEL], clones=given.devices)
        print(f"{given.devices} devices listen after {time.monotonic() - began:.1f} s")
        try:
            return _read(lab, given.devices, given.workers)
        finally:
            lab.down()


def _read(lab: Lab, devices: int, workers: int) -> int:
    print(f"{resident(lab.pid) / _MIB / devices:.2f} MiB each, before anybody logs in")
    began = time.monotonic()
    told = readings(lab, workers)
    print(f"{len(told)} read by nornir-netmiko in {time.monotonic() - began:.1f} s")
    whole = sum(is_whole(lab, name, text) for name, text in told.items())
    print(f"{whole} readings are what the device's memory holds")
    print(f"{resident(lab.pid) / _MIB / devices:.2f} MiB each, after all have been read")
    return 0 if whole == devices else 1


if __name__ == "__main__":
    sys.exit(main())
