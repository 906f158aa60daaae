"""Every way to read every device of the lab, and a bench to read one by one of them."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from typing import TypeVar

from lab.control import Lab, secrets
from lab.topology import identities
from netops.drivers.login import Login
from netops.drivers.reading.connector import Readers
from netops.drivers.reading.road import StraightRoad
from netops.model.device import Device, Identity
from netops.ports import Reader
from netops.stores.state import StateFolder

T = TypeVar("T")
PASSWORD = secrets()["NETOPS_PASSWORD"]


@dataclass(frozen=True)
class Way:
    """One way to read one device of the lab, through one of its doors."""

    device: str
    platform: str
    transport: str
    door: str

    def __str__(self) -> str:
        return f"{self.platform}-{self.transport}"


WAYS = (
    Way("ams1-edge1", "cisco_ios", "ssh", "ssh"),
    Way("ams1-edge1", "cisco_ios", "netmiko", "ssh"),
    Way("ams1-core1", "arista_eos", "eapi", "https"),
    Way("ams1-core1", "arista_eos", "ssh", "ssh"),
    Way("ams1-core1", "arista_eos", "netmiko", "ssh"),
    Way("par3-edge1", "juniper_junos", "netconf", "netconf"),
    Way("par3-edge1", "juniper_junos", "netmiko", "ssh"),
    Way("lon4-leaf1", "cisco_nxos", "ssh", "ssh"),
    Way("lon4-leaf1", "cisco_nxos", "nxapi", "https"),
    Way("lon4-leaf1", "cisco_nxos", "netmiko", "ssh"),
    Way("zrh5-pe1", "cisco_xr", "ssh", "ssh"),
    Way("zrh5-pe1", "cisco_xr", "netconf", "netconf"),
    Way("zrh5-pe1", "cisco_xr", "netmiko", "ssh"),
)
NAMES = list(dict.fromkeys(way.device for way in WAYS))


@dataclass(frozen=True)
class ReadingBench:
    """One device with its lab, read in one way."""

    lab: Lab
    net: str
    way: Way
    state: StateFolder

    @property
    def device(self) -> Device:
        (own,) = identities(self.net, [self.way.device])
        return Device(
            name=own.name,
            platform=own.platform,
            address=own.address,
            port=own.ports[self.way.door],
            site=own.site,
            role=own.role,
            transport=self.way.transport,
        )

    @property
    def is_https(self) -> bool:
        return self.way.door == "https"

    def identity(self) -> Identity:
        (own,) = identities(self.net, [self.way.device])
        return Identity(own.name, own.serial, own.version)

    def read(
        self,
        act: Callable[[Reader], Awaitable[T]],
        *,
        password: str = PASSWORD,
        read_timeout: float = 10,
        **changes: object,
    ) -> T:
        """What one session gives, on an event loop of its own."""
        read = Readers(
            lambda _device: Login("netops", password),
            road=StraightRoad(seconds=5),
            pins=self.state,
            connect_timeout=5,
            read_timeout=read_timeout,
        )

        async def session() -> T:
            async with read(replace(self.device, **changes)) as reader:
                return await act(reader)

        return asyncio.run(session())

    def memory(self, what: str = "running") -> str:
        return str(self.lab.memory(self.way.device, what))

    def logins(self) -> dict[str, int]:
        return dict(self.lab.memory(self.way.device, "logins"))

    def fault(self, name: str, **settings: str) -> None:
        self.lab.fault(self.way.device, name, settings)
