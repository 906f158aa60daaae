"""A lab of its own for the drivers: one IOS and one EOS device, a minute is a second long."""

import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from lab.control import Lab, secrets
from netops.drivers.connect import Connector
from netops.drivers.login import Login
from netops.model.device import Device
from netops.ports import Driver
from netops.sources.inventory import inventory
from netops.stores.state import StateFolder

# Workers that share the machine have a lab each.
WORKER = int(os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw"))
NET = f"127.{71 + WORKER}"
NAMES = {"ios": "ams1-edge1", "eos": "ams1-core1"}
ROOT = Path(__file__).parents[2]


@dataclass(frozen=True)
class Bench:
    """One device with its lab, and sessions to it."""

    lab: Lab
    device: Device
    state: StateFolder

    def session(
        self, *, password: str = "", connect_timeout: float = 10, read_timeout: float = 20
    ) -> Driver:
        login = Login("netops", password or secrets()["NETOPS_PASSWORD"])
        connect = Connector(
            lambda _device: login,
            pins=self.state,
            connect_timeout=connect_timeout,
            read_timeout=read_timeout,
        )
        return connect(self.device)

    def memory(self, what: str = "running") -> str:
        return str(self.lab.memory(self.device.name, what))

    def fault(self, name: str, **settings: str) -> None:
        self.lab.fault(self.device.name, name, settings)


@pytest.fixture(scope="session")
def lab(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Lab]:
    found = Lab(tmp_path_factory.mktemp("lab"))
    found.up(net=NET, minute=1.0, only=list(NAMES.values()))
    yield found
    found.down()


@pytest.fixture
def bench_of(lab: Lab, tmp_path: Path) -> Iterator[Callable[[str], Bench]]:
    state = StateFolder(tmp_path / "state")

    def bench(kind: str) -> Bench:
        device = inventory(ROOT / "inventory").entry(NAMES[kind]).device
        address = device.address.replace("127.10.", f"{NET}.")
        return Bench(lab, replace(device, address=address), state)

    yield bench
    for name in NAMES.values():
        lab.clear(name)


@pytest.fixture(params=["ios", "eos"])
def bench(bench_of: Callable[[str], Bench], request: pytest.FixtureRequest) -> Bench:
    return bench_of(request.param)


@pytest.fixture
def ios(bench_of: Callable[[str], Bench]) -> Bench:
    return bench_of("ios")


@pytest.fixture
def eos(bench_of: Callable[[str], Bench]) -> Bench:
    return bench_of("eos")
