"""What every reader starts from, whatever the transport."""

from functools import cached_property
from types import TracebackType

from netops.drivers.login import Login
from netops.drivers.pins import PinFiles
from netops.drivers.reading.road import Begun, Road
from netops.drivers.replies import named, shown, told
from netops.errors import Cause, DeviceError
from netops.model.config import ConfigKind
from netops.model.device import Device, Identity
from netops.platforms.registry import PLATFORMS
from netops.platforms.spec import Platform


class ReadingSession:
    """One reading session with one device. `connect_timeout` and `read_timeout` are seconds."""

    def __init__(
        self,
        device: Device,
        login: Login,
        *,
        road: Road,
        pins: PinFiles,
        connect_timeout: float,
        read_timeout: float,
    ) -> None:
        self._device, self._login, self._road, self._pins = device, login, road, pins
        self._connect_timeout, self._read_timeout = connect_timeout, read_timeout
        self._begun: Begun | None = None

    @cached_property
    def _platform(self) -> Platform:
        return PLATFORMS[self._device.platform]

    async def reach(self) -> None:
        """Connect, before any login: that needs no turn, and a device that is down takes none."""
        self._road = self._begun = Begun(self._road, await self._road.dial(self._device))

    def leave(self) -> None:
        """Let go of a connection that no session was opened on."""
        if self._begun is not None:
            self._begun.close()

    async def log_in(self) -> None:
        """Give the password, once."""
        raise NotImplementedError

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Close the session."""
        await self._close()

    async def identity(self) -> Identity:
        """Host name, serial number, version and model, from what the platform asks for them."""
        facts = self._platform.capture.identity
        assert facts is not None  # noqa: S101 (a platform that is read on a terminal has them)
        replies = [await self._show(command) for command in facts.commands]
        return named(replies, self._platform)

    async def fetch(self, kind: ConfigKind) -> str:
        """Read running or startup, exact text; raise if the reply is an error or cut short."""
        return shown(await self._show(self._platform.capture.commands[kind]), self._platform)

    async def events(self) -> tuple[str, ...]:
        """The device's own log lines about config changes, newest last; () if it refuses."""
        command = self._platform.capture.events
        if not command:
            return ()
        try:
            log = await self._show(command)
        except DeviceError as error:
            if error.cause is Cause.REFUSED:
                return ()
            raise
        return told(log.splitlines(), self._platform)

    async def _show(self, command: str) -> str:
        """What a command prints; raise `DeviceError` when the device refuses it."""
        raise NotImplementedError

    async def _close(self) -> None:
        """End the session at once; nothing depends on a goodbye."""
        raise NotImplementedError
