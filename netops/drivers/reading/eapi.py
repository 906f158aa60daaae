"""Arista EOS over eAPI: configs and the log as text, what names the device as JSON."""

from collections.abc import Mapping, Sequence
from typing import Any

from netops.drivers.eos_facts import NAMES, identity
from netops.drivers.reading.https import HttpsSession
from netops.drivers.taxonomy import in_our_words, numbered
from netops.errors import Cause, DeviceError
from netops.model.device import Identity


class EapiReader(HttpsSession):
    """A `Reader` over eAPI."""

    async def _named(self) -> Identity:
        names = await self._run(*NAMES, form="json")
        with in_our_words():
            return identity(*names)

    async def _show(self, command: str) -> str:
        (reply,) = await self._run(command, form="text")
        with in_our_words():
            return str(reply["output"])

    async def _run(self, *commands: str, form: str) -> Sequence[Mapping[str, Any]]:
        # The first command reaches privileged mode, as `enable` does on a terminal.
        params = {"version": 1, "cmds": ["enable", *commands], "format": form}
        call = {"jsonrpc": "2.0", "method": "runCmds", "params": params, "id": "netops"}
        said = await self._call("/command-api", call, api="eAPI")
        with in_our_words():
            if "error" in said:
                raise DeviceError(Cause.REFUSED, numbered(str(said["error"]["message"])))
            replies: Sequence[Mapping[str, Any]] = said["result"][1:]
        if len(replies) != len(commands):
            raise DeviceError(Cause.NOT_WHOLE, "the device left commands without an answer")
        return replies
