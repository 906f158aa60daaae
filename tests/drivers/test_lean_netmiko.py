"""How many sessions stand at once where a thread waits for each."""

import asyncio

import pytest

from netops.drivers.login import Login
from netops.drivers.reading import lean_netmiko
from netops.drivers.reading.road import StraightRoad
from netops.model.device import Device
from netops.stores.state import StateFolder


def test_a_session_waits_for_a_place_before_it_connects(
    tmp_path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lean_netmiko, "_SESSIONS", 1)
    callers = []

    async def story() -> None:
        called = asyncio.Event()

        def answered(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            callers.append(writer)
            called.set()

        async with await asyncio.start_server(answered, "127.0.0.1", 0) as server:
            port = server.sockets[0].getsockname()[1]
            first, second, third = (_reader(name, port, tmp_path) for name in ("r1", "r2", "r3"))
            await first.reach()
            waiting = [asyncio.create_task(one.reach()) for one in (second, third)]
            await called.wait()
            for _ in range(200):
                await asyncio.sleep(0)
            assert len(callers) == 1
            waiting[0].cancel()  # one that gives up takes no place with it
            first.leave()
            first.leave()
            await waiting[1]
            third.leave()
            second.leave()
            for writer in callers:
                writer.close()

    asyncio.run(story())


def _reader(name: str, port: int, folder) -> lean_netmiko.NetmikoReader:
    return lean_netmiko.NetmikoReader(
        Device(name, "cisco_ios", "127.0.0.1", port, "ams1", "edge", transport="netmiko"),
        Login("netops", "labSecret"),
        road=StraightRoad(seconds=5),
        pins=StateFolder(folder / "state"),
        connect_timeout=5,
        read_timeout=5,
    )
