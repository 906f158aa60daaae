"""Read configs from many devices at once; each result is handed on as soon as it is there."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from threading import Event, Lock

from nornir.core.inventory import Host
from nornir.core.task import AggregatedResult, MultiResult, Result, Task

from netops.errors import Cause, DeviceError
from netops.model.config import Capture, Collected, ConfigKind, NotCollected
from netops.model.device import Device, Identity
from netops.ports import Clock, Connect, Driver
from netops.tasks.fleet import DEVICE, fleet
from netops.tasks.gate import CredentialGate, Refusals

Prove = Callable[[Capture, Device, Callable[[], str]], Collected]


@dataclass(frozen=True, slots=True)
class Gathered:
    """Everything from one device, one item for each kind asked for, and how long it took."""

    device: Device
    items: tuple[Collected, ...]
    seconds: float


@dataclass(frozen=True, slots=True)
class Means:
    """What collecting works with.

    `reach` raises `DeviceError` when nothing answers at a device's address (before any login);
    `credential` is the fingerprint of what a device is logged in to with; `prove` makes a
    snapshot, or a refusal, of a capture, and may read once more in the same session.
    """

    connect: Connect
    reach: Callable[[Device], None]
    credential: Callable[[Device], str]
    refusals: Refusals
    prove: Prove
    clock: Clock
    workers: int


def collect(
    devices: Iterable[Device],
    kinds: Iterable[ConfigKind],
    means: Means,
    *,
    hand_on: Callable[[Gathered], None],
) -> bool:
    """Read `kinds` from every device; return whether Ctrl-C cut the work short.

    `hand_on` is called once for each device, never twice at a time, from worker threads. After
    Ctrl-C the commands under way are finished, and the rest is handed on as interrupted. If
    `hand_on` raises, the rest is interrupted too and its exception is raised here.
    """
    stop = Event()
    stream = _Stream(hand_on, stop)
    work = _Work(tuple(kinds), means, CredentialGate(means.refusals), stop)
    nornir = fleet(devices, workers=means.workers, stop=stop.set).with_processors([stream])
    if nornir.inventory.hosts:
        nornir.run(task=work.collect, name="collect")
    if stream.failure is not None:
        raise stream.failure
    return stop.is_set()


class _Stream:
    """A Nornir processor that hands each device's result on and keeps none."""

    def __init__(self, hand_on: Callable[[Gathered], None], stop: Event) -> None:
        self._hand_on, self._stop = hand_on, stop
        self._turn = Lock()
        self.failure: BaseException | None = None

    def task_started(self, task: Task) -> None: ...

    def task_completed(self, task: Task, result: AggregatedResult) -> None: ...

    def task_instance_started(self, task: Task, host: Host) -> None: ...

    def task_instance_completed(self, task: Task, host: Host, result: MultiResult) -> None:  # noqa: ARG002 (Nornir names them)
        with self._turn:
            failure = result.exception
            if failure is None:
                try:
                    self._hand_on(result[0].result)
                except BaseException as error:  # noqa: BLE001 (raised in the caller's thread)
                    failure = error
            if failure is not None:
                self.failure = self.failure or failure
                self._stop.set()

    def subtask_instance_started(self, task: Task, host: Host) -> None: ...

    def subtask_instance_completed(self, task: Task, host: Host, result: MultiResult) -> None: ...


@dataclass(frozen=True, slots=True)
class _Work:
    """One device's part, run in a worker thread."""

    kinds: tuple[ConfigKind, ...]
    means: Means
    gate: CredentialGate
    stop: Event

    def collect(self, task: Task) -> Result:
        device: Device = task.host[DEVICE]
        began = self.means.clock.now()
        items = tuple(self._items(device))
        seconds = (self.means.clock.now() - began).total_seconds()
        return Result(task.host, result=Gathered(device, items, seconds))

    def _items(self, device: Device) -> tuple[Collected, ...]:
        try:
            self._go_on()
            session = self._opened(device)
        except DeviceError as error:
            return self._all(device, error)
        try:
            return tuple(self._read(session, device))
        except DeviceError as error:
            return self._all(device, error)
        finally:
            session.__exit__(None, None, None)

    def _opened(self, device: Device) -> Driver:
        fingerprint = self.means.credential(device)
        if not self.gate.proven(fingerprint):
            # Devices that are down must not make the others wait for the first login.
            self.means.reach(device)
        with self.gate.login(fingerprint, device.name, at=self.means.clock.now()):
            return self.means.connect(device).__enter__()

    def _read(self, session: Driver, device: Device) -> Iterator[Collected]:
        """Configs first: the log must already hold what led to them."""
        identity = session.identity()
        texts = [(kind, self._fetched(session, kind)) for kind in self.kinds]
        events = () if self.stop.is_set() else _events(session)
        for kind, text in texts:
            if isinstance(text, DeviceError):
                yield self._failed(device, kind, text)
            else:
                capture = self._capture(device, kind, text, identity, events)
                yield self.means.prove(capture, device, partial(session.fetch, kind))

    def _fetched(self, session: Driver, kind: ConfigKind) -> str | DeviceError:
        try:
            self._go_on()
            return session.fetch(kind)
        except DeviceError as error:
            return error

    def _go_on(self) -> None:
        """Between two commands Ctrl-C counts; in the middle of one the session would be lost."""
        if self.stop.is_set():
            raise DeviceError(Cause.INTERRUPTED, "stopped by Ctrl-C")

    def _capture(
        self,
        device: Device,
        kind: ConfigKind,
        text: str,
        identity: Identity,
        events: tuple[str, ...],
    ) -> Capture:
        return Capture(device.name, kind, text, identity, self.means.clock.now(), events)

    def _all(self, device: Device, error: DeviceError) -> tuple[Collected, ...]:
        return tuple(self._failed(device, kind, error) for kind in self.kinds)

    def _failed(self, device: Device, kind: ConfigKind, error: DeviceError) -> NotCollected:
        now = self.means.clock.now()
        return NotCollected(device.name, kind, error.cause, error.reason, now, error.raw)


def _events(session: Driver) -> tuple[str, ...]:
    try:
        return session.events()
    except DeviceError:
        return ()  # the configs count; without its log the device only names no author
