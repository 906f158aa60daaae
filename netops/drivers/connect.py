"""Where sessions come from: the platform of a device chooses its driver."""

import logging
from collections.abc import Callable, Mapping

from netops.drivers.eos import EosDriver
from netops.drivers.frr import FrrDriver
from netops.drivers.ios import IosDriver
from netops.drivers.login import Login
from netops.drivers.pins import PinFiles, connected
from netops.errors import Cause, DeviceError
from netops.model.device import Device
from netops.platforms.registry import PLATFORMS
from netops.ports import Driver

# What pushes to a platform, and over which of its transports: they name the port.
_DRIVERS: Mapping[str, tuple[Callable[..., Driver], tuple[str, ...]]] = {
    "arista_eos": (EosDriver, ("eapi",)),
    "cisco_ios": (IosDriver, ("ssh", "netmiko")),
    "frr": (FrrDriver, ("ssh",)),
}


class Connector:
    """A `Connect`: each call is a new session with a new login. Safe to share by threads."""

    def __init__(
        self,
        login: Callable[[Device], Login],
        *,
        pins: PinFiles,
        connect_timeout: float,
        read_timeout: float,
    ) -> None:
        self._login, self._pins = login, pins
        self._connect_timeout, self._read_timeout = connect_timeout, read_timeout
        _silence()

    def __call__(self, device: Device) -> Driver:
        """Return a session that is not open yet."""
        _refuse_jump(device)
        return _driver(device)(
            device,
            self._login(device),
            pins=self._pins,
            connect_timeout=self._connect_timeout,
            read_timeout=self._read_timeout,
        )

    def reach(self, device: Device) -> None:
        """Raise `DeviceError` when nothing answers at the device's address; no login."""
        _refuse_jump(device)
        connected(device, timeout=self._connect_timeout).close()


def _driver(device: Device) -> Callable[..., Driver]:
    driver, transports = _DRIVERS.get(device.platform, (None, ()))
    if driver is None:
        reason = f"changes are not pushed to {PLATFORMS[device.platform].title} yet"
        raise DeviceError(Cause.REFUSED, reason)
    if device.transport and device.transport not in transports:
        reason = f"changes are pushed over {transports[0]}, and it is read over {device.transport}"
        raise DeviceError(Cause.REFUSED, reason)
    return driver


def _refuse_jump(device: Device) -> None:
    """The libraries that push open sockets of their own, and would go straight."""
    if device.jump:
        reason = f"changes are not pushed through a jump host, and it is behind {device.jump}"
        raise DeviceError(Cause.REFUSED, reason)


def _silence() -> None:
    """These libraries log tracebacks and requests; a request can hold secrets."""
    for name in ("paramiko", "pyeapi", "netmiko", "scp"):
        logging.getLogger(name).setLevel(logging.CRITICAL + 1)
