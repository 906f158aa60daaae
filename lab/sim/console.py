"""The control socket: what a test may ask of the lab, past the devices' own interfaces."""

from __future__ import annotations

import json
import logging
from typing import TYPE_CHECKING, Any

from lab.sim import faults
from lab.sim.device import Actor
from lab.sim.engine import Editor
from lab.sim.eos_cli import EosCli
from lab.sim.grammar import Refused
from lab.sim.ios_cli import IosCli

if TYPE_CHECKING:
    import asyncio
    from collections.abc import Awaitable, Callable, Mapping

    from lab.sim.device import Device
    from lab.sim.https import EosFront
    from lab.sim.ios_ssh import IosFront

    _Verb = Callable[[Device, Mapping[str, Any]], Awaitable[Any]]

logger = logging.getLogger(__name__)
MALLORY = Actor("mallory", "10.66.0.9", "vty1")
_BANNERS = {
    "cisco_ios": "banner motd ^C\nMaintenance on Sunday.\n{}#\n^C",
    "arista_eos": "banner motd\nMaintenance on Sunday.\n{}#\nEOF",
}


class Console:
    """Answers requests, one JSON object a line."""

    def __init__(
        self,
        devices: Mapping[str, Device],
        fronts: Mapping[str, IosFront | EosFront],
        boot: Callable[[Device], Device],
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

    async def _reset(self, device: Device, _request: Mapping[str, Any]) -> None:
        await self._clear(device, _request)
        device.reset(self._boot(device))

    def _device(self, name: str) -> Device:
        if name not in self._devices:
            raise LookupError(
                f"no device {name!r} in this lab; there are {', '.join(self._devices)}"
            )
        return self._devices[name]

    async def _fault(self, device: Device, request: Mapping[str, Any]) -> None:
        name = request["name"]
        if name in device.faults:
            raise ValueError(f"{device.identity.name} already has fault {name!r}")
        settings = faults.settings(name, request["settings"])
        if name == "wrong-device":
            other = self._device(settings["as"] or self._neighbour(device))
            device.guise = other
        front = self._fronts[device.identity.name]
        if name == "unreachable":
            await front.close()
        if name == "host-key-changed":
            await front.rekey()
        if name == "banner-prompt":
            _edit(device, _BANNERS[device.identity.platform].format(device.hostname).splitlines())
        device.faults[name] = settings

    def _neighbour(self, device: Device) -> str:
        return next(
            other.identity.name
            for other in self._devices.values()
            if other is not device and other.identity.platform == device.identity.platform
        )

    async def _clear(self, device: Device, _request: Mapping[str, Any]) -> None:
        front = self._fronts[device.identity.name]
        if "host-key-changed" in device.faults:
            await front.rekey()
        if "unreachable" in device.faults:
            await front.open()
        if "banner-prompt" in device.faults:
            _edit(device, ["no banner motd"])
        device.guise = None
        device.faults.clear()


async def _run(device: Device, request: Mapping[str, Any]) -> str:
    """Configure as another operator would; raise ValueError if the device refuses a line."""
    save = ["write memory"] if request["saved"] else []
    script = ["configure terminal", *request["lines"], "end", *save]
    is_ios = device.identity.platform == "cisco_ios"
    cli = IosCli(device, MALLORY) if is_ios else EosCli(device, MALLORY, abbreviated=True)
    said = []
    for line in script:
        said.append(cli.run(line).text)
        if "%" in said[-1]:
            raise ValueError(f"{device.identity.name} refused {line!r}: {said[-1].strip()}")
    return "\n".join(filter(None, said))


def _edit(device: Device, lines: list[str]) -> None:
    is_saved = device.text() == device.startup
    editor = Editor(device.grammar, device.running)
    for line in lines:
        editor.enter(line)
    device.startup = device.text() if is_saved else device.startup


def _status(device: Device) -> dict[str, Any]:
    own, armed = device.identity, device.armed
    left = round(armed.expires - device.clock.uptime()) if armed else None
    return {
        "name": own.name,
        "platform": own.platform,
        "role": own.role,
        "site": own.site,
        "address": own.address,
        "port": own.port,
        "saved": device.text() == device.startup,
        "reverts_in": left,
        "faults": sorted(device.faults),
    }


async def _recall(device: Device, request: Mapping[str, Any]) -> Any:  # noqa: ANN401  any JSON
    what = request["what"]
    readers: dict[str, Callable[[Device], Any]] = {
        "running": lambda d: d.text(),
        "startup": lambda d: d.startup,
        "candidate": lambda d: {name: d.shown(s.root) for name, s in d.sessions.items()},
        "commands": lambda d: d.commands,
        "files": lambda d: {name: data.decode(errors="replace") for name, data in d.files.items()},
        "timers": _timers,
        "sessions": lambda d: {name: s.state for name, s in d.sessions.items()},
        "logins": lambda d: d.logins,
        "log": lambda d: list(d.log),
    }
    if what not in readers:
        raise LookupError(f"no memory {what!r}; there are {', '.join(readers)}")
    return readers[what](device)


def _timers(device: Device) -> list[dict[str, Any]]:
    armed = device.armed
    if not armed:
        return []
    left = armed.expires - device.clock.uptime()
    return [{"name": armed.name, "user": armed.actor.user, "minutes": armed.minutes, "left": left}]
