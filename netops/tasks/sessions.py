"""Sessions for a change: one new login for each reading and each deed, and Ctrl-C as a wish."""

import signal
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from typing import TypeVar

from nornir.core.task import Result, Task

from netops.change.deeds import Seen, Step, Unseen
from netops.change.journal import Journal, Record
from netops.config.listing import listing, stable
from netops.config.whole import doubt
from netops.errors import Cause, DeviceError, NetopsError
from netops.model.config import ConfigKind
from netops.model.device import Device
from netops.model.state import NetworkState
from netops.platforms.registry import platform
from netops.ports import Clock, Connect, Driver
from netops.tasks.fleet import DEVICE, StoppableRunner, fleet
from netops.tasks.gate import CredentialGate, Refusals

_WISHES = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
INTERRUPTED = Unseen(Cause.INTERRUPTED, "stopped by Ctrl-C")

_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class Means:
    """What pushing works with; `sleep` lets seconds of a device's revert timer pass."""

    connect: Connect
    reach: Callable[[Device], None]
    credential: Callable[[Device], str]
    refusals: Refusals
    clock: Clock
    sleep: Callable[[float], None]
    workers: int


@contextmanager
def deferred_interrupt() -> Iterator[threading.Event]:
    """Ctrl-C sets the event and nothing more; so does being stopped, or a terminal that hangs up.

    A thread that is not the main one gets no signal.
    """
    pressed = threading.Event()
    if threading.current_thread() is not threading.main_thread():
        yield pressed
        return
    before = {
        number: signal.signal(number, lambda _number, _frame: pressed.set())
        for number in _WISHES
        # Started by nohup, netops goes on when the terminal hangs up.
        if signal.getsignal(number) is not signal.SIG_IGN
    }
    try:
        yield pressed
    finally:
        for number, usual in before.items():
            signal.signal(number, usual)


@dataclass(frozen=True, slots=True)
class Work:
    """One run's share of the world."""

    means: Means
    stop: threading.Event
    gate: CredentialGate
    journal: Journal | None = None
    turn: threading.Lock = field(default_factory=threading.Lock)

    def everywhere(
        self, devices: Iterable[Device], work: Callable[[Device], _T]
    ) -> Mapping[str, _T]:
        """Do something for each device at the same time."""
        found: dict[str, _T] = {}

        def task(given: Task) -> Result:
            found[given.host.name] = work(given.host[DEVICE])
            return Result(given.host)

        whole = fleet(devices, StoppableRunner(self.means.workers, stop=self.stop.set))
        if whole.inventory.hosts:
            whole.run(task=task)
        return found

    def note(self, device: str, step: Step, result: str, detail: str = "") -> str:
        """Write a record before going on; "" or why it could not be written."""
        assert self.journal is not None  # noqa: S101 (readings note nothing; for the type checker)
        record = Record(self.means.clock.now(), device, step, result, detail)
        try:
            with self.turn:
                self.journal.append(record)
        except NetopsError as error:
            return str(error)
        return ""

    @contextmanager
    def session(self, device: Device, *, careful: bool) -> Iterator[Driver]:
        """A new login. A careful one stops after one refused password, for all devices.

        Not so once a change is armed: then a refused login is a symptom, and we must come back.
        """
        with ExitStack() as stack:
            if careful:
                self.means.reach(device)
                fingerprint = self.means.credential(device)
                with self.gate.login(fingerprint, device.name, at=self.means.clock.now()):
                    driver = stack.enter_context(self.means.connect(device))
            else:
                driver = stack.enter_context(self.means.connect(device))
            yield driver

    def reading(self, device: Device, label: str, *, careful: bool = True) -> Seen | Unseen:
        """What one fresh session reads; a running config that is not whole is not seen."""
        try:
            with self.session(device, careful=careful) as driver:
                identity = driver.identity()
                running = driver.fetch(ConfigKind.RUNNING)
                startup = driver.fetch(ConfigKind.STARTUP)
                pending, left = driver.pending(label), driver.leftovers(label)
                around = _around(driver)
        except DeviceError as error:
            return Unseen(error.cause, error.reason)
        known = platform(device.platform)
        if found := doubt(stable(listing(running, known)), device=device, identity=identity):
            return Unseen(*found)
        return Seen(identity, running, startup, pending, left, around)


def _around(driver: Driver) -> NetworkState | Unseen | None:
    """A device that cannot tell its neighbours may still be taken back: its config was read."""
    try:
        return driver.state()
    except DeviceError as error:
        return Unseen(error.cause, error.reason)
