"""What a device sees of the others."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lab.sim.device import Device
    from lab.sim.xr.state import Port


def is_up(device: Device, port: Port) -> bool:
    """Whether a port is up."""
    return port.is_enabled
