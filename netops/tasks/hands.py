"""The deeds of one device, done over live sessions."""

from contextlib import ExitStack, suppress
from typing import TypeVar, cast

from netops.change.deeds import (
    Arm,
    CleanUp,
    Confirm,
    Deed,
    Heard,
    Load,
    Loaded,
    Note,
    Read,
    Revert,
    Save,
    Talk,
    Unseen,
    Wait,
)
from netops.errors import DeviceError
from netops.model.change import Answer, Reply
from netops.model.config import ConfigKind
from netops.model.device import Device
from netops.ports import Driver
from netops.tasks.sessions import INTERRUPTED, Work

_T = TypeVar("_T")
_Claim = Confirm | Revert | Save | CleanUp


class Hands:
    """One device in one phase. While arming, Ctrl-C turns every further deed away."""

    _driver: Driver | None

    def __init__(self, device: Device, work: Work, *, is_arming: bool) -> None:
        self._device, self._work, self._is_arming = device, work, is_arming
        self._is_careful = is_arming
        self._loaded = ExitStack()
        self._driver = None

    def play(self, talk: Talk[_T]) -> _T:
        """Do what the talk asks until it is over."""
        try:
            deed = next(talk)
            while True:
                deed = talk.send(self._outcome(deed))
        except StopIteration as end:
            return cast("_T", end.value)

    def let_go(self) -> None:
        """Close the session that a load left open."""
        self._driver = None
        with suppress(DeviceError):
            self._loaded.close()

    def _outcome(self, deed: Deed) -> Heard:
        if self._is_arming and self._work.stop.is_set() and not isinstance(deed, Note | CleanUp):
            return _turned_away(deed)
        if isinstance(deed, Note):
            failed = self._work.note(self._device.name, deed.step, deed.result, deed.detail)
            return Reply(Answer.REJECTED if failed else Answer.OK, failed)
        if not isinstance(deed, Arm):
            self.let_go()
        return self._done(deed)

    def _done(self, deed: Arm | Read | Load | Wait | _Claim) -> Heard:
        match deed:
            case Arm(minutes):
                return self._armed(minutes)
            case Read(label):
                return self._work.reading(self._device, label, careful=self._is_careful)
            case Load():
                return self._load(deed)
            case Wait(seconds):
                self._work.means.sleep(seconds)
                return Reply(Answer.OK)
            case _:
                return self._claimed(deed)

    def _load(self, deed: Load) -> Loaded | Unseen:
        """The session stays open: only it can commit what it loaded."""
        session = self._work.session(self._device, careful=self._is_careful)
        try:
            self._driver = self._loaded.enter_context(session)
            self._driver.load(deed.text, mode=deed.mode, label=deed.label)
            return Loaded(self._driver.device_diff(), self._driver.fetch(ConfigKind.RUNNING))
        except DeviceError as error:
            return Unseen(error.cause, error.reason)

    def _armed(self, minutes: int) -> Reply:
        self._is_careful = False
        assert self._driver is not None  # noqa: S101 (a phase arms only what it loaded)
        try:
            return self._driver.commit_armed(minutes=minutes)
        except DeviceError as error:
            return Reply(Answer.UNKNOWN, error.reason)
        finally:
            self.let_go()

    def _claimed(self, deed: _Claim) -> Reply:
        """A deed in a session of its own; what broke on the way is unknown, not failed."""
        try:
            with self._work.session(self._device, careful=False) as driver:
                match deed:
                    case Confirm(label):
                        return driver.confirm(label)
                    case Revert(label):
                        return driver.revert(label)
                    case Save():
                        return driver.save()
                    case CleanUp(label):
                        driver.discard(label)
                        return Reply(Answer.OK)
        except DeviceError as error:
            return Reply(Answer.UNKNOWN, error.reason)


def _turned_away(deed: Deed) -> Heard:
    if isinstance(deed, Read | Load):
        return INTERRUPTED
    return Reply(Answer.REJECTED, INTERRUPTED.reason)
