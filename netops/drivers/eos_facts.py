"""What EOS says of itself."""

from collections.abc import Mapping
from typing import Any

from netops.drivers.replies import printable
from netops.model.device import Identity

NAMES = ("show version", "show hostname")


def identity(version: Mapping[str, Any], hostname: Mapping[str, Any]) -> Identity:
    """Who a device is, from its JSON answers to `NAMES`; raise KeyError if they lack a name."""
    return Identity(
        hostname=printable(str(hostname["hostname"])),
        serial=printable(str(version["serialNumber"])),
        os_version=printable(str(version["version"])),
        model=printable(str(version.get("modelName", ""))),
    )
