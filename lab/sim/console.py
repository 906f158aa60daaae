"""The control socket: what a test may ask of the lab, past the devices' own interfaces."""

from __future__ import annotations

import json
import logging
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from lab.sim import faults, mallory
from lab.sim.grammar import Refused

if TYPE_CHECKING:
    import asyncio
    from collections.abc import Awaitable, Callable, Mapping

    from lab.sim.deeds import Site
    from lab.sim.device import Chassis

    _Verb = Callable[[Site, Mapping[str, Any]], Awaitable[Any]]

logger = logging.getLogger(__name__)


class Console:
    """Answers requests, one JSON object a line."""

    def __init__(
        self,
        sites: Mapping[str, Site],
        boot: Callable[[Chassis], Chassis],
        stopped: asyncio.Event,
    ) -> None:
        self._sites = sites
        self._boot = boot
        self._stopped = stopped
        self._verbs: Mapping[str, _Verb] = {
            "memory": _recall,
            "run": _run,
            "fault": _fault,
            "clear": _clear,
            "reset": self._reset,
            "break": _break,
            "wait": _wait,
            "release": _release,
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
            return [_status(site.device) for site in self._sites.values()]
        if verb == "stop":
            self._stopped.set()
            return None
        if verb not in self._verbs:
            raise LookupError(f"no request {verb!r}")
        return await self._verbs[verb](self._site(request["device"]), request)

    async def _reset(self, site: Site, _request: Mapping[str, Any]) -> None:
        await site.clear()
        fresh = self._boot(site.device)
        site.device.reset(fresh)
        site.device.logins = fresh.logins

    def _site(self, name: str) -> Site:
        if name not in self._sites:
            known = ", ".join(self._sites)
            raise LookupError(f"no device {name!r} in this lab; there are {known}")
        return self._sites[name]


async def _fault(site: Site, request: Mapping[str, Any]) -> None:
    name, given = request["name"], request["settings"]
    await site.set(faults.activated(name, given, site.wire.moments))


async def _clear(site: Site, _request: Mapping[str, Any]) -> None:
    await site.clear()


async def _break(site: Site, request: Mapping[str, Any]) -> None:
    site.wire.stops.add(faults.pattern(request["where"]), is_after=request["after"])


async def _wait(site: Site, request: Mapping[str, Any]) -> dict[str, str]:
    return await site.wire.stops.reached(request["seconds"])


async def _release(site: Site, _request: Mapping[str, Any]) -> None:
    site.wire.stops.release()


async def _run(site: Site, request: Mapping[str, Any]) -> str:
    return mallory.configure(site.device, request["lines"], saved=request["saved"])


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


async def _recall(site: Site, request: Mapping[str, Any]) -> Any:  # noqa: ANN401  any JSON
    what = request["what"]
    readers: dict[str, Callable[[Chassis], Any]] = {
        "running": lambda d: d.text(),
        "startup": lambda d: d.saved_text(),
        "candidate": lambda d: d.candidates(),
        "commands": lambda d: d.commands,
        "files": lambda d: {name: data.decode(errors="replace") for name, data in d.files.items()},
        "timers": lambda d: d.timers(),
        "sessions": lambda d: d.opened(),
        "users": lambda d: [asdict(actor) for actor in d.online],
        "logins": lambda d: d.logins,
        "log": lambda d: list(d.log),
    }
    if what not in readers:
        raise LookupError(f"no memory {what!r}; there are {', '.join(readers)}")
    return readers[what](site.device)
