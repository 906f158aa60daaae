"""Read configs from many devices at once; each result is handed on as soon as it is there."""

import asyncio
import math
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable
from contextlib import AbstractAsyncContextManager, asynccontextmanager, suppress
from dataclasses import dataclass, field
from functools import partial
from typing import TypeVar

from nornir.core.inventory import Host
from nornir.core.task import AggregatedResult, MultiResult, Result, Task

from netops.errors import Cause, DeviceError, NetopsError
from netops.model.config import Capture, Collected, ConfigKind, NotCollected
from netops.model.device import Device, Identity
from netops.platforms.registry import platform
from netops.ports import Clock, Read, Reader
from netops.tasks.fleet import DEVICE, LoopRunner, fleet
from netops.tasks.gate import LoopGate, Refusals
from netops.tasks.limits import Limits
from netops.tasks.room import make_room

# (fingerprint of a credential, name of what is logged in to) -> inside it, that one login.
Admit = Callable[[str, str], AbstractAsyncContextManager[None]]
Reread = Callable[[], Awaitable[str]]
Prove = Callable[[Capture, Device, Reread], Awaitable[Collected]]
_Answer = TypeVar("_Answer")
# A session is closed by dropping it; nothing depends on a polite end.
_GOODBYE = 2.0


@dataclass(frozen=True, slots=True)
class Gathered:
    """Everything from one device, one item for each kind asked for, and how long it took.

    A kind that the device's platform does not have (IOS XR saves as it commits) gives no item.
    """

    device: Device
    items: tuple[Collected, ...]
    seconds: float


@dataclass(frozen=True, slots=True)
class Means:
    """What collecting works with.

    `readers` opens the roads of one run, whose own logins (at jump hosts) pass `Admit` too.
    `credential` is the fingerprint of what a device is logged in to with; `prove` makes a
    snapshot, or a refusal, of a capture, and may read once more in the same session. At most
    `workers` sessions stand at once; `device_timeout` is the longest visit in seconds, from its
    turn to log in to its end.
    """

    readers: Callable[[Admit], AbstractAsyncContextManager[Read]]
    credential: Callable[[Device], str]
    refusals: Refusals
    prove: Prove
    clock: Clock
    workers: int
    device_timeout: float


def collect(
    devices: Iterable[Device],
    kinds: Iterable[ConfigKind],
    means: Means,
    *,
    hand_on: Callable[[Gathered], None],
) -> bool:
    """Read `kinds` from every device; return whether Ctrl-C cut the work short.

    `hand_on` is called once for each device, never twice at a time, from a thread of its own.
    After Ctrl-C the commands under way may end, and the rest is handed on as interrupted. If
    `hand_on` raises, the rest is interrupted too and its exception is raised here. `InputError`
    when this system has no room for so many sessions.
    """
    limits = Limits(means.device_timeout)
    stream = _Stream(hand_on, limits.stop.set)
    work = _Work(tuple(kinds), means, LoopGate(means.refusals), limits)
    runner = LoopRunner(means.workers, stop=limits.press, around=work.reading)
    nornir = fleet(devices, runner).with_processors([stream])
    if nornir.inventory.hosts:
        make_room(min(means.workers, len(nornir.inventory.hosts)))
        nornir.run(task=work.collect, name="collect")
    if stream.failure is not None:
        raise stream.failure
    return limits.stop.is_set()


class _Stream:
    """A Nornir processor that hands each device's result on and keeps none."""

    def __init__(self, hand_on: Callable[[Gathered], None], stop: Callable[[], None]) -> None:
        self._hand_on, self._stop = hand_on, stop
        self.failure: BaseException | None = None

    def task_started(self, task: Task) -> None: ...

    def task_completed(self, task: Task, result: AggregatedResult) -> None: ...

    def task_instance_started(self, task: Task, host: Host) -> None: ...

    def task_instance_completed(self, task: Task, host: Host, result: MultiResult) -> None:  # noqa: ARG002 (Nornir names them)
        failure = result[0].exception
        if failure is None:
            try:
                self._hand_on(result[0].result)
            except BaseException as error:  # noqa: BLE001 (raised in the caller's thread)
                failure = error
        if failure is not None:
            self.failure = self.failure or failure
            self._stop()

    def subtask_instance_started(self, task: Task, host: Host) -> None: ...

    def subtask_instance_completed(self, task: Task, host: Host, result: MultiResult) -> None: ...


@dataclass(slots=True)
class _Work:
    """What the visits of one run share. `read` is there while the run lasts."""

    kinds: tuple[ConfigKind, ...]
    means: Means
    gate: LoopGate
    limits: Limits
    read: Read = field(init=False)

    @asynccontextmanager
    async def reading(self) -> AsyncIterator[None]:
        async with self.means.readers(partial(self.admit, on_the_way=True)) as self.read:
            yield

    def admit(
        self, fingerprint: str, name: str, *, on_the_way: bool = False
    ) -> AbstractAsyncContextManager[None]:
        now = self.means.clock.now()
        return self.gate.login(fingerprint, name, at=now, on_the_way=on_the_way)

    async def collect(self, task: Task) -> Result:
        """Visit one device: a coroutine task of Nornir."""
        device: Device = task.host[DEVICE]
        known = platform(device.platform).capture.commands
        kinds = tuple(kind for kind in self.kinds if kind in known)
        began = self.means.clock.now()
        items = await _Visit(self, device, kinds, self.means.credential(device)).items()
        seconds = (self.means.clock.now() - began).total_seconds()
        return Result(task.host, result=Gathered(device, items, seconds))


@dataclass(slots=True)
class _Visit:
    """One device's part. `end` is when it must be over, on the loop's clock.

    That time begins with its turn to log in: what it waits for before is not its own doing.
    """

    work: _Work
    device: Device
    kinds: tuple[ConfigKind, ...]
    credential: str
    end: float = math.inf

    async def items(self) -> tuple[Collected, ...]:
        try:
            self.work.limits.go_on()
            if not self.kinds:
                return ()
            async with self._session() as session:
                return tuple([item async for item in self._read(session)])
        except DeviceError as error:
            return self._nothing(error)
        except NetopsError:
            raise  # ours, not the device's: the evidence cannot be read
        except Exception as error:  # noqa: BLE001 (one odd device must not cost all others the night)
            reason = f"it did what nobody foresaw ({type(error).__name__}); please report it"
            return self._nothing(DeviceError(Cause.REFUSED, reason))

    def _nothing(self, error: DeviceError) -> tuple[Collected, ...]:
        return tuple(self._failed(kind, error) for kind in self.kinds)

    @asynccontextmanager
    async def _session(self) -> AsyncIterator[Reader]:
        session = self.work.read(self.device)
        try:
            await self._open(session)
            try:
                yield session
            finally:
                await _closed(session)
        finally:
            session.leave()

    async def _open(self, session: Reader) -> None:
        limits = self.work.limits
        async with limits.until(self.end):
            # Devices that are down must not make the others wait for the first login.
            await session.reach()
        async with self.work.admit(self.credential, self.device.name):
            limits.go_on()
            self.end = limits.end_of_visit()
            async with limits.until(self.end):
                await session.log_in()
        async with limits.until(self.end):
            await session.__aenter__()

    async def _read(self, session: Reader) -> AsyncIterator[Collected]:
        """Configs first: the log must already hold what led to them."""
        identity = await self._asked(session.identity)
        texts = [(kind, await self._fetched(session, kind)) for kind in self.kinds]
        events = await self._events(session)
        for kind, text in texts:
            if isinstance(text, DeviceError):
                yield self._failed(kind, text)
            else:
                yield await self._proven(session, self._capture(kind, text, identity, events))

    async def _asked(self, question: Callable[[], Awaitable[_Answer]]) -> _Answer:
        """One question in the open session; over HTTPS each of them is a login."""
        try:
            async with self.work.limits.until(self.end):
                return await question()
        except DeviceError as error:
            if error.cause is Cause.AUTHENTICATION:
                now = self.work.means.clock.now()
                self.work.gate.refused(self.credential, self.device.name, at=now)
            raise

    async def _fetched(self, session: Reader, kind: ConfigKind) -> str | DeviceError:
        try:
            self.work.limits.go_on()
            return await self._asked(partial(session.fetch, kind))
        except DeviceError as error:
            return error

    async def _events(self, session: Reader) -> tuple[str, ...]:
        if self.work.limits.stop.is_set():
            return ()
        try:
            return await self._asked(session.events)
        except DeviceError:
            return ()  # the configs count; without its log the device only names no author

    async def _proven(self, session: Reader, capture: Capture) -> Collected:
        reread = partial(self._asked, partial(session.fetch, capture.kind))
        return await self.work.means.prove(capture, self.device, reread)

    def _capture(
        self, kind: ConfigKind, text: str, identity: Identity, events: tuple[str, ...]
    ) -> Capture:
        now = self.work.means.clock.now()
        return Capture(self.device.name, kind, text, identity, now, events)

    def _failed(self, kind: ConfigKind, error: DeviceError) -> NotCollected:
        now = self.work.means.clock.now()
        return NotCollected(self.device.name, kind, error.cause, error.reason, now, error.raw)


async def _closed(session: Reader) -> None:
    with suppress(DeviceError, TimeoutError):
        async with asyncio.timeout(_GOODBYE):
            await session.__aexit__(None, None, None)
