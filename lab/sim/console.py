"""The control socket: what a test may ask of the lab, past the devices' own interfaces."""

from __future__ import annotations

import json
import logging
import re
from typing import TYPE_CHECKING, Any

from lab.sim import faults
from lab.sim.device import Actor
from lab.sim.grammar import Refused
from lab.sim.platforms import PLATFORMS

if TYPE_CHECKING:
    import asyncio
    from collections.abc import Awaitable, Callable, Mapping

    from lab.sim.device import Chassis
    from lab.sim.ports import Front

    _Verb = Callable[[Chassis, Mapping[str, Any]], Awaitable[Any]]

logger = logging.getLogger(__name__)
# A progress bar has a percent sign too, but no line that begins with it.
_COMPLAINT = re.compile(r"^\s*%", re.MULTILINE)
MALLORY = Actor("mallory", "10.66.0.9", "vty1")


class Console:
    """Answers requests, one JSON object a line."""

    def __init__(
        self,
        devices: Mapping[str, Chassis],
        fronts: Mapping[str, tuple[Front, ...]],
        boot: Callable[[Chassis], Chassis],
        stopped: asyncio.Event,
    ) -> None:
        self._devices = devices
        self._fronts = fronts
        self._boot = boot
        self._stopped = stopped
        self._verbs: Mapping[str, _Verb] = {
            "memory": _recall,
            "run": _run,
            "fault": self._fault,
            "clear": self._clear,
            "reset": self._reset,
        }

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Answer until the caller hangs up."""
        try:
            while not self._stopped.is_set() and (line := await reader.readline()):
                answer = await self._answer(json.loads(line))
                writer.write(json.dumps(answer).encode() + b"\n")
                await writer.drain()
        except (OSError, ValueError):
            logger.exception("a control request failed")
        finally:
            writer.close()

    async def _answer(self, request: dict[str, Any]) -> dict[str, Any]:
        try:
            return {"result": await self._do(request)}
        except (LookupError, ValueError, Refused) as problem:
            return {"error": str(problem.args[0])}

    async def _do(self, request: dict[str, Any]) -> Any:  # noqa: ANN401  any JSON
        verb = request["do"]
        if verb == "status":
            return [_status(device) for device in self._devices.values()]
        if verb == "stop":
            self._stopped.set()
            return None
        if verb not in self._verbs:
            raise LookupError(f"no request {verb!r}")
        return await self._verbs[verb](self._device(request["device"]), request)

    async def _reset(self, device: Chassis, _request: Mapping[str, Any]) -> None:
        await self._clear(device, _request)
        device.reset(self._boot(device))

    def _device(self, name: str) -> Chassis:
        if name not in self._devices:
            raise LookupError(
                f"no device {name!r} in this lab; there are {', '.join(self._devices)}"
            )
        return self._devices[name]

    async def _fault(self, device: Chassis, request: Mapping[str, Any]) -> None:
        name = request["name"]
        if name in device.faults:
            raise ValueError(f"{device.identity.name} already has fault {name!r}")
        settings = faults.settings(name, request["settings"])
        if name == "wrong-device":
            other = self._device(settings["as"] or self._neighbour(device))
            device.guise = other
        for front in self._fronts[device.identity.name]:
            if name == "unreachable":
                await front.close()
            if name == "host-key-changed":
                await front.rekey()
        if name == "banner-prompt":
            banner = PLATFORMS[device.identity.platform].banner
            device.edit(banner.format(device.hostname).splitlines())
        device.faults[name] = settings

    def _neighbour(self, device: Chassis) -> str:
        return next(
            other.identity.name
            for other in self._devices.values()
            if other is not device and other.identity.platform == device.identity.platform
        )

    async def _clear(self, device: Chassis, _request: Mapping[str, Any]) -> None:
        for front in self._fronts[device.identity.name]:
            if "host-key-changed" in device.faults:
                await front.rekey()
            if "unreachable" in device.faults:
                await front.open()
        if "banner-prompt" in device.faults:
            device.edit(PLATFORMS[device.identity.platform].no_banner.splitlines())
        device.guise = None
        device.faults.clear()


async def _run(device: Chassis, request: Mapping[str, Any]) -> str:
    """Configure as another operator would; raise ValueError if the device refuses a line."""
    platform = PLATFORMS[device.identity.platform]
    operator = platform.operator(device, MALLORY)
    said = []
    for line in platform.script(request["lines"], request["saved"]):
        device.record(MALLORY, line)
        said.append(operator.run(line).text)
        if _COMPLAINT.search(said[-1]):
            raise ValueError(f"{device.identity.name} refused {line!r}: {said[-1].strip()}")
    return "\n".join(filter(None, said))


def _status(device: Chassis) -> dict[str, Any]:
    own = device.identity
    left = min((round(timer["left"]) for timer in device.timers()), default=None)
    return {
        "name": own.name,
        "platform": own.platform,
        "role": own.role,
        "site": own.site,
        "address": own.address,
        "port": own.port,
        "ports": dict(own.ports),
        "saved": device.text() == device.saved_text(),
        "reverts_in": left,
        "faults": sorted(device.faults),
    }


async def _recall(device: Chassis, request: Mapping[str, Any]) -> Any:  # noqa: ANN401  any JSON
    what = request["what"]
    readers: dict[str, Callable[[Chassis], Any]] = {
        "running": lambda d: d.text(),
        "startup": lambda d: d.saved_text(),
        "candidate": lambda d: d.candidates(),
        "commands": lambda d: d.commands,
        "files": lambda d: {name: data.decode(errors="replace") for name, data in d.files.items()},
        "timers": lambda d: d.timers(),
        "sessions": lambda d: d.opened(),
        "logins": lambda d: d.logins,
        "log": lambda d: list(d.log),
    }
    if what not in readers:
        raise LookupError(f"no memory {what!r}; there are {', '.join(readers)}")
    return readers[what](device)
