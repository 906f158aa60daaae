"""What we own: one device of the inventory, and who it says it is."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Device:
    """One inventory entry.

    `platform` is netmiko's name (`cisco_ios`); `serial` is None until the inventory names one;
    `redundancy_group` names devices that must never be in flight together; `tags` are free words
    that policies match on; `source` is the address that netops itself comes from as this device
    sees it (for the management-path proof), "" when unknown; `transport` is how it is read, one of
    its platform's (`ssh`, `eapi`, `netconf`); `jump` names the jump host on the way, "" for none.
    """

    name: str
    platform: str
    address: str
    port: int
    site: str
    role: str
    serial: str | None = None
    redundancy_group: str | None = None
    tags: tuple[str, ...] = ()
    source: str = ""
    transport: str = ""
    jump: str = ""


@dataclass(frozen=True, slots=True)
class Identity:
    """What the device says of itself, read in the session that read its config."""

    hostname: str
    serial: str
    os_version: str
    model: str = ""
