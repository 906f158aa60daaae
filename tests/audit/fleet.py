"""Small devices for the audit's tests."""

from datetime import UTC, datetime

from netops.errors import Cause
from netops.model.config import ConfigKind, NotCollected, Snapshot
from netops.model.device import Device, Identity

NOW = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
EDGE = Device("edge1", "cisco_ios", "192.0.2.1", 22, "ams1", "edge")
CORE = Device("core1", "arista_eos", "192.0.2.2", 443, "ams1", "core")
DEVICES = {device.name: device for device in (EDGE, CORE)}
RUNNING, STARTUP, INTENDED = ConfigKind.RUNNING, ConfigKind.STARTUP, ConfigKind.INTENDED


def snapshot(device, text, kind=RUNNING, events=()):
    return Snapshot(device.name, kind, text, text, Identity(device.name, "S", "1"), NOW, events)


def lost(device, cause=Cause.TIMEOUT, kind=RUNNING):
    return NotCollected(device.name, kind, cause, "no answer in 60 s", NOW)
