"""The way to a device that is known by a name.

The resolver is the test's own: no name of a test machine has the addresses that are needed here.
"""

import asyncio
import socket

import pytest

from netops.drivers.pins import connected
from netops.drivers.reading import road
from netops.drivers.reading.road import dialled
from netops.errors import Cause, DeviceError
from netops.model.device import Device

CLOSED = "127.0.0.1", 9


def dial(monkeypatch: pytest.MonkeyPatch, *places: tuple[str, int]) -> str:
    """The address that answers, of those that a name has."""
    found = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", place) for place in places]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: found)

    async def story() -> str:
        with await dialled("r1.example", 22, seconds=30) as sock:
            return str(sock.getpeername()[0])

    return asyncio.run(story())


def test_a_name_whose_first_address_is_closed_is_reached_at_the_next(monkeypatch) -> None:
    with socket.create_server(("127.0.0.2", 0)) as server:
        assert dial(monkeypatch, CLOSED, CLOSED, server.getsockname()) == "127.0.0.2"


def test_an_address_that_is_mute_leaves_time_for_the_next(monkeypatch) -> None:
    """Time passes as soon as somebody waits for it, so that the test does not."""
    usual = road._connection  # noqa: SLF001 (no address of a loopback network is mute)

    async def mute_at_first(family: int, place: tuple[object, ...]) -> socket.socket:
        if place == CLOSED:
            loop = asyncio.get_running_loop()
            now = loop.time
            loop.time = lambda: now() + 16  # more than half of the 30 seconds
            await asyncio.Event().wait()
        return await usual(family, place)

    monkeypatch.setattr(road, "_connection", mute_at_first)
    with socket.create_server(("127.0.0.2", 0)) as server:
        assert dial(monkeypatch, CLOSED, server.getsockname()) == "127.0.0.2"


def test_a_name_of_which_no_address_answers_is_unreachable(monkeypatch) -> None:
    with pytest.raises(DeviceError, match="the port is closed") as failure:
        dial(monkeypatch, CLOSED, CLOSED)
    assert failure.value.cause is Cause.UNREACHABLE


@pytest.mark.parametrize("name", ["a..b", "x" * 70 + ".example"])
def test_a_name_that_is_none_is_said_to_have_no_address(name: str) -> None:
    device = Device("r1", "cisco_ios", name, 22, "ams1", "edge")
    for reached in (
        lambda: asyncio.run(dialled(name, 22, seconds=5)),
        lambda: connected(device, timeout=5),
    ):
        with pytest.raises(DeviceError, match="the name has no address") as failure:
            reached()
        assert failure.value.cause is Cause.UNREACHABLE
