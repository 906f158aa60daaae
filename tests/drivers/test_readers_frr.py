"""The reader of FRR, on real routers."""

import asyncio
import socket
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from readertools import PASSWORD
from real_routers import require_routers

from lab.frr.control import Routers
from netops.config.clean import canonical
from netops.drivers.login import Login
from netops.drivers.reading.connector import Readers
from netops.drivers.reading.road import StraightRoad
from netops.errors import Cause, DeviceError
from netops.model.config import ConfigKind
from netops.model.device import Device
from netops.platforms.registry import platform
from netops.stores.state import StateFolder

FRR = platform("frr")
NAME = "r1"
KINDS = (ConfigKind.RUNNING, ConfigKind.STARTUP)


def free_net() -> str:
    for number in range(180, 200):
        with suppress(OSError), socket.create_server((f"127.{number}.0.1", 22)):
            return f"127.{number}"
    return pytest.fail("every network is taken")


@pytest.fixture(scope="module")
def routers(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Routers]:
    require_routers()
    found = Routers(tmp_path_factory.mktemp("frr") / "state")
    found.up(net=free_net())
    yield found
    found.down()


@dataclass
class Bench:
    routers: Routers
    state: StateFolder
    device: Device

    def read(self, act, *, password: str = PASSWORD, patience: float = 10, **changes):
        readers = Readers(
            lambda _: Login("netops", password),
            road=StraightRoad(seconds=5),
            pins=self.state,
            connect_timeout=10,
            read_timeout=patience,
        )

        async def session():
            async with readers(replace(self.device, **changes)) as reader:
                return await act(reader)

        return asyncio.run(session())

    def refused(self, act, **options) -> DeviceError:
        with pytest.raises(DeviceError) as failure:
            self.read(act, **options)
        return failure.value


@pytest.fixture
def bench(routers: Routers, tmp_path: Path) -> Iterator[Bench]:
    address, port = routers.door(NAME)
    device = Device(NAME, "frr", address, port, "ams1", "edge", transport="ssh")
    yield Bench(routers, StateFolder(tmp_path / "state"), device)
    routers.execute(NAME, "chmod", "640", "/etc/frr/frr.conf")


def fetch(kind: ConfigKind):
    return lambda reader: reader.fetch(kind)


async def nothing(_reader) -> None: ...


def clean(text: str) -> str:
    return canonical(text, FRR, b"any key").replace("!\n", "").replace("end\n", "")


def test_a_router_says_who_it_is(bench: Bench) -> None:
    seen = bench.read(lambda reader: reader.identity())
    assert seen.hostname == NAME
    assert len(seen.serial) == 16
    assert seen.os_version.startswith("8.")
    assert "Linux" in seen.model


def test_running_and_startup_are_what_the_router_holds(bench: Bench) -> None:
    running, startup = (bench.read(fetch(kind)) for kind in KINDS)
    assert clean(running) == clean(bench.routers.running(NAME))
    assert clean(startup) == clean(bench.routers.startup(NAME))
    assert startup.endswith("\nend\n")


def test_one_session_takes_many_commands(bench: Bench) -> None:
    async def all_of_it(reader) -> tuple[object, ...]:
        return await asyncio.gather(reader.identity(), *(reader.fetch(kind) for kind in KINDS))

    assert len(bench.read(all_of_it)) == 3


def test_no_author_is_claimed(bench: Bench) -> None:
    assert bench.read(lambda reader: reader.events()) == ()


def test_a_wrong_password_is_an_authentication_failure(bench: Bench) -> None:
    assert bench.refused(nothing, password="labSecretWrong").cause is Cause.AUTHENTICATION


def test_another_key_is_named(bench: Bench) -> None:
    bench.read(nothing)
    path = bench.state.pin_file(NAME)
    path.write_text(path.read_text().replace("AAAA", "BAAA", 1))
    assert bench.refused(nothing).cause is Cause.HOST_KEY


def test_a_file_that_cannot_be_read_is_no_config(bench: Bench) -> None:
    bench.routers.execute(NAME, "chmod", "000", "/etc/frr/frr.conf")
    error = bench.refused(fetch(ConfigKind.STARTUP))
    assert error.cause is Cause.REFUSED
    assert "Permission denied" in error.reason


@pytest.fixture
def vtysh(bench: Bench) -> Iterator[Callable[[str], None]]:
    """Another program in the place of the router's vtysh."""

    def is_now(script: str) -> None:
        words = f"printf '#!/bin/sh\\n{script}\\n' > /run/vtysh; chmod 755 /run/vtysh"
        bench.routers.execute(NAME, "sh", "-c", f"{words}; mount --bind /run/vtysh /usr/bin/vtysh")

    yield is_now
    bench.routers.execute(NAME, "umount", "-l", "/usr/bin/vtysh")


def test_a_router_without_its_daemons_shows_no_config(bench: Bench, vtysh) -> None:
    vtysh("echo Exiting: failed to connect to any daemons.; exit 1")
    assert bench.refused(fetch(ConfigKind.RUNNING)).cause is Cause.REFUSED


def test_a_config_that_ends_early_is_no_config(bench: Bench, vtysh) -> None:
    vtysh("echo hostname r1")
    assert bench.refused(fetch(ConfigKind.RUNNING)).cause is Cause.NOT_WHOLE


def test_another_program_does_not_say_who_the_router_is(bench: Bench, vtysh) -> None:
    vtysh("echo hello")
    assert bench.refused(lambda reader: reader.identity()).cause is Cause.REFUSED


def test_a_command_that_does_not_end_is_a_timeout(bench: Bench, vtysh) -> None:
    vtysh("sleep 60")
    assert bench.refused(fetch(ConfigKind.RUNNING), patience=0.5).cause is Cause.TIMEOUT


def test_a_command_that_is_killed_is_no_config(bench: Bench, vtysh) -> None:
    vtysh("echo hostname r1; echo password labSecret; kill -9 $PPID; sleep 5")
    error = bench.refused(fetch(ConfigKind.RUNNING))
    assert error.cause in {Cause.REFUSED, Cause.SESSION_LOST}
    assert "labSecret" in error.raw
    assert "labSecret" not in error.reason


def test_a_closed_port_is_unreachable(bench: Bench) -> None:
    assert bench.refused(nothing, port=9).cause is Cause.UNREACHABLE
