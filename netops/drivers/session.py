"""What every driver starts from, and how an armed commit is settled whatever the platform."""

from collections.abc import Callable

from netops.drivers.login import Login
from netops.drivers.pins import PinFiles
from netops.drivers.replies import printable, unsure
from netops.errors import DeviceError
from netops.model.change import Answer, Pending, Reply
from netops.model.device import Device
from netops.platforms.registry import PLATFORMS


class Session:
    """One session with one device. `connect_timeout` and `read_timeout` are seconds."""

    def __init__(
        self,
        device: Device,
        login: Login,
        *,
        pins: PinFiles,
        connect_timeout: float,
        read_timeout: float,
    ) -> None:
        self._device, self._login, self._pins = device, login, pins
        self._connect_timeout, self._read_timeout = connect_timeout, read_timeout
        self._platform = PLATFORMS[device.platform]

    def pending(self, label: str) -> Pending | None:
        """The armed commit on the device, if any; each driver asks in its own way."""
        raise NotImplementedError

    def _settle(self, label: str, act: Callable[[Pending], Reply]) -> Reply:
        """Confirm or revert, only what is armed, ours, and gone afterwards."""
        try:
            before = self.pending(label)
            if before is None:
                return Reply(Answer.REJECTED, "nothing is pending: the device went back by itself")
            if not before.ours:
                owner = printable(before.owner)
                return Reply(Answer.REJECTED, f"the pending commit is not ours but {owner}'s")
            reply = act(before)
            if reply.answer is Answer.OK and self.pending(label) is not None:
                return Reply(Answer.REJECTED, "the commit is still pending")
        except DeviceError as error:
            return unsure(error)
        return reply
