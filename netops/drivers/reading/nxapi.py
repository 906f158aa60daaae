"""Cisco NX-OS over NX-API: configs and the log as text, what names the device as JSON."""

from collections.abc import Mapping
from typing import Any

from netops.drivers.reading.https import HttpsSession
from netops.drivers.replies import printable, without_quotes
from netops.drivers.taxonomy import in_our_words
from netops.errors import Cause, DeviceError
from netops.model.device import Identity

# What a release calls its own version: 9.x, then 7.x, then the kickstart image of a Nexus 5000.
_VERSIONS = ("nxos_ver_str", "sys_ver_str", "rr_sys_ver", "kickstart_ver_str")


class NxapiReader(HttpsSession):
    """A `Reader` over NX-API."""

    async def _named(self) -> Identity:
        said = await self._run("show version", method="cli")
        with in_our_words():
            return _identity(said["body"])

    async def _show(self, command: str) -> str:
        said = await self._run(command, method="cli_ascii")
        with in_our_words():
            return str(said["msg"])

    async def _run(self, command: str, *, method: str) -> Mapping[str, Any]:
        """The result of one command; an empty one when the device says nothing."""
        params = {"cmd": command, "version": 1}
        call = {"jsonrpc": "2.0", "method": method, "params": params, "id": 1}
        said = await self._call("/ins", call, api="NX-API")
        with in_our_words():
            if "error" in said:
                raise DeviceError(Cause.REFUSED, _reason(said["error"]))
            return said["result"] or {"msg": ""}


def _identity(version: Mapping[str, Any]) -> Identity:
    return Identity(
        hostname=printable(str(version["host_name"])),
        serial=printable(str(version["proc_board_id"])),
        os_version=printable(str(next(version[key] for key in _VERSIONS if version.get(key)))),
        model=printable(str(version.get("chassis_id", "")).removesuffix(" Chassis")),
    )


def _reason(error: Mapping[str, Any]) -> str:
    """What the device says of a command, without what it quotes."""
    words = (str(error["message"]), str(error.get("data", {}).get("msg", "")))
    return printable(without_quotes(": ".join(part.strip() for part in words if part.strip())))
