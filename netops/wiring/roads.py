"""The way to the devices of one run: straight, or through the jump hosts of the settings."""

import ctypes.util
import gc
from collections.abc import AsyncIterator, Iterable, Iterator
from contextlib import asynccontextmanager, contextmanager
from functools import cache
from typing import TYPE_CHECKING

from netops.drivers.login import Login
from netops.model.device import Device
from netops.tasks.collect import Admit

if TYPE_CHECKING:
    from netops.drivers.reading.jump import JumpRoad
    from netops.drivers.reading.road import Road, StraightRoad
    from netops.wiring.workspace import Workspace


def jump_hosts(
    workspace: "Workspace", devices: Iterable[Device]
) -> dict[str, tuple[Device, Login]]:
    """The jump hosts that these devices name; raise `SecretError` for one without a password."""
    names = sorted({device.jump for device in devices} - {""})
    return {name: _host(workspace, name) for name in names}


def _host(workspace: "Workspace", name: str) -> tuple[Device, Login]:
    host = workspace.settings.jump_hosts[name]
    value = workspace.secrets.value
    # No device has such a name, so its pin is its own. It has no platform: nobody reads it.
    place = Device(f"jump@{name}", "", host.address, host.port, site="", role="")
    return place, Login(value(host.username), value(host.password))


@asynccontextmanager
async def road(
    workspace: "Workspace", hosts: dict[str, tuple[Device, Login]], admit: Admit
) -> AsyncIterator["Road"]:
    """The road of one run, on its event loop; `admit` lets a login to a jump host pass."""
    straight, through_hosts = _roads()
    seconds = workspace.settings.connect_timeout
    if not hosts:
        yield straight(seconds=seconds)
        return
    fingerprint = workspace.state.fingerprint
    async with through_hosts(
        hosts,
        lambda login, name: admit(fingerprint(login.username, login.password), name),
        pins=workspace.state,
        seconds=seconds,
    ) as through:
        yield through


@cache
def _roads() -> "tuple[type[StraightRoad], type[JumpRoad]]":
    """Imported when they are wanted: it takes a moment, and most commands open no session."""
    with _importing():
        from netops.drivers.reading.jump import JumpRoad  # noqa: PLC0415
        from netops.drivers.reading.road import StraightRoad  # noqa: PLC0415
    return StraightRoad, JumpRoad


@contextmanager
def _importing() -> Iterator[None]:
    """Import inside what the sessions of a run need.

    To import makes no garbage, and what was imported never becomes garbage: the collector leaves it
    alone from here on, else it goes through all of it while sessions stand. asyncssh looks for
    liboqs and nettle, for algorithms that are not among ours, by calling the C compiler.
    """
    search = ctypes.util.find_library
    ctypes.util.find_library = lambda _name: None  # type: ignore[assignment]  # for asyncssh's eyes
    gc.disable()
    try:
        yield
    finally:
        gc.enable()
        gc.freeze()
        ctypes.util.find_library = search
