"""Our devices as Nornir sees them, and a runner that Ctrl-C stops without losing a result."""

import logging
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor

from nornir.core import Nornir
from nornir.core.configuration import Config, LoggingConfig
from nornir.core.inventory import Defaults, Groups, Host, Hosts, Inventory
from nornir.core.task import AggregatedResult, Task

from netops.model.device import Device

DEVICE = "device"

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


def fleet(devices: Iterable[Device], *, workers: int, stop: Callable[[], None]) -> Nornir:
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
        runner=StoppableRunner(workers, stop=stop),
        config=Config(logging=LoggingConfig(enabled=False)),
    )
