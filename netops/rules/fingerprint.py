"""The name of a finding that stays the same as long as it is the same finding."""

from hashlib import sha256

from netops.model.device import Device

FINGERPRINT_VERSION = 1


def fingerprint(rule: str, device: Device, path: tuple[str, ...], value: str) -> str:
    """32 hex digits over rule, the device's stable id, object path and value class.

    Line number, severity, wording, order and secrets are not part of it, so the same trouble keeps
    its name from run to run and in every format. The stable id is the inventory's serial number,
    or the inventory name while there is none.
    """
    parts = (f"v{FINGERPRINT_VERSION}", rule, device.serial or device.name, value, *path)
    return sha256("\0".join(parts).encode()).hexdigest()[:32]
