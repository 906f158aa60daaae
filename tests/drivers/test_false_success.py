"""Where bare drivers report success: the device refused, and ours must say so."""

import pytest

from netops.errors import DeviceError
from netops.model.change import Answer, Mode
from netops.model.config import ConfigKind

pytestmark = pytest.mark.xdist_group("lab-drivers")

MERGE = "interface Loopback0\n description one\n no ip redirects\n"


@pytest.fixture(autouse=True)
def at_base_afterwards(ios):
    """Each story ends as the change engine ends it: taken back, and equal to the base."""
    base, startup = ios.memory(), ios.memory("startup")
    yield
    ios.lab.clear(ios.device.name)
    with ios.session() as session:
        if session.pending("CHG-F") is not None:
            assert session.revert("CHG-F").answer is Answer.OK
        session.discard("CHG-F")
    assert ios.memory() == base
    assert ios.memory("startup") == startup


@pytest.mark.parametrize(
    ("fault", "said"),
    [
        ("incomplete-command", "% Incomplete command"),
        ("overlaps", "overlaps with"),
        ("vlan-missing", "%VLAN 10 does not exist"),
        ("command-rejected", "Command rejected"),
        ("ambiguous", "% Ambiguous command"),
        ("open-failed", "%Error opening"),
    ],
)
def test_a_merge_that_the_device_refuses_in_part_is_rejected(ios, fault, said):
    with ios.session() as session:
        session.load(MERGE, mode=Mode.MERGE, label="CHG-F")
        ios.fault(fault)
        reply = session.commit_armed(minutes=100)
    assert reply.answer is Answer.REJECTED
    assert said in reply.text


def test_a_line_that_the_device_does_not_know_is_rejected_and_not_repeated(ios):
    text = "snmp-server comunity labSecretTypo RO\n"
    with ios.session() as session:
        session.load(text, mode=Mode.MERGE, label="CHG-F")
        reply = session.commit_armed(minutes=100)
    assert reply.answer is Answer.REJECTED
    assert "labSecret" not in reply.text


def test_a_replace_that_gives_up_half_way_is_rejected(ios):
    with ios.session() as session:
        text = session.fetch(ConfigKind.RUNNING).replace("no service pad\n", "")
        session.load(text, mode=Mode.REPLACE, label="CHG-F")
        ios.fault("replace-aborted")
        reply = session.commit_armed(minutes=100)
    assert reply.answer is Answer.REJECTED
    assert "Rollback aborted after 5 passes" in reply.text


def test_a_commit_whose_answer_never_comes_is_unknown(ios):
    with ios.session(read_timeout=1) as session:
        session.load(MERGE, mode=Mode.MERGE, label="CHG-F")
        ios.fault("slow", seconds="3")
        assert session.commit_armed(minutes=100).answer is Answer.UNKNOWN
        while not ios.lab.memory(ios.device.name, "timers"):
            pass  # the device goes on with what it heard: only reading settles it


def test_a_change_of_host_name_is_no_failure(ios):
    with ios.session() as session:
        session.load("hostname renamed\n", mode=Mode.MERGE, label="CHG-F")
        assert session.commit_armed(minutes=100).answer is Answer.OK
        assert session.identity().hostname == "renamed"


def test_a_device_without_scp_says_what_to_configure(ios):
    ios.lab.run_cli(ios.device.name, ["no ip scp server enable"])
    try:
        with ios.session() as session, pytest.raises(DeviceError, match="ip scp server enable"):
            session.load(MERGE, mode=Mode.MERGE, label="CHG-F")
    finally:
        ios.lab.run_cli(ios.device.name, ["ip scp server enable"])


def test_a_device_without_archive_does_not_arm(ios):
    ios.lab.run_cli(ios.device.name, ["archive", "no path flash:archive"])
    try:
        with ios.session() as session:
            session.load(MERGE, mode=Mode.MERGE, label="CHG-F")
            assert session.commit_armed(minutes=100).answer is Answer.REJECTED
            assert session.pending("CHG-F") is None
    finally:
        ios.lab.run_cli(ios.device.name, ["archive", "path flash:archive"])
