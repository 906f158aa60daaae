"""Where reading sessions come from: the transport of a device chooses its reader."""

from collections.abc import Callable, Mapping
from importlib import import_module
from types import MappingProxyType

from netops.drivers.login import Login
from netops.drivers.pins import PinFiles
from netops.drivers.reading.road import Road
from netops.model.device import Device
from netops.platforms.registry import PLATFORMS
from netops.ports import Reader

# By transport, or by platform and transport where a platform speaks it in its own way. Module
# and class by name: a run imports what its devices speak and nothing else.
READERS: Mapping[str, str] = MappingProxyType(
    {
        "ssh": "terminal:TerminalReader",
        "eapi": "eapi:EapiReader",
        "netmiko": "lean_netmiko:NetmikoReader",
        "nxapi": "nxapi:NxapiReader",
        "juniper_junos/netconf": "junos:JunosReader",
        "cisco_xr/netconf": "xr:XrReader",
        "frr/ssh": "routers:RouterReader",
    }
)


class Readers:
    """A `Read`: each call is a new session with a new login."""

    def __init__(
        self,
        login: Callable[[Device], Login],
        *,
        road: Road,
        pins: PinFiles,
        connect_timeout: float,
        read_timeout: float,
    ) -> None:
        self._login, self._road, self._pins = login, road, pins
        self._connect_timeout, self._read_timeout = connect_timeout, read_timeout

    def __call__(self, device: Device) -> Reader:
        """Return a session that is not open yet."""
        return _reader(device)(
            device,
            self._login(device),
            road=self._road,
            pins=self._pins,
            connect_timeout=self._connect_timeout,
            read_timeout=self._read_timeout,
        )


def _reader(device: Device) -> Callable[..., Reader]:
    transport = device.transport or next(iter(PLATFORMS[device.platform].transports))
    place = READERS.get(f"{device.platform}/{transport}") or READERS[transport]
    module, name = place.split(":")
    found: Callable[..., Reader] = getattr(import_module(f"netops.drivers.reading.{module}"), name)
    return found
