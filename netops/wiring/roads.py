"""The way to the devices of one run: straight, or through the jump hosts of the settings."""

from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

from netops.drivers.login import Login
from netops.model.device import Device
from netops.tasks.collect import Admit

if TYPE_CHECKING:
    from netops.drivers.reading.road import Road
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
    # asyncssh takes a moment to import, and most commands open no session.
    from netops.drivers.reading.jump import JumpRoad  # noqa: PLC0415
    from netops.drivers.reading.road import StraightRoad  # noqa: PLC0415

    seconds = workspace.settings.connect_timeout
    if not hosts:
        yield StraightRoad(seconds=seconds)
        return
    fingerprint = workspace.state.fingerprint
    async with JumpRoad(
        hosts,
        lambda login, name: admit(fingerprint(login.username, login.password), name),
        pins=workspace.state,
        seconds=seconds,
    ) as through:
        yield through
