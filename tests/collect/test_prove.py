"""What makes a capture a snapshot."""

import asyncio
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from netops.errors import Cause, DeviceError
from netops.model.config import Capture, ConfigKind, NotCollected, Snapshot
from netops.model.device import Device, Identity
from netops.tasks.claims import Claim
from netops.tasks.prove import prove
from netops.tasks.prover import Prover

DEVICE = Device("r1", "cisco_ios", "192.0.2.1", 22, "ams1", "edge")
SHORT = "version 15.9\nhostname r1\n!\nend\n"
UNKNOWN = SHORT.replace("!\n", "frobnicate shared-secret Zx81qLw0Pv\n")
NEXUS = replace(DEVICE, platform="cisco_nxos")
LONG = SHORT.replace("!\n", "".join(f"ip route 10.0.{n}.0 255.255.255.0 Null0\n" for n in range(9)))


def captured(text):
    taken = datetime(2026, 3, 1, 12, tzinfo=UTC)
    identity = Identity(hostname="r1", serial="S1", os_version="15.9")
    return Capture("r1", ConfigKind.RUNNING, text, identity, taken, ("event",))


def proven(text, *, last=None, reread=None, harmless=(), device=DEVICE):
    def never():
        pytest.fail("there is nothing to read again")

    async def again():
        return (reread or never)()

    capture = captured(text)
    claim = Claim(text, device, capture.identity, b"k" * 32, harmless)
    judged = Prover(1).judged
    return asyncio.run(prove(capture, claim, judged=judged, last=lambda _: last, reread=again))


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
    found = proven(f"! Last configuration change at noon\n\n{UNKNOWN}")
    assert isinstance(found, NotCollected)
    assert found.cause is Cause.LEAK
    assert "Zx81" not in found.reason
    assert found.reason.startswith("line 5 of the config as the device shows it")
    assert "inventory/not-secret.yaml" in found.reason


def test_many_such_lines_are_counted_and_not_listed():
    found = proven(SHORT.replace("!\n", "frobnicate shared-secret Zx81qLw0Pv\n" * 8))
    assert isinstance(found, NotCollected)
    assert "lines 3, 4, 5, 6, 7 and 3 more" in found.reason


def test_a_line_that_somebody_vouched_for_is_stored_as_it_stands():
    found = proven(UNKNOWN, harmless=("^frobnicate shared-secret ",))
    assert isinstance(found, Snapshot)
    assert "Zx81qLw0Pv" in found.canonical


def test_nobody_can_vouch_for_a_private_key():
    banner = "banner motd ^C\n-----BEGIN RSA PRIVATE KEY-----\n^C\n"
    found = proven(SHORT.replace("!\n", banner), harmless=("BEGIN",))
    assert isinstance(found, NotCollected)
    assert found.reason.startswith("line 4 ")


def test_a_config_without_an_end_is_read_twice_and_then_once():
    text = "!Command: show running-config\nhostname r1\nline console\nline vty\n"
    reads = []

    def again():
        reads.append(1)
        return text

    first = proven(text, device=NEXUS, reread=again)
    assert isinstance(first, Snapshot)
    assert isinstance(proven(text, device=NEXUS, last=first.canonical), Snapshot)
    assert isinstance(proven(text, device=replace(NEXUS, transport="nxapi")), Snapshot)
    assert reads == [1]


def test_a_config_without_an_end_that_reads_otherwise_is_doubted():
    text = "hostname r1\nline console\nline vty\n"
    found = proven(text, device=NEXUS, reread=lambda: f"vlan 2\n{text}")
    assert isinstance(found, NotCollected)
    assert found.cause is Cause.NOT_WHOLE
    assert found.reason == (
        "nothing in the config says where it ends, "
        "and a second read in the session differs from the first"
    )
