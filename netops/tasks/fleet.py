"""Our devices as Nornir sees them, and two runners that Ctrl-C stops without losing a result."""

import asyncio
import logging
import signal
import threading
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Executor, ThreadPoolExecutor
from contextlib import AbstractAsyncContextManager, contextmanager

from nornir.core import Nornir
from nornir.core.configuration import Config, LoggingConfig
from nornir.core.inventory import Defaults, Groups, Host, Hosts, Inventory
from nornir.core.plugins.runners import RunnerPlugin
from nornir.core.task import AggregatedResult, Result, Task

from netops.model.device import Device

DEVICE = "device"
# So many begin in one turn of the loop. Begun all at once they would all have exchanged keys at the
# same late moment, and the first login, for which the others wait, would be as late.
_ABREAST = 8

# Nornir logs tracebacks; our failures are values, and an exception is raised to the caller.
logging.getLogger("nornir").setLevel(logging.CRITICAL + 1)


class StoppableRunner:
    """Threads like Nornir's own; the first Ctrl-C calls `stop` and waits for what is under way.

    What has not begun then still runs, and is expected to return at once. A second Ctrl-C raises.
    """

    def __init__(self, workers: int, *, stop: Callable[[], None]) -> None:
        self._workers, self._stop = workers, stop

    def run(self, task: Task, hosts: list[Host]) -> AggregatedResult:
        """Run the task on every host."""
        result = AggregatedResult(task.name)
        with ThreadPoolExecutor(self._workers) as pool:
            try:
                futures = [pool.submit(task.copy().start, host) for host in hosts]
                for future in futures:
                    future.result()
            except KeyboardInterrupt:
                self._stop()
        return result  # empty: results went to the processor as they came


class LoopRunner:
    """Coroutine tasks (`async def collect(task: Task) -> Result`) on one event loop.

    At most `workers` are under way. Processors hear of a result in a thread of their own, one
    after the other, and its worker goes on only then: a slow disk never fills the memory. Each
    Ctrl-C calls `stop` on the loop; what has not begun still runs, and is expected to return at
    once. `around` is what the tasks share on the loop.
    """

    def __init__(
        self,
        workers: int,
        *,
        stop: Callable[[], None],
        around: Callable[[], AbstractAsyncContextManager[None]],
    ) -> None:
        self._workers, self._stop, self._around = workers, stop, around

    def run(self, task: Task, hosts: list[Host]) -> AggregatedResult:
        """Run the task on every host."""
        asyncio.run(self._run(task, hosts))
        return AggregatedResult(task.name)  # empty: results went to the processor as they came

    async def _run(self, task: Task, hosts: list[Host]) -> None:
        waiting = iter(hosts)
        with ThreadPoolExecutor(1) as processors, _pressing(self._stop):
            async with self._around(), asyncio.TaskGroup() as group:
                for number in range(min(self._workers, len(hosts))):
                    group.create_task(_work(task, waiting, processors))
                    if number % _ABREAST == 0:
                        await asyncio.sleep(0)


async def _work(task: Task, waiting: Iterator[Host], processors: Executor) -> None:
    loop = asyncio.get_running_loop()
    for host in waiting:
        one = task.copy()
        one.host = host
        one.processors.task_instance_started(one, host)
        one.results.insert(0, await _outcome(one, host))
        completed = one.processors.task_instance_completed
        await loop.run_in_executor(processors, completed, one, host, one.results)


async def _outcome(task: Task, host: Host) -> Result:
    """What the task gives, or what it raised: as in Nornir's own `Task.start`."""
    try:
        outcome: Result = await task.task(task, **task.params)
    except Exception as error:  # noqa: BLE001 (Nornir's promise: a failure is a result)
        outcome = Result(host, exception=error, failed=True)
    outcome.name = task.name  # type: ignore[assignment]  # Nornir sets it so, and types it None
    return outcome


@contextmanager
def _pressing(stop: Callable[[], None]) -> Iterator[None]:
    """Ctrl-C calls `stop` on the running loop. A thread that is not the main one gets no signal."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    loop, usual = asyncio.get_running_loop(), signal.getsignal(signal.SIGINT)
    loop.add_signal_handler(signal.SIGINT, stop)
    try:
        yield
    finally:
        loop.remove_signal_handler(signal.SIGINT)
        signal.signal(signal.SIGINT, usual)


def fleet(devices: Iterable[Device], runner: RunnerPlugin) -> Nornir:
    """A Nornir over these devices. It holds no credentials: our drivers bring their own."""
    hosts = Hosts(
        {
            device.name: Host(
                device.name,
                hostname=device.address,
                port=device.port,
                platform=device.platform,
                data={DEVICE: device, "site": device.site, "role": device.role},
            )
            for device in devices
        }
    )
    return Nornir(
        inventory=Inventory(hosts, Groups(), Defaults()),
        runner=runner,
        config=Config(logging=LoggingConfig(enabled=False)),
    )
