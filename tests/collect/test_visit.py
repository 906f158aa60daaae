"""One device's visit beside others: whose time runs, and who waits for whom.

Sessions of the test play the port: no device of the lab takes a password and refuses it a moment
later, or stands still for exactly as long as it takes to see who else waits.
"""

import asyncio
from contextlib import asynccontextmanager
from datetime import UTC, datetime

import pytest

from netops.errors import Cause, DeviceError
from netops.model.config import Capture, ConfigKind, NotCollected
from netops.model.device import Device, Identity
from netops.stores.state import StateFolder
from netops.tasks.collect import Means, collect
from netops.tasks.limits import Limits

KINDS = (ConfigKind.RUNNING, ConfigKind.STARTUP)


class Session:
    """A session that works."""

    def __init__(self, device):
        self.name = device.name

    async def reach(self):
        await asyncio.sleep(0)  # all visits begin side by side

    def leave(self):
        pass

    async def log_in(self):
        pass

    async def __aenter__(self):
        return self

    async def __aexit__(self, *_):
        pass

    async def identity(self):
        return Identity(self.name, "", "")

    async def fetch(self, _kind):
        return "x\n"

    async def events(self):
        return ()


@pytest.fixture
def state(tmp_path):
    return StateFolder(tmp_path / "state")


@pytest.fixture
def visited(state):
    """Collect from three devices, whose sessions are of this kind; why each config is missing."""

    def run(kind, names=("r1", "r2", "r3")):
        found = {}

        @asynccontextmanager
        async def readers(admit):
            kind.admit = staticmethod(admit)
            yield kind

        async def believe(capture: Capture, _device, _reread):
            return capture

        means = Means(
            readers=readers, credential=lambda _: "f", refusals=state, prove=believe,
            clock=Now(), workers=10, device_timeout=20,
        )  # fmt: skip
        devices = [Device(name, "cisco_ios", "192.0.2.1", 22, "x", "edge") for name in names]
        collect(devices, KINDS, means, hand_on=lambda one: found.update({one.device.name: one}))
        return {name: [_cause(item) for item in one.items] for name, one in found.items()}

    return run


class Now:
    def now(self):
        return datetime(2026, 3, 1, 12, tzinfo=UTC)


def _cause(item):
    return item.cause if isinstance(item, NotCollected) else None


def test_waiting_for_a_turn_takes_none_of_a_devices_own_time(visited):
    class Late(Session):
        """While the first device is asked, its whole time passes."""

        async def log_in(self):
            if self.name == "r1":
                loop = asyncio.get_running_loop()
                usual = loop.time
                loop.time = lambda: usual() + 1000
                await asyncio.Event().wait()

    assert visited(Late) == {"r1": [Cause.TIMEOUT] * 2, "r2": [None] * 2, "r3": [None] * 2}


def test_nobody_waits_for_what_comes_after_anothers_login(visited):
    class Preparing(Session):
        """The first device prepares its terminal until the second has logged in."""

        is_second_in = asyncio.Event()

        async def __aenter__(self):
            if self.name == "r1":
                await self.is_second_in.wait()
            else:
                self.is_second_in.set()
            return self

    assert visited(Preparing, ("r1", "r2")) == {"r1": [None] * 2, "r2": [None] * 2}


def test_a_jump_host_that_takes_a_password_lets_one_device_try_it(visited):
    class Behind(Session):
        async def reach(self):
            await super().reach()
            if self.name == "r1":
                async with self.admit("f", "jump@b1"):
                    pass

        async def log_in(self):
            for _ in range(3):  # others would come in here
                await asyncio.sleep(0)
            raise DeviceError(Cause.AUTHENTICATION, "x")

    causes = [found[0] for found in visited(Behind).values()]
    assert sorted(causes) == [Cause.AUTHENTICATION, Cause.NOT_TRIED, Cause.NOT_TRIED]


def test_a_password_that_is_refused_in_a_session_is_on_record_once(visited, state):
    class Changed(Session):
        async def fetch(self, _kind):
            raise DeviceError(Cause.AUTHENTICATION, "x")

    assert visited(Changed, ("r1",)) == {"r1": [Cause.AUTHENTICATION] * 2}
    refusal = state.refused("f")
    assert refusal is not None
    assert (refusal.device, refusal.times) == ("r1", 1)


def test_a_log_that_the_login_may_not_read_any_more_costs_no_config(visited, state):
    class Changed(Session):
        async def events(self):
            raise DeviceError(Cause.AUTHENTICATION, "x")

    assert visited(Changed, ("r1",)) == {"r1": [None] * 2}
    assert state.refused("f") is not None


def test_when_the_time_is_over_nothing_more_is_asked():
    """A command in a thread is not taken back: the next one would be typed into its reply."""
    begun = []

    async def late():
        limits = Limits(0.0)
        with pytest.raises(DeviceError) as failure:
            async with limits.until(limits.end_of_visit()):
                begun.append(True)
        return failure.value.cause

    assert asyncio.run(late()) is Cause.TIMEOUT
    assert not begun
