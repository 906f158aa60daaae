"""Cisco IOS XR over NETCONF: the running configuration as CLI text, as a terminal shows it."""

from itertools import takewhile

from netops.drivers.reading.framing import first, text_of
from netops.drivers.reading.netconf import NetconfSession
from netops.drivers.replies import printable, shown, told
from netops.errors import Cause, DeviceError
from netops.model.config import ConfigKind
from netops.model.device import Identity

_YANG = "http://cisco.com/ns/yang/Cisco-IOS-XR"
_RUNNING = (
    "<get-config><source><running/></source>"
    f'<filter type="subtree"><cli xmlns="{_YANG}-cli-cfg"/></filter></get-config>'
)
# The chassis is "Rack 0"; on the first 64-bit releases it was "0".
_CHASSIS = "".join(
    f"<entity><name>{name}</name><attributes><inv-basic-bag/></attributes></entity>"
    for name in ("Rack 0", "0")
)
_NAMES = (
    '<get><filter type="subtree">'
    f'<system-time xmlns="{_YANG}-shellutil-oper"><uptime/></system-time>'
    f'<inventory xmlns="{_YANG}-invmgr-oper"><entities>{_CHASSIS}</entities></inventory>'
    "</filter></get>"
)


class XrReader(NetconfSession):
    """A `Reader` over NETCONF."""

    _text = ""

    async def identity(self) -> Identity:
        """Host name, serial number of the chassis, version and model."""
        said = await self._netconf.ask(_NAMES)
        names = ("host-name", "serial-number", "software-revision", "model-name")
        hostname, serial, version, model = (printable(text_of(said, name)) for name in names)
        if not hostname:
            raise DeviceError(Cause.REFUSED, "the device does not say who it is")
        return Identity(hostname, serial, version, model)

    async def fetch(self, kind: ConfigKind) -> str:  # noqa: ARG002 (what is committed is all there is)
        """Read the running configuration, exact text."""
        found = first(await self._netconf.ask(_RUNNING), "cli")
        self._text = ((found.text or "") if found is not None else "").strip("\n") + "\n"
        return shown(self._text, self._platform)

    async def events(self) -> tuple[str, ...]:
        """Who changed the config last, as the comments above its first line say.

        No model that every release has tells of commits. () before a config was read.
        """
        head = takewhile(lambda line: line.startswith("!"), self._text.splitlines())
        return told(head, self._platform)
