"""What makes a capture a snapshot."""

import asyncio
from datetime import UTC, datetime

import pytest

from netops.errors import Cause, DeviceError
from netops.model.config import Capture, ConfigKind, NotCollected, Snapshot
from netops.model.device import Device, Identity
from netops.tasks.prove import prove

DEVICE = Device("r1", "cisco_ios", "192.0.2.1", 22, "ams1", "edge")
SHORT = "version 15.9\nhostname r1\n!\nend\n"
LONG = SHORT.replace("!\n", "".join(f"ip route 10.0.{n}.0 255.255.255.0 Null0\n" for n in range(9)))


def captured(text):
    taken = datetime(2026, 3, 1, 12, tzinfo=UTC)
    identity = Identity(hostname="r1", serial="S1", os_version="15.9")
    return Capture("r1", ConfigKind.RUNNING, text, identity, taken, ("event",))


def proven(text, *, last=None, reread=None):
    def never():
        pytest.fail("there is nothing to read again")

    async def again():
        return (reread or never)()

    return asyncio.run(prove(captured(text), DEVICE, last=last, key=b"k" * 32, reread=again))


def test_a_whole_config_becomes_a_snapshot_that_keeps_the_exact_text():
    found = proven(SHORT)
    assert isinstance(found, Snapshot)
    assert found.exact == SHORT
    assert found.events == ("event",)


def test_a_config_that_shrank_is_believed_when_it_reads_the_same_again():
    changed_clock = f"! Last configuration change at 12:00:01\n{SHORT}"
    assert isinstance(proven(SHORT, last=LONG, reread=lambda: changed_clock), Snapshot)


def test_a_config_that_shrank_is_doubted_when_the_second_read_differs():
    found = proven(SHORT, last=LONG, reread=lambda: LONG)
    assert isinstance(found, NotCollected)
    assert found.cause is Cause.NOT_WHOLE
    assert found.raw == SHORT


def test_a_session_that_breaks_at_the_second_read_is_a_value_too():
    def broken():
        raise DeviceError(Cause.SESSION_LOST, "gone")

    found = proven(SHORT, last=LONG, reread=broken)
    assert isinstance(found, NotCollected)
    assert found.cause is Cause.SESSION_LOST


def test_a_secret_that_no_rule_masks_keeps_the_text_out_of_git():
    found = proven(SHORT.replace("!\n", "frobnicate shared-secret Zx81qLw0Pv\n"))
    assert isinstance(found, NotCollected)
    assert found.cause is Cause.LEAK
    assert "Zx81" not in found.reason
    assert "line 3" in found.reason
