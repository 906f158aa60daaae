"""A lab with all eight devices for the collector."""

import os
from collections.abc import Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from lab.control import Lab, secrets
from netops.drivers.login import Login
from netops.drivers.reading.connector import Readers
from netops.drivers.reading.road import StraightRoad
from netops.model.config import ConfigKind
from netops.model.device import Device
from netops.sources.inventory import inventory
from netops.stores.state import StateFolder
from netops.tasks.claims import Claim
from netops.tasks.collect import Gathered, Means, collect
from netops.tasks.prove import prove
from netops.tasks.prover import Prover

# Workers that share the machine have a lab each.
WORKER = int(os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw"))
NET = f"127.{73 + WORKER}"
ROOT = Path(__file__).parents[2]
KINDS = (ConfigKind.RUNNING, ConfigKind.STARTUP)


class Now:
    def now(self) -> datetime:
        return datetime.now(UTC)


@dataclass
class Round:
    """One installation that collects from the lab."""

    lab: Lab
    state: StateFolder
    devices: tuple[Device, ...]
    last: dict[str, str] = field(default_factory=dict)
    password: str = field(default_factory=lambda: secrets()["NETOPS_PASSWORD"])
    workers: int = 8
    connect_timeout: float = 5
    read_timeout: float = 20
    device_timeout: float = 60

    def collect(self, hand_on=None) -> dict[str, Gathered]:
        found: dict[str, Gathered] = {}

        def keep(one: Gathered) -> None:
            assert one.device.name not in found
            found[one.device.name] = one
            if hand_on is not None:
                hand_on(one)

        self.interrupted = collect(self.devices, KINDS, self.means(), hand_on=keep)
        return found

    def means(self) -> Means:
        @asynccontextmanager
        async def readers(_admit):
            yield Readers(
                lambda _device: Login("netops", self.password),
                road=StraightRoad(seconds=self.connect_timeout),
                pins=self.state,
                connect_timeout=self.connect_timeout,
                read_timeout=self.read_timeout,
            )

        return Means(
            readers=readers,
            credential=lambda _device: self.state.fingerprint("netops", self.password),
            refusals=self.state,
            prove=self.prove,
            clock=Now(),
            workers=self.workers,
            device_timeout=self.device_timeout,
        )

    def prove(self, capture, device, reread):
        claim = Claim(
            text=capture.text,
            device=device,
            identity=capture.identity,
            key=self.state.key(),
            harmless=(),
        )
        last = self.last.get(f"{device.name}/{capture.kind}")
        judged = Prover(1).judged
        return prove(capture, claim, judged=judged, last=lambda _: last, reread=reread)

    def logins(self) -> dict[str, int]:
        rows = [self.lab.memory(device.name, "logins") for device in self.devices]
        return {key: sum(row[key] for row in rows) for key in ("accepted", "wrong")}


@pytest.fixture(scope="session")
def lab(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Lab]:
    found = Lab(tmp_path_factory.mktemp("lab"))
    found.up(net=NET)
    yield found
    found.down()


@pytest.fixture
def installation(lab: Lab, tmp_path: Path) -> Iterator[Round]:
    devices = tuple(
        replace(device, address=device.address.replace("127.10.", f"{NET}."))
        for device in inventory(ROOT / "inventory").devices
    )
    yield Round(lab, StateFolder(tmp_path / "state"), devices)
    for device in devices:
        lab.clear(device.name)
