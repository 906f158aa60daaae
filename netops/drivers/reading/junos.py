"""Juniper Junos over NETCONF: what was committed, as text in braces, and who committed it."""

from collections.abc import Iterator
from xml.etree import ElementTree as ET

from netops.drivers.reading.framing import first, local, text_of
from netops.drivers.reading.netconf import NetconfSession
from netops.drivers.replies import printable, shown, told
from netops.errors import Cause, DeviceError
from netops.model.config import ConfigKind
from netops.model.device import Identity

_COMMITTED = '<get-configuration format="text" database="committed"/>'


class JunosReader(NetconfSession):
    """A `Reader` over NETCONF."""

    async def identity(self) -> Identity:
        """Host name, serial number of the chassis, version and model."""
        software = await self._netconf.ask("<get-software-information/>")
        chassis = first(await self._netconf.ask("<get-chassis-inventory/>"), "chassis")
        names = ("host-name", "junos-version", "product-model")
        hostname, version, model = (printable(text_of(software, name)) for name in names)
        serial = printable(text_of(chassis, "serial-number")) if chassis is not None else ""
        if not hostname:
            raise DeviceError(Cause.REFUSED, "the device does not say who it is")
        return Identity(hostname, serial, version, model)

    async def fetch(self, kind: ConfigKind) -> str:  # noqa: ARG002 (what is committed is all there is)
        """Read the committed configuration, exact text."""
        found = first(await self._netconf.ask(_COMMITTED), "configuration-text")
        text = (found.text or "") if found is not None else ""
        return shown(text.strip("\n") + "\n", self._platform)

    async def events(self) -> tuple[str, ...]:
        """The commits, newest last, in the words of `show system commit`."""
        try:
            said = await self._netconf.ask("<get-commit-information/>")
        except DeviceError as error:
            if error.cause is Cause.REFUSED:
                return ()
            raise
        return told(_commits(said), self._platform)


def _commits(said: ET.Element) -> Iterator[str]:
    for row in said.iter():
        if local(row) == "commit-history":
            names = ("sequence-number", "date-time", "user", "client")
            number, moment, user, client = (printable(text_of(row, name)) for name in names)
            yield f"{number:<4}{moment} by {user} via {client}"
