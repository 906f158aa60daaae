"""A lab of our own for the whole run: short minutes, its own addresses, its own state folder."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from frrtools import as_new, free_net
from labtools import MINUTE, NET, PASSWORD, USER, row
from napalm import get_network_driver
from real_routers import require_routers

from lab.control import Lab
from lab.frr.control import Routers
from lab.topology import names

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from napalm.base import NetworkDriver

_DRIVERS = {
    "cisco_ios": "ios",
    "arista_eos": "eos",
    "cisco_nxos": "nxos_ssh",
    "juniper_junos": "junos",
    "cisco_xr": "iosxr_netconf",
}
# A driver that comes through another door than its platform's usual one.
_DOORS = {"nxos": "https", "iosxr_netconf": "netconf"}


@pytest.fixture(scope="session")
def lab(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Lab]:
    started = Lab(tmp_path_factory.mktemp("lab") / "state")
    started.up(net=NET, minute=MINUTE, only=names())
    yield started
    started.down()


@pytest.fixture
def device(lab: Lab) -> Iterator[Callable[[str], str]]:
    """Hand out device names; afterwards each one is as it was and has no fault."""
    used: list[str] = []

    def use(name: str) -> str:
        used.append(name)
        return name

    yield use
    for name in used:
        lab.clear(name)
        lab.reset(name)


@pytest.fixture
def driver(lab: Lab) -> Iterator[Callable[..., NetworkDriver]]:
    """Open unmodified NAPALM drivers; they are closed afterwards."""
    opened: list[NetworkDriver] = []

    def connect(name: str, *, driver: str = "", **options: Any) -> NetworkDriver:
        one = row(lab, name)
        driver = driver or _DRIVERS[one["platform"]]
        make = get_network_driver(driver)
        port = one["ports"][_DOORS[driver]] if driver in _DOORS else one["port"]
        options = {"port": port, **options}
        session = make(one["address"], USER, PASSWORD, timeout=10, optional_args=options)
        session.open()
        opened.append(session)
        return session

    yield connect
    for session in opened:
        session.close()


@pytest.fixture(scope="session")
def real_routers(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Routers]:
    require_routers()
    started = Routers(tmp_path_factory.mktemp("frr") / "state")
    started.up(net=free_net())
    yield started
    started.down()


@pytest.fixture
def routers(real_routers: Routers) -> Iterator[Routers]:
    """The real routers; afterwards each one is as it was, and so are its neighbours."""
    yield real_routers
    for name in real_routers.topology.routers:
        if not as_new(real_routers, name):
            real_routers.reset(name)
    real_routers.settled()
