"""Configuration sessions on EOS: ours, somebody else's, and a device that refuses a line."""

import pytest

from netops.drivers.eos import EosDriver
from netops.errors import Cause, DeviceError
from netops.model.change import Answer, Mode

pytestmark = pytest.mark.xdist_group("lab-drivers")

MERGE = "interface Loopback0\n   description theirs\n"


def test_a_refused_line_is_numbered_not_quoted_and_leaves_no_session(eos):
    text = "interface Loopback0\n   description x\nsnmp-server comunity labSecretTypo ro\n"
    with eos.session() as session:
        with pytest.raises(DeviceError) as failure:
            session.load(text, mode=Mode.MERGE, label="CHG-E")
        assert session.leftovers("CHG-E") == ()
    assert failure.value.cause is Cause.REFUSED
    assert "command 5 of 6: invalid command" in failure.value.reason
    assert "labSecret" not in str(failure.value)


def test_an_open_session_of_somebody_else_is_a_reason_to_refuse(eos):
    with eos.session() as theirs, eos.session() as ours:
        theirs.load(MERGE, mode=Mode.MERGE, label="theirs")
        with pytest.raises(DeviceError, match="somebody else's configuration session is open"):
            ours.load(MERGE, mode=Mode.MERGE, label="CHG-E")
        theirs.discard("theirs")


def test_an_armed_commit_of_somebody_else_is_not_touched(eos):
    with eos.session() as theirs, eos.session() as ours:
        theirs.load(MERGE, mode=Mode.MERGE, label="theirs")
        assert theirs.commit_armed(minutes=100).answer is Answer.OK
        assert ours.confirm("CHG-E").answer is Answer.REJECTED
        assert ours.revert("CHG-E").answer is Answer.REJECTED
        ours.discard("theirs")
        assert theirs.revert("theirs").answer is Answer.OK


def test_the_newer_dialect_names_the_armed_session_beside_the_list(eos, monkeypatch):
    newer = {
        "commitTimerSessionName": "netops-CHG-E",
        "commitTimerExpireTime": 400.0,
        "sessions": {"netops-CHG-E": {"state": "completed"}},
    }
    answers = {"show configuration sessions detail": newer, "show version": {"uptime": 100.0}}

    def answer(_driver, commands, **_options):
        return [answers[command] for command in commands]

    with eos.session() as session:
        assert isinstance(session, EosDriver)
        monkeypatch.setattr("napalm.eos.EOSDriver._run_commands", answer)
        pending = session.pending("CHG-E")
        assert session.leftovers("CHG-E") == ("netops-CHG-E",)
        monkeypatch.undo()
    assert pending is not None
    assert (pending.ours, pending.seconds_left) == (True, 300)
