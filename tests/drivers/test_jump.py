"""Devices behind a jump host: a real SSH server stands between netops and the lab."""

import asyncio
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import replace
from pathlib import Path

import pytest
from networks import networks, started
from readertools import NAMES, PASSWORD, WAYS, ReadingBench, Way

from lab.bastion import Bastion
from lab.control import Lab
from netops.drivers.connect import Connector
from netops.drivers.login import Login
from netops.drivers.reading.connector import Readers
from netops.drivers.reading.jump import JumpRoad
from netops.errors import Cause, DeviceError, SecretError
from netops.model.config import Collected, ConfigKind, NotCollected, Snapshot
from netops.model.device import Device
from netops.stores.state import StateFolder
from netops.tasks.collect import Gathered
from netops.wiring.workspace import Workspace

ONE_OF_EACH = [way for way in WAYS if (way.platform, way.transport) in {
    ("cisco_ios", "ssh"), ("arista_eos", "eapi"), ("juniper_junos", "netconf"),
    ("cisco_nxos", "netmiko"),
}]  # fmt: skip


@pytest.fixture(scope="module")
def lab_and_net(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Lab, str]]:
    lab = Lab(tmp_path_factory.mktemp("behind"))
    yield lab, started(lab, networks(220), only=NAMES)
    lab.down()


class Behind:
    """A bastion, the lab behind it, and one installation that reads through it."""

    def __init__(self, folder: Path, lab: Lab, net: str) -> None:
        self.lab, self.net = lab, net
        self.state = StateFolder(folder / "state")
        self.bastion = Bastion(folder / "keys", "127.0.0.1")
        self.password = PASSWORD
        self.admitted: list[str] = []

    def device(self, way: Way) -> Device:
        return replace(ReadingBench(self.lab, self.net, way, self.state).device, jump="b1")

    @asynccontextmanager
    async def admit(self, _login: Login, name: str):
        self.admitted.append(name)
        yield

    @asynccontextmanager
    async def run(self):
        """The road of one run, and the bastion beside it on the same loop."""
        await self.bastion.open()
        host = Device("jump@b1", "", "127.0.0.1", self.bastion.port, site="", role="")
        hosts = {"b1": (host, Login("netops", self.password))}
        try:
            async with JumpRoad(hosts, self.admit, pins=self.state, seconds=3) as road:
                yield road
        finally:
            await self.bastion.close()

    async def running(self, road: JumpRoad, device: Device) -> str:
        readers = Readers(
            lambda _: Login("netops", PASSWORD),
            road=road,
            pins=self.state,
            connect_timeout=5,
            read_timeout=10,
        )
        async with readers(device) as reader:
            return await reader.fetch(ConfigKind.RUNNING)


@pytest.fixture
def behind(tmp_path: Path, lab_and_net: tuple[Lab, str]) -> Iterator[Behind]:
    yield Behind(tmp_path, *lab_and_net)
    for name in NAMES:
        lab_and_net[0].clear(name)


async def refused(behind: Behind, road: JumpRoad, device: Device) -> DeviceError:
    with pytest.raises(DeviceError) as failure:
        await behind.running(road, device)
    return failure.value


def test_devices_of_every_kind_share_one_login_to_their_jump_host(behind: Behind) -> None:
    devices = [behind.device(way) for way in ONE_OF_EACH]

    async def story() -> list[str]:
        async with behind.run() as road:
            return await asyncio.gather(*(behind.running(road, device) for device in devices))

    for device, text in zip(devices, asyncio.run(story()), strict=True):
        assert device.name in text
    assert behind.bastion.logins == {"accepted": 1, "wrong": 0}
    assert {(d.address, d.port) for d in devices} == set(behind.bastion.passed)
    assert behind.admitted == ["jump@b1"]


def test_a_device_without_a_jump_host_is_reached_straight(behind: Behind) -> None:
    device = replace(behind.device(ONE_OF_EACH[0]), jump="")

    async def story() -> str:
        async with behind.run() as road:
            return await behind.running(road, device)

    assert device.name in asyncio.run(story())
    assert behind.bastion.logins == {"accepted": 0, "wrong": 0}


def test_a_jump_host_that_is_down_is_named_and_tried_once(behind: Behind) -> None:
    devices = [behind.device(way) for way in ONE_OF_EACH]

    async def story() -> list[DeviceError]:
        async with behind.run() as road:
            await behind.bastion.close()
            return [await refused(behind, road, device) for device in devices]

    for error in asyncio.run(story()):
        assert error.cause is Cause.UNREACHABLE
        assert "jump host b1: unreachable: the port is closed" in error.reason
    assert behind.admitted == ["jump@b1"]


def test_a_wrong_password_reaches_the_jump_host_once(behind: Behind) -> None:
    behind.password = "labSecretWrong"
    devices = [behind.device(way) for way in ONE_OF_EACH]

    async def story() -> list[DeviceError]:
        async with behind.run() as road:
            return await asyncio.gather(*(refused(behind, road, device) for device in devices))

    for error in asyncio.run(story()):
        # Not "authentication failed": that would stop every device with this device's password.
        assert error.cause is Cause.NOT_TRIED
        assert "jump host b1: authentication failed" in error.reason
    assert behind.bastion.logins == {"accepted": 0, "wrong": 1}


def test_a_jump_host_with_another_key_gets_no_password(behind: Behind) -> None:
    device = behind.device(ONE_OF_EACH[0])

    async def reading() -> str:
        async with behind.run() as road:
            return await behind.running(road, device)

    async def rekeyed() -> DeviceError:
        behind.bastion.key = "other"
        async with behind.run() as road:
            return await refused(behind, road, device)

    asyncio.run(reading())
    error = asyncio.run(rekeyed())
    assert error.cause is Cause.HOST_KEY
    assert "jump@b1 does not show the key that was pinned" in error.reason
    assert behind.bastion.logins == {"accepted": 1, "wrong": 0}


def test_a_jump_host_that_was_lost_is_connected_once_more(behind: Behind) -> None:
    device = behind.device(ONE_OF_EACH[0])

    async def story() -> DeviceError:
        async with behind.run() as road:
            for _ in range(2):
                assert device.name in await behind.running(road, device)
                await behind.bastion.hang_up()
            return await refused(behind, road, device)

    error = asyncio.run(story())
    assert error.cause is Cause.UNREACHABLE
    assert "b1 was lost again" in error.reason
    assert behind.bastion.logins == {"accepted": 2, "wrong": 0}


def test_a_login_that_was_cut_is_not_counted_as_one(behind: Behind) -> None:
    device = behind.device(ONE_OF_EACH[0])
    stood, stand, usual = asyncio.Event(), asyncio.Event(), behind.admit

    @asynccontextmanager
    async def held(login: Login, name: str):
        async with usual(login, name):
            stood.set()
            await stand.wait()
            yield

    behind.admit = held

    async def story() -> str:
        async with behind.run() as road:
            for _ in range(2):
                cut = asyncio.create_task(road.dial(device))
                await stood.wait()
                stood.clear()
                cut.cancel()
                await asyncio.wait([cut])
            stand.set()
            return await behind.running(road, device)

    assert device.name in asyncio.run(story())
    assert behind.bastion.logins == {"accepted": 1, "wrong": 0}


def test_a_visit_that_ends_while_its_channel_opens_leaves_no_socket(
    behind: Behind, monkeypatch: pytest.MonkeyPatch
) -> None:
    device = behind.device(ONE_OF_EACH[0])
    made, usual = [], socket.socketpair

    def pair() -> tuple[socket.socket, socket.socket]:
        made.extend(usual())
        return made[-2], made[-1]

    async def never(**_: object) -> None:
        opening.set()
        await asyncio.Event().wait()

    opening = asyncio.Event()

    async def story() -> None:
        async with behind.run() as road:
            assert device.name in await behind.running(road, device)
            with monkeypatch.context() as patched:
                patched.setattr(socket, "socketpair", pair)
                patched.setattr(asyncio, "open_connection", never)
                cut = asyncio.create_task(road.dial(device))
                await opening.wait()
                cut.cancel()
                await asyncio.wait([cut])
        assert [one.fileno() for one in made] == [-1, -1]

    asyncio.run(story())


def test_a_session_ends_when_its_jump_host_is_lost(behind: Behind) -> None:
    device = behind.device(ONE_OF_EACH[0])
    behind.lab.break_at(device.name, "show running-config")

    async def story() -> DeviceError:
        async with behind.run() as road:
            reading = asyncio.create_task(refused(behind, road, device))
            await asyncio.to_thread(behind.lab.wait, device.name)
            await behind.bastion.hang_up()
            return await reading

    try:
        assert asyncio.run(story()).cause is Cause.SESSION_LOST
    finally:
        behind.lab.release(device.name)


def test_a_closed_port_behind_a_jump_host_is_unreachable(behind: Behind) -> None:
    device = replace(behind.device(ONE_OF_EACH[0]), port=9)

    async def story() -> DeviceError:
        async with behind.run() as road:
            return await refused(behind, road, device)

    error = asyncio.run(story())
    assert error.cause is Cause.UNREACHABLE
    assert "b1" in error.reason


def test_a_jump_host_that_lets_nobody_through_is_named(behind: Behind) -> None:
    behind.bastion.is_shut = True

    async def story() -> DeviceError:
        async with behind.run() as road:
            return await refused(behind, road, behind.device(ONE_OF_EACH[0]))

    assert "jump host b1" in asyncio.run(story()).reason


@pytest.mark.parametrize("act", [Connector.__call__, Connector.reach])
def test_nothing_is_pushed_through_a_jump_host(behind: Behind, act: Callable) -> None:
    connect = Connector(
        lambda _: Login("netops", PASSWORD), pins=behind.state, connect_timeout=5, read_timeout=5
    )
    with pytest.raises(DeviceError, match="not pushed through a jump host, and it is behind b1"):
        act(connect, behind.device(ONE_OF_EACH[0]))


@contextmanager
def standing(bastion: Bastion) -> Iterator[None]:
    """The bastion on a loop of its own, in a thread: a run has a loop too."""
    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever)
    thread.start()
    asyncio.run_coroutine_threadsafe(bastion.open(), loop).result()
    try:
        yield
    finally:
        asyncio.run_coroutine_threadsafe(bastion.close(), loop).result()
        loop.call_soon_threadsafe(loop.stop)
        thread.join()
        loop.close()


def workspace(behind: Behind, folder: Path, **environ: str) -> Workspace:
    """Our IOS and EOS device behind the bastion; all of them know the same password."""
    inventory = folder / "inventory"
    inventory.mkdir()
    place = f"address: 127.0.0.1, port: {behind.bastion.port or 22}"
    (inventory / "netops.yaml").write_text(
        f"jump_hosts: {{b1: {{{place}, username: env:U, password: env:P}}}}\n"
    )
    (inventory / "defaults.yaml").write_text("username: env:U\npassword: env:P\n")
    (inventory / "hosts.yaml").write_text(
        "".join(
            f"{one.name}: {{hostname: {one.address}, port: {one.port}, platform: {one.platform}, "
            f"data: {{site: ams1, role: edge, transport: {one.transport}, jump: b1}}}}\n"
            for one in map(behind.device, ONE_OF_EACH[:2])
        )
    )
    return Workspace(folder, {"U": "netops", "P": PASSWORD, **environ})


def collected(found: Workspace) -> dict[str, Collected]:
    items: dict[str, Collected] = {}

    def keep(one: Gathered) -> None:
        (items[one.device.name],) = one.items

    found.reading.collect(found.devices(), [ConfigKind.RUNNING], hand_on=keep)
    return items


def test_a_run_collects_through_the_jump_host_of_its_settings(
    behind: Behind, tmp_path: Path
) -> None:
    with standing(behind.bastion):
        items = collected(workspace(behind, tmp_path))
    assert all(isinstance(item, Snapshot) for item in items.values())
    assert len(items) == 2
    assert behind.bastion.logins == {"accepted": 1, "wrong": 0}


def test_a_password_that_the_jump_host_refuses_reaches_no_device(
    behind: Behind, tmp_path: Path
) -> None:
    logins = [behind.lab.memory(way.device, "logins") for way in ONE_OF_EACH[:2]]
    with standing(behind.bastion):
        found = workspace(behind, tmp_path, P="labSecretWrong")
        first, second = collected(found), collected(found)
    for item in (*first.values(), *second.values()):
        assert isinstance(item, NotCollected)
        assert item.cause is Cause.NOT_TRIED
    assert behind.bastion.logins == {"accepted": 0, "wrong": 1}
    assert [behind.lab.memory(way.device, "logins") for way in ONE_OF_EACH[:2]] == logins


def test_a_jump_host_without_a_password_stops_the_run_before_any_device(
    behind: Behind, tmp_path: Path
) -> None:
    with pytest.raises(SecretError, match="P is not set"):
        collected(workspace(behind, tmp_path, P=""))
