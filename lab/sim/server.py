"""The lab's process: all devices on one event loop, and the control socket beside them."""

from __future__ import annotations

import argparse
import asyncio
import gc
import json
import os
import resource
import signal
import sys
from functools import partial
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

from lab.sim.clock import Clock
from lab.sim.console import Console
from lab.sim.deeds import Site
from lab.sim.mallory import tamper
from lab.sim.network import Network
from lab.sim.platforms import PLATFORMS
from lab.sim.sockets import short_path
from lab.sim.wire import Wire
from lab.topology import boot, clones, identities, links

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from lab.sim.device import Chassis, Identity


async def serve(
    state: Path, net: str, minute: float, wanted: Iterable[Identity], folder: Path
) -> None:
    """Run these devices until the lab is told to stop."""
    devices = [boot(identity, Clock(minute), folder) for identity in wanted]
    Network(devices, links(folder))
    sites = _sites(devices, state)
    # Side by side: each listener waits for a thread that looks through its options.
    await asyncio.gather(*map(_open, sites.values()))
    # The devices stay: without this, every few sessions are followed by a walk through them all.
    gc.freeze()
    stopped = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stopped.set)
    console = Console(
        sites,
        lambda device: boot(device.identity, Clock(minute), folder),
        stopped,
    )
    with short_path(state / "lab.sock") as path:
        path.unlink(missing_ok=True)
        control = await asyncio.start_unix_server(console.serve, str(path), limit=1 << 24)
        _announce(state, net, minute)
        await stopped.wait()
        control.close()
    for front in chain.from_iterable(site.fronts for site in sites.values()):
        await front.close()
    (state / "lab.sock").unlink(missing_ok=True)
    (state / "lab.json").unlink(missing_ok=True)


async def _open(site: Site) -> None:
    try:
        for front in site.fronts:
            await front.open()
    except OSError as problem:
        own = site.device.identity
        why = os.strerror(problem.errno or 0)
        raise ValueError(
            f"cannot listen at {own.address} port {own.port} ({why}); "
            "is another lab up? try another --net"
        ) from None


def _sites(devices: Iterable[Chassis], state: Path) -> dict[str, Site]:
    by_name = {device.identity.name: device for device in devices}
    return {name: _site(device, by_name, state) for name, device in by_name.items()}


def _site(device: Chassis, others: Mapping[str, Chassis], state: Path) -> Site:
    platform = PLATFORMS[device.identity.platform]
    wire = Wire(device, platform.moments, partial(tamper, device))
    return Site(device, platform.fronts(device, wire, state / "keys"), wire, others)


def _announce(state: Path, net: str, minute: float) -> None:
    ready = {"pid": os.getpid(), "net": net, "minute": minute}
    (state / "lab.json").write_text(json.dumps(ready))


def main(arguments: Sequence[str]) -> int:
    """Start from the command line of `python -m lab up`."""
    parser = argparse.ArgumentParser(prog="lab.sim.server")
    parser.add_argument("--state", type=Path, required=True)
    parser.add_argument("--net", required=True)
    parser.add_argument("--minute", type=float, required=True)
    parser.add_argument("--only", nargs="*", default=[])
    parser.add_argument("--clones", type=int, default=0)
    parser.add_argument("--folder", type=Path, required=True)
    given = parser.parse_args(arguments)
    try:
        _raise_the_limit()
        asyncio.run(serve(given.state, given.net, given.minute, _wanted(given), given.folder))
    except (OSError, ValueError) as problem:
        sys.stderr.write(f"lab: {problem}\n")
        return 1
    return 0


def _wanted(given: argparse.Namespace) -> tuple[Identity, ...]:
    if given.clones:
        return clones(given.net, given.clones, given.only, given.folder)
    return identities(given.net, given.only, given.folder)


def _raise_the_limit() -> None:
    """Let the process have as many sockets as it may: a thousand devices take two each."""
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
